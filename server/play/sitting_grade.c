#include "play/sitting_grade.h"

#include <string.h>

#include "domain/branching.h"
#include "domain/grade.h"
#include "domain/responses.h"
#include "store/mark.h"

static const struct sitting_mark *mark_at(const struct sitting_mark *all,
					  size_t n, const char *question)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].question, question) == 0)
			return &all[i];
	return NULL;
}

/* By the author's places; NULL where there is nothing to choose from. */
static const char *choice_text(struct db *db, const struct grade *g)
{
	json_t *list = json_kept(db, json_array());
	bool any = false;

	for (size_t i = 0; i < g->nparts; i++) {
		const long picked = g->parts[i].picked;

		any = any || picked != GRADE_NOTHING;
		json_array_append_new(list, picked == GRADE_NOTHING
			? json_null() : json_integer(picked));
	}
	return any ? json_text(db, list) : NULL;
}

static const char *state_of(double points, double most)
{
	return grade_state_name(points >= most ? GRADE_RIGHT
				: points > 0 ? GRADE_PARTIAL : GRADE_WRONG);
}

/* What a person gave stays, as long as it fits the question. */
static enum err mark_stays(struct db *db, json_t *question,
			   const struct sitting_mark *before,
			   struct sitting_mark *out)
{
	json_t *rubric;
	double points;
	enum err e;

	if (!before || !before->marked_by || !before->rubric)
		return OK;
	if ((e = json_stored(db, before->rubric, &rubric)))
		return e;
	if (!grade_marks(question, rubric, &points))
		return OK;
	out->points = (struct measure){ true, points };
	out->state = state_of(points, out->most);
	out->rubric = before->rubric;
	out->comment = before->comment;
	out->marked_by = before->marked_by;
	out->marked_at = before->marked_at;
	out->revision = before->revision;
	return OK;
}

struct grading {
	struct db *db;
	const struct asked *asked;
	json_t *kept;
	const struct sitting_mark *before;
	size_t nbefore;
};

static enum err grade_one(const struct grading *g,
			  const struct paper_question *p,
			  struct sitting_mark *out)
{
	struct grade grade;
	json_t *question;
	enum err e;

	if ((e = asked_question(g->db, g->asked, p, &question)))
		return e;
	question_grade(db_arena(g->db), question, p,
		       response_of(g->kept, p->id), &grade);
	out->question = p->id;
	out->source = p->from;
	out->most = question_points(question);
	out->state = grade_state_name(grade.state);
	out->time_ms = response_time(g->kept, p->id);
	out->choice = choice_text(g->db, &grade);
	out->comment = "";
	if (grade.state == GRADE_WAITING)
		return mark_stays(g->db, question,
				  mark_at(g->before, g->nbefore, p->id), out);
	out->points = (struct measure){ true, grade.fraction * out->most };
	return OK;
}

static void quiz_total(const struct asked *asked, const struct quiz_sum *sum,
		       struct sitting *s)
{
	s->points = (struct measure){ true, sum->points };
	s->most = (struct measure){ true, sum->most };
	s->scaled = (struct measure){ !sum->waiting, sum->scaled };
	s->state = sum->waiting ? SITTING_WAITING : SITTING_GRADED;
	s->passed = sum->waiting || asked->rules.pass_mark < 0 ||
		    asked->rules.kind == QUIZ_PRETEST ? SUCCESS_UNKNOWN
		  : quiz_passed(&asked->rules, sum->scaled) ? SUCCESS_PASSED
							    : SUCCESS_FAILED;
	if (sum->waiting)
		s->scaled.value = 0;
}

static void sum_mark(struct quiz_sum *sum, const struct sitting_mark *m)
{
	quiz_sum_add(sum, m->points.known && m->most > 0
			? m->points.value / m->most : 0,
		     m->most, !m->points.known);
}

static enum err quiz_grade(struct db *db, const struct asked *asked,
			   struct sitting *s)
{
	struct grading g = { .db = db, .asked = asked };
	struct quiz_sum sum = { .waiting = false };
	struct sitting_mark *before;
	struct paper paper;
	json_t *json;
	enum err e;

	if ((e = json_stored(db, s->paper, &json)) ||
	    (e = json_stored(db, s->responses, &g.kept)) ||
	    (e = mark_list(db, s->id, &before, &g.nbefore)))
		return e;
	if (!paper_read(db_arena(db), json, &paper))
		return fail(ERR_INTERNAL, "the paper of sitting %s", s->id);
	g.before = before;
	for (size_t i = 0; i < paper.n; i++) {
		struct sitting_mark m = {
			.sitting_id = s->id, .place = (int64_t)i,
		};

		if ((e = grade_one(&g, &paper.questions[i], &m)) ||
		    (e = mark_put(db, &m)))
			return e;
		sum_mark(&sum, &m);
	}
	quiz_total(asked, &sum, s);
	return OK;
}

/* "a", "b/r2", "a+c": as the definition writes its ideal way. */
static const char *step_text(struct db *db, const json_t *step)
{
	const char *choice =
		json_string_value(json_object_get(step, "choice"));
	const char *reason =
		json_string_value(json_object_get(step, "reason"));
	struct text t = { .mem = db_arena(db) };
	const json_t *pick;
	size_t i;

	text_puts(&t, choice ? choice : "");
	if (reason)
		text_putf(&t, "/%s", reason);
	json_array_foreach(json_object_get(step, "picks"), i, pick)
		text_putf(&t, "%s%s", i ? "+" : "", json_string_value(pick));
	return t.bytes;
}

static enum err steps_note(struct db *db, const struct sitting *s,
			   const json_t *path, size_t steps)
{
	enum err e = OK;

	for (size_t i = 0; i < steps && !e; i++) {
		const json_t *step = json_array_get(path, i);

		e = mark_put(db, &(struct sitting_mark){
			.sitting_id = s->id, .place = (int64_t)i,
			.question = json_string_value(
				json_object_get(step, "node")),
			.source = "unit", .state = "right", .comment = "",
			.choice = step_text(db, step) });
	}
	return e;
}

/* Given up before an ending it comes to nothing. */
static enum err case_grade(struct db *db, const struct asked *asked,
			   struct sitting *s)
{
	struct case_walk walk;
	json_t *kept, *path;
	enum err e;

	if ((e = json_stored(db, s->responses, &kept)))
		return e;
	path = json_object_get(kept, "path");
	case_walk(db_arena(db), asked->definition, path, &walk);
	s->state = walk.ending ? SITTING_GRADED : SITTING_ENDED;
	if (!walk.ending)
		return OK;
	s->points = (struct measure){ true, walk.score };
	s->most = (struct measure){ true, walk.most };
	s->scaled = (struct measure){ true, case_scaled(&walk) };
	if (json_is_number(json_object_get(asked->definition, "passMark")))
		s->passed = case_passed(asked->definition, &walk)
			? SUCCESS_PASSED : SUCCESS_FAILED;
	return steps_note(db, s, path, walk.steps);
}

enum err sitting_grade(struct db *db, const struct asked *asked,
		       struct sitting *s)
{
	return s->branching ? case_grade(db, asked, s)
			    : quiz_grade(db, asked, s);
}

enum err sitting_total(struct db *db, const struct asked *asked,
		       struct sitting *s)
{
	struct quiz_sum sum = { .waiting = false };
	struct sitting_mark *all;
	size_t n;
	enum err e;

	if ((e = mark_list(db, s->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		sum_mark(&sum, &all[i]);
	quiz_total(asked, &sum, s);
	return OK;
}
