/*
 * When anonymous answers are told, and with which others.
 *
 * An answer that waits knows the batch and the unit of whom it is from, and the
 * day it came. As soon as SURVEY_LEAST of one batch and one unit wait they are a
 * block, and are told as that. What is a day old and still alone is told more
 * coarsely: with others of its batch, else with others of its unit, else with
 * all that are left; fewer than SURVEY_LEAST go on waiting.
 *
 * Each answer is told in one block and each block has SURVEY_LEAST or more. Every
 * figure that is shown is a sum of whole blocks, so whatever two figures are
 * subtracted from each other, what is left is nobody or SURVEY_LEAST and more.
 *
 * A question that some of a block left empty would tell of fewer. What was
 * answered to it waits for that of other blocks, and is told in a *part*, of
 * SURVEY_LEAST and more, for the whole alone; so that of any group, too, nobody
 * or SURVEY_LEAST and more are not told of.
 */
#ifndef DOMAIN_BALLOT_H
#define DOMAIN_BALLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/survey.h"

/* A box with more than this is told coarsely at once: it is written whole with
   every answer. */
#define BALLOT_WAITING_MOST 300
#define BALLOT_BYTES_MOST (192 * 1024)

/* Whose an answer is, as far as it is known: NULL is none. */
struct ballot_waiting {
	const char *batch_id, *unit_id;
	int64_t day;			/* ballot_day */
	bool told;			/* ballot_blocks: it is in a block */
};

/* What all of a block have in common. */
struct ballot_group {
	const char *batch_id, *unit_id;	/* NULL: not in common */
	size_t *members;		/* places in the list */
	size_t n;			/* SURVEY_LEAST and more */
};

/* The day of a moment, in Jakarta; counts up. */
int64_t ballot_day(int64_t now);

enum ballot_way {
	BALLOT_ALIKE,		/* those of one batch and one unit alone */
	BALLOT_OLD,		/* then what came before `today`, coarsely */
	BALLOT_ALL,		/* then all */
};

/*
 * The blocks that what waits makes; `told` of the list is filled in. There are
 * at most n / SURVEY_LEAST.
 */
struct ballot_group *ballot_blocks(struct arena *, struct ballot_waiting *,
				   size_t n, enum ballot_way, int64_t today,
				   size_t *blocks);

/* Of n in a block `had` answered a question: is that told with the block? (Also
   when nobody did.) */
bool ballot_clean(size_t had, size_t n);

/*
 * Of the answers to a question that wait beside `lacked` people who gave none,
 * how many may be told: 0, or SURVEY_LEAST and more. Of more than SURVEY_LEAST
 * who gave none it does not matter how many they are.
 */
size_t ballot_part(size_t had, size_t lacked);

/* Has the last of them made a block of BALLOT_ALIKE, or filled the box? */
bool ballot_due(const struct ballot_waiting *, size_t n, size_t bytes);
bool ballot_full(size_t n, size_t bytes);

#endif
