/*
 * What was learnt between a pretest and a quiz, of those alone who sat both: the
 * difference of two scores of the same person, in shares from 0 to 1.
 *
 * The interval of a mean gain is that of paired differences, mean ± t·s/√n with
 * Student's t of n − 1 degrees at 97.5 %; where it holds 0 nothing is claimed.
 * Of few people less is told: nothing below SURVEY_LEAST, no judgement below
 * STATISTICS_LEAST, "carefully" below STATISTICS_SURE.
 *
 * Whose gains are added up decides domain/cells.h, so that no sum, nor what is
 * left between two, is of fewer.
 */
#ifndef DOMAIN_GAIN_H
#define DOMAIN_GAIN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/question_statistics.h"

#define GAIN_STEPS 1000		/* medians are exact to a step, 0.001 */

/* Sums, so that people are added one by one and none is kept. */
struct gain {
	size_t n;
	double before, after;
	double mean, squares;	/* of the differences: Welford's */
	/* How many at each step, for medians; NULL: none are wanted. */
	uint32_t *befores, *afters, *changes;
};

/* With medians, 16 kB of the arena; { .n = 0 } is one without. */
struct gain gain_begin(struct arena *);

/* A person more; shares outside 0 to 1, and NAN, are taken for the nearest (0). */
void gain_add(struct gain *, double before, double after);

/* As though all of `other` had been added one by one. */
void gain_join(struct gain *, const struct gain *other);

struct gain_numbers {
	size_t n;
	bool told;		/* else nothing below is known, and all is NAN */
	enum trust trust;	/* TRUST_NONE: no interval, and nothing is clear */
	double before, after;	/* means */
	double change;		/* after − before */
	double low, high;	/* 95 % of it; NAN where nothing is judged */
	bool clear;		/* the interval does not hold 0 */
	/* Of what could still be learnt, the share that was: Hake's ⟨g⟩ of the
	   means; NAN where all knew everything before. */
	double normalised;
	/* NAN without medians. */
	double median_before, median_after, median_change;
};
void gain_tell(const struct gain *, struct gain_numbers *out);

/* The two-sided 95 % point of Student's t; freedom from 4 up, to 0.002. */
double gain_t(size_t freedom);

/*
 * How many questions of a quiz are in a pretest with a "p" behind their name
 * (modules/README.md); `note`, if any, hears each of the quiz's.
 */
size_t gain_parallels(json_t *quiz, json_t *pretest,
		      void (*note)(void *with, const char *ident), void *with);

#endif
