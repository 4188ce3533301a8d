/*
 * The ledger on both engines: once, whatever is retried or raced; what is
 * earned stays; what is taken back is an entry of its own.
 */
#include "training/ledger.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/ident.h"
#include "databases.h"
#include "db/migrate.h"
#include "db/pool.h"
#include "store/agency.h"
#include "store/person.h"
#include "visit.h"

#define DB (v.rq.db)
#define DAY INT64_C(86400000)
#define THREADS 20
#define PEOPLE 5
#define THINGS 4

static struct visit v;

static const char *person_name(struct arena *mem, int i)
{
	return arena_format(mem, "p%d", i);
}

static void people(const struct database *d)
{
	const char *clash;

	database_clear(d);
	visit_migrate(d->url);
	visit_begin(&v, d->url);
	for (int i = 0; i < 2; i++)
		check_int(agency_add(DB, &(struct agency){
			.id = i ? "other" : "ours", .name = i ? "Lain" : "Kami",
			.kind = "agency", .help = "" }), OK);
	for (int i = 0; i < PEOPLE; i++)
		check_int(person_add(DB, &(struct person){
			.id = person_name(&v.mem, i), .agency_id = "ours",
			.name = arena_format(&v.mem, "Orang %d", i),
			.login = arena_format(&v.mem, "orang%d", i) }, &clash),
			OK);
	visit_end(&v);
}

static struct earning module_by(const char *person, const char *evidence,
				int64_t at)
{
	return (struct earning){
		.person_id = person, .agency_id = "ours", .source = "module",
		.source_id = "m0", .title = "Modul", .organiser = "Kami",
		.form = "self-paced", .competency = "technical", .jp = 500,
		.reached = { .completed = true }, .evidence = evidence,
		.first_at = at - DAY, .last_at = at,
	};
}

static struct earned earn(const struct earning *g)
{
	struct earned out;

	check_int(ledger_earn(DB, g, g->last_at, &out), OK);
	return out;
}

/* Of a person, all years. */
static int64_t sum_of(const char *person, size_t *n)
{
	int64_t sum = 0;

	*n = 0;
	for (int i = 0; i < THINGS; i++) {
		struct jp_entry *all;
		size_t count;

		check_int(jp_entries_of(DB, person, "module",
					arena_format(&v.mem, "m%d", i), &all,
					&count), OK);
		for (size_t k = 0; k < count; k++)
			sum += all[k].reversed_by ? 0 : all[k].jp;
		*n += count;
	}
	return sum;
}

static struct jp_rule rule(const char *agency, const char *from,
			   int64_t factor, int64_t months)
{
	return (struct jp_rule){
		.id = ident_make(&v.mem, VISIT_NOW), .agency_id = agency,
		.source = "module", .form = "self-paced", .from_day = from,
		.until_day = "9999-12-31", .needs = JP_NEEDS_COMPLETED,
		.factor = factor, .most = -1, .renew_months = months,
		.paper = "", .created_at = VISIT_NOW };
}

