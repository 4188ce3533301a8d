#include "api/publishing.h"

#include <string.h>

#include "api/described.h"
#include "api/field.h"
#include "api/module.h"
#include "base/ident.h"
#include "domain/publishing.h"
#include "jobs/index.h"
#include "play/packages.h"
#include "routes.h"
#include "serve.h"
#include "store/module.h"
#include "store/publishing.h"
#include "store/waiver.h"

#define WORDS_MOST 2000		/* bytes of a reason or a remark */
#define VERSIONS_MOST 100	/* in a list; of the rest the history tells */
#define EVENTS_MOST 500
#define LEARNERS_MOST 500
#define STUCK_LEAST 3		/* learners; fewer would point at somebody */
#define ASKED_MS (INT64_C(30) * 24 * 3600 * 1000)

static const struct phrase not_next = { {
	"Draf dapat diterbitkan, yang terbit dapat ditutup, dan yang ditutup dapat dibuka lagi.",
	"A draft can be published, what is published closed, and what is closed opened again." } };

/* The module of the path, if this person may change it. */
static enum err module_mine(struct request *rq, struct module *out)
{
	enum err e;

	if ((e = module_by_id(rq->db, request_param(rq, "id"), out)))
		return e;
	if (!module_editable(out, rq->person))
		return fail(ERR_FORBIDDEN, "not their module");
	return OK;
}

static enum err event_add(struct request *rq, const struct module *m,
			  const char *version_id, const char *kind,
			  const char *words)
{
	return module_event_add(rq->db, &(struct module_event){
		.module_id = m->id,
		.version_id = version_id,
		.person_id = rq->person->id,
		.kind = kind,
		.words = words,
		.at = rq->now,
	});
}

/* Is `version` made of the units that the module's version of now has? */
static enum err minor_may(struct request *rq, const struct module *m,
			  const char *version_id, bool *out)
{
	struct unit *a, *b;
	size_t n, k;
	enum err e;

	*out = false;
	if (!m->version.id || m->state == MODULE_DRAFT ||
	    strcmp(m->version.id, version_id) == 0)
		return OK;
	if ((e = unit_list(rq->db, m->version.id, &a, &n)) ||
	    (e = unit_list(rq->db, version_id, &b, &k)))
		return e;
	*out = units_same(a, n, b, k);
	return OK;
}

static enum err minor_check(struct request *rq, const struct module *m,
			    const char *version_id, bool minor)
{
	bool may;
	enum err e;

	if (!minor)
		return OK;
	if ((e = minor_may(rq, m, version_id, &may)))
		return e;
	return may ? OK : refuse(rq, P_not_minor, NO_VALUES);
}

/* What is found by its words is the version that learners get. */
static void release_tell(struct request *rq)
{
	indexer_wake(rq->server->indexer);
}

enum err publishing_release(struct request *rq, const struct module *m,
			    const char *version_id, bool minor)
{
	struct house house;
	enum err e;

	if ((e = house_of_agency(rq->db, m->agency_id, &house)))
		return e;
	switch (publish_way(m, &house, rq->person)) {
	case PUBLISH_NEVER:
		return fail(ERR_FORBIDDEN, "not their module");
	case PUBLISH_ASKING:
		return refuse(rq, P_approval_due, NO_VALUES);
	case PUBLISH_ALONE:
		break;
	}
	if ((e = minor_check(rq, m, version_id, minor)))
		return e;
	rq->after = release_tell;
	return version_release(rq->db, m, version_id, minor, rq->person->id,
			       rq->now);
}

enum err publishing_state(struct request *rq, struct module *m,
			  const char *name)
{
	const enum module_state from = m->state;
	enum module_state to;
	enum err e;

	if (!module_state_named(name, &to) || !module_state_follows(from, to))
		return field_bad(rq, "state", &not_next);
	if (from == to)
		return OK;
	if (from == MODULE_DRAFT && !m->version.id)
		return fail(ERR_CONFLICT, "the module has no version");
	if (from == MODULE_DRAFT)
		e = publishing_release(rq, m, m->version.id, false);
	else
		e = event_add(rq, m, NULL,
			      to == MODULE_CLOSED ? "closed" : "opened", "");
	if (!e)
		m->state = to;
	return e;
}

