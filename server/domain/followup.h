/*
 * What becomes of an action plan in somebody's work: who is asked, when, and
 * what.
 *
 * After 30 days the learner says whether they have begun; after 90 they judge
 * themselves, the superior confirms and a colleague says what they saw; after
 * 180 the learner says whether it goes on and the superior, where a figure of
 * the service was named, how that has changed. Each is asked by a link of their
 * own, is reminded twice, and has sixty days. Half a minute each: a choice or
 * two, and a sentence that may be left out.
 */
#ifndef DOMAIN_FOLLOWUP_H
#define DOMAIN_FOLLOWUP_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum followup_role { FOLLOWUP_LEARNER, FOLLOWUP_SUPERIOR, FOLLOWUP_COLLEAGUE,
		     FOLLOWUP_ROLES };

/* "learner", and back; false for another name. */
const char *followup_role_name(enum followup_role);
bool followup_role_named(const char *, enum followup_role *out);

struct followup_kind {
	int day;		/* after the plan's module or programme was done */
	enum followup_role role;
};

#define FOLLOWUP_KINDS 6
extern const struct followup_kind followup_kinds[FOLLOWUP_KINDS];

/* ---- When -------------------------------------------------------------- */

#define FOLLOWUP_LETTERS 3	/* the first and two that remind */

int64_t followup_due(int64_t completed_at, int day);
int64_t followup_expires(int64_t due_at);

/*
 * When the next letter is due to somebody who has got `letters` of them, the
 * last at `at`: a week and two weeks after the first. 0: no more, also since it
 * would come too late to be answered.
 */
int64_t followup_next(int64_t at, int64_t letters, int64_t expires_at);

/* ---- What -------------------------------------------------------------- */

#define FOLLOWUP_STATEMENTS 3	/* of a superior; a colleague has one */
#define FOLLOWUP_WORDS 500	/* characters of a short text */

/* What others are asked, in the words of the module's author. */
struct followup_asks {
	const char *superior[FOLLOWUP_STATEMENTS];
	size_t nsuperior;
	const char *colleague;
	const char *indicator;	/* NULL: none was named */
	bool own;		/* the author's words; else ours, see below */
};

/*
 * From {"superior": [1 to 3 statements], "colleague": [one], "indicator"}. What
 * is absent is NULL and 0; of what holds none of the three `own` is false, and
 * everybody gets our own question.
 */
void followup_asks_read(struct arena *, const char *json,
			struct followup_asks *out);

/* Is anything asked then? Of an author's own words only what they wrote. */
bool followup_asked(const struct followup_asks *, const struct followup_kind *);

enum followup_answer { FOLLOWUP_CHOICE, FOLLOWUP_TEXT, FOLLOWUP_NUMBER };

struct followup_choice {
	const char *id;		/* "yes"; NULL ends them */
	struct phrase words;
};

struct followup_question {
	const char *id;		/* "started", "statement1", "words" */
	enum followup_answer kind;
	const char *own;	/* the author's words; NULL: `words` */
	struct phrase words;
	const struct followup_choice *choices;
};

#define FOLLOWUP_QUESTIONS (FOLLOWUP_STATEMENTS + 1)

/* The questions of that day and role; how many. Every choice is needed, and
   nothing else is. */
size_t followup_questions(const struct followup_asks *,
			  const struct followup_kind *,
			  struct followup_question out[FOLLOWUP_QUESTIONS]);

/*
 * The id of the first question whose answer does not fit, or NULL. `given` has
 * a text for each question, by its id; `answers` is then what is stored (a
 * number as a number; what was left out is not there), and `gist` the choices
 * in order: "yes,partly".
 */
const char *followup_check(struct arena *, const struct followup_question *,
			   size_t n, const json_t *given, json_t **answers,
			   const char **gist);

/* As many questions as there can be, each in its place. */
extern const struct followup_asks followup_any;

/*
 * Add to `counts`, {question: {choice: count}}, what `n` answers with that gist
 * say. What is no choice of that question is passed over.
 */
void followup_count(json_t *counts, const struct followup_kind *,
		    const char *gist, int64_t n);

#endif