static void once(const struct database *d)
{
	struct jp_entry entry;
	struct earned a, b;
	struct jp_rule r;
	size_t n;

	people(d);
	visit_begin(&v, d->url);
	TEST("what is said again earns once, and tells the same entry") {
		struct earning g = module_by("p0", "a1", VISIT_NOW);

		a = earn(&g);
		check(a.fresh);
		check_int(a.jp, 500);
		check_str(a.paper, "completion");
		b = earn(&g);
		check(!b.fresh);
		check_str(b.entry_id, a.entry_id);
		check_int(b.jp, 500);
		check_int(sum_of("p0", &n), 500);
	}
	TEST("another attempt at it earns nothing more") {
		struct earning g = module_by("p0", "a2", VISIT_NOW + DAY);

		b = earn(&g);
		check(!b.entry_id);
		check_int(b.why, UNEARNED_BEFORE);
	}
	TEST("what is not reached earns nothing, and no paper") {
		struct earning g = module_by("p1", "a3", VISIT_NOW);

		g.reached.completed = false;
		b = earn(&g);
		check_int(b.why, UNEARNED_NOT_YET);
		check_str(b.paper, "");
	}
	TEST("another rule afterwards leaves an entry as it is") {
		struct earning g = module_by("p0", "a1", VISIT_NOW);

		r = rule("ours", "2020-01-01", 50, 0);
		check_int(jp_rule_add(DB, &r), OK);
		b = earn(&g);
		check_int(b.jp, 500);
		check_int(jp_entry_by_id(DB, a.entry_id, &entry), OK);
		check_int(entry.jp, 500);
		check_str(entry.day, "2027-01-15");
		check_int(entry.year, 2027);
		check_str(entry.first_day, "2027-01-14");
	}
	TEST("and whoever earns from now on gets what it says") {
		struct earning g = module_by("p1", "a4", VISIT_NOW);

		b = earn(&g);
		check(b.fresh);
		check_int(b.jp, 250);
	}
	TEST("what was taken back stands there twice, and is not earned again by "
	     "the same attempt") {
		struct earning g = module_by("p0", "a1", VISIT_NOW);

		check_int(ledger_reverse(DB, a.entry_id, "Salah orang", NULL,
					 VISIT_NOW), OK);
		check_int(jp_entry_by_id(DB, a.entry_id, &entry), OK);
		check(entry.reversed_by != NULL);
		check_int(jp_entry_by_id(DB, entry.reversed_by, &entry), OK);
		check_int(entry.jp, -500);
		check_str(entry.reason, "Salah orang");
		b = earn(&g);
		check(!b.entry_id);
		check_int(sum_of("p0", &n), 0);
		check_int((int64_t)n, 1);
	}
	TEST("it is taken back once, and a reversal not at all") {
		check_int(ledger_reverse(DB, a.entry_id, "x", NULL, VISIT_NOW),
			  ERR_CONFLICT);
		check_int(ledger_reverse(DB, entry.id, "x", NULL, VISIT_NOW),
			  ERR_CONFLICT);
	}
	TEST("but a new attempt earns it anew, since nothing stands for it") {
		struct earning g = module_by("p0", "a5", VISIT_NOW + DAY);

		b = earn(&g);
		check(b.fresh);
		check_int(b.renewal, 1);
	}
	visit_end(&v);
}

static void renewed(const struct database *d)
{
	struct earned a;
	struct jp_rule r;

	people(d);
	visit_begin(&v, d->url);
	r = rule(NULL, "2026-01-01", 100, 12);
	check_int(jp_rule_add(DB, &r), OK);
	TEST("what is renewable is earned again after its months, not before") {
		struct earning g = module_by("p0", "a1", VISIT_NOW);

		a = earn(&g);
		check_int(a.renewal, 0);
		g = module_by("p0", "a2", VISIT_NOW + 360 * DAY);
		a = earn(&g);
		check_int(a.why, UNEARNED_BEFORE);
		g = module_by("p0", "a2", VISIT_NOW + 366 * DAY);
		a = earn(&g);
		check(a.fresh);
		check_int(a.renewal, 1);
		check_str(a.day, "2028-01-16");
		a = earn(&g);
		check(!a.fresh);
		check_int(a.renewal, 1);
	}
	TEST("a record that moves to another account counts once there") {
		struct earning g = module_by("p1", "b1", VISIT_NOW);
		size_t n;

		a = earn(&g);
		g.source_id = "m1";
		a = earn(&g);
		check_int(ledger_adopt(DB, "p1", "p0", NULL, VISIT_NOW), OK);
		check_int(sum_of("p1", &n), 0);
		check_int((int64_t)n, 0);
		check_int(sum_of("p0", &n), 1500);
		check_int((int64_t)n, 4);
	}
	visit_end(&v);
}

/* A racer and what it was told. */
struct racer {
	struct pool *pool;
	const char *evidence;
	int64_t fresh;
	enum err result;
	pthread_t thread;
};

static enum err race_work(struct db *db, void *context)
{
	struct racer *r = context;
	const struct earning g = module_by("p0", r->evidence, VISIT_NOW);
	struct earned out;
	enum err e = ledger_earn(db, &g, VISIT_NOW, &out);

	r->fresh = !e && out.fresh;
	return e;
}

static enum err race_reverse(struct db *db, void *context)
{
	struct racer *r = context;

	return ledger_reverse(db, r->evidence, "balapan", NULL, VISIT_NOW);
}

static pool_work *racing;

static void *race_main(void *context)
{
	struct racer *r = context;
	struct arena mem = ARENA_INIT;
	struct failure why;
	int tries = 0;

	failure_into(&why);
	do {
		r->result = pool_write(r->pool, &mem, racing, r);
	} while (r->result == ERR_BUSY && tries++ < 50);
	failure_into(NULL);
	arena_end(&mem);
	return NULL;
}

