/* The night tells what is still alone, box by box. */
#include "jobs/ballots.h"

#include "check.h"
#include "config.h"
#include "databases.h"
#include "db/migrate.h"
#include "store/queries.h"
#include "training/ballot.h"

#define DAY INT64_C(86400000)
#define NOW INT64_C(1800000000000)
#define BOXES 130		/* more than are looked at in one read */

static struct config config = { .url = "" };
static struct server server = { .config = &config };
static struct arena mem = ARENA_INIT;

static enum err script(struct db *db, void *sql)
{
	return db_script(db, sql);
}

static enum err cast_work(struct db *db, void *context)
{
	const struct ballot *b = context;
	bool due;

	return ballot_cast(db, b, NOW, &due);
}

/* Five of five units, or four of every third event. */
static void fill(int box)
{
	json_t *answers = json_pack("{s:i}", "applicable", 4);

	for (int i = 0; i < (box % 3 ? 5 : 4); i++)
		check_int(pool_write(server.pool, &mem, cast_work,
			&(struct ballot){
			.source = "event",
			.source_id = arena_format(&mem, "e%03d", box),
			.unit_id = arena_format(&mem, "u%d", i),
			.answers = answers }), OK);
	json_decref(answers);
}

static void begin(void)
{
	check_int(pool_write(server.pool, &mem, script, (void *)
		"INSERT INTO agency (id, name, kind, help, created_at)"
		" VALUES ('a', 'Instansi', 'agency', '', 0);"
		"INSERT INTO org_unit (id, agency_id, name, created_at) VALUES"
		" ('u0', 'a', 'S', 0), ('u1', 'a', 'S', 0), ('u2', 'a', 'S', 0),"
		" ('u3', 'a', 'S', 0), ('u4', 'a', 'S', 0)"), OK);
	for (int i = 0; i < BOXES; i++)
		fill(i);
}

static int64_t told(int box)
{
	const char *id = arena_format(&mem, "e%03d", box);
	struct ballot_sum *sums;
	struct db *db;
	size_t n;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(ballot_sums(db, "event", &id, 1, BALLOT_WHOLE, &sums, &n),
		  OK);
	pool_read_end(server.pool, db);
	return sums[0].answers;
}

static void night(int64_t now)
{
	static const struct nightly_part part[] = {
		{ "ballots", ballots_piece },
	};

	check_int(nightly_parts(&server, part, 1, now), OK);
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	begin();
	TEST("on the day itself the night tells nothing coarsely") {
		night(NOW);
		check_int(told(1), 0);
	}
	TEST("the next night tells each box that has five, and no other") {
		night(NOW + DAY);
		for (int i = 0; i < BOXES; i++)
			check_int(told(i), i % 3 ? 5 : 0);
	}
	TEST("and the night after that tells nothing twice") {
		night(NOW + 2 * DAY);
		for (int i = 0; i < BOXES; i++)
			check_int(told(i), i % 3 ? 5 : 0);
	}
	pool_close(server.pool);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
