#include "domain/question_statistics.h"

#include <stdlib.h>

#define EASY 0.95
#define HARD 0.2
#define WEAK 0.1
#define CHOSEN_LEAST 3
#define CHOSEN_SHARE 0.05

static const struct statistics_answer *answer(const struct statistics_table *t,
					      size_t sitting, size_t question)
{
	return &t->answers[sitting * t->k + question];
}

static bool had(const struct statistics_table *t, size_t sitting,
		size_t question)
{
	return !isnan(answer(t, sitting, question)->fraction);
}

/* The share of points in a sitting, without one question (`k`: with all); NAN
   when nothing else was asked. */
static double share(const struct statistics_table *t, size_t sitting,
		    size_t without)
{
	double points = 0, most = 0;

	for (size_t q = 0; q < t->k; q++) {
		if (q == without || !had(t, sitting, q))
			continue;
		points += answer(t, sitting, q)->fraction * t->points[q];
		most += t->points[q];
	}
	return most > 0 ? points / most : NAN;
}

/* ---- The quiz -------------------------------------------------------------- */

/*
 * Sums of squares about the mean, one value after the other (Welford 1962): a
 * difference of two large sums would lose what is small.
 */
struct spread {
	size_t n;
	double mean, squares;
};

static void spread_add(struct spread *s, double v)
{
	const double before = v - s->mean;

	s->n++;
	s->mean += before / (double)s->n;
	s->squares += before * (v - s->mean);
}

static double variance(const struct spread *s)
{
	return s->n ? s->squares / (double)s->n : NAN;
}

static bool dichotomous(const struct statistics_table *t)
{
	for (size_t i = 0; i < t->n * t->k; i++) {
		const double v = t->answers[i].fraction;

		if (!isnan(v) && v != 0 && v != 1)
			return false;
	}
	return true;
}

/* Cronbach 1951; of rights and wrongs the formula 20 of Kuder and Richardson
   1937. */
static double alpha(const struct statistics_table *t)
{
	struct spread total = { 0, 0, 0 };
	double parts = 0;

	if (t->k < 2 || t->n < 2)
		return NAN;
	/* A question that was not asked makes all of it NAN. */
	for (size_t s = 0; s < t->n; s++) {
		double points = 0;

		for (size_t q = 0; q < t->k; q++)
			points += answer(t, s, q)->fraction * t->points[q];
		spread_add(&total, points);
	}
	for (size_t q = 0; q < t->k; q++) {
		struct spread one = { 0, 0, 0 };

		for (size_t s = 0; s < t->n; s++)
			spread_add(&one, answer(t, s, q)->fraction *
					 t->points[q]);
		parts += variance(&one);
	}
	return variance(&total) > 0 ? (double)t->k / (double)(t->k - 1) *
				      (1 - parts / variance(&total)) : NAN;
}

void statistics_quiz(const struct statistics_table *t, struct quiz_numbers *out)
{
	struct spread totals = { 0, 0, 0 };

	for (size_t s = 0; s < t->n; s++) {
		const double v = share(t, s, t->k);

		if (!isnan(v))
			spread_add(&totals, v);
	}
	*out = (struct quiz_numbers){
		.n = totals.n,
		.mean = totals.n ? totals.mean : NAN,
		.deviation = sqrt(variance(&totals)),
		.alpha = alpha(t),
		.dichotomous = dichotomous(t),
		.few = totals.n < STATISTICS_LEAST,
	};
}

/* ---- A question ------------------------------------------------------------ */

/* Pearson's correlation of the question and the rest. */
static double discrimination(const struct statistics_table *t, size_t q)
{
	struct spread item = { 0, 0, 0 }, rest = { 0, 0, 0 };
	double together = 0;

	for (size_t s = 0; s < t->n; s++) {
		const double r = share(t, s, q), v = answer(t, s, q)->fraction;
		double before;

		if (isnan(v) || isnan(r))
			continue;
		before = v - item.mean;
		spread_add(&item, v);
		spread_add(&rest, r);
		together += before * (r - rest.mean);
	}
	/* All the same but for the last digit is all the same. */
	if (item.n < 2 || item.squares <= 1e-12 * (double)item.n ||
	    rest.squares <= 1e-12 * (double)rest.n)
		return NAN;
	return fmin(fmax(together / sqrt(item.squares * rest.squares), -1), 1);
}

