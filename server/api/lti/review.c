/*
 * A teacher of another system's course looks at the work of one learner of it,
 * or a learner at their own (Submission Review 1.0,
 * LtiSubmissionReviewRequest).
 *
 * Who, is settled by the launch (lti/place.c) and asked for again here: one
 * person, in the module or unit of that link, as long as they are of it. A
 * learner is told what their own pages tell. A teacher sees the scores, as they
 * arrive in their own gradebook, and what was answered; which of it was right,
 * only as far as the learner has been told.
 */
#include <string.h>

#include "api/lti/launched.h"
#include "api/quiz/gradebook.h"
#include "api/quiz/sitting.h"
#include "api/wire.h"
#include "auth/access.h"
#include "auth/auth.h"
#include "domain/launch_scope.h"
#include "play/sitting.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/lti_grade.h"
#include "store/lti_link.h"
#include "store/module.h"
#include "store/person.h"

#define ATTEMPTS_MOST 20
#define LINES_MOST 2000

struct review {
	bool own;
	struct lti_link link;
	struct module module;
	struct person person;		/* whose work it is */
	struct grade_sitting *sittings;
	size_t n;
};

/* ---- Who may ------------------------------------------------------------- */

static enum err of_link(struct request *rq, const struct review *r)
{
	const char *role;
	const enum err e = lti_member_role(rq->db, r->link.id, r->person.id,
					   &role);

	if (e)
		return e;
	return *role ? OK : fail(ERR_NOT_FOUND, "no member of the link");
}

static enum err review_open(struct request *rq, struct review *out)
{
	struct lti_launch launch;
	enum err e;

	*out = (struct review){ .n = 0 };
	if (!rq->launch || rq->launch->kind != LAUNCH_REVIEW)
		return fail(ERR_NOT_FOUND, "no review was launched");
	if ((e = lti_launch_by_id(rq->db, rq->launch->id, &launch)))
		return e;
	if (!launch.of_id || !launch.link_id)
		return fail(ERR_NOT_FOUND, "a review of nobody");
	out->own = strcmp(launch.of_id, rq->person->id) == 0;
	if (!out->own && !launch_teaches(rq->launch))
		return fail(ERR_FORBIDDEN, "the work of somebody else");
	if ((e = lti_link_by_id(rq->db, launch.link_id, &out->link)) ||
	    (e = access_module(rq, out->link.module_id)) ||
	    (e = module_by_id(rq->db, out->link.module_id, &out->module)) ||
	    (e = person_by_id(rq->db, launch.of_id, &out->person)))
		return e;
	return of_link(rq, out);
}

/* Whose scores are looked at may ask later who did. */
static enum err look_write(struct db *db, void *context)
{
	return score_look_add(db, context);
}

enum err lti_review_look(struct request *rq, struct response *rs)
{
	struct score_look look;
	struct review r;
	int64_t last;
	enum err e;

	(void)rs;
	if ((e = serve_read(rq)) || (e = review_open(rq, &r)))
		return e;
	look = (struct score_look){ r.module.id, r.person.id, rq->person->id,
				    "learner", rq->now };
	if ((e = score_look_last(rq->db, &look, &last)))
		return e;
	serve_read_end(rq);
	return r.own || last > rq->now - LOOK_AGAIN_MS ? OK
		: serve_write(rq, look_write, &look);
}

/* ---- The work ------------------------------------------------------------ */

static bool here(const struct review *r, const char *unit_ident)
{
	return !*r->link.unit_ident ||
	       strcmp(r->link.unit_ident, unit_ident) == 0;
}

static bool sat_at(const struct grade_sitting *g, const struct attempt *a,
		   const struct unit *u)
{
	return strcmp(g->sitting.attempt_id, a->id) == 0 &&
	       strcmp(g->sitting.unit_ident, u->ident) == 0;
}

/* What the reader is told of a sitting; a teacher the score in any case. */
static enum err telling_of(struct request *rq, const struct review *r,
			   const struct attempt *a, const struct sitting *s,
			   struct quiz_telling *out)
{
	struct quiz_leave leave;
	struct asked asked;
	enum err e;