/* A version of the module, named in the body. */
static enum err version_named(struct request *rq, const struct module *m,
			      struct version *out, bool *minor)
{
	const char *id;
	enum err e;

	*minor = false;
	if ((e = field_text_needed(rq, "version", 64, &id)) ||
	    (e = field_bool(rq, "minor", minor)) ||
	    (e = version_by_id(rq->db, id, out)))
		return e;
	if (strcmp(out->module_id, m->id))
		return fail(ERR_NOT_FOUND, "a version of another module");
	return OK;
}

static json_t *wish_json(const struct wish *w)
{
	if (!w->id)
		return json_null();
	return json_pack("{s:s, s:s, s:s, s:I, s:b, s:s, s:s, s:s, s:I, s:s?,"
			 " s:I, s:s, s:o}",
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
			 "changes", described_json(w->changes));
}

static enum err version_line_json(struct request *rq, const struct module *m,
				  const struct version_line *l, json_t **out)
{
	const struct version *v = &l->version;
	struct wish wish;
	bool minor;
	enum err e;

	if ((e = minor_may(rq, m, v->id, &minor)) ||
	    (e = wish_of_version(rq->db, v->id, &wish)))
		return e;
	*out = json_pack("{s:s, s:I, s:s, s:s, s:I, s:I, s:I, s:s?, s:b, s:b,"
			 " s:b, s:b, s:I, s:I, s:o, s:b}",
			 "id", v->id, "number", (json_int_t)v->number,
			 "standard", v->standard, "title", v->title,
			 "bytes", (json_int_t)v->bytes,
			 "units", (json_int_t)v->units,
			 "createdAt", (json_int_t)v->created_at,
			 "createdBy", l->author,
			 "current", m->version.id &&
				    !strcmp(m->version.id, v->id),
			 "sameUnits", minor, "minor", l->follows != NULL,
			 "stopped", version_stopped(m->withdrawn_at,
						    v->created_at),
			 "learners", (json_int_t)l->learners,
			 "inFlight", (json_int_t)l->flying,
			 "approval", wish_json(&wish),
			 "askedByMe", wish.id &&
				      !strcmp(wish.asked_by, rq->person->id));
	return *out ? OK : fail(ERR_INTERNAL, "a version as JSON");
}

static enum err respond_versions(struct request *rq, struct response *rs,
				 const char *id)
{
	static const char *const ways[] = {
		[PUBLISH_NEVER] = "never",
		[PUBLISH_ALONE] = "alone",
		[PUBLISH_ASKING] = "asking",
	};
	json_t *list = request_own_json(rq, json_array()), *one;
	struct version_line *lines;
	struct house house;
	struct wish changes;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_by_id(rq->db, id, &m)) ||
	    (e = house_of_agency(rq->db, m.agency_id, &house)) ||
	    (e = wish_of_changes(rq->db, m.id, &changes)) ||
	    (e = version_list(rq->db, id, VERSIONS_MOST, &lines, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if ((e = version_line_json(rq, &m, &lines[i], &one)))
			return e;
		json_array_append_new(list, one);
	}
	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:s, s:s, s:s, s:b, s:b, s:s?, s:I, s:O, s:o, s:b}",
		"module", m.id, "title", m.title,
		"state", module_state_name(m.state),
		"publishing", ways[publish_way(&m, &house, rq->person)],
		"partner", house.partner,
		"liftable", withdrawal_liftable(&m, rq->person),
		"withdrawnWhy", m.withdrawn_at ? m.withdrawn_why : NULL,
		"withdrawnAt", (json_int_t)m.withdrawn_at,
		"versions", list, "changes", wish_json(&changes),
		"changesByMe", changes.id &&
			       !strcmp(changes.asked_by, rq->person->id)));
}

enum err version_index_show(struct request *rq, struct response *rs)
{
	struct module m;
	enum err e;

	if ((e = module_mine(rq, &m)))
		return e;
	return respond_versions(rq, rs, m.id);
}

