#include "domain/question_statistics.h"

#include <stdlib.h>

#include "check.h"

#define NEAR(a, b, by) check(fabs((a) - (b)) <= (by))

static const double one[64] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

/* `n` sittings of `k` questions; a fraction that is NAN was not asked. */
struct answer {
	double fraction;
	int64_t ms;
	uint32_t chosen;
};

struct table {
	const struct answer *answers;	/* [sitting * k + question] */
	const double *points;
	size_t n, k;
};

/* Every question has `nchoices`, of which the first is right. */
static struct statistics *added(struct arena *mem, const struct table *t,
				size_t nchoices)
{
	struct statistics *out = statistics_begin(mem);
	struct statistics_answer a[16];

	for (size_t q = 0; q < t->k; q++)
		check_int(statistics_ask(out, nchoices, 1), (long)q);
	for (size_t s = 0; s < t->n; s++) {
		size_t n = 0;

		for (size_t q = 0; q < t->k; q++) {
			const struct answer *from = &t->answers[s * t->k + q];

			if (!isnan(from->fraction))
				a[n++] = (struct statistics_answer){ q,
					from->fraction, t->points[q], from->ms,
					from->chosen, !from->chosen,
					false };
		}
		statistics_add(out, a, n);
	}
	return out;
}

/*
 * Ten students, ten items: Karl L. Wuensch, "The Kuder-Richardson 20",
 * East Carolina University (core.ecu.edu/wuenschk/StatHelp/KR20.txt), which
 * prints p, pq and the variance of the totals, 5.84.
 */
static const char *const wuensch[] = {
	"1111110110", "1011011101", "1111011001", "0010001000", "0000010010",
	"1110111111", "1101110111", "1111111101", "0101111101", "1101101110",
};
static const double wuensch_p[] = { .7, .7, .6, .7, .6, .8, .7, .7, .5, .6 };

static void published_kr20(void)
{
	struct answer a[100] = { { 0, 0, 0 } };
	const struct table t = { a, one, 10, 10 };
	struct arena mem = ARENA_INIT;
	struct question_numbers q;
	struct quiz_numbers n;
	struct statistics *all;

	for (size_t i = 0; i < 100; i++)
		a[i].fraction = wuensch[i / 10][i % 10] - '0';
	all = added(&mem, &t, 0);
	for (size_t i = 0; i < 10; i++) {
		statistics_question(all, i, &q);
		NEAR(q.facility, wuensch_p[i], 1e-12);
		check_int(q.trust, TRUST_SOME);
	}
	statistics_quiz(all, &n);
	NEAR(n.deviation * n.deviation * 100, 5.84, 1e-9);
	NEAR(n.alpha, 10.0 / 9 * (1 - 2.18 / 5.84), 1e-12);
	check(n.dichotomous && n.trust == TRUST_SOME);
	arena_end(&mem);
}

/*
 * Section VI of the LSAT, 1,000 persons and 5 items (R. D. Bock and
 * M. Lieberman, Psychometrika 35, 1970), by pattern from 00000 to 11111; the
 * numbers are what descript(LSAT) of R's package ltm gives for them (alpha and
 * the "excluded" point-biserials).
 */
static const int lsat[32] = {
	3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
	10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
};
static const double lsat_p[] = { .924, .709, .553, .763, .870 };
static const double lsat_excluded[] = { .1128, .1532, .1728, .1444, .1216 };

static void published_point_biserial(void)
{
	static struct answer a[5000];
	const struct table t = { a, one, 1000, 5 };
	struct arena mem = ARENA_INIT;
	struct question_numbers q;
	struct quiz_numbers n;
	struct statistics *all;
	size_t row = 0;

	for (size_t pattern = 0; pattern < 32; pattern++)
		for (int i = 0; i < lsat[pattern]; i++, row++)
			for (size_t k = 0; k < 5; k++)
				a[5 * row + k].fraction =
					pattern >> (4 - k) & 1 ? 1 : 0;
	check_int(row, 1000);
	all = added(&mem, &t, 0);
	for (size_t k = 0; k < 5; k++) {
		statistics_question(all, k, &q);
		NEAR(q.facility, lsat_p[k], 1e-9);
		NEAR(q.discrimination, lsat_excluded[k], 0.00006);
		check_int(q.flags, 0);
	}
	statistics_quiz(all, &n);
	NEAR(n.alpha, 0.295, 0.00006);
	arena_end(&mem);
}

