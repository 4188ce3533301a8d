/* Codes for attendance, bursts of them, and what a person's rows amount to. */
#include "domain/presence.h"

#include <stdlib.h>

#include "check.h"

#define ROUNDS 4000
#define NOON INT64_C(1795780800000)	/* begins a step */

static uint32_t seed = 20261122;

static uint32_t chance(void *unused)
{
	(void)unused;
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed;
}

static int64_t below(int64_t n)
{
	return (int64_t)(chance(NULL) % (uint64_t)n);
}

static enum presence_answer ask(const char *secret, int check, int64_t shown_at,
				int64_t now)
{
	char code[PRESENCE_CODE_SIZE];
	int64_t shown = 0;
	enum presence_answer answer;

	presence_code(secret, check, presence_step(shown_at), code);
	answer = presence_check(secret, check, code, now, &shown);
	if (answer != PRESENCE_WRONG)
		check_int(shown, presence_step_from(presence_step(shown_at)));
	return answer;
}

/* ---- Codes ------------------------------------------------------------------ */

static void ages(void)
{
	for (int i = 0; i < ROUNDS; i++) {
		const int64_t shown_at = NOON + below(86400000);
		const int64_t first = presence_step_from(
			presence_step(shown_at));
		const int64_t age = below(700000) - 60000;
		const enum presence_answer want =
			age < 0 ? PRESENCE_WRONG
			: age < 60000 ? PRESENCE_GOOD
			: age < 600000 ? PRESENCE_LATE : PRESENCE_WRONG;

		if (age >= 600000 && age < 630000)
			continue;
		check_int(ask("rahasia", i % 5, shown_at, first + age), want);
	}
}

static void strangers(void)
{
	int64_t shown;
	int good = 0;

	for (int i = 0; i < ROUNDS; i++) {
		char code[PRESENCE_CODE_SIZE];
		const int64_t now = NOON + below(86400000);

		presence_code("satu", i % 3, presence_step(now), code);
		good += presence_check("dua", i % 3, code, now, &shown) !=
			PRESENCE_WRONG;
		good += presence_check("satu", i % 3 + 1, code, now, &shown) !=
			PRESENCE_WRONG;
	}
	check(good <= 1);	/* 22 codes of 148 million are looked at */
}

static void letters(void)
{
	int different = 0;

	for (int i = 0; i < ROUNDS; i++) {
		char code[PRESENCE_CODE_SIZE], next[PRESENCE_CODE_SIZE];
		char typed[32], back[PRESENCE_CODE_SIZE];

		presence_code("rahasia", 0, i, code);
		presence_code("rahasia", 0, i + 1, next);
		different += strcmp(code, next) != 0;
		check_int(strcspn(code, "0O1IL2Z5S8BUV"), 6);
		snprintf(typed, sizeof(typed), " %c%c%c-%c%c %c\n", code[0],
			 code[1], code[2] | 0x20, code[3], code[4], code[5]);
		if (code[2] >= 'A')
			check(presence_typed(typed, back) &&
			      !strcmp(back, code));
	}
	check_int(different, ROUNDS);
}

static void plans(void)
{
	for (int i = 0; i < 2000; i++) {
		const int64_t until = NOON + below(4 * 3600000);
		const int minutes = 1 + (int)below(10);
		int64_t at[8];
		const size_t n = presence_plan(NOON, until, minutes,
					       1 + (size_t)below(8), chance,
					       NULL, at);

		for (size_t k = 0; k < n; k++) {
			check(at[k] >= NOON + 300000);
			check(at[k] + minutes * 60000 <= until - 300000);
			check(!k || at[k] >= at[k - 1] + minutes * 60000);
		}
		check(n || until - NOON - 600000 < minutes * 60000);
	}
}

/* ---- Bursts ------------------------------------------------------------------ */

static struct presence_mark marks[400];
static struct presence_burst found[BURST_MOST];
static size_t nmarks;

