/* What an import leaves that never ended. */
#include "jobs/leftovers.h"

#include "base/clock.h"
#include "base/ident.h"
#include "check.h"
#include "databases.h"
#include "db/migrate.h"
#include "db/pool.h"
#include "store/module.h"
#include "store/queries.h"

#define MANY 1200	/* more than are dropped at once */

static struct server server;
static char old[IDENT_SIZE], young[IDENT_SIZE];

static enum err enter(struct db *db, void *version)
{
	char path[16];
	enum err e = OK;

	for (int i = 0; i < MANY && !e; i++) {
		snprintf(path, sizeof(path), "%d.html", i);
		e = version_file_add(db, version, &(struct version_file){
			.path = path, .blob = "b", .size = 1,
			.media_type = "text/html" });
	}
	return e;
}

static size_t files_of(const char *version)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	size_t n = 0;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(version_file_count(db, version, &n), OK);
	pool_read_end(server.pool, db);
	arena_end(&mem);
	return n;
}

static void seen(const char *version)
{
	struct arena mem = ARENA_INIT;
	struct version_file *files;
	struct version_use use;
	struct db *db;
	size_t n;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(version_index(db, &mem, version, &use, &files, &n),
		  ERR_NOT_FOUND);
	pool_read_end(server.pool, db);
	arena_end(&mem);
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };
	const int64_t now = clock_now();
	struct arena mem = ARENA_INIT;

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	ident_new(now - LEFTOVER_ROWS_MS - 1000, old);
	ident_new(now - LEFTOVER_ROWS_MS + 60000, young);
	check_int(pool_write(server.pool, &mem, enter, old), OK);
	check_int(pool_write(server.pool, &mem, enter, young), OK);
	TEST("files whose version is not there yet are nobody's to see")
		seen(young);
	TEST("files of an import that never ended go after a day, all of them, and not before") {
		leftovers_rows_remove(&server, now);
		check_int(files_of(old), 0);
		check_int(files_of(young), MANY);
	}
	pool_close(server.pool);
	arena_end(&mem);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