static void race(struct pool *pool, const char *evidence, bool each,
		 struct racer r[static THREADS])
{
	for (int i = 0; i < THREADS; i++) {
		r[i] = (struct racer){ .pool = pool,
			.evidence = each ? arena_format(&v.mem, "%s%d",
							evidence, i)
					 : evidence };
		pthread_create(&r[i].thread, NULL, race_main, &r[i]);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(r[i].thread, NULL);
}

static void races(const struct database *d)
{
	const struct pool_options options = { 8, 1000 };
	struct racer r[THREADS];
	struct jp_entry *all;
	struct pool *pool;
	int64_t fresh = 0, good = 0;
	size_t n;

	people(d);
	visit_begin(&v, d->url);
	check_int(pool_open(d->url, &catalogue, &options, &pool), OK);
	check_int(db_commit(DB), OK);
	TEST("twenty at once for one evidence make one entry") {
		racing = race_work;
		race(pool, "a1", false, r);
		for (int i = 0; i < THREADS; i++) {
			check_int(r[i].result, OK);
			fresh += r[i].fresh;
		}
		check_int(fresh, 1);
	}
	TEST("twenty at once with an attempt each make no second one") {
		race(pool, "b", true, r);
		for (int i = 0; i < THREADS; i++) {
			check_int(r[i].result, OK);
			check_int(r[i].fresh, 0);
		}
		check_int(db_begin(DB, DB_READ), OK);
		check_int(jp_entries_of(DB, "p0", "module", "m0", &all, &n),
			  OK);
		check_int((int64_t)n, 1);
		check_int(db_commit(DB), OK);
	}
	TEST("of twenty who take it back at once one does") {
		racing = race_reverse;
		race(pool, all[0].id, false, r);
		for (int i = 0; i < THREADS; i++) {
			check(r[i].result == OK || r[i].result == ERR_CONFLICT);
			good += r[i].result == OK;
		}
		check_int(good, 1);
	}
	pool_close(pool);
	check_int(db_begin(DB, DB_WRITE), OK);
	visit_end(&v);
}

/* ---- Any history ------------------------------------------------------- */

/* What the ledger should come to, kept the plain way. */
struct model {
	int64_t jp;		/* not taken back, of one person and thing */
	bool seen[8];		/* by evidence */
	char last[DAY_SIZE];
	const char *entry;
};

static void step(struct model *m, const char *person, int thing)
{
	const int evidence = rand() % 8;
	const int64_t at = VISIT_NOW + rand() % 700 * DAY;
	struct earning g = module_by(person, arena_format(&v.mem, "%s.%d.%d",
						person, thing, evidence), at);
	char day[DAY_SIZE], from[DAY_SIZE];
	struct earned out;
	bool may;

	g.source_id = arena_format(&v.mem, "m%d", thing);
	g.reached.completed = rand() % 4;
	day_at(at, ZONE_WIB, day);
	day_later(*m->last ? m->last : day, 6, from);
	may = g.reached.completed && !m->seen[evidence] &&
	      (!*m->last || strcmp(day, from) >= 0);
	out = earn(&g);
	check_int(out.fresh, may);
	if (may) {
		m->seen[evidence] = true;
		m->jp += 500;
		snprintf(m->last, sizeof(m->last), "%s", day);
		m->entry = out.entry_id;
	}
	if (m->entry && rand() % 10 == 0) {
		check_int(ledger_reverse(DB, m->entry, "acak", NULL, at), OK);
		m->jp -= 500;
		m->entry = NULL;
		*m->last = '\0';
	}
}

static void histories(const struct database *d)
{
	static struct model models[PEOPLE][THINGS];
	struct jp_rule r;
	size_t n;

	people(d);
	visit_begin(&v, d->url);
	r = rule(NULL, "2026-01-01", 100, 6);
	check_int(jp_rule_add(DB, &r), OK);
	memset(models, 0, sizeof(models));
	srand(20);
	TEST("the sum of the entries is what the rules give, in any history") {
		for (int i = 0; i < 1500; i++) {
			const int p = rand() % PEOPLE, t = rand() % THINGS;
			struct model *m = &models[p][t];

			/* After a reversal an older one may stand again: those
			   histories are another test's. */
			if (m->jp && !m->entry)
				continue;
			step(m, person_name(&v.mem, p), t);
		}
		for (int p = 0; p < PEOPLE; p++) {
			int64_t want = 0;

			for (int t = 0; t < THINGS; t++)
				want += models[p][t].jp;
			check_int(sum_of(person_name(&v.mem, p), &n), want);
			check(want > 0);
		}
	}
	visit_end(&v);
}

static void play(const struct database *d)
{
	printf("# on %s\n", d->sqlite ? "SQLite" : "PostgreSQL");
	once(d);
	renewed(d);
	races(d);
	histories(d);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
