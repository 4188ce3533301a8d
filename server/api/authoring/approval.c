#include "api/authoring/approval.h"

#include <string.h>

#include "api/authoring/publishing.h"
#include "api/field.h"
#include "api/module/described.h"
#include "api/responsible.h"
#include "routes.h"
#include "serve.h"
#include "store/module.h"
#include "store/publishing.h"
#include "store/several.h"

#define ASKED_MS (INT64_C(30) * 24 * 3600 * 1000)

json_t *wish_json(const struct wish *w)
{
	if (!w->id)
		return json_null();
	return json_pack("{s:s, s:s, s:s, s:I, s:b, s:s, s:s, s:s, s:I, s:s?,"
			 " s:I, s:s, s:o, s:s, s:s, s:o}",
			 "id", w->id, "module", w->module_id,
			 "version", w->version_id,
			 "number", (json_int_t)w->number, "minor", w->minor,
			 "words", w->words,
			 "state", wish_state_name(w->state),
			 "askedBy", w->asked_name,
			 "askedAt", (json_int_t)w->asked_at,
			 "decidedBy", w->decided_name,
			 "decidedAt", (json_int_t)w->decided_at,
			 "answer", w->answer,
			 "changes", described_json(w->changes),
			 "changed", w->changed, "why", w->why,
			 "revisions", json_loads(w->revisions, 0, NULL));
}

/* The modules that wishes are of and their houses, each of them once. */
struct asked_of {
	const char **ids, **agencies;
	size_t n, houses;
	struct module *modules;
	struct house *house;
};

/* `id` joins the `*n` there are, unless it is one of them. */
static void id_add(const char **ids, size_t *n, const char *id)
{
	if (several_place(ids, *n, id) == *n)
		ids[(*n)++] = id;
}

static enum err asked_of_read(struct request *rq, const struct wish *all,
			      size_t n, struct asked_of *out)
{
	enum err e;

	*out = (struct asked_of){
		.ids = arena_array(rq->mem, const char *, n),
		.agencies = arena_array(rq->mem, const char *, n),
	};
	for (size_t i = 0; i < n; i++)
		id_add(out->ids, &out->n, all[i].module_id);
	if ((e = module_some(rq->db, out->ids, out->n, &out->modules)))
		return e;
	for (size_t i = 0; i < out->n; i++)
		id_add(out->agencies, &out->houses, out->modules[i].agency_id);
	return house_some(rq->db, out->agencies, out->houses, &out->house);
}

static void wish_index_add(struct request *rq, const struct asked_of *of,
			   const struct wish *w, json_t *mine, json_t *others)
{
	const bool own = !strcmp(w->asked_by, rq->person->id);
	const struct module *m = &of->modules[several_place(of->ids, of->n,
							    w->module_id)];
	const struct house *house = &of->house[several_place(
		of->agencies, of->houses, m->agency_id)];
	json_t *json;

	if (!own && !wish_decidable(m, house, w->asked_by, rq->person))
		return;
	json = wish_json(w);
	json_object_set_new(json, "title", json_string(m->title));
	json_object_set_new(json, "agency", json_string(m->agency_name));
	json_array_append_new(own ? mine : others, json);
}

enum err wish_index(struct request *rq, struct response *rs)
{
	json_t *mine = request_own_json(rq, json_array());
	json_t *others = request_own_json(rq, json_array());
	struct asked_of of;
	struct wish *all;
	size_t n;
	enum err e;

	if ((e = wish_list(rq->db, rq->person->id, rq->now - ASKED_MS, &all,
			   &n)) ||
	    (e = asked_of_read(rq, all, n, &of)))
		return e;
	for (size_t i = 0; i < n; i++)
		wish_index_add(rq, &of, &all[i], mine, others);
	return respond_json(rq, rs, 200, json_pack("{s:O, s:O}", "waiting",
						   others, "asked", mine));
}

