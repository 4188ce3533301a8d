/* What is counted of who learned by a version, and that it is of nobody. */
#include "domain/figure.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "check.h"
#include "domain/survey.h"

#define NOW (INT64_C(1800000000000))
#define LONG_AGO (NOW - 15 * DAY_MS)
#define MINUTE 60000

static struct arena mem = ARENA_INIT;

static const struct figure_section sections[] = {
	{ 2, "Satu" }, { 5, "Dua" }, { 9, "Tiga" },
};
static const struct figure_unit units[] = {
	{ "lesson", sections, 3, 0 }, { "pdf", NULL, 0, 0 }, { "sco", NULL, 0, 0 },
};

/* The lesson's place `at`, done or not, of who was last there `last_at`. */
static void add(struct figures *f, const char *at, bool done, int64_t last_at,
		bool later)
{
	const struct figure_part part = { .unit = 0, .completed = done,
		.measure = NAN, .location = at, .time_ms = 5 * MINUTE };

	figures_add(f, &(struct figure_attempt){
		.later = later, .started_at = last_at - 2 * DAY_MS,
		.last_at = last_at, .at = 0, .parts = &part, .n = 1 });
}

static double at(json_t *json, const char *part, const char *name)
{
	return json_number_value(json_object_get(json_object_get(json, part),
						 name));
}

static json_t *inner(json_t *json, const char *a, const char *b)
{
	return json_object_get(json_object_get(json, a), b);
}

static void sections_test(void)
{
	struct figure_section *all;
	size_t n;

	TEST("sections begin where our reader counts their headings") {
		/* 0 is the head; 1 p, 2 h2, 3 figure, 4 h2, 5 loose words. */
		figure_sections(&mem,
			"<p>a <b>b</b><br>c</p>\n<h2 id=\"x\">Satu &amp; <em>dua"
			"</em></h2>\n<figure><img src=\"a>b.svg\" alt=''>"
			"<h2>tidak</h2></figure>\n<h2>Tiga</h2>lepas",
			&all, &n);
		check_int(n, 2);
		check_int(all[0].block, 2);
		check_str(all[0].title, "Satu & dua");
		check_int(all[1].block, 4);
	}
	TEST("a lesson without headings has none, nor has what breaks off") {
		figure_sections(&mem, "<p>a</p>", &all, &n);
		check_int(n, 0);
		figure_sections(&mem, "<h2>a", &all, &n);
		check_int(n, 0);
		figure_sections(&mem, "</p></p><h2", &all, &n);
		check_int(n, 0);
	}
	TEST("forty headings are forty sections") {
		struct text text = { .mem = &mem };

		for (int i = 0; i < 40; i++)
			text_putf(&text, "<h2>H%d</h2><p>x</p>", i);
		figure_sections(&mem, text.bytes, &all, &n);
		check_int(n, 40);
		check_str(all[39].title, "H39");
		check_int(all[39].block, 79);
	}
}

static void left_test(void)
{
	struct figures *f = figures_begin(&mem, units, 3, 0, NOW);
	json_t *unit;

	for (int i = 0; i < 8; i++)
		add(f, "6.40", false, LONG_AGO, false);
	add(f, "2.10", false, LONG_AGO, false);
	for (int i = 0; i < 20; i++)
		add(f, "9.99", true, LONG_AGO, false);
	for (int i = 0; i < 7; i++)
		add(f, "5.00", false, NOW - DAY_MS, false);
	add(f, "5.00", false, LONG_AGO, true);
	unit = figures_unit(f, 0);
	TEST("who did not do it and is away has left it; who did it came no further") {
		check_int(at(unit, "left", "left"), 9);
		check_int(at(unit, "left", "after"), 20);
	}
	TEST("who was there yesterday may go on, and counts neither way") {
		check_int(at(unit, "left", "n"), 30);
		check(fabs(at(unit, "left", "share") - .3) < 1e-9);
	}
	TEST("most stopped in the second section of three") {
		json_t *where = inner(unit, "left", "where");

		check_str(json_string_value(json_object_get(where, "how")),
			  "section");
		check_int(json_integer_value(json_object_get(where, "at")), 2);
		check_int(json_integer_value(json_object_get(where, "of")), 3);
		check_str(json_string_value(json_object_get(where, "heading")),
			  "Dua");
		check_int(json_integer_value(json_object_get(where, "n")), 8);
	}
	json_decref(unit);
}

/* Of six who left at these places; NULL: `where` is not told. */
static json_t *where_of(const char *kind, const char *const *places,
			double measure)
{
	const struct figure_unit unit = { .kind = kind };
	struct figures *f = figures_begin(&mem, &unit, 1, 0, NOW);
	json_t *out, *where;

	for (int i = 0; i < 6; i++) {
		const struct figure_part part = { .unit = 0, .measure = measure,
			.location = places[i] };

		figures_add(f, &(struct figure_attempt){ .last_at = LONG_AGO,
			.at = 0, .parts = &part, .n = 1 });
	}
	out = figures_unit(f, 0);
	where = json_incref(inner(out, "left", "where"));
	json_decref(out);
	return where;
}