enum err version_publish(struct request *rq, struct response *rs)
{
	struct version version;
	struct module m;
	bool minor;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = version_named(rq, &m, &version, &minor)) ||
	    (e = publishing_release(rq, &m, version.id, minor)))
		return e;
	return respond_versions(rq, rs, m.id);
}

/* Whether or not one could publish alone: a second pair of eyes harms nobody. */
enum err wish_begin(struct request *rq, struct response *rs)
{
	struct version version;
	const char *words;
	struct module m;
	bool minor, taken;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = version_named(rq, &m, &version, &minor)) ||
	    (e = field_text(rq, "words", WORDS_MOST, &words)) ||
	    (e = minor_check(rq, &m, version.id, minor)) ||
	    (e = wish_add(rq->db, &(struct wish){
			.id = ident_make(rq->mem, rq->now),
			.module_id = m.id, .version_id = version.id,
			.minor = minor, .words = words ? words : "",
			.asked_by = rq->person->id, .asked_at = rq->now,
		}, &taken)))
		return e;
	if (!taken && (e = event_add(rq, &m, version.id, "asked", words)))
		return e;
	return respond_versions(rq, rs, m.id);
}

static enum err wish_index_add(struct request *rq, const struct wish *w,
			       json_t *mine, json_t *others)
{
	const bool own = !strcmp(w->asked_by, rq->person->id);
	struct house house;
	struct module m;
	json_t *json;
	enum err e;

	if ((e = module_by_id(rq->db, w->module_id, &m)) ||
	    (e = house_of_agency(rq->db, m.agency_id, &house)))
		return e;
	if (!own && !wish_decidable(&m, &house, w->asked_by, rq->person))
		return OK;
	json = wish_json(w);
	json_object_set_new(json, "title", json_string(m.title));
	json_object_set_new(json, "agency", json_string(m.agency_name));
	json_array_append_new(own ? mine : others, json);
	return OK;
}

enum err wish_index(struct request *rq, struct response *rs)
{
	json_t *mine = request_own_json(rq, json_array());
	json_t *others = request_own_json(rq, json_array());
	struct wish *all;
	size_t n;
	enum err e;

	if ((e = wish_list(rq->db, rq->person->id, rq->now - ASKED_MS, &all,
			   &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = wish_index_add(rq, &all[i], mine, others)))
			return e;
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
	return event_add(rq, m, w->version_id, *w->changes
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

	if (*w->changes)
		return (e = wish_close(rq, m, w, WISH_APPROVED, answer))
			? e : described_approve(rq, m, w);
	if ((e = minor_check(rq, m, w->version_id, w->minor)) ||
	    (e = wish_close(rq, m, w, WISH_APPROVED, answer)))
		return e;
	rq->after = release_tell;
	return version_release(rq->db, m, w->version_id, w->minor,
			       rq->person->id, rq->now);
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

/* The files of its versions are known in memory to be open, or to be shut. */
static void withdrawal_tell(struct request *rq)
{
	packages_forget(rq->server->packages, request_param(rq, "id"));
}

enum err withdrawal_begin(struct request *rq, struct response *rs)
{
	const char *reason;
	struct module m;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = field_text_needed(rq, "reason", WORDS_MOST, &reason)))
		return e;
	/* Else who withdraws it again could lift what an administrator did. */
	if (m.withdrawn_at && !withdrawal_liftable(&m, rq->person))
		return fail(ERR_FORBIDDEN, "somebody else withdrew it");
	if ((e = module_withdraw(rq->db, m.id, rq->person->id, reason,
				 rq->now)) ||
	    (e = event_add(rq, &m, m.version.id, "withdrawn", reason)))
		return e;
	rq->after = withdrawal_tell;
	return respond_versions(rq, rs, m.id);
}

enum err withdrawal_lift(struct request *rq, struct response *rs)
{
	struct module m;
	enum err e;

