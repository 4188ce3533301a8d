/*
 * What one learner has done of a module, and what they need not do.
 */
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "base/text.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/au.h"
#include "store/module.h"
#include "store/person.h"
#include "xapi/waive.h"

static const struct phrase reason_rule = { {
	"Pilih Tested Out, Equivalent AU, Equivalent Outside Activity, atau Administrative.",
	"Choose Tested Out, Equivalent AU, Equivalent Outside Activity or Administrative." } };

/* A learner as who is responsible for the module sees them. */
struct learner {
	struct module module;
	struct person person;
	struct attempt attempt;		/* the newest */
	struct version version;
};

static enum err learner_read(struct request *rq, const char *person_id,
			     struct learner *out)
{
	enum err e;

	if ((e = module_mine(rq, &out->module)) ||
	    (e = person_by_id(rq->db, person_id, &out->person)) ||
	    (e = attempt_latest(rq->db, person_id, out->module.id,
				&out->attempt)))
		return e;
	if (!learner_named(rq, out->person.agency_id) || !out->attempt.id)
		return fail(ERR_NOT_FOUND, "no such learner");
	return version_by_id(rq->db, out->attempt.version_id, &out->version);
}

static const struct unit_progress *progress_find(
	const struct unit_progress *all, size_t n, const char *unit)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].unit_id, unit) == 0)
			return &all[i];
	return NULL;
}

static struct au au_find(const struct au_unit *all, size_t n, const char *unit)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].unit_id, unit) == 0)
			return all[i].au;
	return (struct au){ .waived = false };
}

static json_t *unit_json(const struct learner *l, const struct unit *u,
			 const struct unit_progress *p, struct au au)
{
	const enum completion completion =
		p ? p->progress.completion : COMPLETION_NOT_ATTEMPTED;

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b}",
			 "id", u->id, "key", u->ident, "title", u->title,
			 "completion", completion_name(completion),
			 "success", success_name(p ? p->progress.success
						   : SUCCESS_UNKNOWN),
			 "waived", au.waived,
			 "waivable", xapi_waivable(&l->version, u, &au,
				completion == COMPLETION_COMPLETED));
}

static enum err learner_respond(struct request *rq, struct response *rs,
				int status, const struct learner *l)
{
	json_t *list = request_own_json(rq, json_array());
	struct unit_progress *progress;
	struct unit *units;
	struct au_unit *aus;
	size_t n, np, na;
	enum err e;

	if ((e = unit_list(rq->db, l->version.id, &units, &n)) ||
	    (e = progress_of_attempt(rq->db, l->attempt.id, &progress, &np)) ||
	    (e = au_of_attempt(rq->db, l->attempt.id, &aus, &na)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, unit_json(l, &units[i],
			progress_find(progress, np, units[i].id),
			au_find(aus, na, units[i].id)));
	return respond_json(rq, rs, status, json_pack(
		"{s:{s:s, s:s}, s:I, s:O}", "person", "id", l->person.id,
		"name", l->person.name, "version",
		(json_int_t)l->version.number, "units", list));
}

enum err learner_show(struct request *rq, struct response *rs)
{
	struct learner l;
	enum err e;

	if ((e = learner_read(rq, request_param(rq, "person"), &l)))
		return e;
	return learner_respond(rq, rs, 200, &l);
}

/* By its id or the manifest's, in the version that the learner is on. */
static enum err unit_named(struct request *rq, const struct learner *l,
			   const char *name, struct unit *out)
{
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = unit_list(rq->db, l->version.id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(units[i].id, name) || !strcmp(units[i].ident, name))
			return unit_by_id(rq->db, units[i].id, out);
	return refuse(rq, P_no_unit, NO_VALUES);
}

enum err waiver_begin(struct request *rq, struct response *rs)
{
	const char *person, *unit, *reason;
	struct learner l;
	struct unit u;
	enum err e;

	if ((e = field_text_needed(rq, "person", 64, &person)) ||
	    (e = field_text_needed(rq, "unit", 2048, &unit)) ||
	    (e = field_text_needed(rq, "reason", 64, &reason)))
		return e;
	if (!waive_reason_valid(reason))
		return field_bad(rq, "reason", &reason_rule);
	if ((e = learner_read(rq, person, &l)) ||
	    (e = unit_named(rq, &l, unit, &u)) ||
	    (e = xapi_waive(rq, &l.attempt, &l.version, &u, reason)) ||
	    (e = module_note(rq, l.module.id, l.version.id, "waived", u.title)))
		return e;
	return learner_respond(rq, rs, 201, &l);
}