	if ((e = asked_read(rq->db, s->unit_id, s->branching, &asked)) ||
	    (e = sitting_leave(rq->db, a, s->unit_ident, &leave)))
		return e;
	sitting_telling(&asked, &leave, s, rq->now, out);
	out->score |= !r->own && s->state != SITTING_OPEN;
	return OK;
}

static enum err sitting_json(struct request *rq, const struct review *r,
			     const struct attempt *a, const struct sitting *s,
			     json_t *list)
{
	const struct measure none = { false, 0 };
	struct quiz_telling t;
	const enum err e = telling_of(rq, r, a, s, &t);

	if (e)
		return e;
	json_array_append_new(list, json_pack(
		"{s:s, s:I, s:s, s:I, s:o, s:o, s:o, s:o, s:o}",
		"id", s->id, "number", (json_int_t)s->number,
		"state", sitting_state_name(s->state),
		"beganAt", (json_int_t)s->began_at,
		"endedAt", number_or_null(s->ended_at),
		"score", measure_or_null(t.score ? s->scaled : none),
		"points", measure_or_null(t.score ? s->points : none),
		"most", measure_or_null(t.score ? s->most : none),
		"passed", !t.score || s->passed == SUCCESS_UNKNOWN
			? json_null()
			: json_boolean(s->passed == SUCCESS_PASSED)));
	return OK;
}

/* What came of it is still to be told. */
static bool unseen(const struct grade_sitting *g)
{
	return g->sitting.state != SITTING_OPEN && !g->sitting.seen_at;
}

/* Learners are told a score at its sitting first, so it is in no sum before. */
static bool unit_told(const struct review *r, const struct attempt *a,
		      const struct unit *u)
{
	for (size_t i = 0; r->own && i < r->n; i++)
		if (sat_at(&r->sittings[i], a, u) && unseen(&r->sittings[i]))
			return false;
	return true;
}

static bool whole_told(const struct review *r, const struct attempt *a)
{
	for (size_t i = 0; r->own && i < r->n; i++)
		if (strcmp(r->sittings[i].sitting.attempt_id, a->id) == 0 &&
		    unseen(&r->sittings[i]))
			return false;
	return true;
}

static enum err unit_json(struct request *rq, const struct review *r,
			  const struct attempt *a, const struct unit *u,
			  const struct unit_progress *p, json_t *list)
{
	const bool told = unit_told(r, a, u);
	json_t *sittings = json_array();
	enum err e;

	json_array_append_new(list, json_pack(
		"{s:s, s:s, s:s, s:b, s:s, s:s, s:o, s:b, s:I, s:o}",
		"key", u->ident, "title", u->title, "kind", u->kind,
		"scored", !u->unscored,
		"completion", completion_name(p ? p->progress.completion
						: COMPLETION_NOT_ATTEMPTED),
		"success", success_name(p && told ? p->progress.success
						  : SUCCESS_UNKNOWN),
		"score", p && told ? measure_or_null(p->progress.score.scaled)
				   : json_null(),
		"graded", p && p->graded,
		"timeMs", (json_int_t)(p ? p->progress.time_ms : 0),
		"sittings", sittings));
	for (size_t i = 0; i < r->n; i++)
		if (sat_at(&r->sittings[i], a, u) &&
		    (e = sitting_json(rq, r, a, &r->sittings[i].sitting,
				      sittings)))
			return e;
	return OK;
}

static enum err units_json(struct request *rq, const struct review *r,
			   const struct attempt *a, json_t *list)
{
	struct unit_progress *all;
	struct unit *units;
	size_t n, nunits;
	enum err e;

	if ((e = unit_list(rq->db, a->version_id, &units, &nunits)) ||
	    (e = progress_of_attempt(rq->db, a->id, &all, &n)))
		return e;
	for (size_t i = 0; i < nunits; i++) {
		const struct unit_progress *p = NULL;

		for (size_t k = 0; k < n; k++)
			if (strcmp(all[k].unit_id, units[i].id) == 0)
				p = &all[k];
		if (here(r, units[i].ident) &&
		    (e = unit_json(rq, r, a, &units[i], p, list)))
			return e;
	}
	return OK;
}

