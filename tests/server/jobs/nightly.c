/* When the night's work is done, and where it goes on. */
#include "jobs/nightly.h"

#include "check.h"
#include "config.h"
#include "databases.h"
#include "db/migrate.h"
#include "store/nightly.h"
#include "store/queries.h"

#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)
#define NOW INT64_C(1800000000000)	/* 2027-01-15, 15:00 in Jakarta */
#define PIECES 4

static struct config config = { .url = "" };
static struct server server = { .config = &config };
static struct arena mem = ARENA_INIT;
static int counted, failing, sorted;

static enum err setting(struct db *db, void *context)
{
	const char *sql = context;

	return db_script(db, sql);
}

/* Each piece writes its number; the piece `failing` does so and then fails. */
static enum err count_write(struct db *db, void *context)
{
	const int i = *(int *)context;
	const char *sql = arena_format(db_arena(db),
		"INSERT INTO setting (name, value) VALUES ('n%d', '')", i);
	enum err e = db_script(db, sql);

	return !e && i == failing ? fail(ERR_INTERNAL, "on purpose") : e;
}

static enum err count_piece(struct nightly_piece *p)
{
	int *i = arena_new(p->mem, int);

	*i = atoi(p->reached) + 1;
	counted++;
	p->reached = arena_format(p->mem, "%d", *i);
	p->more = *i < PIECES;
	p->write = count_write;
	p->context = i;
	return OK;
}

static enum err sort_piece(struct nightly_piece *p)
{
	(void)p;
	sorted++;
	return OK;
}

static const struct nightly_part both[] = {
	{ "count", count_piece }, { "sort", sort_piece },
};

static enum err night(int64_t now)
{
	return nightly_parts(&server, both, 2, now);
}

static void forget(void)
{
	check_int(pool_write(server.pool, &mem, setting,
			     (void *)"DELETE FROM setting"), OK);
	counted = sorted = failing = 0;
}

static struct nightly_row row(void)
{
	struct nightly_row out;
	struct db *db;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(nightly_get(db, "count", &out), OK);
	pool_read_end(server.pool, db);
	return out;
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	forget();
	TEST("the first start does what no night has done") {
		check_int(night(NOW), OK);
		check_int(counted, PIECES);
		check_int(sorted, 1);
		check_int(row().done_at, NOW);
		check_str(row().reached, "");
	}
	TEST("and nothing more until two in the morning in Jakarta") {
		forget();
		check_int(night(NOW + 11 * HOUR - 1), OK);
		check_int(counted + sorted, 0);
		check_int(night(NOW + 11 * HOUR), OK);
		check_int(counted, PIECES);
	}
	TEST("a night that was slept through is made up for once") {
		forget();
		check_int(night(NOW + 5 * DAY), OK);
		check_int(night(NOW + 5 * DAY + HOUR), OK);
		check_int(counted, PIECES);
	}
	TEST("a piece that fails leaves nothing, and holds up no other part") {
		forget();
		failing = 3;
		check_int(night(NOW + 6 * DAY), ERR_INTERNAL);
		check_int(counted, 3);
		check_str(row().reached, "2");
		check_int(sorted, 1);
	}
	TEST("what was cut short goes on where it was, and twice does nothing") {
		failing = counted = 0;
		check_int(night(NOW + 6 * DAY + 1), OK);
		check_int(counted, 2);
		check_int(night(NOW + 6 * DAY + 2), OK);
		check_int(counted, 2);
		check_int(row().began_at, NOW + 6 * DAY);
	}
	pool_close(server.pool);
	arena_end(&mem);
}

int main(void)
{
	TEST("the night begins at two in Jakarta, which is seven hours ahead") {
		check_int(nightly_moment(NOW), NOW - 13 * HOUR);
		check_int(nightly_moment(NOW + 11 * HOUR), NOW + 11 * HOUR);
	}
	databases_play(play);
	return test_end();
}
