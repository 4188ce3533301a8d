#include "api/authoring/publishing.h"

#include <string.h>

#include "api/authoring/approval.h"
#include "api/field.h"
#include "api/module/described.h"
#include "api/responsible.h"
#include "base/ident.h"
#include "domain/publishing.h"
#include "jobs/jobs.h"
#include "play/packages.h"
#include "routes.h"
#include "serve.h"
#include "store/module.h"
#include "store/publishing.h"

#define VERSIONS_MOST 100	/* in a list; of the rest the history tells */
#define EVENTS_MOST 500

static const struct phrase not_next = { {
	"Draf dapat diterbitkan, yang terbit dapat ditutup, dan yang ditutup dapat dibuka lagi.",
	"A draft can be published, what is published closed, and what is closed opened again." } };

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
	job_wake(rq->server, JOB_indexer);
}

enum err publishing_approved(struct request *rq, const struct module *m,
			     const char *version_id, bool minor,
			     const struct change_said *said)
{
	enum err e;

	if ((e = minor_check(rq, m, version_id, minor)) ||
	    (e = version_release(rq->db, m, version_id, minor, rq->person->id,
				 rq->now)))
		return e;
	rq->after = release_tell;
	return change_enter(rq, m, version_id, said);
}

enum err publishing_release(struct request *rq, const struct module *m,
			    const char *version_id, bool minor)
{
	struct change_said said;
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
	if ((e = change_read(rq, m, version_id, &said)))
		return e;
	return publishing_approved(rq, m, version_id, minor, &said);
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
		e = module_note(rq, m->id, NULL,
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

static json_t *version_line_json(const struct request *rq,
				 const struct module *m,
				 const struct version_line *l, bool minor,
				 const struct wish *wish, json_t *change)
{
	const struct version *v = &l->version;

	return json_pack("{s:s, s:I, s:s, s:s, s:I, s:I, s:I, s:s?, s:b, s:b,"
			 " s:b, s:b, s:I, s:I, s:o, s:b, s:o}",
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
			 "approval", wish_json(wish),
			 "askedByMe", wish->id &&
				      !strcmp(wish->asked_by, rq->person->id),
			 "change", change);
}

/* As minor_may, of each of these versions. */
static enum err minor_some(struct request *rq, const struct module *m,
			   const char *const *versions, size_t n, bool *out)
{
	struct unit_set *sets;
	struct unit *now;
	size_t count;
	enum err e;

	if (!m->version.id || m->state == MODULE_DRAFT)
		return OK;
	if ((e = unit_list(rq->db, m->version.id, &now, &count)) ||
	    (e = unit_list_some(rq->db, versions, n, &sets)))
		return e;
	for (size_t i = 0; i < n; i++)
		out[i] = strcmp(m->version.id, versions[i]) &&
			 units_same(now, count, sets[i].units, sets[i].n);
	return OK;
}

static enum err version_lines_add(struct request *rq, const struct module *m,
				  json_t *list)
{
	struct version_line *lines;
	struct wish *wishes;
	const char **ids;
	bool *minor;
	size_t n;
	enum err e;

	if ((e = version_list(rq->db, m->id, VERSIONS_MOST, &lines, &n)))
		return e;
	ids = arena_array(rq->mem, const char *, n);
	minor = arena_array(rq->mem, bool, n);
	for (size_t i = 0; i < n; i++)
		ids[i] = lines[i].version.id;
	if ((e = minor_some(rq, m, ids, n, minor)) ||
	    (e = wish_of_versions(rq->db, ids, n, &wishes)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *change;

		if ((e = change_json(rq, ids[i], &change)))
			return e;
		json_array_append_new(list, version_line_json(
			rq, m, &lines[i], minor[i], &wishes[i], change));
	}
	return OK;
}

static enum err respond_versions(struct request *rq, struct response *rs,
				 const char *id)
{
	static const char *const ways[] = {
		[PUBLISH_NEVER] = "never",
		[PUBLISH_ALONE] = "alone",
		[PUBLISH_ASKING] = "asking",
	};
	json_t *list = request_own_json(rq, json_array()), *open;
	struct house house;
	struct wish changes;
	struct module m;
	enum err e;

	if ((e = module_by_id(rq->db, id, &m)) ||
	    (e = house_of_agency(rq->db, m.agency_id, &house)) ||
	    (e = wish_of_changes(rq->db, m.id, &changes)) ||
	    (e = version_lines_add(rq, &m, list)) ||
	    (e = revisions_open_json(rq, m.id, &open)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:s, s:s, s:s, s:b, s:b, s:s?, s:I, s:O, s:o, s:b, s:o}",
		"module", m.id, "title", m.title,
		"state", module_state_name(m.state),
		"publishing", ways[publish_way(&m, &house, rq->person)],
		"partner", house.partner,
		"liftable", withdrawal_liftable(&m, rq->person),
		"withdrawnWhy", m.withdrawn_at ? m.withdrawn_why : NULL,
		"withdrawnAt", (json_int_t)m.withdrawn_at,
		"versions", list, "changes", wish_json(&changes),
		"changesByMe", changes.id &&
			       !strcmp(changes.asked_by, rq->person->id),
		"revisions", open));
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
	struct change_said said;
	struct version version;
	const char *words;
	struct module m;
	bool minor, taken;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = version_named(rq, &m, &version, &minor)) ||
	    (e = field_text(rq, "words", WORDS_MOST, &words)) ||
	    (e = minor_check(rq, &m, version.id, minor)) ||
	    (e = change_read(rq, &m, version.id, &said)) ||
	    (e = wish_add(rq->db, &(struct wish){
			.id = ident_make(rq->mem, rq->now),
			.module_id = m.id, .version_id = version.id,
			.minor = minor, .words = words ? words : "",
			.changed = said.changed, .why = said.why,
			.revisions = said.revisions,
			.asked_by = rq->person->id, .asked_at = rq->now,
		}, &taken)))
		return e;
	if (!taken && (e = module_note(rq, m.id, version.id, "asked", words)))
		return e;
	return respond_versions(rq, rs, m.id);
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
	    (e = module_note(rq, m.id, m.version.id, "withdrawn", reason)))
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
	     (e = module_note(rq, m.id, m.version.id, "lifted", ""))))
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