static int by_size(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t median_ms(struct arena *mem, const struct statistics_table *t,
			 size_t q)
{
	int64_t *all = arena_array(mem, int64_t, t->n + 1);
	size_t n = 0;

	for (size_t s = 0; s < t->n; s++)
		if (had(t, s, q) && answer(t, s, q)->ms > 0)
			all[n++] = answer(t, s, q)->ms;
	if (!n)
		return 0;
	qsort(all, n, sizeof(*all), by_size);
	return n % 2 ? all[n / 2]
		     : all[n / 2 - 1] + (all[n / 2] - all[n / 2 - 1]) / 2;
}

static unsigned flags_of(const struct question_numbers *q)
{
	unsigned flags = 0;

	if (q->few)
		return 0;
	if (q->facility > EASY)
		flags |= STATISTICS_EASY;
	if (q->facility < HARD)
		flags |= STATISTICS_HARD;
	/* No comparison holds for NAN. */
	if (q->discrimination < WEAK)
		flags |= STATISTICS_WEAK;
	if (q->discrimination < -1e-9)	/* a rounded zero is none */
		flags |= STATISTICS_NEGATIVE;
	return flags;
}

void statistics_question(struct arena *mem, const struct statistics_table *t,
			 size_t q, struct question_numbers *out)
{
	struct spread item = { 0, 0, 0 };

	for (size_t s = 0; s < t->n; s++)
		if (had(t, s, q))
			spread_add(&item, answer(t, s, q)->fraction);
	*out = (struct question_numbers){
		.n = item.n,
		.facility = item.n ? item.mean : NAN,
		.discrimination = discrimination(t, q),
		.median_ms = median_ms(mem, t, q),
		.few = item.n < STATISTICS_LEAST,
	};
	out->flags = flags_of(out);
}

/* ---- Choices --------------------------------------------------------------- */

/* The means of those who chose one of these. */
static struct choice_numbers chosen(const struct statistics_table *t, size_t q,
				    uint32_t choices)
{
	struct spread total = { 0, 0, 0 }, rest = { 0, 0, 0 };

	for (size_t s = 0; s < t->n; s++) {
		const double r = share(t, s, q);

		if (!had(t, s, q) || !(answer(t, s, q)->chosen & choices))
			continue;
		spread_add(&total, share(t, s, t->k));
		if (!isnan(r))
			spread_add(&rest, r);
	}
	return (struct choice_numbers){ total.n, total.n ? total.mean : NAN,
					rest.n ? rest.mean : NAN };
}

static unsigned choice_flags(const struct choice_numbers *c,
			     const struct choice_numbers *right, size_t n)
{
	if (!c->n)
		return STATISTICS_IDLE_CHOICE;
	if (c->n >= CHOSEN_LEAST && (double)c->n >= CHOSEN_SHARE * (double)n &&
	    c->mean_rest > right->mean_rest)
		return STATISTICS_STRONG_CHOICE;
	return 0;
}

void statistics_choices(const struct statistics_table *t, size_t q,
			size_t nchoices, uint32_t right,
			struct choice_numbers *out,
			struct question_numbers *numbers)
{
	const struct choice_numbers good = chosen(t, q, right);

	for (size_t i = 0; i < nchoices && i < 32; i++) {
		const uint32_t bit = (uint32_t)1 << i;

		out[i] = chosen(t, q, bit);
		if (!numbers->few && !(right & bit))
			numbers->flags |= choice_flags(&out[i], &good,
						       numbers->n);
	}
}
