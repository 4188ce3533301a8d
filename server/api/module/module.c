#include "api/module/module.h"

#include <stdlib.h>
#include <string.h>

#include "api/module/described.h"
#include "api/field.h"
#include "api/module/metadata.h"
#include "api/module/progress.h"
#include "api/authoring/publishing.h"
#include "api/authoring/revision.h"
#include "jobs/jobs.h"
#include "play/opening.h"
#include "play/packages.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/native.h"
#include "store/publishing.h"
#include "training/guest.h"
#include "store/share.h"

static const struct phrase not_hosts = { {
	"Tulis paling banyak 20 alamat seperti https://cdn.contoh.go.id, tanpa jalur.",
	"Write at most 20 addresses like https://cdn.example.go.id, without a path." } };

static json_t *version_json(const struct version *v)
{
	if (!v->id)
		return json_null();
	return json_pack("{s:s, s:I, s:s, s:I, s:I}", "id", v->id, "number",
			 (json_int_t)v->number, "standard", v->standard,
			 "bytes", (json_int_t)v->bytes,
			 "units", (json_int_t)v->units);
}

enum err module_json_at(struct request *rq, const struct module *m,
			const struct attempt *attempt, json_t **out)
{
	*out = json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:s, s:o, s:I, s:I,"
			 " s:b, s:o}",
			 "id", m->id, "title", m->title,
			 "description", m->description,
			 "agency", "id", m->agency_id, "name", m->agency_name,
			 "state", module_state_name(m->state),
			 "version", version_json(&m->version),
			 "createdAt", (json_int_t)m->created_at,
			 "updatedAt", (json_int_t)m->updated_at,
			 "editable", module_editable(m, rq->person),
			 "mine", attempt->id ? attempt_json(attempt)
					     : json_null());
	if (!*out)
		return fail(ERR_INTERNAL, "a module as JSON");
	metadata_json(rq, m, *out);
	json_object_set_new(*out, "withdrawn", m->withdrawn_at
		? json_pack("{s:I, s:s}", "at", (json_int_t)m->withdrawn_at,
			    "reason", m->withdrawn_why) : json_null());
	return OK;
}

enum err module_json(struct request *rq, const struct module *m, json_t **out)
{
	struct attempt attempt;
	enum err e;

	if ((e = attempt_latest(rq->db, rq->person->id, m->id, &attempt)))
		return e;
	return module_json_at(rq, m, &attempt, out);
}

/* The version that ?version= asks to look at; NULL: the learner's own. */
static const char *version_asked(const struct request *rq)
{
	return request_query(rq, "version");
}

/* The module if this person may see it, and the attempt they are in. */
static enum err module_seen(struct request *rq, struct module *module,
			    struct attempt *attempt)
{
	const char *version;
	bool seen;
	enum err e;

	if ((e = module_by_id(rq->db, request_param(rq, "id"), module)) ||
	    (e = guest_may(rq, module->id)))
		return e;
	version = preview_version(rq, module, version_asked(rq));
	if (version)
		return preview_find(rq, module, version, attempt);
	if ((e = attempt_latest(rq->db, rq->person->id, module->id, attempt)) ||
	    (e = module_seen_by(rq->db, module, rq->person,
				attempt->id != NULL, &seen)))
		return e;
	return seen ? OK : module_hidden(rq, module);
}

static json_t *progress_of(const struct unit_progress *all, size_t n,
			   const char *unit)
{
	for (size_t i = 0; unit && i < n; i++)
		if (strcmp(all[i].unit_id, unit) == 0)
			return unit_progress_json(&all[i]);
	return json_null();
}