/* The wish of the path, its module, and whether this person decides it. */
static enum err wish_seen(struct request *rq, struct wish *w, struct module *m,
			  bool *decides)
{
	struct house house;
	enum err e;

	if ((e = wish_by_id(rq->db, request_param(rq, "id"), w)) ||
	    (e = module_by_id(rq->db, w->module_id, m)) ||
	    (e = house_of_agency(rq->db, m->agency_id, &house)))
		return e;
	*decides = wish_decidable(m, &house, w->asked_by, rq->person);
	if (!*decides && !module_editable(m, rq->person))
		return fail(ERR_NOT_FOUND, "the wish of somebody else");
	return OK;
}

/* The approval of changes is the change itself: that is written down then. */
static enum err wish_close(struct request *rq, const struct module *m,
			   struct wish *w, enum wish_state state,
			   const char *answer)
{
	bool late;
	enum err e;

	w->state = state;
	w->decided_by = rq->person->id;
	w->decided_at = rq->now;
	w->answer = answer ? answer : "";
	if ((e = wish_decide(rq->db, w, &late)))
		return e;
	if (late)
		return refuse(rq, P_approval_decided, NO_VALUES);
	if (*w->changes && state == WISH_APPROVED)
		return OK;
	return module_note(rq, m->id, w->version_id, *w->changes
			 ? state == WISH_RETURNED ? "changeReturned"
						  : "changeRecalled"
			 : wish_state_name(state), answer);
}

static enum err respond_wish(struct request *rq, struct response *rs,
			     const char *id)
{
	struct wish w;
	enum err e;

	if ((e = wish_by_id(rq->db, id, &w)))
		return e;
	return respond_json(rq, rs, 200, wish_json(&w));
}

/* The module may have got another version since: then it is minor no more. */
static enum err wish_approve(struct request *rq, struct module *m,
			     struct wish *w, const char *answer)
{
	enum err e;

	if ((e = wish_close(rq, m, w, WISH_APPROVED, answer)))
		return e;
	if (*w->changes)
		return described_approve(rq, m, w);
	return publishing_approved(rq, m, w->version_id, w->minor,
				   &(struct change_said){ w->changed, w->why,
							  w->revisions });
}

enum err wish_answer(struct request *rq, struct response *rs)
{
	bool approve = false, decides;
	const char *words;
	struct module m;
	struct wish w;
	enum err e;

	if ((e = wish_seen(rq, &w, &m, &decides)) ||
	    (e = field_bool(rq, "approve", &approve)) ||
	    (e = approve ? field_text(rq, "words", WORDS_MOST, &words)
			 : field_text_needed(rq, "words", WORDS_MOST, &words)))
		return e;
	if (!decides)
		return refuse(rq, P_approval_own, NO_VALUES);
	if ((e = approve ? wish_approve(rq, &m, &w, words)
			 : wish_close(rq, &m, &w, WISH_RETURNED, words)))
		return e;
	return respond_wish(rq, rs, w.id);
}

enum err wish_recall(struct request *rq, struct response *rs)
{
	struct module m;
	struct wish w;
	bool decides;
	enum err e;

	if ((e = wish_seen(rq, &w, &m, &decides)))
		return e;
	if (strcmp(w.asked_by, rq->person->id))
		return fail(ERR_FORBIDDEN, "somebody else asked");
	if ((e = wish_close(rq, &m, &w, WISH_RECALLED, NULL)))
		return e;
	return respond_wish(rq, rs, w.id);
}

enum err house_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct house_line *all;
	size_t n;
	enum err e;

	if ((e = house_list(rq->db, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:b}", "id", all[i].id,
			"name", all[i].name, "kind", all[i].kind,
			"approval", all[i].approval));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "agencies", list));
}

enum err house_set(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id");
	struct house house;
	enum err e;

	if ((e = house_of_agency(rq->db, id, &house)) ||
	    (e = field_bool(rq, "approval", &house.approval)) ||
	    (e = house_change(rq->db, id, house.approval)))
		return e;
	return house_index(rq, rs);
}
