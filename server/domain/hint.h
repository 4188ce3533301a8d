/*
 * What speaks for a revision: rules over the figures of a version.
 *
 * A rule has two halves. What it finds must be large enough to matter, and
 * larger than chance: a lesson is compared with the module's other lessons, a
 * question with the quiz's others, by a test whose level (HINT_CHANCE) is
 * divided by how many are looked at (Bonferroni), so that a module without a
 * weak place seldom gets a hint, however many lessons it has. All thresholds
 * are one table in hint.c, with where they come from.
 *
 * A question gets one hint, the one that says most.
 */
#ifndef DOMAIN_HINT_H
#define DOMAIN_HINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/question_statistics.h"

/* How often, of all modules without a weak place, one kind may be wrong. */
#define HINT_CHANCE STATISTICS_CHANCE

enum hint_kind {
	HINT_LESSON_LEFT,	/* many stop in it */
	HINT_TIME_LONG,		/* it takes far longer than it says */
	HINT_TIME_SHORT,	/* it is passed over */
	HINT_ITEM_CHOICE,	/* the strong take a wrong choice: a wrong key? */
	HINT_ITEM_HARD,
	HINT_ITEM_WEAK,		/* it tells the strong from the weak badly */
	HINT_ITEM_EASY,
	HINT_NOT_APPLICABLE,	/* it does not fit people's work */
	HINT_IMPROVE_LESSON,	/* the survey names it */
	HINT_REPORTS,		/* mistakes were reported */
	HINT_FOLLOWUP_LOW,	/* superiors see little of it */
	HINT_KINDS
};

/* "lesson_left", …: the wire's, and the browser's sentences (text/hints.ts). */
const char *hint_kind_name(enum hint_kind);

struct hint_unit {
	const char *ident, *title, *kind;
	double minutes;		/* that its author says it takes; 0: does not say */
	json_t *figures;	/* domain/figure.h; NULL or null: of too few */
	int64_t named;		/* by the survey as the one to improve */
	int64_t reports;	/* open ones */
};

/* How many said so; `low` is a part of `n`. */
struct hint_count {
	int64_t n, low, partly;
};

struct hint_version {
	const struct hint_unit *units;
	size_t n;
	/* The end survey: scale 1 or 2 of "applicable", of all who answered. */
	struct hint_count applicable;
	int64_t named;		/* how many named a lesson to improve */
	/* Superiors after 90 days: "no", and "partly". */
	struct hint_count followup;
};

struct hint {
	enum hint_kind kind;
	const char *unit, *question;	/* "": of the whole, of none */
	double weight;			/* the higher the sooner */
	/* Owned by the arena: numbers, and "unit" and "question", their names. */
	json_t *facts;
};

/* In the arena; in no order. */
void hints_find(struct arena *, const struct hint_version *,
		struct hint **out, size_t *n);

/* ---- Chance, for tests, too ------------------------------------------------ */

/* That at least, or at most, k of n are so, where each is by p. */
double chance_at_least(double k, double n, double p);
double chance_at_most(double k, double n, double p);

/*
 * Fisher's exact test, one-sided: that of `left` among all `n` + `others_n`, at
 * least k fall among the n, if nothing tells the two groups apart.
 */
double chance_fisher(double k, double n, double others_k, double others_n);

#endif
