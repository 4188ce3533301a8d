#include "domain/gain.h"

#include <math.h>
#include <string.h>

#include "domain/question.h"
#include "domain/survey.h"

struct gain gain_begin(struct arena *mem)
{
	return (struct gain){
		.befores = arena_array(mem, uint32_t, GAIN_STEPS + 1),
		.afters = arena_array(mem, uint32_t, GAIN_STEPS + 1),
		.changes = arena_array(mem, uint32_t, 2 * GAIN_STEPS + 1),
	};
}

static double share(double v)
{
	return v > 0 ? v < 1 ? v : 1 : 0;
}

static size_t step(double v)
{
	return (size_t)lround(GAIN_STEPS * v);
}

void gain_add(struct gain *g, double before, double after)
{
	const double b = share(before), a = share(after);
	const double off = a - b - g->mean;

	g->n++;
	g->before += b;
	g->after += a;
	g->mean += off / (double)g->n;
	g->squares += off * (a - b - g->mean);
	if (!g->befores)
		return;
	g->befores[step(b)]++;
	g->afters[step(a)]++;
	g->changes[step(a - b + 1)]++;
}

static void bars_join(uint32_t *bars, const uint32_t *others, size_t n)
{
	for (size_t i = 0; bars && others && i < n; i++)
		bars[i] += others[i];
}

/* Chan, Golub, LeVeque 1979: sums of squares about two means. */
void gain_join(struct gain *g, const struct gain *other)
{
	const double n = (double)g->n, m = (double)other->n;
	const double off = other->mean - g->mean;

	if (!other->n)
		return;
	g->squares += other->squares + off * off * n * m / (n + m);
	g->mean += off * m / (n + m);
	g->n += other->n;
	g->before += other->before;
	g->after += other->after;
	bars_join(g->befores, other->befores, GAIN_STEPS + 1);
	bars_join(g->afters, other->afters, GAIN_STEPS + 1);
	bars_join(g->changes, other->changes, 2 * GAIN_STEPS + 1);
}

/* Abramowitz and Stegun, 26.7.5, about the normal's 97.5 % point. */
double gain_t(size_t freedom)
{
	const double z = 1.959963984540054, v = (double)freedom;
	const double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;

	return z + (z3 + z) / (4 * v) +
	       (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v) +
	       (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v) +
	       (79 * z7 * z * z + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) /
	       (92160 * v * v * v * v);
}

/* Where the `at`th of them stands, from 0. */
static size_t bar_of(const uint32_t *bars, size_t at)
{
	size_t i = 0;

	for (size_t seen = bars[0]; seen <= at; seen += bars[i])
		i++;
	return i;
}

static double median(const uint32_t *bars, size_t n)
{
	return bars ? (double)(bar_of(bars, (n - 1) / 2) + bar_of(bars, n / 2)) /
		      2 / GAIN_STEPS : NAN;
}

static void interval(const struct gain *g, struct gain_numbers *out)
{
	const double n = (double)g->n;
	const double room = gain_t(g->n - 1) * sqrt(g->squares / (n - 1) / n);

	out->low = out->change - room;
	out->high = out->change + room;
	/* What rounding leaves of a difference is none. */
	out->clear = out->low > 1e-9 || out->high < -1e-9;
}

void gain_tell(const struct gain *g, struct gain_numbers *out)
{
	const double n = (double)g->n;

	*out = (struct gain_numbers){
		g->n, g->n >= SURVEY_LEAST, statistics_trust(g->n),
		NAN, NAN, NAN, NAN, NAN, false, NAN, NAN, NAN, NAN };
	if (!out->told)
		return;
	out->before = g->before / n;
	out->after = g->after / n;
	out->change = g->mean;
	if (out->before < 1 - 1e-9)
		out->normalised = out->change / (1 - out->before);
	out->median_before = median(g->befores, g->n);
	out->median_after = median(g->afters, g->n);
	out->median_change = median(g->changes, g->n) - 1;
	if (out->trust != TRUST_NONE)
		interval(g, out);
}

static bool parallel(const char *quiz, const char *pretest)
{
	const size_t length = strlen(quiz);

	return !strncmp(pretest, quiz, length) && !strcmp(pretest + length, "p");
}

size_t gain_parallels(json_t *quiz, json_t *pretest,
		      void (*note)(void *with, const char *ident), void *with)
{
	json_t *later = json_object_get(quiz, "questions"), *one, *other;
	json_t *early = json_object_get(pretest, "questions");
	size_t n = 0, i, j;

	json_array_foreach(later, i, one)
		json_array_foreach(early, j, other) {
			if (!parallel(question_id(one), question_id(other)))
				continue;
			n++;
			if (note)
				note(with, question_id(one));
			break;
		}
	return n;
}
