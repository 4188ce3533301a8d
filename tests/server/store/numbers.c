/*
 * That nothing told of a question, nor what two looks or the question and the
 * quiz leave of each other, is of fewer than five sittings.
 */
#include "store/numbers.h"

#include "check.h"
#include "databases.h"
#include "db/migrate.h"
#include "domain/survey.h"
#include "store/queries.h"

#define SITTINGS 64
#define QUESTIONS 5

static struct arena mem = ARENA_INIT;
static struct db *db;
static uint32_t seed = 1;

/* Mulberry32: the same each time. */
static uint32_t chance(uint32_t below)
{
	uint32_t t = seed += 0x6D2B79F5u;

	t = (t ^ t >> 15) * (t | 1);
	t ^= t + (t ^ t >> 7) * (t | 61);
	return (t ^ t >> 14) % below;
}

static void begin(void)
{
	check_int(db_script(db,
		"INSERT INTO agency (id, name, kind, help, created_at)"
		" VALUES ('a', 'A', 'agency', '', 1);"
		"INSERT INTO module (id, agency_id, title, description, state,"
		" version_id, allow_popups, allow_hosts, created_at,"
		" updated_at) VALUES ('m', 'a', 'M', '', 'published', 'v', 0,"
		" '', 1, 1);"
		"INSERT INTO version (id, module_id, number, standard, title,"
		" bytes, files, units, tree, report, digest, created_at)"
		" VALUES ('v', 'm', 1, 'balai', 'M', 1, 1, 1, '', '', 'd', 1);"
		"INSERT INTO unit (id, version_id, position, ident, title,"
		" kind, href, bytes, launch) VALUES ('u', 'v', 1, 'quiz:q',"
		" 'Q', 'quiz', '', 0, '{}')"), OK);
}

/* Question 0 is drawn for everybody, 4 for one in eight. Ids are in no order;
   two may end at once, and some sit a second time. */
static void sit(int i)
{
	const char *id = arena_format(&mem, "s%02d%02d",
				      (int)chance(90), i);
	const int person = i % 5 == 4 ? i - 4 : i;

	if (person == i)
		check_int(db_script(db, arena_format(&mem,
			"INSERT INTO person (id, agency_id, name, login,"
			" search, must_set_password, epoch, created_at)"
			" VALUES ('p%d', 'a', 'P', 'p%d', 'p', 0, 0, 1);"
			"INSERT INTO attempt (id, person_id, module_id,"
			" version_id, number, units_done, completion, success,"
			" activity, started_at, last_at) VALUES ('t%d', 'p%d',"
			" 'm', 'v', 1, 0, 'completed', 'unknown', '', 1, 1)",
			i, i, i, i)), OK);
	check_int(db_script(db, arena_format(&mem,
		"INSERT INTO sitting (id, attempt_id, unit_id, unit_ident,"
		" person_id, module_id, number, kind, state, preview, paper,"
		" responses, began_at, ended_at, late_ms, scaled)"
		" VALUES ('%s', 't%d', 'u', 'quiz:q', 'p%d', 'm', %d, 'quiz',"
		" 'graded', 0, '', '', 1, %d, 0, 0.5)", id, person, person,
		person == i ? 1 : 2, 100 + i)), OK);
	for (uint32_t q = 0; q < QUESTIONS; q++)
		if (chance(8) < 8 - q * 7 / 4)
			check_int(db_script(db, arena_format(&mem,
				"INSERT INTO sitting_mark (sitting_id, place,"
				" question, source, points, most, state,"
				" time_ms, comment, revision) VALUES ('%s',"
				" %u, 'Q%u', 'bank:b:%u', 1, 1, 'right', 1, '',"
				" 0)", id, q, q, q % 2)), OK);
}

/* Which sittings count for the quiz (0) and for each question. */
struct look {
	size_t n[1 + QUESTIONS];
	const char *ids[1 + QUESTIONS][SITTINGS];
};

static void note(struct look *l, size_t of, const char *id)
{
	for (size_t i = 0; i < l->n[of]; i++)
		if (strcmp(l->ids[of][i], id) == 0)
			return;
	l->ids[of][l->n[of]++] = id;
}

static struct look look(bool first)
{
	struct look l = { .n = { 0 } };
	struct numbers_mark *all;
	struct numbers_cuts cuts;
	size_t n;

	check_int(numbers_cuts(db, "u", first, true, &cuts), OK);
	check_int(numbers_marks(db, "u", first, "", 1000, &all, &n), OK);
	for (size_t i = 0; i < n; i++) {
		if (numbers_counts(&cuts, &all[i]))
			note(&l, 0, all[i].sitting_id);
		if (numbers_mark_counts(&cuts, &all[i]))
			note(&l, (size_t)(all[i].question[1] - '0') + 1,
			     all[i].sitting_id);
	}
	return l;
}

/* How many of `a` are not in `b`. */
static size_t without(const struct look *a, size_t of, const struct look *b,
		      size_t in)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n[of]; i++) {
		size_t k = 0;

		while (k < b->n[in] && strcmp(a->ids[of][i], b->ids[in][k]))
			k++;
		n += k == b->n[in];
	}
	return n;
}

static bool few(size_t n)
{
	return n && n < SURVEY_LEAST;
}

static void walk(struct look *last, bool *between, bool *beside, size_t *told)
{
	const struct look before = *last, now = look(false);

	for (size_t q = 0; q <= QUESTIONS; q++) {
		*between |= few(without(&now, q, &before, q)) ||
			    without(&before, q, &now, q);
		*beside |= few(now.n[q]) || without(&now, q, &now, 0) ||
			   few(without(&now, 0, &now, q));
		*told += q && now.n[q];
	}
	*last = now;
}

static void play(const struct database *d)
{
	struct look last = { .n = { 0 } };
	bool between = false, beside = false;
	size_t told = 0;

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(db_open(d->url, &catalogue, &mem, &db), OK);
	begin();
	for (int i = 0; i < SITTINGS; i++) {
		sit(i);
		walk(&last, &between, &beside, &told);
	}
	TEST("from look to look a drawn question is told of five more, or of none")
		check(!between);
	TEST("and beside its quiz it leaves none, or five")
		check(!beside);
	TEST("all but the rarest are told of, and of first sittings alone, too") {
		const struct look l = look(true);

		check(told > SITTINGS);
		check(l.n[0] == 50 && l.n[1] == 50);
		check(l.n[2] >= SURVEY_LEAST && l.n[2] < 50);
	}
	db_close(db);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