/* From the stored tree, which has more than a page needs. */
static void outline_add(json_t *out, json_t *tree,
			const struct unit_progress *progress, size_t n,
			int depth)
{
	static const char *const kept[] = {
		"key", "title", "kind", "launchable", "visible", "bytes",
		"url", "description", "optional"
	};
	json_t *node = json_object(), *children = json_array(), *child;
	json_t *unit = json_object_get(tree, "unit");
	size_t i;

	json_object_set(node, "id", unit);
	for (i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (json_object_get(tree, kept[i]))
			json_object_set(node, kept[i],
					json_object_get(tree, kept[i]));
	json_object_set_new(node, "progress",
			    progress_of(progress, n, json_string_value(unit)));
	json_object_set_new(node, "children", children);
	json_array_append_new(out, node);
	if (depth > 64)
		return;
	json_array_foreach(json_object_get(tree, "children"), i, child)
		outline_add(children, child, progress, n, depth + 1);
}

/* The root is the module itself: its children are the outline. */
static json_t *outline_json(const char *text, const struct unit_progress *all,
			    size_t n)
{
	json_t *tree = json_loads(text, 0, NULL), *child;
	json_t *out = json_array();
	size_t i;

	json_array_foreach(json_object_get(tree, "children"), i, child)
		outline_add(out, child, all, n, 0);
	json_decref(tree);
	return out;
}

json_t *report_json(const struct request *rq, const char *text)
{
	json_t *both = json_loads(text, 0, NULL);
	json_t *one = json_object_get(both, lang_name(rq->lang));

	json_incref(one);
	json_decref(both);
	return one ? one : json_null();
}

/*
 * Is there another version to begin anew with? Not for whom the next opening
 * takes there anyway.
 */
static enum err add_newer(struct request *rq, const struct module *module,
			  const struct attempt *attempt, json_t *json)
{
	bool newer, moves = false;
	json_t *change;
	enum err e;

	newer = attempt->number > 0 && module->version.id &&
		strcmp(attempt->version_id, module->version.id) &&
		module_startable(module, rq->person);
	if (newer && (e = attempt_moves(rq, module, attempt, &moves)))
		return e;
	json_object_set_new(json, "newer", newer && !moves
		? json_integer((json_int_t)module->version.number)
		: json_null());
	if ((e = change_json(rq, newer && !moves ? module->version.id : NULL,
			     &change)))
		return e;
	json_object_set_new(json, "newerChange", change);
	return OK;
}

/*
 * Rules of the package's own order, and how far the attempt is: the page holds
 * back what they do. Without rules everything may be chosen, and nothing is
 * sent; a title cannot be taken for one, its quotes are escaped.
 */
static void add_rules(const struct version *version,
		      const struct attempt *attempt, json_t *json)
{
	const char *activity = attempt->id ? attempt->activity : "";

	if (strncmp(version->standard, "scorm", 5) ||
	    (!strstr(version->tree, "\"sequencing\"") &&
	     !strstr(version->tree, "\"prerequisites\"")))
		return;
	json_object_set_new(json, "tree", json_loads(version->tree, 0, NULL));
	json_object_set_new(json, "activity", *activity
		? json_loads(activity, 0, NULL) : json_null());
}

/* What module.json says besides; null for packages of other formats. */
static enum err add_about(struct request *rq, const struct version *version,
			  json_t *json)
{
	static const char *const kept[] = {
		"code", "goals", "audience", "competencies", "language",
		"whatsNew",
	};
	json_t *all, *about = json_object();
	const char *text;
	enum err e;

	json_object_set_new(json, "about", about);
	if ((e = version_about(rq->db, version->id, &text)))
		return e;
	all = json_loads(text, 0, NULL);
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (json_object_get(all, kept[i]))
			json_object_set(about, kept[i],
					json_object_get(all, kept[i]));
	if (!json_object_size(all))
		json_object_set_new(json, "about", json_null());
	json_decref(all);
	return OK;
}

/* A learner sees the outline of the version they are in. */
static enum err add_outline(struct request *rq, const struct module *module,
			    const struct attempt *attempt, json_t *json)
{
	const char *id = version_asked(rq) ? version_asked(rq)
		: attempt->id ? attempt->version_id : module->version.id;
	struct unit_progress *progress = NULL;
	struct version version;
	json_t *change;
	size_t n = 0;
	enum err e;

	json_object_set_new(json, "outline", json_array());
	if (!id)
		return OK;
	if ((e = version_by_id(rq->db, id, &version)) ||
	    (attempt->id &&
	     (e = progress_of_attempt(rq->db, attempt->id, &progress, &n))))
		return e;
	json_object_set_new(json, "outline",
			    outline_json(version.tree, progress, n));
	json_object_set_new(json, "version", version_json(&version));
	add_rules(&version, attempt, json);
	if ((e = add_about(rq, &version, json)) ||
	    (e = add_newer(rq, module, attempt, json)) ||
	    (e = change_json(rq, id, &change)))
		return e;
	json_object_set_new(json, "change", change);
	json_object_set_new(json, "newest",
			    json_boolean(!module->version.id ||
					 !strcmp(id, module->version.id)));
	if ((version_asked(rq) && !rq->launch) ||
	    module_editable(module, rq->person))
		json_object_set_new(json, "report",
				    report_json(rq, version.report));
	return OK;
}

/* Kept as one text with spaces between, as the policy has them. */
static json_t *hosts_json(struct arena *mem, const char *hosts)
{
	char *rest = arena_copy(mem, hosts, strlen(hosts)), *one;
	json_t *list = json_array();

	while ((one = strsep(&rest, " ")))
		if (*one)
			json_array_append_new(list, json_string(one));
	return list;
}

static bool hosts_read(struct arena *mem, json_t *list, const char **out)
{
	struct text text = { .mem = mem };
	json_t *one;
	size_t i;

	if (!json_is_array(list) || json_array_size(list) > HOSTS_MOST)
		return false;
	text_puts(&text, "");
	json_array_foreach(list, i, one) {
		if (!json_is_string(one) ||
		    !module_host_fits(json_string_value(one)))
			return false;
		text_putf(&text, "%s%s", i ? " " : "", json_string_value(one));
	}
	*out = text.bytes;
	return true;
}

/* What would be said of it from now on, until somebody else approves. */
static enum err add_waiting(struct request *rq, const struct module *module,
			    json_t *json)
{
	struct wish w;
	enum err e;

	if ((e = wish_of_changes(rq->db, module->id, &w)))
		return e;
	json_object_set_new(json, "changes", described_json(w.id ? w.changes
								 : ""));
	return OK;
}

static enum err respond_module(struct request *rq, struct response *rs,
			       const struct module *module,
			       const struct attempt *attempt)
{
	json_t *json;
	enum err e;

	if ((e = module_json(rq, module, &json)))
		return e;
	request_own_json(rq, json);
	if ((e = add_outline(rq, module, attempt, json)))
		return e;
	json_object_set_new(json, "createdBy", json_pack("{s:s?}", "name",
							 module->owner_name));
	json_object_set_new(json, "resume", json_pack("{s:s?}", "unit",
		attempt->id ? attempt->unit_id : NULL));
	if (module_editable(module, rq->person)) {
		if ((e = add_waiting(rq, module, json)))
			return e;
		json_object_set_new(json, "allowPopups",
				    json_boolean(module->allow_popups));
		json_object_set_new(json, "allowHosts",
				    hosts_json(rq->mem,
					       module->allow_hosts));
	}
	return respond_json(rq, rs, 200, json_incref(json));
}

enum err module_show(struct request *rq, struct response *rs)
{
	struct attempt attempt;
	struct module module;
	enum err e;

	if ((e = module_seen(rq, &module, &attempt)))
		return e;
	return respond_module(rq, rs, &module, &attempt);
}

enum err module_report(struct request *rq, struct response *rs)
{
	struct attempt attempt;
	struct version version;
	struct module module;
	enum err e;

	if ((e = module_seen(rq, &module, &attempt)))
		return e;
	if (!module_editable(&module, rq->person))
		return fail(ERR_FORBIDDEN, "not their module");
	if (!module.version.id)
		return fail(ERR_NOT_FOUND, "the module has no version");
	if ((e = version_by_id(rq->db, module.version.id, &version)))
		return e;
	return respond_json(rq, rs, 200, report_json(rq, version.report));
}

static void module_forget(struct request *rq)
{
	packages_forget(rq->server->packages, request_param(rq, "id"));
	job_wake(rq->server, JOB_indexer);
}

/* What the body wants changed, checked and put into `module`. */
static enum err module_merge(struct request *rq, struct module *module)
{
	json_t *state = json_object_get(rq->json, "state");
	json_t *popups = json_object_get(rq->json, "allowPopups");
	json_t *hosts = json_object_get(rq->json, "allowHosts");
	enum err e;

	if (state && (e = publishing_state(rq, module,
					   json_string_value(state))))
		return e;
	if (!popups && !hosts)
		return OK;
	if (!person_is(rq->person, ROLE_ADMIN))
		return fail(ERR_FORBIDDEN, "the sandbox is the administrator's");
	if ((e = field_bool(rq, "allowPopups", &module->allow_popups)))
		return e;
	if (hosts && !hosts_read(rq->mem, hosts, &module->allow_hosts))
		return field_bad(rq, "allowHosts", &not_hosts);
	return OK;
}

enum err module_patch(struct request *rq, struct response *rs)
{
	struct module module, before;
	struct attempt attempt;
	bool described;
	enum err e;

	if ((e = module_seen(rq, &module, &attempt)))
		return e;
	if (!module_editable(&module, rq->person))
		return fail(ERR_FORBIDDEN, "not their module");
	before = module;
	if ((e = module_merge(rq, &module)) ||
	    (e = metadata_merge(rq, &module, &described)) ||
	    (e = described_change(rq, &before, &module, &described)))
		return e;
	module.updated_at = rq->now;
	if ((e = module_change(rq->db, &module)) ||
	    (described && (e = module_describe(rq->db, &module))))
		return e;
	rq->after = module_forget;
	return respond_module(rq, rs, &module, &attempt);
}

/* What the modules and the units of these attempts are, in their order. */
static enum err begun_read(struct request *rq, const struct attempt *attempts,
			   size_t n, struct module **modules,
			   struct unit **units)
{
	const char **ids = arena_array(rq->mem, const char *, n);
	const char **at = arena_array(rq->mem, const char *, n);
	enum err e;

	for (size_t i = 0; i < n; i++) {
		ids[i] = attempts[i].module_id;
		at[i] = attempts[i].unit_id;
	}
	if ((e = module_some(rq->db, ids, n, modules)))
		return e;
	return unit_some(rq->db, at, n, units);
}

enum err me_modules(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array()), *one;
	struct attempt *attempts;
	struct module *modules;
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = attempt_page(rq->db, rq->person->id, 100, &attempts, &n)) ||
	    (e = begun_read(rq, attempts, n, &modules, &units)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if ((e = module_json_at(rq, &modules[i], &attempts[i], &one)))
			return e;
		json_array_append_new(list, one);
		if (units[i].id)
			json_object_set_new(one, "resume", json_pack(
				"{s:{s:s, s:s, s:I}}", "unit",
				"id", units[i].id, "title", units[i].title,
				"bytes", (json_int_t)units[i].bytes));
	}
	return respond_json(rq, rs, 200, json_pack("{s:O}", "modules", list));
}