/* ---- The same by another way, on random data --------------------------------- */

static uint64_t state = 42;

static double chance(void)
{
	state = state * 6364136223846793005 + 1442695040888963407;
	return (double)(state >> 11) / 9007199254740992.0;
}

/* E(xy) - E(x)E(y) and so on, in long doubles and by the definition. */
static long double naive_correlation(const struct table *t, size_t q)
{
	long double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;

	for (size_t s = 0; s < t->n; s++) {
		long double got = 0, most = 0, v, r;

		for (size_t i = 0; i < t->k; i++) {
			v = t->answers[s * t->k + i].fraction;
			if (i == q || isnan(v))
				continue;
			got += v * t->points[i];
			most += t->points[i];
		}
		v = t->answers[s * t->k + q].fraction;
		if (isnan(v) || most == 0)
			continue;
		r = got / most;
		n++;
		x += v;
		y += r;
		xx += v * v;
		yy += r * r;
		xy += v * r;
	}
	return (xy / n - x / n * (y / n)) /
	       sqrtl((xx / n - x / n * (x / n)) * (yy / n - y / n * (y / n)));
}

/* k / (k - 1) * (1 - trace / sum) of the covariances' matrix. */
static long double naive_alpha(const struct table *t)
{
	long double all = 0, trace = 0;

	for (size_t i = 0; i < t->k; i++)
		for (size_t j = 0; j < t->k; j++) {
			long double x = 0, y = 0, xy = 0;

			for (size_t s = 0; s < t->n; s++) {
				const struct answer *a =
					&t->answers[s * t->k];
				const long double v = a[i].fraction * t->points[i];
				const long double w = a[j].fraction * t->points[j];

				x += v;
				y += w;
				xy += v * w;
			}
			xy = xy / t->n - x / t->n * (y / t->n);
			all += xy;
			trace += i == j ? xy : 0;
		}
	return (long double)t->k / (t->k - 1) * (1 - trace / all);
}

static void random_table(bool partial, bool drawn)
{
	static struct answer a[300 * 8];
	double points[8];
	const struct table t = { a, points, 300, 8 };
	struct arena mem = ARENA_INIT;
	struct question_numbers q;
	struct quiz_numbers n;
	struct statistics *all;

	for (size_t k = 0; k < 8; k++)
		points[k] = 1 + floor(chance() * 3);
	for (size_t s = 0; s < 300; s++) {
		const double skill = chance();

		for (size_t k = 0; k < 8; k++) {
			double v = chance() < (skill + chance()) / 2;

			if (partial && chance() < 0.3)
				v = floor(chance() * 4) / 4;
			a[s * 8 + k].fraction = drawn && chance() < 0.4 ? NAN
									: v;
		}
	}
	all = added(&mem, &t, 0);
	for (size_t k = 0; k < 8; k++) {
		statistics_question(all, k, &q);
		NEAR(q.discrimination, (double)naive_correlation(&t, k), 1e-9);
	}
	statistics_quiz(all, &n);
	if (drawn)
		check(isnan(n.alpha));
	else
		NEAR(n.alpha, (double)naive_alpha(&t), 1e-9);
	check_int(n.dichotomous, !partial);
	arena_end(&mem);
}

/* ---- What is told ------------------------------------------------------------ */

/* 40 sittings of 3 questions; the first is what is looked at. The second and
   third are right for the stronger half. */
static struct answer half[40 * 3];
static const struct table halves = { half, one, 40, 3 };

static void first_is(double (*fraction)(size_t), uint32_t (*chosen)(size_t))
{
	for (size_t s = 0; s < 40; s++) {
		half[3 * s] = (struct answer){ fraction(s), 0,
							  chosen(s) };
		half[3 * s + 1].fraction = half[3 * s + 2].fraction = s >= 20;
	}
}