static void come(int64_t at, int64_t shown, const char *origin)
{
	marks[nmarks++] = (struct presence_mark){ .at = at, .shown = shown,
						  .origin = origin };
}

static size_t bursts(bool room)
{
	const int64_t opened[] = { NOON };

	return presence_bursts(marks, nmarks, opened, 1, room, found);
}

/* People who come one after the other, each from elsewhere, in time. */
static void quiet(size_t n, int64_t from, int64_t apart)
{
	static char origins[400][8];

	for (size_t i = 0; i < n; i++) {
		const int64_t at = from + (int64_t)i * apart;

		snprintf(origins[nmarks], 8, "o%zu", nmarks);
		come(at, at / 30000 * 30000, origins[nmarks]);
	}
}

static void bursts_tell(void)
{
	TEST("people who come one by one are no burst") {
		nmarks = 0;
		quiet(300, NOON, 700);
		check_int(bursts(false), 0);
	}
	TEST("ten from one origin within a minute are told of once; nine are not") {
		nmarks = 0;
		for (int i = 0; i < 9; i++)
			come(NOON + i * 3000, NOON + i * 3000 / 30000 * 30000,
			     "kantor");
		check_int(bursts(false), 0);
		for (int i = 9; i < 14; i++)
			come(NOON + i * 3000, NOON + i * 3000 / 30000 * 30000,
			     "kantor");
		check_int(bursts(false), 1);
		check_int(found[0].why, BURST_ORIGIN);
		check_int(found[0].n, 14);
		check_str(found[0].origin, "kantor");
	}
	TEST("in a room all have one origin, and it means nothing") {
		check_int(bursts(true), 0);
	}
	TEST("five within a second after ten minutes of silence are told of") {
		nmarks = 0;
		quiet(20, NOON, 1000);
		quiet(5, NOON + 19000 + 600000, 150);
		check_int(bursts(false), 1);
		check_int(found[0].why, BURST_SILENCE);
		check_int(found[0].n, 5);
		check_int(found[0].first, 20);
		check_int(bursts(true), 1);
	}
	TEST("four are not, and five after nine minutes neither") {
		nmarks = 0;
		quiet(20, NOON, 1000);
		quiet(4, NOON + 19000 + 600000, 150);
		check_int(bursts(false), 0);
		nmarks = 0;
		quiet(20, NOON, 1000);
		quiet(5, NOON + 19000 + 540000, 150);
		check_int(bursts(false), 0);
	}
	TEST("the first to come after a check was opened are no burst") {
		nmarks = 0;
		quiet(30, NOON + 1000, 20);
		check_int(bursts(false), 0);
	}
	TEST("a code that more give when it is gone than while it was shown") {
		nmarks = 0;
		quiet(6, NOON + 2000, 3000);
		for (int i = 0; i < 10; i++) {
			quiet(1, NOON + 31000 + i * 2000, 1);
			marks[nmarks - 1].shown = NOON;
		}
		check_int(bursts(false), 1);
		check_int(found[0].why, BURST_LATE);
		check_int(found[0].n, 10);
	}
	TEST("slow typists are fewer than those in time, and no burst") {
		nmarks = 0;
		quiet(12, NOON + 2000, 2000);
		for (int i = 0; i < 11; i++) {
			quiet(1, NOON + 31000 + i * 2000, 1);
			marks[nmarks - 1].shown = NOON;
		}
		check_int(bursts(false), 0);
	}
	TEST("thousands of bursts are told of up to a bound") {
		nmarks = 0;
		for (int i = 0; i < 400; i++)
			come(NOON + i * 100, NOON, "kantor");
		check(bursts(false) <= BURST_MOST);
	}
}

/* ---- What it amounts to ------------------------------------------------------ */

static struct presence_sum sum_of(const struct presence_row *rows, size_t n,
				  const struct presence_rule *rule)
{
	struct presence_sum out;
	bool used[64];

	presence_sum(rows, n, rule, used, &out);
	return out;
}

