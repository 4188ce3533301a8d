/*
 * Programmes as learners see them: what they take part in, what they may join,
 * what is to be done now.
 */
#include <string.h>

#include "api/programme/programme.h"
#include "api/wire.h"
#include "domain/event.h"
#include "routes.h"
#include "serve.h"
#include "store/certificate.h"

#define MINE_MOST 60
#define OFFERS_MOST 40

struct path {
	struct batch batch;
	struct programme programme;
	struct enrolment enrolment;	/* id NULL: does not take part */
	struct step *steps;
	size_t n;
};

static bool takes_part(const struct path *p)
{
	return p->enrolment.id && strcmp(p->enrolment.state, "withdrawn");
}

static enum err path_read(struct request *rq, const char *batch_id,
			  struct path *out)
{
	enum err e;

	if ((e = batch_by_id(rq->db, batch_id, &out->batch)) ||
	    (e = enrolment_of(rq->db, batch_id, rq->person->id,
			      &out->enrolment)) ||
	    (e = programme_by_id(rq->db, out->batch.programme_id,
				 &out->programme)) ||
	    (e = step_list(rq->db, out->programme.id, &out->steps, &out->n)))
		return e;
	if (takes_part(out))
		return step_read_states(rq->db, out->enrolment.id, out->steps,
					out->n);
	return OK;
}

/* Why one may not enrol oneself; P_COUNT when one may. */
static enum problem_code refusal(const struct request *rq,
				 const struct path *p)
{
	const struct batch *b = &p->batch;

	if (!b->self_enrol || strcmp(b->agency_id, rq->person->agency_id))
		return P_not_found;
	if (strcmp(b->state, "open") || b->ends_at <= rq->now ||
	    strcmp(p->programme.state, "published"))
		return P_batch_not_open;
	if (b->enrol_until && b->enrol_until <= rq->now)
		return P_enrolment_over;
	if (b->capacity && b->enrolled >= b->capacity)
		return P_batch_full;
	return P_COUNT;
}

static json_t *standing_json(const struct enrolment *en)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:o, s:o, s:o, s:o}",
			 "id", en->id, "state", en->state, "how", en->how,
			 "at", (json_int_t)en->at,
			 "progress", (json_int_t)en->progress,
			 "begunAt", number_or_null(en->begun_at),
			 "completedAt", number_or_null(en->completed_at),
			 "until", number_or_null(en->until),
			 "passed", en->passed == SUCCESS_UNKNOWN ? json_null()
			 : json_boolean(en->passed == SUCCESS_PASSED));
}

/* The first needed step that is still to be done, and the soonest deadline. */
static enum err mine_add(struct request *rq, const struct enrolment_mine *m,
			 json_t *list)
{
	struct step *steps;
	json_t *json;
	int64_t due = 0;
	size_t n, next;
	enum err e;

	if ((e = step_list(rq->db, m->batch.programme_id, &steps, &n)) ||
	    (e = step_read_states(rq->db, m->enrolment.id, steps, n)))
		return e;
	next = step_next(steps, n);
	for (size_t i = 0; i < n; i++) {
		const int64_t at = step_due(&steps[i], m->batch.starts_at,
			m->batch.ends_at, m->enrolment.until);

		if (steps[i].required && steps[i].reached != STEP_DONE &&
		    (!due || at < due))
			due = at;
	}
	json = json_pack("{s:o, s:o, s:o, s:o}",
			 "batch", batch_json(&m->batch),
			 "enrolment", standing_json(&m->enrolment),
			 "dueAt", m->enrolment.completed_at ? json_null()
							    : number_or_null(due),
			 "next", next == STEP_FREE ? json_null()
			 : json_string(steps[next].title));
	json_array_append_new(list, json);
	return OK;
}

enum err programme_mine_index(struct request *rq, struct response *rs)
{
	json_t *mine = request_own_json(rq, json_array());
	json_t *offers = request_own_json(rq, json_array());
	struct enrolment_mine *all;
	struct batch *open;
	size_t n, nopen;
	enum err e;

	if ((e = enrolment_of_person(rq->db, rq->person->id, MINE_MOST, &all,
				     &n)) ||
	    (e = batch_offers(rq->db, rq->person->agency_id, rq->person->id,
			      rq->now, OFFERS_MOST, &open, &nopen)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = mine_add(rq, &all[i], mine)))
			return e;
	for (size_t i = 0; i < nopen; i++)
		json_array_append_new(offers, batch_json(&open[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:O}",
		"programmes", mine, "offers", offers));
}

static enum err paper_find(struct request *rq, const struct path *p,
			   json_t **out)
{
	struct certificate *all;
	size_t n;
	enum err e;

	*out = json_null();
	if (!p->enrolment.completed_at)
		return OK;
	if ((e = certificate_of_person(rq->db, rq->person->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].source, "programme") == 0 &&
		    strcmp(all[i].source_id, p->programme.id) == 0 &&
		    !all[i].revoked_at) {
			*out = request_own_json(rq, json_pack("{s:s, s:s}",
				"id", all[i].id, "number", all[i].number));
			break;
		}
	return OK;
}

