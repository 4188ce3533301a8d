/*
 * A learner begins, goes on with and looks back at a quiz or a case. Answers come
 * by /api/v1/saves (play/answers.h).
 */
#include "api/quiz/sitting.h"

#include <string.h>

#include "api/field.h"
#include "auth/access.h"
#include "domain/responses.h"
#include "play/sitting.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/mark.h"
#include "store/module.h"
#include "store/publishing.h"
#include "store/sitting.h"

static enum err attempt_of(struct request *rq, const char *id,
			   const char *person_id, struct attempt *out)
{
	const char *stopped;
	enum err e;

	if ((e = attempt_by_id(rq->db, id, out)))
		return e;
	if (strcmp(out->person_id, person_id))
		return fail(ERR_NOT_FOUND, "an attempt of somebody else");
	if ((e = access_module(rq, out->module_id)) ||
	    (e = version_withdrawn(rq->db, out->version_id, &stopped)))
		return e;
	return stopped ? refuse(rq, P_module_withdrawn,
				VALUES({ "reason", stopped })) : OK;
}

static enum err own_attempt(struct request *rq, const char *id,
			    struct attempt *out)
{
	return attempt_of(rq, id, rq->person->id, out);
}

/* By its id or ident, in the version that the attempt is on. */
static enum err own_unit(struct request *rq, const struct attempt *a,
			 const char *name, struct unit *out)
{
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = unit_list(rq->db, a->version_id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((!strcmp(units[i].id, name) ||
		     !strcmp(units[i].ident, name)) && unit_sat(&units[i])) {
			*out = units[i];
			return OK;
		}
	return refuse(rq, P_no_unit, NO_VALUES);
}

enum err seat_read_of(struct request *rq, const char *id,
		      const char *person_id, struct seat *out)
{
	struct sitting *s = &out->sitting;
	json_t *paper;
	enum err e;

	*out = (struct seat){ .kept = NULL };
	if ((e = sitting_by_id(rq->db, id, s)) ||
	    (e = attempt_of(rq, s->attempt_id, person_id, &out->attempt)) ||
	    (e = asked_read(rq->db, s->unit_id, s->branching, &out->asked)) ||
	    (e = sitting_leave(rq->db, &out->attempt, s->unit_ident,
			       &out->leave)) ||
	    (e = json_stored(rq->db, s->responses, &out->kept)) ||
	    (e = json_stored(rq->db, s->paper, &paper)) ||
	    (s->state != SITTING_OPEN && !s->branching &&
	     (e = mark_list(rq->db, s->id, &out->marks, &out->nmarks))))
		return e;
	sitting_telling(&out->asked, &out->leave, s, rq->now, &out->telling);
	if (!s->branching && !paper_read(rq->mem, paper, &out->paper))
		return fail(ERR_INTERNAL, "the paper of sitting %s", s->id);
	return OK;
}

enum err seat_read(struct request *rq, const char *id, struct seat *out)
{
	return seat_read_of(rq, id, rq->person->id, out);
}

static enum err seat_respond(struct request *rq, struct response *rs,
			     int status, const struct seat *seat)
{
	json_t *json;
	enum err e;

	if ((e = seat_json(rq, seat, &json)))
		return e;
	return respond_json(rq, rs, status, json);
}

/* What is still to be written before a learner may look at it. */
static bool look_due(const struct sitting *s, int64_t now)
{
	return sitting_over(s, now) ||
	       (s->state != SITTING_OPEN && !s->seen_at);
}

struct look {
	const char *id;
	int64_t now;
};

static enum err look_write(struct db *db, void *context)
{
	const struct look *look = context;
	struct sitting s;
	enum err e;

	if ((e = sitting_by_id(db, look->id, &s)))
		return e;
	if (sitting_over(&s, look->now) &&
	    (e = sitting_finish(db, &s, look->now)))
		return e;
	return s.state == SITTING_OPEN ? OK
		: sitting_seen(db, s.id, look->now);
}

/* The learner sees what came of it: from here on nothing more is taken. */
enum err sitting_look(struct request *rq, struct response *rs)
{
	struct look look = { request_param(rq, "id"), rq->now };
	struct attempt a;
	struct sitting s;
	bool due = false;
	enum err e;

	(void)rs;
	if ((e = serve_read(rq)))
		return e;
	if (!(e = sitting_by_id(rq->db, look.id, &s)) &&
	    !strcmp(s.person_id, rq->person->id) &&
	    !(e = attempt_by_id(rq->db, s.attempt_id, &a)) &&
	    !(e = access_module(rq, a.module_id)))
		due = look_due(&s, rq->now);
	serve_read_end(rq);
	return e || !due ? e : serve_write(rq, look_write, &look);
}

enum err sitting_show(struct request *rq, struct response *rs)
{
	struct seat seat;
	enum err e;

	if ((e = seat_read(rq, request_param(rq, "id"), &seat)))
		return e;
	return seat_respond(rq, rs, 200, &seat);
}

/* What sitting_begin leaves for the answer. */
struct begun {
	const char *id;
	bool new;
};

static enum err begin_reply(struct request *rq, struct response *rs)
{
	const struct begun *begun = rq->prepared;
	struct seat seat;
	enum err e;

	if ((e = seat_read(rq, begun->id, &seat)))
		return e;
	return seat_respond(rq, rs, begun->new ? 201 : 200, &seat);
}

enum err sitting_begin(struct request *rq, struct response *rs)
{
	struct begun *begun = arena_new(rq->mem, struct begun);
	const char *attempt, *unit;
	struct attempt a;
	struct sitting s;
	struct unit u;
	enum err e;

	(void)rs;
	if ((e = field_text_needed(rq, "attempt", 64, &attempt)) ||
	    (e = field_text_needed(rq, "unit", 2048, &unit)) ||
	    (e = own_attempt(rq, attempt, &a)) ||
	    (e = own_unit(rq, &a, unit, &u)) ||
	    (e = sitting_enter(rq, &a, &u, &s, &begun->new)))
		return e;
	begun->id = s.id;
	rq->prepared = begun;
	rq->reply = begin_reply;
	return OK;
}

/* A question is locked by being checked; the answer that counts is this one. */
static enum err check_lock(struct request *rq, struct seat *seat,
			   const struct paper_question *p, json_t *response)
{
	struct sitting *s = &seat->sitting;

	if (response_checked(seat->kept, p->id))
		return OK;
	if (json_dumpb(response, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY) >
	    RESPONSE_MOST)
		return fail(ERR_TOO_LARGE, "a response of sitting %s", s->id);
	response_lock(seat->kept, p->id, response, rq->now);
	s->responses = json_text(rq->db, seat->kept);
	if (strlen(s->responses) > RESPONSES_MOST)
		return fail(ERR_TOO_LARGE, "responses of sitting %s", s->id);
	return sitting_save(rq->db, s);
}

/*
 * Checked again it tells the same, whatever is sent then: an answer that was
 * lost on its way is asked for once more.
 */
enum err sitting_check(struct request *rq, struct response *rs)
{
	json_t *response = json_object_get(rq->json, "response"), *feedback;
	const struct paper_question *p;
	const char *question;
	struct seat seat;
	enum err e;

	if ((e = field_text_needed(rq, "question", 64, &question)) ||
	    (e = seat_read(rq, request_param(rq, "id"), &seat)))
		return e;
	p = paper_find(&seat.paper, question);
	if (!p)
		return fail(ERR_NOT_FOUND, "question %s", question);
	if (!seat.telling.checks)
		return refuse(rq, P_check_refused, NO_VALUES);
	if (!response_checked(seat.kept, p->id) &&
	    (seat.sitting.state != SITTING_OPEN ||
	     (seat.sitting.deadline && rq->now > seat.sitting.deadline)))
		return refuse(rq, P_sitting_over, NO_VALUES);
	if ((e = check_lock(rq, &seat, p, response)) ||
	    (e = feedback_json(rq, &seat, p, NULL, &feedback)))
		return e;
	return respond_json(rq, rs, 200, feedback);
}

/* The quiz itself, before and between sittings. */

struct desk {
	struct attempt attempt;
	struct unit unit;
	struct asked asked;
	struct quiz_leave leave;
	struct sitting *all;
	size_t n;
	const char *open;		/* the id of the one that is open */
};

static enum err desk_read(struct request *rq, struct desk *d)
{
	enum err e;

	*d = (struct desk){ .open = NULL };
	if ((e = own_attempt(rq, request_param(rq, "attempt"), &d->attempt)) ||
	    (e = own_unit(rq, &d->attempt, request_param(rq, "unit"),
			  &d->unit)) ||
	    (e = asked_read(rq->db, d->unit.id, unit_branching(&d->unit),
			    &d->asked)) ||
	    (e = sitting_leave(rq->db, &d->attempt, d->unit.ident,
			       &d->leave)) ||
	    (e = sitting_list(rq->db, &d->attempt, d->unit.ident, &d->all,
			      &d->n)))
		return e;
	for (size_t i = 0; i < d->n; i++)
		if (d->all[i].state == SITTING_OPEN &&
		    !strcmp(d->all[i].attempt_id, d->attempt.id) &&
		    !sitting_over(&d->all[i], rq->now))
			d->open = d->all[i].id;
	return OK;
}

static json_t *score_json(const struct sitting *s)
{
	return s->state != SITTING_GRADED || !s->scaled.known || !s->seen_at
		? json_null()
		: json_pack("{s:f, s:f, s:f}", "scaled", s->scaled.value,
			    "points", s->points.value, "most", s->most.value);
}

static json_t *line_json(const struct desk *d, const struct sitting *s)
{
	return json_pack("{s:s, s:I, s:s, s:I, s:o, s:o, s:o, s:b}",
		"id", s->id, "number", (json_int_t)s->number,
		"state", sitting_state_name(s->state),
		"beganAt", (json_int_t)s->began_at,
		"endedAt", s->ended_at ? json_integer(s->ended_at)
				       : json_null(),
		"score", score_json(s),
		"passed", !s->seen_at || s->passed == SUCCESS_UNKNOWN
			? json_null()
			: json_boolean(s->passed == SUCCESS_PASSED),
		"counts", !s->preview && s->state == SITTING_GRADED &&
			  d->asked.rules.kind != QUIZ_PRETEST);
}

static json_t *lines_json(const struct desk *d)
{
	json_t *list = json_array();

	for (size_t i = 0; i < d->n; i++)
		json_array_append_new(list, line_json(d, &d->all[i]));
	return list;
}

/* Of those that the learner has seen; a pretest keeps none. */
static json_t *kept_json(struct request *rq, const struct desk *d)
{
	double *scaled = arena_array(rq->mem, double, d->n ? d->n : 1), kept;
	size_t m = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->all[i].state == SITTING_GRADED && d->all[i].seen_at &&
		    d->all[i].scaled.known)
			scaled[m++] = d->all[i].scaled.value;
	return d->asked.rules.kind != QUIZ_PRETEST &&
	       quiz_kept(d->asked.rules.keep, scaled, m, &kept)
		? json_real(kept) : json_null();
}