static const struct presence_rule usual = { 70, 1, false, 100 };

static void sums_tell(void)
{
	const struct presence_row code = { .id = "a", .check_id = "door",
					   .at = 1 };
	const struct presence_row again = { .id = "b", .check_id = "door",
					    .at = 2 };
	const struct presence_row moment = { .id = "c", .check_id = "m1",
					     .at = 3 };

	TEST("one check counts once, however often it stands there") {
		const struct presence_row rows[] = { code, again, moment };

		check_int(sum_of(rows, 3, &usual).checks, 2);
		check(sum_of(rows, 1, &usual).present);
	}
	TEST("minutes decide where they are known, checks where they are not") {
		struct presence_row rows[] = { code,
			{ .id = "f", .source = PRESENCE_BY_FILE,
			  .minutes = 69, .at = 4 } };

		check(!sum_of(rows, 2, &usual).present);
		rows[1].minutes = 70;
		check(sum_of(rows, 2, &usual).present);
		check(sum_of(rows + 1, 1, &usual).present);
	}
	TEST("where both are asked for, one is not enough") {
		const struct presence_rule both = { 70, 1, true, 100 };
		const struct presence_row rows[] = { code,
			{ .id = "f", .source = PRESENCE_BY_FILE,
			  .minutes = 90, .at = 4 } };

		check(sum_of(rows, 2, &both).present);
		check(!sum_of(rows, 1, &both).present);
		check(!sum_of(rows + 1, 1, &both).present);
	}
	TEST("a rule that asks for nothing is met by whoever came at all") {
		const struct presence_rule none = { 0, 0, false, 100 };
		const struct presence_row file = { .id = "f", .minutes = 1,
			.source = PRESENCE_BY_FILE };

		check(sum_of(&code, 1, &none).present);
		check(sum_of(&file, 1, &none).present);
		check(!sum_of(NULL, 0, &none).present);
	}
	TEST("the host's word beats all, the last one the earlier ones") {
		const struct presence_row rows[] = { code,
			{ .id = "h2", .source = PRESENCE_BY_HOST, .at = 9,
			  .minutes = 0 },
			{ .id = "h1", .source = PRESENCE_BY_HOST, .at = 8,
			  .minutes = 1 } };

		check(!sum_of(rows, 3, &usual).present);
		check_int(sum_of(rows, 3, &usual).host_word, 0);
		check(sum_of(rows + 2, 1, &usual).present);
	}
	TEST("a word taken back leaves the one before; the undo taken back, it") {
		struct presence_row rows[] = {
			{ .id = "h1", .source = PRESENCE_BY_HOST, .at = 1,
			  .minutes = 1 },
			{ .id = "h2", .source = PRESENCE_BY_HOST, .at = 2 },
			{ .id = "u", .source = PRESENCE_BY_HOST, .at = 3,
			  .undoes = "h2" },
			{ .id = "v", .source = PRESENCE_BY_HOST, .at = 4,
			  .undoes = "u" } };

		check(!sum_of(rows, 2, &usual).present);
		check(sum_of(rows, 3, &usual).present);
		check(!sum_of(rows, 4, &usual).present);
	}
	TEST("two files of one hour are not two hours") {
		const struct presence_row rows[] = {
			{ .id = "f1", .source = PRESENCE_BY_FILE, .minutes = 58,
			  .from = NOON, .until = NOON + 60 * 60000 },
			{ .id = "f2", .source = PRESENCE_BY_FILE, .minutes = 60,
			  .from = NOON, .until = NOON + 60 * 60000 },
			{ .id = "f3", .source = PRESENCE_BY_FILE, .minutes = 25,
			  .from = NOON + 70 * 60000,
			  .until = NOON + 95 * 60000 } };

		check_int(sum_of(rows, 2, &usual).minutes, 60);
		check_int(sum_of(rows, 3, &usual).minutes, 85);
	}
	TEST("nobody was there longer than it took") {
		const struct presence_row rows[] = {
			{ .id = "f1", .source = PRESENCE_BY_FILE, .minutes = 90 },
			{ .id = "f2", .source = PRESENCE_BY_FILE,
			  .minutes = 80 } };

		check_int(sum_of(rows, 2, &usual).minutes, 100);
	}
}

