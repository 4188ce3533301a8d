#include "domain/gain.h"

#include <math.h>
#include <string.h>

#include "check.h"

#define NEAR(a, b, by) check(fabs((a) - (b)) <= (by))

/* Mulberry32: the same each time. */
static uint32_t seed;

static uint32_t chance(void)
{
	uint32_t t = seed += 0x6D2B79F5u;

	t = (t ^ t >> 15) * (t | 1);
	t ^= t + (t ^ t >> 7) * (t | 61);
	return t ^ t >> 14;
}

static double share_by_chance(void)
{
	return chance() % 21 / 20.0;
}

/*
 * Ten patients and two drugs, hours of sleep won (Student, "The probable error
 * of a mean", Biometrika 6, 1908): the paired differences have the mean 1.58 and
 * the 95 % interval 0.70 to 2.46. A tenth of them is a share.
 */
static const double sleep[] = { 1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4 };

static void published(void)
{
	struct gain g = { .n = 0 };
	struct gain_numbers n;

	for (size_t i = 0; i < 10; i++)
		gain_add(&g, 0.1, 0.1 + sleep[i] / 10);
	gain_tell(&g, &n);
	check_int(n.n, 10);
	check_int(n.trust, TRUST_SOME);
	NEAR(n.change, 0.158, 1e-12);
	NEAR(n.low, 0.070, 5e-4);
	NEAR(n.high, 0.246, 5e-4);
	check(n.clear);
	NEAR(n.before, 0.1, 1e-12);
	NEAR(n.after, 0.258, 1e-12);
	NEAR(n.normalised, 0.158 / 0.9, 1e-12);
	check(isnan(n.median_change));
}

static void few(size_t people, bool told, bool judged)
{
	struct gain g = { .n = 0 };
	struct gain_numbers n;

	for (size_t i = 0; i < people; i++)
		gain_add(&g, 0.2, 0.6 + (double)i / 1000);
	gain_tell(&g, &n);
	check_int(n.told, told);
	check_int(!isnan(n.change), told);
	check_int(!isnan(n.low), judged);
	check_int(n.clear, judged);
}

/* Half gain what the others lose. */
static void nothing_to_claim(size_t people)
{
	struct gain g = { .n = 0 };
	struct gain_numbers n;

	for (size_t i = 0; i < people; i++)
		gain_add(&g, 0.5, i % 2 ? 0.8 : 0.25);
	gain_tell(&g, &n);
	check(n.low < 0 && n.high > 0 && !n.clear);
}

static double sorted_median(double *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			if (v[j] < v[i]) {
				const double t = v[i];

				v[i] = v[j];
				v[j] = t;
			}
	return (v[(n - 1) / 2] + v[n / 2]) / 2;
}

/* Beside sums over all that were kept. */
static void random_people(size_t people)
{
	struct arena mem = ARENA_INIT;
	double b[64], a[64], d[64], sum = 0, squares = 0;
	struct gain whole = gain_begin(&mem), parts[2] = { gain_begin(&mem),
							   gain_begin(&mem) };
	struct gain_numbers n, joined;

	for (size_t i = 0; i < people; i++) {
		b[i] = share_by_chance();
		a[i] = share_by_chance();
		d[i] = a[i] - b[i];
		sum += d[i];
		gain_add(&whole, b[i], a[i]);
		gain_add(&parts[chance() % 2], b[i], a[i]);
	}
	for (size_t i = 0; i < people; i++)
		squares += (d[i] - sum / (double)people) *
			   (d[i] - sum / (double)people);
	gain_tell(&whole, &n);
	gain_join(&parts[0], &parts[1]);
	gain_tell(&parts[0], &joined);
	NEAR(n.change, sum / (double)people, 1e-9);
	NEAR((n.high - n.low) / 2, gain_t(people - 1) * sqrt(squares /
		((double)people - 1) / (double)people), 1e-9);
	NEAR(n.median_before, sorted_median(b, people), 1e-9);
	NEAR(n.median_after, sorted_median(a, people), 1e-9);
	NEAR(n.median_change, sorted_median(d, people), 1e-9);
	check_int(joined.n, people);
	NEAR(joined.change, n.change, 1e-9);
	NEAR(joined.low, n.low, 1e-9);
	NEAR(joined.median_change, n.median_change, 1e-9);
	arena_end(&mem);
}

static size_t noted;

static void note(void *with, const char *ident)
{
	check_str(ident, noted++ ? "KI-02" : "KI-01");
	check(with == &noted);
}

static void parallels(void)
{
	json_t *quiz = json_pack("{s:[{s:s}, {s:s}, {s:s}]}", "questions",
		"id", "KI-01", "id", "KI-02", "id", "KI-0");
	json_t *pretest = json_pack("{s:[{s:s}, {s:s}, {s:s}]}", "questions",
		"id", "KI-02p", "id", "KI-01p", "id", "KI-01pp");

	check_int(gain_parallels(quiz, pretest, note, &noted), 2);
	check_int(noted, 2);
	check_int(gain_parallels(pretest, quiz, NULL, NULL), 0);
	json_decref(quiz);
	json_decref(pretest);
}

int main(void)
{
	TEST("the interval is that of a published example of paired differences")
		published();
	TEST("Student's t is right from 4 degrees up") {
		NEAR(gain_t(4), 2.776, 2e-3);
		NEAR(gain_t(9), 2.2622, 1e-4);
		NEAR(gain_t(29), 2.0452, 1e-4);
		NEAR(gain_t(100000), 1.96, 1e-4);
	}
	TEST("under 5 nothing is told, under 10 nothing is judged") {
		few(1, false, false);
		few(4, false, false);
		few(5, true, false);
		few(9, true, false);
		few(10, true, true);
	}
	TEST("nothing is claimed where the interval holds 0") {
		nothing_to_claim(10);
		nothing_to_claim(31);
	}
	TEST("who knew everything before leaves no share to learn") {
		struct gain g = { .n = 0 };
		struct gain_numbers n;

		for (int i = 0; i < 12; i++)
			gain_add(&g, 1, 1);
		gain_tell(&g, &n);
		check(isnan(n.normalised) && n.change == 0 && !n.clear);
	}
	TEST("a share that is none counts as the nearest") {
		struct gain g = { .n = 0 };

		gain_add(&g, NAN, 7);
		gain_add(&g, -1, 0.5);
		check(g.before == 0 && g.after == 1.5);
	}
	TEST("sums of any people are what all of them together give")
		for (uint32_t i = 1; i < 60; i++) {
			seed = i;
			random_people(10 + i % 50);
		}
	TEST("questions of a pretest are found by the p behind their names")
		parallels();
	return test_end();
}