/* A link of one unit is told what that unit came to, and nothing of the
   others. */
static enum err attempt_json(struct request *rq, const struct review *r,
			     const struct attempt *a, json_t *list)
{
	const bool whole = !*r->link.unit_ident;
	const bool told = whole && whole_told(r, a);
	json_t *units = json_array(), *json = json_pack(
		"{s:I, s:s, s:s, s:o, s:I, s:I, s:o}",
		"number", (json_int_t)a->number,
		"completion", completion_name(whole ? a->outcome.completion
						    : COMPLETION_UNKNOWN),
		"success", success_name(told ? a->outcome.success
					     : SUCCESS_UNKNOWN),
		"score", told ? measure_or_null(a->outcome.scaled)
			      : json_null(),
		"beganAt", (json_int_t)a->started_at,
		"lastAt", (json_int_t)a->last_at, "units", units);
	enum err e;

	json_array_append_new(list, json);
	if (!(e = units_json(rq, r, a, units)) && !whole)
		json_object_update_existing(json, json_array_get(units, 0));
	return e;
}

/* What the other system's gradebook has; why it does not is its teachers'. */
static enum err grade_json(struct request *rq, const struct review *r,
			   json_t **out)
{
	static const char *const teachers[] = { "code", "said", "sentence",
						"advice", "found", NULL };
	struct lti_grade_line line = { .name = r->person.name };
	enum err e;

	*out = json_null();
	if ((e = lti_grade_get(rq->db, r->link.id, r->person.id,
			       &line.grade)) || !line.grade.id)
		return e;
	*out = lti_grade_json(rq, &line);
	for (size_t i = 0; r->own && teachers[i]; i++)
		json_object_set_new(*out, teachers[i], json_null());
	return OK;
}

enum err lti_review_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array()), *grade;
	struct attempt *all;
	struct review r;
	size_t n;
	enum err e;

	if ((e = review_open(rq, &r)) ||
	    (e = grade_sittings(rq->db, r.person.id, r.module.id, LINES_MOST,
				&r.sittings, &r.n)) ||
	    (e = attempt_all(rq->db, r.person.id, r.module.id, ATTEMPTS_MOST,
			     &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = attempt_json(rq, &r, &all[i], list)))
			return e;
	if ((e = grade_json(rq, &r, &grade)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:{s:s, s:s}, s:b, s:{s:s, s:s}, s:o, s:O, s:o}",
		"person", "id", r.person.id, "name", r.person.name,
		"own", r.own, "module", "id", r.module.id, "title",
		r.module.title, "unit", text_or_null(r.link.unit_ident),
		"attempts", list, "grade", grade));
}

/* ---- One sitting --------------------------------------------------------- */

/* A learner who looks at theirs has seen what came of it. */
enum err lti_review_see(struct request *rq, struct response *rs)
{
	const enum err e = lti_review_look(rq, rs);

	return e ? e : sitting_look(rq, rs);
}

enum err lti_review_sitting(struct request *rq, struct response *rs)
{
	char token[TOKEN_SIZE];
	struct review r;
	struct seat seat;
	json_t *json;
	enum err e;

	if ((e = review_open(rq, &r)) ||
	    (e = seat_read_of(rq, request_param(rq, "id"), r.person.id,
			      &seat)))
		return e;
	/* What is still being answered is nobody else's yet. */
	if (seat.attempt.number < 0 || seat.sitting.preview ||
	    seat.sitting.state == SITTING_OPEN ||
	    !here(&r, seat.sitting.unit_ident))
		return fail(ERR_NOT_FOUND, "not a sitting of that link");
	/* What came of a case says how to do well. */
	seat.telling.score |= !r.own && !seat.sitting.branching;
	if ((e = seat_json(rq, &seat, &json)))
		return e;
	auth_files_token(rq->server->auth, rq, seat.attempt.version_id, token);
	json_object_set_new(json, "filesToken", json_string(token));
	json_object_set_new(json, "feedback", json_string(
		quiz_feedback_name(seat.asked.rules.feedback)));
	return respond_json(rq, rs, 200, json);
}