static double always(size_t s) { return (double)(s < 40); }
static double hardly(size_t s) { return s == 39; }
static double weaker(size_t s) { return s < 20; }
static double stronger(size_t s) { return s >= 20; }
static double either(size_t s) { return (double)(s % 2); }

static uint32_t by_parity(size_t s) { return s % 2 ? 1 : 2; }
static uint32_t none(size_t s) { (void)s; return 0; }
static uint32_t right_by_weak(size_t s) { return s < 20 ? 1 : 2; }

static unsigned flags(double (*fraction)(size_t), uint32_t (*chosen)(size_t),
		      size_t nchoices)
{
	struct arena mem = ARENA_INIT;
	struct choice_numbers c[3];
	struct question_numbers q;
	struct statistics *all;

	first_is(fraction, chosen);
	all = added(&mem, &halves, nchoices);
	statistics_question(all, 0, &q);
	statistics_choices(all, 0, c, &q);
	arena_end(&mem);
	return q.flags;
}

static void small_ones(void)
{
	struct answer a[] = { { 1, 300, 1 }, { 0, 100, 2 }, { 1, 0, 1 },
		{ NAN, 999, 1 }, { 0.5, 200, 4 } };
	struct table t = { a, one, 5, 1 };
	struct arena mem = ARENA_INIT;
	struct statistics *all;
	struct question_numbers q;
	struct quiz_numbers n;

	TEST("the middle of the times is told, of those that are known") {
		statistics_question(added(&mem, &t, 0), 0, &q);
		check_int(q.median_ms, 200);
		a[0].ms = 0;
		all = added(&mem, &t, 0);
		statistics_question(all, 0, &q);
		check_int(q.median_ms, 150);
		check_int(q.n, 4);
		NEAR(q.facility, 0.625, 1e-12);
	}
	TEST("a question alone agrees with nothing") {
		check(isnan(q.discrimination));
		statistics_quiz(all, &n);
		check(isnan(n.alpha) && n.n == 4);
	}
	TEST("of no sitting there are no numbers") {
		t.n = 0;
		all = added(&mem, &t, 0);
		statistics_question(all, 0, &q);
		check(!q.n && isnan(q.facility) && isnan(q.discrimination));
		check(!q.median_ms && q.trust == TRUST_NONE && !q.flags);
		statistics_quiz(all, &n);
		check(!n.n && isnan(n.mean) && isnan(n.alpha));
		check(isnan(n.median) && n.trust == TRUST_NONE);
	}
	arena_end(&mem);
}

