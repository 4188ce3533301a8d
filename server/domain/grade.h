/*
 * What a response is worth.
 *
 * Responses come from the browser, so anything may be in them. One that does
 * not have its type's shape is "empty", with the reason in `why`; nothing in
 * it can take more time than its question deserves.
 *
 *   single     {"choice":"2"}             multiple  {"choices":["1","3"]}
 *   trueFalse  {"value":true}             match     {"pairs":{"1":"3"}}
 *   order      {"order":["2","1","3"]}    numeric   {"text":"1.234,5"}
 *   text       {"text":"…"}               essay     {"text":"…"}
 *   cloze      {"gaps":{"1":{"text":"…"},"2":{"choice":"2"}}}
 *
 * null is an answer taken back. Ids are those of question_public().
 */
#ifndef DOMAIN_GRADE_H
#define DOMAIN_GRADE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct paper_question;

enum grade_state {
	GRADE_RIGHT, GRADE_PARTIAL, GRADE_WRONG, GRADE_EMPTY, GRADE_WAITING,
	GRADE_STATES
};

/* "right", "partial" … */
const char *grade_state_name(enum grade_state);

/*
 * What numbers about questions are made of, by the author's positions, so that
 * papers can be added up:
 *
 *   single     one part; `picked` the choice
 *   multiple   a part for each choice; `picked` 1 chosen, 0 not
 *   trueFalse  one part; `picked` 1 true, 0 false
 *   match      a part for each pair; `picked` the right, as paper.h numbers them
 *   order      a part for each item; `picked` where it was put
 *   cloze      a part for each gap; `picked` the choice, where it has choices
 *   others     one part
 */
#define GRADE_NOTHING (-1)

struct grade_part {
	long picked;		/* GRADE_NOTHING: nothing, or not from a list */
	bool right;
};

struct grade {
	enum grade_state state;
	double fraction;	/* 0 to 1; 0 while a mark is waited for */
	const char *why;	/* of GRADE_EMPTY: "" nothing was given, else a
				   code: shape, unknown, duplicate, missing,
				   long, paper. Of GRADE_WRONG "number" when
				   what was typed is none */
	struct grade_part *parts;
	size_t nparts;
};

/*
 *   single, trueFalse, numeric, text: all or nothing.
 *   multiple: (right chosen - wrong chosen) / number of right ones, at least 0;
 *     all or nothing with "partial": false.
 *   match: right pairs / pairs.  cloze: right gaps / gaps.
 *   order: neighbours that follow each other as they should / (n - 1).
 *   essay: waits for a person, unless it is blank.
 *
 * A duplicate id, an unknown one, or an order that leaves one out is no answer
 * of that shape: empty. A match or cloze may leave some out. "1.5x" for a
 * number is wrong and not empty: something was answered.
 */
void question_grade(struct arena *, json_t *question,
		    const struct paper_question *, json_t *response,
		    struct grade *out);

/* A rubric's marks: are they one for each line, within 0 and its points? The
   sum is `points`. */
bool grade_marks(json_t *question, json_t *marks, double *points);

#endif
