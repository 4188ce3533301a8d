/*
 * Activities of a practice: what a learner does in a lesson for its own sake.
 * They give no score; their keys go to the browser, which says what was right.
 */
#ifndef DOMAIN_PRACTICE_H
#define DOMAIN_PRACTICE_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/definition.h"

enum practice_type {
	PRACTICE_SORT, PRACTICE_MARK, PRACTICE_MATRIX, PRACTICE_SCALE,
	PRACTICE_TREE, PRACTICE_GRID, PRACTICE_NOTE, PRACTICE_PARETO,
	PRACTICE_CARDS, PRACTICE_TYPES
};

/* "sort", "mark" …; false for others, those of question.h too. */
bool practice_type_named(const char *, enum practice_type *out);

/* What is typed there is kept for the learner alone, seen by nobody else. */
bool practice_private(enum practice_type);

/* Note all that is wrong with an activity, of a type above or of a question. */
void practice_check(json_t *activity, const struct spot *,
		    struct definition_faults *);

#endif