static struct presence_row any_row(const char *id, int64_t at)
{
	static const char *const checks[] = { "door", "m1", "m2" };

	return (struct presence_row){
		.id = id, .at = at,
		.source = (enum presence_source)below(3),
		.check_id = checks[below(3)],
		.minutes = below(90),
		.from = NOON + below(60) * 60000,
		.until = NOON + (60 + below(60)) * 60000,
	};
}

static bool same_sum(const struct presence_sum *a, const struct presence_sum *b)
{
	return a->minutes_known == b->minutes_known &&
	       a->minutes == b->minutes && a->checks == b->checks &&
	       a->host_word == b->host_word && a->present == b->present;
}

/* What was added and taken back again, in any order, was never there. */
static void any_order(void)
{
	static char ids[48][8];

	for (int i = 0; i < 48; i++)
		snprintf(ids[i], 8, "r%02d", i);
	for (int round = 0; round < 2000; round++) {
		const size_t n = 1 + (size_t)below(8);
		const size_t more = (size_t)below(8);
		struct presence_row rows[48];
		struct presence_sum before, after;
		size_t all = n;

		for (size_t i = 0; i < n; i++)
			rows[i] = any_row(ids[i], (int64_t)below(20));
		before = sum_of(rows, n, &usual);
		for (size_t i = 0; i < more; i++) {
			rows[all] = any_row(ids[all], (int64_t)below(20));
			rows[all + 1] = any_row(ids[all + 1],
						(int64_t)below(20));
			rows[all + 1].undoes = rows[all].id;
			all += 2;
		}
		for (size_t i = all; i > 1; i--) {
			const size_t k = (size_t)below((int64_t)i);
			const struct presence_row held = rows[i - 1];

			rows[i - 1] = rows[k];
			rows[k] = held;
		}
		after = sum_of(rows, all, &usual);
		check(same_sum(&before, &after));
		check(after.minutes <= usual.minutes && after.minutes >= 0);
	}
}

/* Under any rule one more check or minute makes nobody absent. */
static void more_is_no_less(void)
{
	for (int i = 0; i < ROUNDS; i++) {
		const struct presence_rule rule = { below(101), below(4),
						    below(2), 1 + below(200) };
		struct presence_sum s = { .minutes_known = below(2),
					  .checks = below(4), .host_word = -1 };
		bool was;

		s.minutes = s.minutes_known ? below(rule.minutes + 1) : 0;
		was = presence_holds(&rule, &s);
		s.checks++;
		check(!was || presence_holds(&rule, &s));
		if (s.minutes_known) {
			s.minutes++;
			check(!was || presence_holds(&rule, &s));
		}
	}
}

int main(void)
{
	char code[PRESENCE_CODE_SIZE];

	TEST("a code is good until 60 s after it was shown, then late, then wrong")
		ages();
	TEST("a code of another event or check is no code of this one")
		strangers();
	TEST("a code has no letters that look alike, and is typed as one likes")
		letters();
	TEST("what cannot be a code is none") {
		check(!presence_typed("", code));
		check(!presence_typed("ACDEF", code));
		check(!presence_typed("ACDEFGH", code));
		check(!presence_typed("ACDEF0", code));
		check(!presence_typed("ACD\xc3\xa9" "EF", code));
		check(!presence_typed("' OR 1=1", code));
	}
	TEST("moments by chance lie within the session, and never overlap")
		plans();
	bursts_tell();
	sums_tell();
	TEST("the order of rows means nothing, and what was taken back neither")
		any_order();
	TEST("who did more is not absent for it")
		more_is_no_less();
	return test_end();
}
