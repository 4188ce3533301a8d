#include <string.h>

#include "api/quiz/sitting.h"
#include "api/wire.h"
#include "domain/branching.h"
#include "domain/grade.h"
#include "domain/responses.h"
#include "play/pretest.h"
#include "play/sitting.h"
#include "store/module.h"
#include "store/sitting.h"

/* Fewer would point at somebody. */
#define CHOICES_LEAST 5		/* learners */

void sitting_telling(const struct asked *asked, const struct quiz_leave *leave,
		     const struct sitting *s, int64_t now,
		     struct quiz_telling *out)
{
	const bool ended = s->state != SITTING_OPEN;

	quiz_telling(&asked->rules, leave, ended, now, out);
	if (ended && !s->seen_at)
		*out = (struct quiz_telling){ .score = false };
}

static json_t *verdict(enum success s)
{
	return s == SUCCESS_UNKNOWN ? json_null()
				    : json_boolean(s == SUCCESS_PASSED);
}

static enum err questions_json(struct request *rq, const struct seat *seat,
			       json_t *out)
{
	for (size_t i = 0; i < seat->paper.n; i++) {
		const struct paper_question *p = &seat->paper.questions[i];
		json_t *question;
		enum err e;

		if ((e = asked_question(rq->db, &seat->asked, p, &question)))
			return e;
		json_array_append_new(out, question_public(rq->mem, question, p,
							   &seat->asked.html));
	}
	return OK;
}

/* What the learner gave; when it was locked is told by `checked`. */
static json_t *responses_json(json_t *kept)
{
	json_t *out = json_object(), *entry;
	const char *question;

	json_object_foreach(kept, question, entry) {
		json_t *copy = json_copy(entry);

		json_object_del(copy, "checked");
		json_object_set_new(out, question, copy);
	}
	return out;
}

/* A person's mark is part of it, and so are the words with it. */
static void marked_json(json_t *feedback, const struct sitting_mark *m)
{
	if (!m || !m->marked_by)
		return;
	json_object_set_new(feedback, "state", json_string(m->state));
	json_object_set_new(feedback, "points", json_real(m->points.value));
	json_object_set_new(feedback, "comment", json_string(m->comment));
	json_object_set_new(feedback, "rubric",
			    json_loads(m->rubric ? m->rubric : "[]", 0, NULL));
}

enum err feedback_json(struct request *rq, const struct seat *seat,
		       const struct paper_question *p,
		       const struct sitting_mark *mark, json_t **out)
{
	json_t *response = response_of(seat->kept, p->id);
	struct grade grade;
	json_t *question;
	enum err e;

	if ((e = asked_question(rq->db, &seat->asked, p, &question)))
		return e;
	question_grade(rq->mem, question, p, response, &grade);
	*out = question_feedback(rq->mem, question, p, &grade,
				 &seat->asked.html, true);
	if (!*out)
		return fail(ERR_INTERNAL, "no feedback of %s", p->id);
	marked_json(*out, mark);
	return OK;
}

static enum err feedback_put(struct request *rq, const struct seat *seat,
			     const struct paper_question *p, json_t *out)
{
	const struct sitting_mark *mark = NULL;
	json_t *feedback;
	enum err e;

	for (size_t i = 0; i < seat->nmarks; i++)
		if (strcmp(seat->marks[i].question, p->id) == 0)
			mark = &seat->marks[i];
	if ((e = feedback_json(rq, seat, p, mark, &feedback)))
		return e;
	json_object_set_new(out, p->id, feedback);
	return OK;
}

/* Of those that were checked one by one, or, with `all`, of every question. */
static enum err feedbacks_json(struct request *rq, const struct seat *seat,
			       bool all, json_t *out)
{
	enum err e = OK;

	for (size_t i = 0; i < seat->paper.n && !e; i++) {
		const struct paper_question *p = &seat->paper.questions[i];

		if (all || response_checked(seat->kept, p->id))
			e = feedback_put(rq, seat, p, out);
	}
	return e;
}

static enum err quiz_result(struct request *rq, const struct seat *seat,
			    json_t *result)
{
	json_t *questions;

	if (!seat->telling.feedback)
		return OK;
	questions = json_object();
	json_object_set_new(result, "questions", questions);
	return feedbacks_json(rq, seat, true, questions);
}

/* How others chose, where they are enough to hide each other. */
static enum err choices_json(struct request *rq, const char *unit_id,
			     json_t *result)
{
	struct sitting_choice *all;
	json_t *nodes, *node;
	int64_t learners;
	size_t n;
	enum err e;

	json_object_set_new(result, "choices", json_null());
	if ((e = sitting_learners(rq->db, unit_id, &learners)) ||
	    learners < CHOICES_LEAST)
		return e;
	if ((e = sitting_choices(rq->db, unit_id, &all, &n)))
		return e;
	nodes = json_object();
	json_object_set_new(result, "choices", nodes);
	for (size_t i = 0; i < n; i++) {
		if (!(node = json_object_get(nodes, all[i].node))) {
			node = json_object();
			json_object_set_new(nodes, all[i].node, node);
		}
		json_object_set_new(node, all[i].choice,
				    json_integer(all[i].n));
	}
	return OK;
}

