/*
 * That no figure of any table at any moment, nor what any of them leave of each
 * other, is of fewer than five people.
 *
 * People come one after the other, and after each all that a page can be asked
 * for is noted: the whole, each row (by itself, too, as a filter shows it) and
 * each column. Two people whom no figure tells apart are of one kind; whatever
 * is added and subtracted, what is left is a sum of kinds. So every kind that
 * is told of has five.
 */
#include "domain/cells.h"

#include "check.h"
#include "domain/day.h"

#define PEOPLE 90
#define ROWS 4
#define COLUMNS 6
#define SEEDS 200
#define ASKED 3			/* questions that only some had */
#define NOW INT64_C(1800000000000)

static struct arena mem = ARENA_INIT;
static uint32_t seed;

/* Mulberry32: the same each time. */
static uint32_t chance(uint32_t below)
{
	uint32_t t = seed += 0x6D2B79F5u;

	t = (t ^ t >> 15) * (t | 1);
	t ^= t + (t ^ t >> 7) * (t | 61);
	return (t ^ t >> 14) % below;
}

static struct cells_one people[PEOPLE];
static bool had[ASKED][PEOPLE];

/* Mostly those alike come together; rarely used rows and columns come, too. */
static void people_begin(void)
{
	const uint32_t pace = 1 + chance(40);
	const size_t rows = 1 + chance(ROWS), columns = 1 + chance(COLUMNS);
	int64_t at = NOW;
	size_t row = 0, column = 0;

	for (size_t i = 0; i < PEOPLE; i++) {
		at += chance(8) ? (int64_t)chance(60000)
				: (int64_t)pace * chance((uint32_t)DAY_MS);
		if (!chance(3)) {
			row = chance((uint32_t)rows);
			column = chance((uint32_t)columns);
		}
		people[i] = (struct cells_one){ .at = at, .row = row,
			.column = column,
			.key = arena_format(&mem, "%05u", chance(100000)) };
		for (size_t q = 0; q < ASKED; q++)
			had[q][i] = q == 0 || chance(q == 1 ? 8 : 3);
	}
}

/* ---- Kinds of people ----------------------------------------------------- */

struct kinds {
	size_t of[PEOPLE], n;
	bool told[PEOPLE];		/* of a person: some figure is of them */
};

/* A figure of those in `set` more. */
static void kinds_split(struct kinds *k, const bool *set)
{
	size_t other[PEOPLE];
	size_t before = k->n;

	for (size_t i = 0; i < before; i++)
		other[i] = CELLS_NONE;
	for (size_t i = 0; i < PEOPLE; i++) {
		if (!set[i])
			continue;
		k->told[i] = true;
		if (other[k->of[i]] == CELLS_NONE)
			other[k->of[i]] = k->n++;
		k->of[i] = other[k->of[i]];
	}
	/* Those that all went over left an empty name: there are no more kinds
	   than people. */
	for (size_t kind = 0, from = 0; kind < k->n; kind++) {
		bool any = false;

		for (size_t i = 0; i < PEOPLE; i++)
			if (k->of[i] == kind) {
				k->of[i] = from;
				any = true;
			}
		from += any;
		if (kind + 1 == k->n)
			k->n = from;
	}
}

static size_t few(const struct kinds *k)
{
	size_t count[PEOPLE] = { 0 }, n = 0;

	for (size_t i = 0; i < PEOPLE; i++)
		count[k->of[i]]++;
	for (size_t i = 0; i < PEOPLE; i++)
		n += k->told[i] && count[k->of[i]] < SURVEY_LEAST;
	return n;
}

/* ---- What is told at a moment -------------------------------------------- */

struct look {
	struct cells_one all[PEOPLE];
	struct cells_block *blocks;
	size_t n, count;
};

static struct look look(size_t n, int64_t now)
{
	struct look l = { .n = n };

	/* In no order: backwards. */
	for (size_t i = 0; i < n; i++)
		l.all[i] = people[n - 1 - i];
	l.blocks = cells_make(&mem, l.all, n, now, &l.count);
	return l;
}

static const struct cells_block *block_of(const struct look *l, size_t person)
{
	const size_t block = l->all[l->n - 1 - person].block;

	return block == CELLS_NONE ? NULL : &l->blocks[block];
}

static size_t figure(const struct look *l, struct kinds *kinds, size_t row,
		     size_t column)
{
	bool set[PEOPLE] = { false };
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct cells_block *b = block_of(l, i);

		set[i] = b && (row == CELLS_NONE || b->row == row) &&
			 (column == CELLS_NONE || b->column == column);
		check(!set[i] || row == CELLS_NONE || people[i].row == row);
		check(!set[i] || column == CELLS_NONE ||
		      people[i].column == column);
		n += set[i];
	}
	kinds_split(kinds, set);
	return n;
}

static size_t figures(const struct look *l, struct kinds *kinds)
{
	for (size_t row = 0; row < ROWS; row++)
		figure(l, kinds, row, CELLS_NONE);
	for (size_t column = 0; column < COLUMNS; column++)
		figure(l, kinds, CELLS_NONE, column);
	return figure(l, kinds, CELLS_NONE, CELLS_NONE);
}

