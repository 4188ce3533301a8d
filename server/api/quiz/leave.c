/*
 * More time or more sittings of a quiz for one learner: an illness, a line that
 * broke, a disability. Who gave it and why is kept.
 */
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "routes.h"
#include "serve.h"
#include "store/fix.h"
#include "store/mark.h"
#include "store/person.h"
#include "store/sitting.h"

#define LEAVES_MOST 500
#define MINUTES_MOST (7 * 24 * 60)
#define SITTINGS_MORE 100

static json_t *leave_json(struct request *rq, const struct leave_given *l)
{
	return json_pack("{s:{s:s, s:s?}, s:s, s:I, s:I, s:s, s:s, s:I}",
			 "person", "id", l->person_id, "name",
			 learner_named(rq, l->person_agency) ? l->person_name
							     : NULL,
			 "unit", l->unit_ident,
			 "extraMinutes", (json_int_t)l->leave.extra_minutes,
			 "extraAttempts", (json_int_t)l->leave.extra_attempts,
			 "reason", l->reason, "by", l->giver_name,
			 "at", (json_int_t)l->at);
}

enum err leave_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct leave_given *all;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = leave_list(rq->db, m.id, LEAVES_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, leave_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "leave", list));
}

/* The open sittings go on for as much longer; the next ones are made so. */
static enum err give(struct request *rq, const char *module_id,
		     const struct leave_given *before,
		     const struct leave_given *l)
{
	const int64_t minutes = l->leave.extra_minutes -
				before->leave.extra_minutes;
	enum err e;

	if ((e = leave_add(rq->db, module_id, l)) || !minutes)
		return e;
	return sitting_extend(rq->db, module_id, l->unit_ident, l->person_id,
			      minutes * 60000);
}

static bool same(const struct leave_given *a, const struct leave_given *b)
{
	return a->person_id && !strcmp(a->reason, b->reason) &&
	       a->leave.extra_minutes == b->leave.extra_minutes &&
	       a->leave.extra_attempts == b->leave.extra_attempts;
}

static enum err fields_read(struct request *rq, struct leave_given *l)
{
	enum err e;

	if ((e = field_text_needed(rq, "unit", 2048, &l->unit_ident)) ||
	    (e = field_text_needed(rq, "reason", 2000, &l->reason)) ||
	    (e = field_number(rq, "extraMinutes", 0, MINUTES_MOST,
			      &l->leave.extra_minutes)))
		return e;
	return field_number(rq, "extraAttempts", 0, SITTINGS_MORE,
			    &l->leave.extra_attempts);
}

enum err leave_put(struct request *rq, struct response *rs)
{
	struct leave_given l = { .given_by = rq->person->id, .at = rq->now };
	struct leave_given before;
	struct fix_unit *units;
	struct person person;
	struct module m;
	size_t n;
	enum err e;

	if ((e = fields_read(rq, &l)) || (e = module_mine(rq, &m)) ||
	    (e = person_by_id(rq->db, request_param(rq, "person"), &person)) ||
	    (e = fix_units(rq->db, m.id, l.unit_ident, &units, &n)))
		return e;
	if (!learner_named(rq, person.agency_id))
		return fail(ERR_NOT_FOUND, "no such learner");
	if (!n)
		return refuse(rq, P_no_unit, NO_VALUES);
	l.person_id = person.id;
	if ((e = leave_get(rq->db, m.id, l.unit_ident, person.id, &before)) ||
	    (!same(&before, &l) && (e = give(rq, m.id, &before, &l))) ||
	    (e = leave_get(rq->db, m.id, l.unit_ident, person.id, &l)))
		return e;
	return respond_json(rq, rs, 200, leave_json(rq, &l));
}
