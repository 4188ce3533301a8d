#include "api/people/roster.h"

#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "routes.h"
#include "serve.h"

static const char *const outcomes[OUTCOMES] = {
	[LINE_BLANK] = "blank", [LINE_SKIPPED] = "skipped",
	[LINE_BAD] = "bad", [LINE_NEW] = "new", [LINE_UPDATE] = "update",
	[LINE_SAME] = "same",
};

static json_t *faults_json(const struct line *l)
{
	json_t *list = json_array();

	if (l->typed_faults)
		json_array_extend(list, l->typed_faults);
	if (l->faults)
		json_array_extend(list, l->faults);
	return list;
}

/* Who is known is named only to those who look after that agency. */
static json_t *line_json(struct request *rq, const struct roster *r,
			 struct line *l)
{
	const struct person *p = l->known ? &l->known->person : NULL;
	json_t *json = json_pack("{s:s}", "outcome", outcomes[l->outcome]);

	if (l->outcome == LINE_BLANK || l->outcome == LINE_SKIPPED)
		return json;
	if (p && strcmp(p->agency_id, r->agency.id) == 0) {
		json_object_set_new(json, "person", json_pack("{s:s, s:s}",
			"id", p->id, "name", p->name));
		if (p->disabled_at)
			roster_fault(rq, &l->warnings, ROSTER_DISABLED, NULL);
	}
	if (l->outcome == LINE_BAD)
		json_object_set_new(json, "faults", faults_json(l));
	if (l->warnings)
		json_object_set(json, "warnings", l->warnings);
	if (l->outcome == LINE_UPDATE)
		json_object_set_new(json, "changes", json_string(l->changes));
	return json;
}

/* Texts that are no unit or job, or would be a new one. */
static json_t *places_json(const struct places *places)
{
	static const char *const states[] = {
		[MEANT_UNKNOWN] = "unknown", [MEANT_SEVERAL] = "several",
		[MEANT_NEW] = "new", [MEANT_BAD] = "bad",
	};
	json_t *list = json_array();

	for (size_t i = 0; i < places->n; i++) {
		const struct place *p = &places->all[i];
		json_t *one;

		if (p->meant == MEANT_ONE)
			continue;
		one = json_pack("{s:s, s:s, s:I}", "text", p->text,
				"state", states[p->meant],
				"rows", (json_int_t)p->rows);
		json_object_set_new(one, "near", p->near ? json_incref(p->near)
							 : json_array());
		json_array_append_new(list, one);
	}
	return list;
}

static json_t *counts_json(const struct roster *r)
{
	json_t *json = json_object();

	for (size_t i = 0; i < OUTCOMES; i++)
		json_object_set_new(json, outcomes[i],
				    json_integer((json_int_t)r->counts[i]));
	return json;
}

static json_t *look_json(struct request *rq, struct roster *r)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < r->n; i++)
		json_array_append_new(rows, line_json(rq, r, &r->lines[i]));
	return json_pack("{s:o, s:o, s:o, s:o}", "counts", counts_json(r),
			 "rows", rows, "units", places_json(&r->units),
			 "jobs", places_json(&r->jobs));
}

static enum err faulty(struct request *rq, const struct roster *r)
{
	return refuse(rq, P_roster_faulty,
		      VALUES({ "n", arena_format(rq->mem, "%zu",
						 r->counts[LINE_BAD]) }));
}

enum err roster_check(struct request *rq, struct response *rs)
{
	struct roster *r = arena_new(rq->mem, struct roster);
	enum err e;

	(void)rs;
	if ((e = serve_json(rq, &rq->json)))
		return e;
	if (!json_is_object(rq->json))
		return fail(ERR_INVALID, "the list is not an object");
	if ((e = roster_read(rq, r)) || (e = serve_read(rq)) ||
	    (e = people_agency(rq, true, &r->agency)) ||
	    (e = roster_weigh(rq, r)))
		return e;
	serve_read_end(rq);
	rq->prepared = r;
	return !r->look && r->counts[LINE_BAD] ? faulty(rq, r) : OK;
}

static enum err roster_look(struct request *rq, struct response *rs)
{
	return respond_json(rq, rs, 200, look_json(rq, rq->prepared));
}

enum err roster_add(struct request *rq, struct response *rs)
{
	struct roster *r = rq->prepared;
	json_t *created;
	enum err e;

	if (r->look) {
		rq->reply = roster_look;
		return OK;
	}
	if ((e = roster_weigh(rq, r)))
		return e;
	if (r->counts[LINE_BAD])
		return faulty(rq, r);
	created = request_own_json(rq, json_array());
	if ((e = roster_write(rq, r, created)))
		return e;
	return respond_json(rq, rs, 201, json_pack("{s:o, s:O}", "counts",
						   counts_json(r), "created",
						   created));
}
