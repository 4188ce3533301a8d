/*
 * What was learnt between a quiz and its pretest, added up: of everybody, and
 * by version, org unit and question. First sittings alone count, of those who
 * had ended the pretest before they began the quiz.
 *
 * Whom it tells of is decided once for all tables (domain/cells.h, a row for
 * each version, a column for each unit), so no gain, nor what one leaves of
 * another, is of fewer than SURVEY_LEAST: every n here is 0 or that many. Who
 * stands in no block yet is in none of the sums.
 */
#ifndef PLAY_GAINED_H
#define PLAY_GAINED_H

#include "domain/cells.h"
#include "domain/gain.h"
#include "store/numbers.h"

struct gained_group {
	const char *unit_id, *name, *agency;	/* NULLs: who was in no unit */
	int64_t version;			/* 0: it is a unit */
	size_t people;				/* told or not */
	struct gain gain;
};

struct gained_item {
	const char *ident;
	struct gain *versions;	/* by place; the last is of who is in none */
};

struct gained {
	const char *pretest, *pretest_title;	/* NULL: there is none */
	struct gained_group *versions;	/* of the quiz; unit_id is the quiz's */
	size_t nversions;
	struct gained_item *items;	/* parallel questions */
	size_t nitems;
	struct gained_group *units;
	size_t nunits, room;
	struct gain total;
	struct gain no_version, no_unit;	/* told, but in none of those */
};

/* The quiz in its versions, of a module's units. */
void gained_begin(struct arena *, const struct numbers_unit *, size_t n,
		  const char *ident, struct gained *out);

/* Read all pairs and add them up; `pretest` and `items` are settled. Results
   live in the handle's arena. */
enum err gained_read(struct db *, struct gained *, int64_t now);

#endif
