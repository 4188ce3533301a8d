/*
 * Whatever is supported, taken back and merged, by however many at once: a need
 * has as many supporters as rows say, and nobody counts twice. On both engines.
 */
#include "store/need.h"

#include <pthread.h>
#include <stdlib.h>

#include "databases.h"
#include "db/pool.h"
#include "store/agency.h"
#include "store/like.h"
#include "store/person.h"
#include "visit.h"

#define DB (v.rq.db)
#define PEOPLE 10
#define NEEDS 8
#define THREADS 4
#define STEPS 60
#define CHANCES 400

static struct visit v;
static char people[PEOPLE][8];
static char needs[NEEDS][32];

static void people_make(void)
{
	const struct agency agency = { .id = "dinas", .name = "Dinas",
				       .kind = "agency", .help = "" };
	const char *clash;

	check_int(agency_add(DB, &agency), OK);
	for (int i = 0; i < PEOPLE; i++) {
		snprintf(people[i], sizeof(people[i]), "p%02d", i);
		check_int(person_add(DB, &(struct person){
			.id = people[i], .agency_id = "dinas", .name = "Sari",
			.login = people[i] }, &clash), OK);
	}
}

static void needs_make(void)
{
	for (int i = 0; i < NEEDS; i++) {
		struct need n = { .agency_id = "dinas", .title = "Arsip",
				  .about = "", .topic = "", .cause_id = "",
				  .regulation = "", .created_by = people[0],
				  .created_at = 1000 + i };

		check_int(need_add(DB, &n), OK);
		snprintf(needs[i], sizeof(needs[i]), "%s", n.id);
	}
}

static struct need look(int i)
{
	struct need n = { .id = NULL };

	check_int(need_by_id(DB, needs[i], "p00", &n), OK);
	return n;
}

static bool supports(int need, int who)
{
	struct need n = { .supported = false };

	check_int(need_by_id(DB, needs[need], people[who], &n), OK);
	return n.supported;
}

/* Rows, as each of them says for itself. */
static int64_t rows_of(int need)
{
	int64_t n = 0;

	for (int i = 0; i < PEOPLE; i++)
		n += supports(need, i);
	return n;
}

static void counts_hold(void)
{
	for (int i = 0; i < NEEDS; i++) {
		const struct need n = look(i);

		check_int(n.supporters, rows_of(i));
		check(n.state != NEED_MERGED || n.supporters == 0);
	}
}

/* ---- One after another, beside a model of it ------------------------------ */

static bool model[NEEDS][PEOPLE];
static int part_of[NEEDS];		/* itself, or what it was merged into */

static void model_holds(void)
{
	for (int i = 0; i < NEEDS; i++) {
		const struct need n = look(i);

		for (int who = 0; who < PEOPLE; who++)
			check_int(supports(i, who), model[i][who]);
		check_int(n.state == NEED_MERGED, part_of[i] != i);
		if (n.merged_into)
			check_str(n.merged_into, needs[part_of[i]]);
	}
}

static void merged(int from, int into)
{
	check_int(need_merge(DB, needs[from], needs[into], "p00", 5000), OK);
	for (int i = 0; i < PEOPLE; i++) {
		model[into][i] |= model[from][i];
		model[from][i] = false;
	}
	for (int i = 0; i < NEEDS; i++)
		if (part_of[i] == from)
			part_of[i] = into;
}

static void step(int at)
{
	const int need = rand() % NEEDS, who = rand() % PEOPLE;
	const int other = rand() % NEEDS;
	bool changed;

	if (part_of[need] != need)
		return;
	if (at % 80 == 79 && other != need && part_of[other] == other) {
		merged(need, other);
	} else if (rand() % 3) {
		check_int(need_support(DB, needs[need], people[who], 1,
				       &changed), OK);
		check_int(changed, !model[need][who]);
		model[need][who] = true;
	} else {
		check_int(need_unsupport(DB, needs[need], people[who],
					 &changed), OK);
		check_int(changed, model[need][who]);
		model[need][who] = false;
	}
}

static void chance(void)
{
	memset(model, 0, sizeof(model));
	for (int i = 0; i < NEEDS; i++)
		part_of[i] = i;
	srand(37);
	TEST("whatever is supported, taken back and merged, the counts hold") {
		for (int i = 0; i < CHANCES; i++) {
			step(i);
			if (i % 40 == 0)
				counts_hold();
		}
		counts_hold();
		model_holds();
	}
}