/* Of a row, or of all: who had the question is told of, and who of the group is
   not in that. */
static void question_row(const struct look *l, struct kinds *kinds, size_t q,
			 const bool *told, size_t row)
{
	bool set[PEOPLE] = { false };
	size_t rest = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct cells_block *b = block_of(l, i);

		if (!b || (row != CELLS_NONE && b->row != row))
			continue;
		set[i] = told[b - l->blocks] && had[q][i];
		rest += !set[i];
	}
	kinds_split(kinds, set);
	check(!rest || rest >= SURVEY_LEAST);
}

static void question(const struct look *l, struct kinds *kinds, size_t q)
{
	size_t *some = arena_array(&mem, size_t, l->count + 1);
	bool *told = arena_array(&mem, bool, l->count + 1);

	for (size_t i = 0; i < l->n; i++) {
		const struct cells_block *b = block_of(l, i);

		if (b)
			some[b - l->blocks] += had[q][i];
	}
	cells_tell(&mem, l->blocks, l->count, some, told);
	question_row(l, kinds, q, told, CELLS_NONE);
	for (size_t row = 0; row < ROWS; row++)
		question_row(l, kinds, q, told, row);
	for (size_t i = 0; q == 0 && i < l->count; i++)
		check(told[i]);
}

/* ---- One stream ---------------------------------------------------------- */

static void stream(void)
{
	static struct kinds kinds, asked[ASKED];
	size_t told = 0, waits;

	memset(&kinds, 0, sizeof(kinds));
	memset(asked, 0, sizeof(asked));
	kinds.n = 1;
	for (size_t q = 0; q < ASKED; q++)
		asked[q].n = 1;
	people_begin();
	for (size_t n = 1; n <= PEOPLE; n++) {
		const int64_t at = people[n - 1].at;
		const int64_t next = n < PEOPLE ? people[n].at : at;

		/* At once, some time, and just before the next one comes. */
		for (int later = 0; later < 3; later++) {
			const struct look l = look(n, later == 0 ? at
				: later == 1 ? at + (next - at) / 2 : next);

			told = figures(&l, &kinds);
			for (size_t q = 0; q < ASKED; q++)
				question(&l, &asked[q], q);
		}
	}
	check_int(few(&kinds), 0);
	for (size_t q = 0; q < ASKED; q++)
		check_int(few(&asked[q]), 0);
	/* In the end nobody waits but fewer than five. */
	{
		const struct look l = look(PEOPLE, people[PEOPLE - 1].at +
					   (CELLS_DAYS + 1) * DAY_MS);

		told = figures(&l, &kinds);
		waits = PEOPLE - told;
		check(waits < SURVEY_LEAST);
		check_int(few(&kinds), 0);
	}
	arena_end(&mem);
	mem = (struct arena)ARENA_INIT;
}

/* ---- By hand ------------------------------------------------------------- */

static void some(size_t from, size_t n, size_t row, size_t column, int64_t at)
{
	for (size_t i = from; i < from + n; i++)
		people[i] = (struct cells_one){ .at = at, .row = row,
			.column = column,
			.key = arena_format(&mem, "%05zu", i) };
}

static size_t told_of(size_t n, int64_t now, size_t row, size_t column)
{
	struct kinds kinds = { .n = 1 };
	const struct look l = look(n, now);

	return figure(&l, &kinds, row, column);
}

int main(void)
{
	TEST("whatever is asked for whenever, nothing leaves fewer than five") {
		for (seed = 1; seed <= SEEDS; seed++) {
			const uint32_t kept = seed;

			stream();
			seed = kept;
		}
	}
	TEST("five of a row and a column are told at once, the sixth waits") {
		some(0, 6, 1, 2, NOW);
		check_int(told_of(4, NOW, CELLS_NONE, CELLS_NONE), 0);
		check_int(told_of(5, NOW, 1, CELLS_NONE), 5);
		check_int(told_of(6, NOW, 1, CELLS_NONE), 5);
		check_int(told_of(6, NOW, CELLS_NONE, 2), 5);
	}
	TEST("who waited a week is told with the row, but of no column") {
		some(0, 3, 1, 2, NOW);
		some(3, 3, 1, 3, NOW + 1);
		check_int(told_of(6, NOW + 6 * DAY_MS, 1, CELLS_NONE), 0);
		check_int(told_of(6, NOW + 7 * DAY_MS, 1, CELLS_NONE), 6);
		check_int(told_of(6, NOW + 7 * DAY_MS, CELLS_NONE, 2), 0);
	}
	TEST("else with the column, else with all that are left") {
		some(0, 3, 1, 2, NOW);
		some(3, 3, 2, 2, NOW + 1);
		check_int(told_of(6, NOW + 7 * DAY_MS, CELLS_NONE, 2), 6);
		check_int(told_of(6, NOW + 7 * DAY_MS, 1, CELLS_NONE), 0);
		some(3, 3, 2, 3, NOW + 1);
		check_int(told_of(6, NOW + 7 * DAY_MS, CELLS_NONE, CELLS_NONE),
			  6);
		check_int(told_of(6, NOW + 7 * DAY_MS, CELLS_NONE, 2), 0);
	}
	arena_end(&mem);
	return test_end();
}