/* How many questions a paper has, and what they are worth together where that
   is known before they are drawn. */
static void size_put(const struct desk *d, json_t *out)
{
	const json_t *draws = json_object_get(d->asked.definition, "draw");
	json_t *list = json_object_get(d->asked.definition, "questions");
	json_int_t n = (json_int_t)json_array_size(list);
	double points = 0;
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		points += question_points(one);
	if (json_is_array(draws))
		n = 0;
	json_array_foreach(draws, i, one)
		n += json_integer_value(json_object_get(one, "count"));
	json_object_set_new(out, "questions", json_integer(n));
	json_object_set_new(out, "points", json_is_array(draws)
			    ? json_null() : json_real(points));
}

static const char *text_of(const json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

static json_t *rules_json(struct request *rq, const struct desk *d)
{
	const struct quiz_rules *r = &d->asked.rules;
	const json_t *def = d->asked.definition;
	const json_t *mark = json_object_get(def, "passMark");

	return json_pack("{s:s, s:s, s:s, s:O?, s:O?, s:s, s:o, s:I, s:s,"
			 " s:o}",
		"title", d->unit.title,
		"kind", unit_branching(&d->unit) ? "case"
			: quiz_kind_name(r->kind),
		"introHtml", d->asked.html.make(d->asked.html.with, rq->mem,
						text_of(def, "intro")),
		"minutes", json_object_get(def, "minutes"),
		"passMark", mark, "keep", quiz_keep_name(r->keep),
		"timeMinutes", r->time_minutes
			? json_integer(r->time_minutes) : json_null(),
		"extraMinutes", (json_int_t)d->leave.extra_minutes,
		"feedback", quiz_feedback_name(r->feedback),
		"closesAt", r->closes_at
			? json_integer(quiz_closes(r, &d->leave))
			: json_null());
}

static void begin_put(struct request *rq, const struct desk *d, json_t *out)
{
	const struct quiz_rules *r = &d->asked.rules;
	const bool look = d->attempt.number < 0;
	const int64_t used = (int64_t)d->n;
	const int64_t left = look ? -1 : quiz_left(r, &d->leave, used);
	const enum quiz_bar bar = quiz_may_begin(r, &d->leave, look ? 0 : used,
						 d->open != NULL, rq->now);

	json_object_set_new(out, "attempts", r->attempts
		? json_integer(r->attempts + d->leave.extra_attempts)
		: json_null());
	json_object_set_new(out, "used", json_integer(used));
	json_object_set_new(out, "left",
			    left < 0 ? json_null() : json_integer(left));
	json_object_set_new(out, "open",
			    d->open ? json_string(d->open) : json_null());
	json_object_set_new(out, "mayBegin", json_boolean(bar == QUIZ_MAY));
	json_object_set_new(out, "whyNot", bar == QUIZ_MAY ? json_null()
			    : json_string(quiz_bar_name(bar)));
}

enum err quiz_show(struct request *rq, struct response *rs)
{
	struct desk d;
	json_t *json;
	enum err e;

	if ((e = desk_read(rq, &d)))
		return e;
	if (!(json = rules_json(rq, &d)))
		return fail(ERR_INTERNAL, "the rules of unit %s", d.unit.id);
	size_put(&d, json);
	begin_put(rq, &d, json);
	json_object_set_new(json, "sittings", lines_json(&d));
	json_object_set_new(json, "kept", kept_json(rq, &d));
	json_object_set_new(json, "now", json_integer(rq->now));
	return respond_json(rq, rs, 200, json);
}