	if ((e = module_mine(rq, &m)))
		return e;
	if (m.withdrawn_at && !withdrawal_liftable(&m, rq->person))
		return fail(ERR_FORBIDDEN, "somebody else withdrew it");
	if (m.withdrawn_at &&
	    ((e = module_lift(rq->db, m.id, rq->now)) ||
	     (e = event_add(rq, &m, m.version.id, "lifted", ""))))
		return e;
	rq->after = withdrawal_tell;
	return respond_versions(rq, rs, m.id);
}

static json_t *event_json(const struct module_event *e)
{
	const bool changes = !strcmp(e->kind, "described") ||
			     !strcmp(e->kind, "changeAsked");

	return json_pack("{s:s, s:s, s:s, s:o, s:I, s:I, s:s?}", "id", e->id,
			 "kind", e->kind, "words", changes ? "" : e->words,
			 "changes", described_json(changes ? e->words : ""),
			 "at", (json_int_t)e->at,
			 "version", (json_int_t)e->number,
			 "by", e->person_name);
}

enum err history_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct module_event *all;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = module_event_list(rq->db, m.id, EVENTS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, event_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "events", list));
}

/* Administrators see everybody, authors by name those of their own agency. */
static bool sees_agency(const struct request *rq, const char *agency_id)
{
	return person_is(rq->person, ROLE_ADMIN) ||
	       strcmp(rq->person->agency_id, agency_id) == 0;
}

static enum err learners_add(struct request *rq, const char *module_id,
			     json_t *out)
{
	struct learner_line *all;
	size_t n;
	enum err e;

	if ((e = learner_list(rq->db, module_id,
			      person_is(rq->person, ROLE_ADMIN)
				? "*" : rq->person->agency_id,
			      LEARNERS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s, s:s, s:s, s:I, s:s, s:s, s:I, s:I, s:b}",
			"id", all[i].id, "name", all[i].name,
			"agency", all[i].agency_name,
			"version", (json_int_t)all[i].version,
			"completion",
			completion_name(all[i].outcome.completion),
			"success", success_name(all[i].outcome.success),
			"unitsDone", (json_int_t)all[i].outcome.units_done,
			"lastAt", (json_int_t)all[i].last_at,
			"waivable", !strcmp(all[i].standard, "cmi5") &&
				    all[i].outcome.completion !=
					    COMPLETION_COMPLETED));
	return OK;
}

static enum err stuck_add(struct request *rq, const char *module_id,
			  json_t *out)
{
	struct stuck_line *all;
	size_t n;
	enum err e;

	if ((e = stuck_list(rq->db, module_id, STUCK_LEAST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s, s:s, s:I}", "key", all[i].ident,
			"title", all[i].title,
			"learners", (json_int_t)all[i].learners));
	return OK;
}

static enum err moves_add(struct request *rq, const char *module_id,
			  json_t *out)
{
	struct attempt_moved *all;
	size_t n;
	enum err e;

	if ((e = attempt_move_list(rq->db, module_id, LEARNERS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s?, s:I, s:I, s:I}", "name",
			sees_agency(rq, all[i].agency_id)
				? all[i].person_name : NULL,
			"from", (json_int_t)all[i].from,
			"to", (json_int_t)all[i].to,
			"at", (json_int_t)all[i].at));
	return OK;
}

static enum err waivers_add(struct request *rq, const char *module_id,
			    json_t *out)
{
	struct waiver *all;
	size_t n;
	enum err e;

	if ((e = waiver_list(rq->db, module_id, LEARNERS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s?, s:s, s:s, s:s, s:I}", "name",
			sees_agency(rq, all[i].learner_agency_id)
				? all[i].learner_name : NULL,
			"title", all[i].unit_title, "reason", all[i].reason,
			"by", all[i].person_name,
			"at", (json_int_t)all[i].at));
	return OK;
}

enum err learners_show(struct request *rq, struct response *rs)
{
	json_t *learners = request_own_json(rq, json_array());
	json_t *stuck = request_own_json(rq, json_array());
	json_t *moves = request_own_json(rq, json_array());
	json_t *waivers = request_own_json(rq, json_array());
	struct module m;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = learners_add(rq, m.id, learners)) ||
	    (e = stuck_add(rq, m.id, stuck)) ||
	    (e = moves_add(rq, m.id, moves)) ||
	    (e = waivers_add(rq, m.id, waivers)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:O, s:O, s:I, s:O, s:O}", "learners", learners, "stuck",
		stuck, "stuckLeast", (json_int_t)STUCK_LEAST, "moves", moves,
		"waivers", waivers));
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
