#include "play/opening.h"

#include <string.h>

#include "base/ident.h"
#include "domain/launch_scope.h"
#include "domain/publishing.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/publishing.h"
#include "store/share.h"
#include "training/guest.h"

/* What one person may begin: more is a script, and would fill the disk. */
#define ATTEMPTS_MOST 100	/* at one module */

static enum err refuse_withdrawn(struct request *rq, const struct module *m)
{
	return refuse(rq, P_module_withdrawn,
		      VALUES({ "reason", m->withdrawn_why }));
}

enum err module_hidden(struct request *rq, const struct module *m)
{
	const char *whom = *m->contact ? m->contact : m->agency_name;

	if (m->state == MODULE_DRAFT ||
	    (m->state == MODULE_PUBLISHED && !m->withdrawn_at))
		return fail(ERR_NOT_FOUND, "module %s is not for them", m->id);
	if (m->withdrawn_at)
		return refuse(rq, P_module_gone,
			      VALUES({ "title", m->title },
				     { "agency", m->agency_name },
				     { "reason", m->withdrawn_why },
				     { "whom", whom }));
	return refuse(rq, P_module_shut,
		      VALUES({ "title", m->title },
			     { "agency", m->agency_name }, { "whom", whom }));
}

/* What is finished stays with the version that it was finished with. */
enum err attempt_moves(struct request *rq, const struct module *module,
		       const struct attempt *a, bool *out)
{
	struct version_link *links;
	size_t n;
	enum err e;

	*out = false;
	if (a->number < 0 || !module->version.id ||
	    a->outcome.completion == COMPLETION_COMPLETED ||
	    strcmp(a->version_id, module->version.id) == 0)
		return OK;
	if ((e = version_links(rq->db, module->id, &links, &n)))
		return e;
	*out = version_leads(links, n, a->version_id, module->version.id);
	return OK;
}

/* The keys of a tree, from the root down, each with how deep it lies. */
static void tree_keys(struct text *out, const json_t *node, int depth)
{
	const char *key = json_string_value(json_object_get(node, "key"));
	const json_t *child;
	size_t i;

	text_putf(out, "%d %s\n", depth, key ? key : "");
	json_array_foreach(json_object_get(node, "children"), i, child)
		tree_keys(out, child, depth + 1);
}

static const char *tree_shape(struct arena *mem, const char *tree)
{
	json_t *json = json_loads(tree, 0, NULL);
	struct text text = { .mem = mem };

	tree_keys(&text, json, 0);
	json_decref(json);
	return text.bytes;
}

/*
 * The state of the activity tree names activities by their place. In another
 * tree it would speak of others, and each unit's progress has what counts.
 */
static enum err activity_moved(struct request *rq, const struct attempt *a,
			       const char *to, const char **out)
{
	struct version before, after;
	enum err e;

	*out = "";
	if (!*a->activity)
		return OK;
	if ((e = version_by_id(rq->db, a->version_id, &before)) ||
	    (e = version_by_id(rq->db, to, &after)))
		return e;
	if (strcmp(tree_shape(rq->mem, before.tree),
		   tree_shape(rq->mem, after.tree)) == 0)
		*out = a->activity;
	return OK;
}

static enum err attempt_follow(struct request *rq, const struct module *module,
			       struct attempt *a)
{
	const char *activity;
	bool moves;
	enum err e;

	if ((e = attempt_moves(rq, module, a, &moves)) || !moves)
		return e;
	if ((e = activity_moved(rq, a, module->version.id, &activity)))
		return e;
	return attempt_move(rq->db, a, module->version.id, activity, rq->now);
}

static enum err attempt_begin(struct request *rq, const char *module_id,
			      const char *version_id, int64_t number,
			      struct attempt *out)
{
	*out = (struct attempt){
		.id = ident_make(rq->mem, rq->now),
		.person_id = rq->person->id,
		.module_id = module_id,
		.version_id = version_id,
		.number = number,
		.activity = "",
		.started_at = rq->now,
		.last_at = rq->now,
	};
	return attempt_add(rq->db, out);
}

/* Nothing has been done in the newest attempt: beginning anew is going on. */
static bool begins_anew(const struct module *module, const struct attempt *a,
			bool restart)
{
	return restart && (attempt_begun(a) ||
			   strcmp(a->version_id, module->version.id));
}