static json_t *programme_told(const struct programme *p)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:I}",
			 "id", p->id, "title", p->title, "agency",
			 p->agency_name, "purpose", p->purpose,
			 "methods", p->methods, "about", p->about,
			 "mode", p->mode, "jp", (json_int_t)p->jp,
			 "paper", p->paper,
			 "leastOptional", (json_int_t)p->rule.least);
}

/* What is going on right now comes before all else. */
static enum err next_of(struct request *rq, const struct path *p, size_t *out)
{
	struct batch_event *events;
	size_t n;
	enum err e;

	*out = step_next(p->steps, p->n);
	if ((e = batch_event_list(rq->db, p->batch.id, &events, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < p->n; j++)
			if (strcmp(p->steps[j].id, events[i].activity_id) == 0 &&
			    step_state(p->steps, j) != STEP_IS_LOCKED &&
			    p->steps[j].reached != STEP_DONE &&
			    events[i].starts_at - EVENT_EARLY_MS <= rq->now &&
			    events[i].ends_at > rq->now)
				*out = j;
	return OK;
}

static enum err path_respond(struct request *rq, struct response *rs,
			     int status, const struct path *p)
{
	const bool in = takes_part(p);
	const enum problem_code why = in ? P_COUNT : refusal(rq, p);
	struct programme_outcome outcome;
	json_t *list, *paper;
	size_t next;
	enum err e;

	if ((e = steps_json(rq, p->steps, p->n, &p->batch,
			    in ? &p->enrolment : NULL, &list)) ||
	    (e = paper_find(rq, p, &paper)) || (e = next_of(rq, p, &next)))
		return e;
	programme_outcome(p->steps, p->n, &p->programme.rule, &outcome);
	return respond_json(rq, rs, status, json_pack(
		"{s:o, s:o, s:o, s:o, s:O, s:o, s:I, s:I, s:O}",
		"programme", programme_told(&p->programme),
		"batch", batch_json(&p->batch),
		"enrolment", in ? standing_json(&p->enrolment) : json_null(),
		"refusal", in || why == P_COUNT ? json_null()
			: json_string(problem_of(why)->code),
		"steps", list,
		"next", next == STEP_FREE ? json_null()
			: json_integer((json_int_t)next),
		"needed", (json_int_t)outcome.needed,
		"done", (json_int_t)outcome.done,
		"certificate", paper));
}

/* Who takes part, and whoever may enrol themselves or came too late for it. */
enum err programme_mine_show(struct request *rq, struct response *rs)
{
	struct path p = { .n = 0 };
	enum err e;

	if ((e = path_read(rq, request_param(rq, "batch"), &p)))
		return e;
	if (!takes_part(&p) && refusal(rq, &p) == P_not_found)
		return fail(ERR_NOT_FOUND, "not theirs");
	return path_respond(rq, rs, 200, &p);
}

/* The counter is read and moved in one write: two who want the last place do
   not both get it. */
enum err enrolment_self(struct request *rq, struct response *rs)
{
	struct path p = { .n = 0 };
	struct enrolment en = { .how = "self", .by_id = rq->person->id,
				.person_id = rq->person->id };
	enum problem_code why;
	struct candidate *me;
	size_t n;
	enum err e;

	if ((e = path_read(rq, request_param(rq, "id"), &p)))
		return e;
	if (takes_part(&p))
		return path_respond(rq, rs, 200, &p);
	why = refusal(rq, &p);
	if (why == P_not_found)
		return fail(ERR_NOT_FOUND, "not theirs");
	if (why != P_COUNT)
		return refuse(rq, why, NO_VALUES);
	if ((e = candidate_of_ids(rq->db, p.batch.id, p.batch.agency_id,
				  &rq->person->id, 1, &me, &n)))
		return e;
	en.unit_id = n ? me[0].unit_id : NULL;
	if ((e = enrolment_begin(rq->db, &p.batch, &en, rq->now)) ||
	    (e = enrolment_settle(rq->db, en.id, rq->now)) ||
	    (e = path_read(rq, p.batch.id, &p)))
		return e;
	return path_respond(rq, rs, 201, &p);
}

/* Who enrolled themselves may leave; who was sent asks the organiser. */
enum err enrolment_leave(struct request *rq, struct response *rs)
{
	struct path p = { .n = 0 };
	enum err e;

	if ((e = path_read(rq, request_param(rq, "id"), &p)))
		return e;
	if (!takes_part(&p))
		return fail(ERR_NOT_FOUND, "not theirs");
	if (p.enrolment.completed_at)
		return refuse(rq, P_enrolment_completed, NO_VALUES);
	if (strcmp(p.enrolment.how, "self"))
		return refuse(rq, P_enrolment_sent, NO_VALUES);
	if ((e = enrolment_end(rq->db, &p.enrolment, rq->now)))
		return e;
	return respond_empty(rs, 204);
}