static void where_test(void)
{
	static const char *const pages[] = { "2", "2", "2", "2", "2", "7" };
	static const char *const spread[] = { "1", "2", "3", "4", "5", "6" };
	static const char *const times[] = { "61.2", "119.0", "60.0", "75.1",
					     "99.9", "0.0" };
	static const char *const own[] = { "hal_3", "hal_3", "hal_3", "hal_3",
					   "hal_3", "hal_3" };
	json_t *w;

	TEST("of a PDF it is the page") {
		w = where_of("pdf", pages, NAN);
		check_str(json_string_value(json_object_get(w, "how")),
			  "page");
		check_int(json_integer_value(json_object_get(w, "at")), 2);
		json_decref(w);
	}
	TEST("of a video the minute") {
		w = where_of("video", times, NAN);
		check_str(json_string_value(json_object_get(w, "how")),
			  "minute");
		check_int(json_integer_value(json_object_get(w, "at")), 1);
		json_decref(w);
	}
	TEST("what a package of others calls a place is not told, but how far it says one is") {
		check(!where_of("sco", own, NAN));
		w = where_of("sco", own, .47);
		check_int(json_integer_value(json_object_get(w, "at")), 40);
		json_decref(w);
	}
	TEST("where they stopped here and there no place is told")
		check(!where_of("pdf", spread, NAN));
}

static void few_test(void)
{
	struct figures *f = figures_begin(&mem, units, 3, 0, NOW);

	TEST("of four people nothing is told") {
		for (int i = 0; i < 4; i++)
			add(f, "6.40", false, LONG_AGO, false);
		check(!figures_version(f));
		check(!figures_unit(f, 0));
	}
	TEST("of five it is, but of a unit that none opened") {
		json_t *all, *unit;

		add(f, "6.40", true, LONG_AGO, false);
		all = figures_version(f);
		unit = figures_unit(f, 0);
		check_int(json_integer_value(json_object_get(all, "people")),
			  5);
		check(unit != NULL);
		check(!json_object_get(unit, "time"));
		check(!inner(unit, "left", "where"));
		check(!figures_unit(f, 1));
		json_decref(all);
		json_decref(unit);
	}
}

static void time_test(void)
{
	struct figures *f = figures_begin(&mem, units, 3, 0, NOW);
	json_t *unit;

	for (int i = 1; i <= 9; i++) {
		const struct figure_part part = { .unit = 2, .completed = true,
			.measure = 1,
			.time_ms = i == 9 ? 100 * MINUTE : i * MINUTE };

		figures_add(f, &(struct figure_attempt){ .completed = true,
			.started_at = NOW - 4 * DAY_MS, .last_at = NOW,
			.at = 2, .parts = &part, .n = 1 });
	}
	unit = figures_unit(f, 2);
	TEST("times are quartiles, and who is far above or below is a share") {
		check_int(at(unit, "time", "median"), 5 * MINUTE);
		check_int(at(unit, "time", "q1"), 3 * MINUTE);
		check_int(at(unit, "time", "q3"), 7 * MINUTE);
		check(fabs(at(unit, "time", "slow") - .111) < 1e-9);
		check(fabs(at(unit, "time", "fast") - .111) < 1e-9);
	}
	json_decref(unit);
	unit = figures_version(f);
	TEST("days are from the beginning to what was last done") {
		check_int(at(unit, "days", "median"), 4);
		check_int(at(unit, "finish", "share"), 1);
	}
	json_decref(unit);
}

/* ---- Nights compared ------------------------------------------------------- */

/*
 * People come, go on and stay away for a hundred nights. What is told of the
 * version and of each unit is noted with what everybody's part of it was then;
 * when it is told anew, at least five parts are others.
 */
#define PEOPLE 40
#define NIGHTS 100
#define SEEDS 60

static uint32_t seed;

/* Mulberry32: the same each time. */
static uint32_t chance(uint32_t below)
{
	uint32_t t = seed += 0x6D2B79F5u;

	t = (t ^ t >> 15) * (t | 1);
	t ^= t + (t ^ t >> 7) * (t | 61);
	return (t ^ t >> 14) % below;
}

static struct walker {
	struct figure_part parts[3];
	size_t n, at;
	int64_t began, last;
	bool completed;
} walkers[PEOPLE];

static void walk(struct walker *w, int64_t now)
{
	const size_t unit = chance(3);
	size_t i = 0;

	if (!w->began)
		w->began = now;
	w->last = now;
	w->at = unit;
	while (i < w->n && w->parts[i].unit != unit)
		i++;
	/* Opened only. */
	if (chance(4) == 0)
		return;
	if (i == w->n)
		w->parts[w->n++] = (struct figure_part){ .unit = unit,
							 .measure = NAN };
	w->parts[i].saved_at = now;
	w->parts[i].time_ms += MINUTE;
	w->parts[i].completed |= chance(2);
	w->completed = w->n == 3 && w->parts[0].completed &&
		       w->parts[1].completed && w->parts[2].completed;
}