static int by_size(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* From a few ms to a year, beside the middle of the sorted ones. */
static void times(size_t n)
{
	static struct answer a[999];
	const struct table t = { a, one, n, 1 };
	struct arena mem = ARENA_INIT;
	struct question_numbers q;
	int64_t sorted[999], middle;

	for (size_t i = 0; i < n; i++)
		a[i] = (struct answer){ 1, sorted[i] =
			(int64_t)exp(chance() * 21) + 1, 0 };
	qsort(sorted, n, sizeof(*sorted), by_size);
	middle = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
	statistics_question(added(&mem, &t, 0), 0, &q);
	NEAR((double)q.median_ms, (double)middle, 1 + 0.004 * (double)middle);
	arena_end(&mem);
}

/* Totals of 0 (five sittings), 0.5 (six) and 1 (five); who has 0.5 was right in
   the second question alone. */
static void shapes(void)
{
	static struct answer a[32];
	const struct table t = { a, one, 16, 2 };
	struct arena mem = ARENA_INIT;
	struct statistics *all;
	struct choice_numbers c[3];
	struct question_numbers q;
	struct quiz_numbers n;

	for (size_t i = 0; i < 16; i++) {
		a[2 * i] = (struct answer){ i >= 11, 400, i >= 11 ? 1
						: i < 5 ? 0 : 4 };
		a[2 * i + 1].fraction = i >= 5;
	}
	all = added(&mem, &t, 3);
	statistics_quiz(all, &n);
	NEAR(n.median, 0.5, 1e-12);
	check(n.bars[0] == 5 && n.bars[5] == 6 && n.bars[9] == 5);
	NEAR((double)n.median_ms, 400, 2);
	statistics_question(all, 0, &q);
	statistics_choices(all, 0, c, &q);
	check_int(q.empty, 5);
	check(q.thirds[0] == 5 && q.thirds[1] == 6 && q.thirds[2] == 5);
	check(c[0].thirds[2] == 5 && !c[0].thirds[1] && !c[0].thirds[0]);
	check(c[2].thirds[1] == 6 && !c[2].thirds[2] && !c[2].thirds[0]);
	check_int(c[1].flags, STATISTICS_IDLE_CHOICE);
	check_int(c[0].flags | c[2].flags, 0);
	arena_end(&mem);
}

static void choices(void)
{
	struct arena mem = ARENA_INIT;
	struct choice_numbers c[3];
	struct question_numbers q;
	struct statistics *all;

	first_is(stronger, right_by_weak);
	for (size_t s = 0; s < 40; s++)
		half[3 * s].chosen = s >= 20 ? 1 : s < 5 ? 2 : 4;
	all = added(&mem, &halves, 3);
	statistics_question(all, 0, &q);
	statistics_choices(all, 0, c, &q);
	check(c[0].n == 20 && c[1].n == 5 && c[2].n == 15);
	NEAR(c[0].mean_total, 1, 1e-12);
	NEAR(c[1].mean_total, 0, 1e-12);
	check_int(q.flags, 0);
	arena_end(&mem);
}

/* ---- Chance -------------------------------------------------------------- */

#define QUIZZES 200
#define ASKED 10

static uint32_t by_seed;
static double slope;	/* how much more often the skilled are right */

/* Mulberry32: the same each time. */
static double draw(void)
{
	uint32_t t = by_seed += 0x6D2B79F5u;

	t = (t ^ t >> 15) * (t | 1);
	t ^= t + (t ^ t >> 7) * (t | 61);
	return (double)(t ^ t >> 14) / 4294967296.0;
}

/* Right by skill; the key of question `wrong` names what few take, so those of
   skill choose another. */
static void sitting_by_chance(struct statistics *out, size_t wrong)
{
	const double skill = (draw() + draw() + draw() + draw() - 2) *
			     1.7;
	struct statistics_answer a[ASKED];

	for (size_t q = 0; q < ASKED; q++) {
		const bool knows = draw() < 1 / (1 + exp(-slope * skill));
		uint32_t choice = knows ? 0 : 1 + (uint32_t)(draw() * 3);

		if (q == wrong)
			choice = choice == 0 ? 1 : choice == 1 ? 0 : choice;
		a[q] = (struct statistics_answer){ q, choice == 0, 1, 1000,
						   1u << choice, false, false };
	}
	statistics_add(out, a, ASKED);
}

static unsigned sought = STATISTICS_STRONG_CHOICE;

/* Which of the questions have the flag `sought`. */
static unsigned lures_of(uint32_t quiz, size_t learners, size_t wrong)
{
	struct arena mem = ARENA_INIT;
	struct statistics *of = statistics_begin(&mem);
	struct choice_numbers all[4];
	struct question_numbers n;
	unsigned found = 0;

	by_seed = quiz;
	for (size_t q = 0; q < ASKED; q++)
		statistics_ask(of, 4, 1);
	for (size_t i = 0; i < learners; i++)
		sitting_by_chance(of, wrong);
	for (size_t q = 0; q < ASKED; q++) {
		statistics_question(of, q, &n);
		statistics_choices(of, q, all, &n);
		found |= (n.flags & sought ? 1u : 0) << q;
	}
	arena_end(&mem);
	return found;
}

/* In how many quizzes, with that key wrong (ASKED: none), it is found, and how
   often another question is named. */
static void quizzes(size_t learners, size_t wrong, size_t *found, size_t *other)
{
	*found = *other = 0;
	for (uint32_t quiz = 1; quiz <= QUIZZES; quiz++) {
		const unsigned all = lures_of(quiz * 7919, learners, wrong);

		*found += wrong < ASKED && all >> wrong & 1;
		*other += (all & ~(1u << wrong)) != 0;
	}
}

static void by_chance(void)
{
	static const size_t learners[] = { 10, 12, 30, 60, 200 };
	size_t found, other;

	/* Where skill has to do with no answer the strong are anywhere. */
	TEST("of quizzes in order no more are marked than is said") {
		size_t all = 0;

		for (size_t i = 0; i < 10; i++) {
			slope = i < 5 ? 0 : 2;
			quizzes(learners[i % 5], ASKED, &found, &other);
			check(slope == 0 || other == 0);
			all += other;
		}
		check(all > 0);
		check((double)all <= 5 * QUIZZES * STATISTICS_CHANCE);
	}
	TEST("a wrong key is found by the strong who do not take it") {
		quizzes(60, 3, &found, &other);
		check(found >= 125);
		check((double)other <= QUIZZES * STATISTICS_CHANCE);
		quizzes(120, 3, &found, &other);
		check(found >= 190);
	}
	TEST("of nine nothing is marked, whatever they chose") {
		quizzes(9, 3, &found, &other);
		check_int(found + other, 0);
	}
	sought = STATISTICS_NEGATIVE;
	TEST("nor is a question said to be got wrong by the strong when that is chance") {
		size_t all = 0;

		for (size_t i = 0; i < 10; i++) {
			slope = i < 5 ? 0 : 2;
			quizzes(learners[i % 5], ASKED, &found, &other);
			check(slope == 0 || other == 0);
			all += other;
		}
		check(all > 0);
		/* As often as is said, and three deviations. */
		check((double)all <= 5 * QUIZZES * STATISTICS_CHANCE + 13);
	}
	TEST("but it is found where the key is wrong") {
		quizzes(60, 3, &found, &other);
		check(found >= 35 && !other);
		quizzes(120, 3, &found, &other);
		check(found >= 100 && !other);
	}
}

int main(void)
{
	by_chance();
	TEST("KR-20 is that of Wuensch's worked example")
		published_kr20();
	TEST("the corrected point-biserials are those published for the LSAT")
		published_point_biserial();
	TEST("on random data another computation gives the same")
		for (int i = 0; i < 20; i++)
			random_table(i & 1, i & 2);
	TEST("what is too easy, too hard or does not tell is marked") {
		check_int(flags(always, none, 0), STATISTICS_EASY);
		check_int(flags(hardly, none, 0), STATISTICS_HARD);
		check_int(flags(weaker, none, 0),
			  STATISTICS_WEAK | STATISTICS_NEGATIVE);
		check_int(flags(either, none, 0), STATISTICS_WEAK);
		check_int(flags(stronger, none, 0), 0);
	}
	TEST("a wrong choice that nobody takes, or that the strong take, is marked") {
		check_int(flags(either, by_parity, 3) & STATISTICS_IDLE_CHOICE,
			  STATISTICS_IDLE_CHOICE);
		check_int(flags(either, by_parity, 2), STATISTICS_WEAK);
		check_int(flags(weaker, right_by_weak, 2), STATISTICS_WEAK |
			  STATISTICS_NEGATIVE | STATISTICS_STRONG_CHOICE);
	}
	TEST("each choice is told with how many took it and how strong they were")
		choices();
	TEST("the middle of any times is right to half a percent")
		for (size_t i = 1; i <= 999; i += 83)
			times(i);
	TEST("totals are told as bars, and who chose what by thirds of them")
		shapes();
	TEST("under 10 nothing is judged, under 30 only with care") {
		check_int(statistics_trust(9), TRUST_NONE);
		check_int(statistics_trust(10), TRUST_SOME);
		check_int(statistics_trust(29), TRUST_SOME);
		check_int(statistics_trust(30), TRUST_FULL);
	}
	small_ones();
	return test_end();
}