enum err attempt_open(struct request *rq, const struct module *module,
		      bool restart, struct attempt *out)
{
	bool seen;
	enum err e;

	if ((e = attempt_latest(rq->db, rq->person->id, module->id, out)) ||
	    (e = module_seen_by(rq->db, module, rq->person, out->id != NULL,
				&seen)))
		return e;
	if (!seen)
		return module_hidden(rq, module);
	if (module->withdrawn_at)
		return refuse_withdrawn(rq, module);
	if (out->id && !begins_anew(module, out, restart))
		return attempt_follow(rq, module, out);
	if (out->number >= ATTEMPTS_MOST)
		return fail(ERR_TOO_MANY, "attempts at module %s", module->id);
	if (!module_startable(module, rq->person))
		return refuse(rq, P_module_closed, NO_VALUES);
	return attempt_begin(rq, module->id, module->version.id,
			     out->id ? out->number + 1 : 1, out);
}

/* Who is asked to approve a version looks at it first. */
static enum err asked(struct request *rq, const struct module *module,
		      const char *version_id, bool *out)
{
	struct house house;
	struct wish wish;
	enum err e;

	if ((e = house_of_agency(rq->db, module->agency_id, &house)) ||
	    (e = wish_of_version(rq->db, version_id, &wish)))
		return e;
	*out = wish.id && wish.state == WISH_WAITING &&
	       wish_decidable(module, &house, wish.asked_by, rq->person);
	return OK;
}

const char *preview_version(const struct request *rq,
			    const struct module *module, const char *asked)
{
	return asked || !launch_teaches(rq->launch) ? asked
		: module->version.id;
}

/* An instructor looks at what learners are given, and at nothing else. */
static enum err shown(struct request *rq, const struct module *module,
		      const char *version_id, bool *out)
{
	bool seen;
	enum err e;

	*out = false;
	if (!launch_teaches(rq->launch) || !module->version.id ||
	    strcmp(version_id, module->version.id))
		return OK;
	e = module_seen_by(rq->db, module, rq->person, false, &seen);
	*out = seen;
	return e || seen ? e : module_hidden(rq, module);
}

static enum err preview_check(struct request *rq, const struct module *module,
			      const char *version_id)
{
	bool may = module_editable(module, rq->person);
	struct version version;
	enum err e;

	if ((e = version_by_id(rq->db, version_id, &version)))
		return e;
	if (strcmp(version.module_id, module->id))
		return fail(ERR_NOT_FOUND, "a version of another module");
	if (!may && !rq->launch && (e = asked(rq, module, version_id, &may)))
		return e;
	if (!may && (e = shown(rq, module, version_id, &may)))
		return e;
	return may ? OK : fail(ERR_NOT_FOUND, "not theirs to look at");
}

enum err preview_find(struct request *rq, const struct module *module,
		      const char *version_id, struct attempt *out)
{
	enum err e;

	if ((e = preview_check(rq, module, version_id)))
		return e;
	return attempt_preview(rq->db, rq->person->id, module->id, version_id,
			       out);
}

enum err preview_open(struct request *rq, const struct module *module,
		      const char *version_id, bool restart,
		      struct attempt *out)
{
	const char *stopped;
	int64_t number;
	enum err e;

	if ((e = preview_find(rq, module, version_id, out)) ||
	    (e = version_withdrawn(rq->db, version_id, &stopped)))
		return e;
	if (stopped)
		return refuse_withdrawn(rq, module);
	if (out->id && !(restart && attempt_begun(out)))
		return OK;
	if ((e = attempt_preview_next(rq->db, rq->person->id, module->id,
				      &number)))
		return e;
	if (number < -ATTEMPTS_MOST)
		return fail(ERR_TOO_MANY, "looks at module %s", module->id);
	return attempt_begin(rq, module->id, version_id, number, out);
}

enum err module_standing(struct request *rq, struct response *rs)
{
	struct attempt attempt;
	struct module module;
	bool seen;
	enum err e;

	if ((e = module_by_id(rq->db, request_param(rq, "id"), &module)) ||
	    (e = guest_may(rq, module.id)) ||
	    (e = attempt_latest(rq->db, rq->person->id, module.id, &attempt)) ||
	    (e = module_seen_by(rq->db, &module, rq->person,
				attempt.id != NULL, &seen)))
		return e;
	if (!seen)
		return module_hidden(rq, &module);
	if (module.withdrawn_at)
		return refuse_withdrawn(rq, &module);
	return respond_json(rq, rs, 200,
			    json_pack("{s:s}", "state",
				      module_state_name(module.state)));
}