static bool is_away(const struct walker *w, int64_t now)
{
	return !w->completed && now - w->last >= FIGURE_AWAY_MS;
}

/* What of one person is in the figures of the version (unit 3) or of a unit. */
struct share {
	int64_t last, saved, time;
	size_t at;
	bool there, away;
};

static struct share share_of(const struct walker *w, size_t unit, int64_t now)
{
	struct share s = { .there = false };

	if (unit == 3)
		return (struct share){ .last = w->last, .there = w->began,
				       .away = w->began && is_away(w, now) };
	for (size_t i = 0; i < w->n; i++)
		if (w->parts[i].unit == unit)
			s = (struct share){ .there = true,
				.saved = w->parts[i].saved_at,
				.time = w->parts[i].time_ms };
	if (!w->began || w->at != unit)
		return s;
	s.there = true;
	s.at = 1;
	s.last = w->last;
	s.away = is_away(w, now);
	return s;
}

static struct told {
	int64_t since;
	char *text;
	struct share shares[PEOPLE];
} told[4];

static size_t others(const struct told *t, size_t unit, int64_t now)
{
	size_t n = 0;

	for (size_t i = 0; i < PEOPLE; i++) {
		const struct share s = share_of(&walkers[i], unit, now);
		const struct share *b = &t->shares[i];

		n += s.last != b->last || s.saved != b->saved ||
		     s.time != b->time || s.at != b->at ||
		     s.there != b->there || s.away != b->away;
	}
	return n;
}

/* What the night makes of it: the same decision as jobs/figures.c. */
static void night_tell(struct told *t, const struct figures *f, size_t unit,
		       int64_t now, bool *few, bool *late)
{
	const bool moved = unit == 3 ? figures_moved(f)
				     : figures_unit_moved(f, unit);
	json_t *new = unit == 3 ? figures_version(f) : figures_unit(f, unit);
	char *text = new ? json_dumps(new, JSON_COMPACT) : NULL;
	const size_t changed = others(t, unit, now);

	json_decref(new);
	/* Of the version five are enough; a unit may wait for who left it. */
	*late |= unit == 3 && text && changed >= SURVEY_LEAST && !moved;
	if (!moved || !text) {
		free(text);
		return;
	}
	*few |= changed < SURVEY_LEAST;
	free(t->text);
	t->text = text;
	t->since = now;
	for (size_t i = 0; i < PEOPLE; i++)
		t->shares[i] = share_of(&walkers[i], unit, now);
}

static void night(int64_t now, bool *few, bool *late)
{
	struct arena piece = ARENA_INIT;
	struct figure_unit of[3];
	struct figures *f;

	for (size_t u = 0; u < 3; u++) {
		of[u] = units[u];
		of[u].since = told[u].since;
	}
	f = figures_begin(&piece, of, 3, told[3].since, now);
	for (size_t i = 0; i < PEOPLE; i++)
		if (walkers[i].began)
			figures_add(f, &(struct figure_attempt){
				.completed = walkers[i].completed,
				.started_at = walkers[i].began,
				.last_at = walkers[i].last,
				.at = walkers[i].at,
				.parts = walkers[i].parts,
				.n = walkers[i].n });
	for (size_t u = 0; u < 4; u++)
		night_tell(&told[u], f, u, now, few, late);
	arena_end(&piece);
}

static void nights(uint32_t from, bool *few, bool *late, size_t *times)
{
	uint32_t pace;

	memset(walkers, 0, sizeof(walkers));
	seed = from;
	pace = 2 + chance(30);
	for (int i = 0; i < NIGHTS; i++) {
		const int64_t now = NOW + i * DAY_MS;
		const int64_t before = told[3].since;

		for (size_t k = 0; k < PEOPLE; k++)
			if (chance(pace) == 0)
				walk(&walkers[k], now - 1 -
				     (int64_t)chance((uint32_t)DAY_MS - 1));
		night(now, few, late);
		*times += told[3].since != before;
	}
	for (size_t u = 0; u < 4; u++) {
		free(told[u].text);
		told[u] = (struct told){ .since = 0 };
	}
}

static void nights_test(void)
{
	bool few = false, late = false;
	size_t times = 0;

	for (uint32_t i = 1; i <= SEEDS; i++)
		nights(i, &few, &late, &times);
	TEST("between what is told of a version or a unit and what is told of it "
	     "next, five people and more did something")
		check(!few);
	TEST("and when five have, the version is told anew")
		check(!late && times > SEEDS);
}

int main(void)
{
	sections_test();
	left_test();
	where_test();
	few_test();
	time_test();
	nights_test();
	arena_end(&mem);
	return test_end();
}