static enum err ending_result(struct request *rq, const struct seat *seat,
			      json_t *out)
{
	json_t *kase = seat->asked.definition, *result;
	struct case_walk walk;

	case_walk(rq->mem, kase, json_object_get(seat->kept, "path"), &walk);
	result = case_result(rq->mem, kase, &walk, &seat->asked.html);
	json_object_set_new(out, "result", result);
	if (walk.ending)
		return choices_json(rq, seat->sitting.unit_id, result);
	/* Who gives up at once would read there how to do well. */
	json_object_del(result, "ideal");
	return OK;
}

/* What the learner had at a pretest before they began this, if it is told. */
static enum err before_json(struct request *rq, const struct seat *seat,
			    const struct unit *pretest, json_t *result)
{
	struct quiz_telling telling;
	struct quiz_leave leave;
	struct sitting *all;
	struct asked asked;
	size_t n;
	enum err e;

	if ((e = sitting_list(rq->db, &seat->attempt, pretest->ident, &all,
			      &n)) || !n || all[0].state != SITTING_GRADED ||
	    all[0].ended_at > seat->sitting.began_at)
		return e;
	if ((e = asked_read(rq->db, all[0].unit_id, false, &asked)) ||
	    (e = sitting_leave(rq->db, &seat->attempt, pretest->ident, &leave)))
		return e;
	sitting_telling(&asked, &leave, &all[0], rq->now, &telling);
	if (telling.score)
		json_object_set_new(result, "before", json_pack("{s:o, s:o}",
			"points", measure_or_null(all[0].points),
			"most", measure_or_null(all[0].most)));
	return OK;
}

static enum err before_put(struct request *rq, const struct seat *seat,
			   json_t *result)
{
	const struct unit **pretests;
	struct unit *units;
	size_t n;
	enum err e;

	json_object_set_new(result, "before", json_null());
	if (seat->sitting.state != SITTING_GRADED || seat->sitting.preview ||
	    seat->asked.rules.kind == QUIZ_PRETEST)
		return OK;
	if ((e = unit_list(rq->db, seat->attempt.version_id, &units, &n)))
		return e;
	pretests = arena_array(rq->mem, const struct unit *, n + 1);
	if ((e = pretest_list(rq->db, units, n, pretests)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (pretests[i] && !strcmp(units[i].ident,
					   seat->sitting.unit_ident))
			return before_json(rq, seat, pretests[i], result);
	return OK;
}

static enum err result_json(struct request *rq, const struct seat *seat,
			    json_t *out)
{
	const struct sitting *s = &seat->sitting;
	json_t *result;
	enum err e;

	json_object_set_new(out, "result", json_null());
	if (s->state == SITTING_OPEN || !seat->telling.score)
		return OK;
	if (s->branching)
		return ending_result(rq, seat, out);
	result = json_pack("{s:o, s:o, s:o, s:o}",
			   "scaled", measure_or_null(s->scaled),
			   "points", measure_or_null(s->points),
			   "most", measure_or_null(s->most),
			   "passed", verdict(s->passed));
	json_object_set_new(out, "result", result);
	if ((e = before_put(rq, seat, result)))
		return e;
	return quiz_result(rq, seat, result);
}

static enum err quiz_part(struct request *rq, const struct seat *seat,
			  json_t *out)
{
	json_t *questions = json_array(), *checked = json_object();
	enum err e;

	json_object_set_new(out, "questions", questions);
	json_object_set_new(out, "checked", checked);
	json_object_set_new(out, "responses", responses_json(seat->kept));
	if ((e = questions_json(rq, seat, questions)) || !seat->telling.checks)
		return e;
	return feedbacks_json(rq, seat, false, checked);
}

static void case_part(struct request *rq, const struct seat *seat, json_t *out)
{
	json_object_set(out, "path", json_object_get(seat->kept, "path"));
	json_object_set_new(out, "case", case_public(rq->mem,
		seat->asked.definition, &seat->asked.html));
}

enum err seat_json(struct request *rq, const struct seat *seat, json_t **out)
{
	const struct sitting *s = &seat->sitting;
	json_t *json = request_own_json(rq, json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:o, s:I, s:o, s:s?}",
		"id", s->id, "attempt", s->attempt_id, "unit", s->unit_ident,
		"kind", s->branching ? "case" : "quiz",
		"state", sitting_state_name(s->state),
		"number", (json_int_t)s->number,
		"beganAt", (json_int_t)s->began_at,
		"deadline", number_or_null(s->deadline),
		"now", (json_int_t)rq->now, "endedAt", number_or_null(s->ended_at),
		"place", s->place));
	enum err e;

	if (s->late_ms)
		json_object_set_new(json, "late", json_integer(s->late_ms));
	if (s->branching)
		case_part(rq, seat, json);
	else if ((e = quiz_part(rq, seat, json)))
		return e;
	if ((e = result_json(rq, seat, json)))
		return e;
	*out = json_incref(json);
	return OK;
}