/* ---- Many at once --------------------------------------------------------- */

struct racer {
	struct pool *pool;
	pthread_t thread;
	unsigned seed;
	int need, who, other, what;
	enum err result;
	int failed;
};

/* What the API does: of a merged one, the one that it is part of is meant. */
static enum err act(struct db *db, void *context)
{
	const struct racer *r = context;
	struct need n, into;
	bool changed;
	enum err e;

	if ((e = need_by_id(db, needs[r->need], people[r->who], &n)))
		return e;
	if (n.merged_into && (e = need_by_id(db, n.merged_into,
					     people[r->who], &n)))
		return e;
	if (r->what == 0) {
		if ((e = need_by_id(db, needs[r->other], "p00", &into)))
			return e;
		return need_merge_check(&n, &into) ? OK
			: need_merge(db, n.id, into.id, "p00", 9000);
	}
	return r->what < 7 ? need_support(db, n.id, people[r->who], 1,
					  &changed)
			   : need_unsupport(db, n.id, people[r->who],
					    &changed);
}

static void *race_run(void *context)
{
	struct racer *r = context;
	struct arena mem = ARENA_INIT;

	for (int i = 0; i < STEPS; i++) {
		r->need = rand_r(&r->seed) % NEEDS;
		r->who = rand_r(&r->seed) % PEOPLE;
		r->other = rand_r(&r->seed) % NEEDS;
		r->what = i % 20 == 19 ? 0 : 1 + rand_r(&r->seed) % 9;
		r->result = pool_write(r->pool, &mem, act, r);
		r->failed += r->result != OK && r->result != ERR_BUSY;
	}
	arena_end(&mem);
	return NULL;
}

static void race(const char *url)
{
	static const struct pool_options options = { .readers = THREADS,
						     .waiting = 100 };
	struct racer all[THREADS];
	struct pool *pool;

	check_int(pool_open(url, &catalogue, &options, &pool), OK);
	for (unsigned i = 0; i < THREADS; i++) {
		all[i] = (struct racer){ .pool = pool, .seed = 100 + i };
		pthread_create(&all[i].thread, NULL, race_run, &all[i]);
	}
	for (unsigned i = 0; i < THREADS; i++) {
		pthread_join(all[i].thread, NULL);
		check_int(all[i].failed, 0);
	}
	pool_close(pool);
}

/* ---- What the list says ---------------------------------------------------- */

static size_t count(const char *state, const char *words)
{
	const struct need_filter filter = {
		.agency_id = "dinas", .topic = "", .unit_id = "",
		.state = state, .like = like_containing(&v.mem, words),
		.person_id = "p00" };
	size_t n = 0;

	check_int(need_count(DB, &filter, &n), OK);
	return n;
}

static void lists(void)
{
	struct need n = { .id = NULL };
	bool moved;

	TEST("a list leaves out what was merged, and knows what is a gap") {
		size_t merged = 0;

		for (int i = 0; i < NEEDS; i++)
			merged += look(i).state == NEED_MERGED;
		check(merged > 0);
		check_int(count("merged", ""), merged);
		check_int(count("", ""), NEEDS - merged);
		check_int(count("gap", "ARSIP"), NEEDS - merged);
		check_int(count("", "100%"), 0);
	}
	TEST("a change of what was changed meanwhile is told") {
		for (int i = 0; i < NEEDS; i++)
			if (look(i).state != NEED_MERGED)
				n = look(i);
		n.title = "Surat";
		check_int(need_change(DB, &n, "p00", &moved), OK);
		check(!moved);
		check_int(need_change(DB, &n, "p00", &moved), OK);
		check(moved);
		check_int(count("", "surat"), 1);
	}
}

static void play(const struct database *db)
{
	visit_migrate(db->url);
	visit_begin(&v, db->url);
	people_make();
	needs_make();
	chance();
	lists();
	needs_make();
	visit_end(&v);
	TEST("many at once, merging too, and the counts hold") {
		race(db->url);
		visit_begin(&v, db->url);
		counts_hold();
		visit_end(&v);
	}
}

int main(void)
{
	databases_play(play);
	return test_end();
}
