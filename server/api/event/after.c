/*
 * What comes of a seat once its event is over, for the page of who held it:
 * the paper, or what it still waits for.
 */
#include <string.h>

#include "api/event/event.h"
#include "store/certificate.h"
#include "store/jp.h"
#include "store/module.h"

/* The good one; else the newest, which says what became of it. */
static const struct certificate *paper_of(const struct certificate *all,
					  size_t n, const char *event_id)
{
	const struct certificate *out = NULL;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(all[i].source, "event") ||
		    strcmp(all[i].source_id, event_id))
			continue;
		if (!all[i].revoked_at)
			return &all[i];
		if (!out)
			out = &all[i];
	}
	return out;
}

static enum err add_paper(struct request *rq, const struct event *ev,
			  json_t *json)
{
	const struct certificate *c;
	struct certificate *all;
	size_t n;
	enum err e;

	if ((e = certificate_of_person(rq->db, rq->person->id, &all, &n)))
		return e;
	c = paper_of(all, n, ev->id);
	json_object_set_new(json, "certificate", !c ? json_null()
		: json_pack("{s:s, s:s, s:s, s:b, s:s}", "id", c->id,
			    "number", c->number, "kind", c->kind,
			    "good", c->revoked_at == 0,
			    "revokedWhy", c->revoked_why));
	return OK;
}

static enum err add_module(struct request *rq, const struct event *ev,
			   json_t *json)
{
	bool passed, graded;
	struct module m;
	enum err e;

	json_object_set_new(json, "module", json_null());
	if (!ev->paper_module)
		return OK;
	if ((e = module_by_id(rq->db, ev->paper_module, &m)) ||
	    (e = jp_module_passed(rq->db, rq->person->id, m.id, &passed,
				  &graded)))
		return e;
	json_object_set_new(json, "module", json_pack("{s:s, s:s, s:b}",
		"id", m.id, "title", m.title, "passed", passed));
	return OK;
}

enum err event_after_json(struct request *rq, const struct event *ev,
			  const struct seat *seat, json_t *json)
{
	json_t *after;
	enum err e;

	if (!seat || seat->state != SEAT_REGISTERED ||
	    !(ev->state == EVENT_CLOSED ||
	      (ev->state == EVENT_PUBLISHED && ev->ends_at <= rq->now))) {
		json_object_set_new(json, "after", json_null());
		return OK;
	}
	after = json_pack("{s:b, s:b, s:b}", "present", seat->present,
			  "survey", seat->survey_at != 0,
			  "surveyDue", ev->paper_survey && !seat->survey_at);
	json_object_set_new(json, "after", after);
	if ((e = add_module(rq, ev, after)))
		return e;
	return add_paper(rq, ev, after);
}
