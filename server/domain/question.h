/*
 * Questions of quizzes: what a teacher writes, and what a learner is shown.
 *
 * A definition holds the key and never leaves the server before the policy
 * allows it. question_public() makes what does: choices are named by where they
 * stand on this learner's paper ("1", "2" …), never by where the author put
 * them. The format is described for teachers in modules/README.md.
 *
 * Functions but question_check() take definitions that it found nothing wrong
 * with. They are pure, and safe with any paper and any response.
 */
#ifndef DOMAIN_QUESTION_H
#define DOMAIN_QUESTION_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/definition.h"

struct grade;
struct paper_question;

enum question_type {
	QUESTION_SINGLE, QUESTION_MULTIPLE, QUESTION_TRUE_FALSE, QUESTION_MATCH,
	QUESTION_ORDER, QUESTION_NUMERIC, QUESTION_TEXT, QUESTION_CLOZE,
	QUESTION_ESSAY, QUESTION_TYPES
};

/* "single", "trueFalse" …; false for others. */
const char *question_type_name(enum question_type);
bool question_type_named(const char *, enum question_type *out);

/* Of a checked definition. */
enum question_type question_type_of(json_t *question);
const char *question_id(json_t *question);

/*
 * Note all that is wrong. `counted`: it stands in a quiz or pretest, where
 * what is "unsure" must not be asked. `spot` is where the question stands.
 */
void question_check(json_t *question, bool counted, const struct spot *,
		    struct definition_faults *);

/* What it is worth: `points`, 1 when not said; of an essay its rubric's sum. */
double question_points(json_t *question);

/*
 * How Markdown becomes HTML: the caller knows. It must leave {{1}} (digits) as
 * it is typed, since gaps are put there, and never returns NULL.
 */
struct question_html {
	const char *(*make)(void *with, struct arena *, const char *markdown);
	void *with;
};

/*
 * What the browser is given of a question on a paper; a new reference.
 *
 * {"id","type","html","points","hint"?,"media"?,"alt"?} and by type "choices"
 * [{"id","html"}], "lefts" and "rights" [{"id","html"}], "items" [{"id",
 * "html"}], "gaps" [{"id","type","choices"?,"unit"?}], "unit", "rubric"
 * [{"text","points"}], "mostCharacters". The hint is HTML. No key, no feedback.
 */
json_t *question_public(struct arena *, json_t *question,
			const struct paper_question *,
			const struct question_html *);

/*
 * The right answer as this paper's learner would give it: a new reference, in
 * the shape of a response (grade.h). Of an essay null.
 */
json_t *question_key_public(struct arena *, json_t *question,
			    const struct paper_question *);

/*
 * What is said of a graded response: {"state","points","most","html"?,
 * "choices"?: {id: html of what was chosen, and of what is right when the key
 * is given},"basis"?,"key"?}; a new reference. Call it only when the policy
 * allows feedback (quiz.h).
 */
json_t *question_feedback(struct arena *, json_t *question,
			  const struct paper_question *, const struct grade *,
			  const struct question_html *, bool with_key);

/* The right number of a numeric question on this paper; false when the paper
   does not have its parameters. */
bool question_answer(json_t *question, const struct paper_question *,
		     double *out);

/* Is `given` that number, within the tolerance, or rounded as `decimals` says?
   Of a numeric question or gap. */
bool question_number_right(json_t *question, double answer, double given);

/*
 * May sittings of `before` be graded by `after`? Both have the same type and
 * id, as many choices, lefts, gaps and rubric lines, none of them moved to
 * another place (their words may be corrected), the same rights and items (in
 * any order: that is the key), and parameters of the same names. Then papers
 * already drawn show what they showed.
 */
bool question_same_shape(json_t *before, json_t *after);

#endif
