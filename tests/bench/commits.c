/*
 * What does it cost that 64 learners share a commit?
 *
 *	bench-commits [SECONDS [SYNC_MS]]	a table, three rounds, the middle one
 *	bench-commits WAY SECONDS [SYNC_MS]	one figure: of pool, bare or alone
 *
 * The same write, an item of a run of 1 kB put in the place of the one before,
 * in three ways in turn on files of the same folder (TMPDIR): by 64 threads
 * through pool_write, each answered after its commit; by SQLite alone, in one
 * thread and in batches of 64; and by 64 threads one commit each. SYNC_MS makes
 * each sync take that much longer, as a slow disk does.
 */
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/migrate.h"
#include "db/pool.h"

#define LEARNERS 64
#define RUNS     (LEARNERS * 40)
#define ROUNDS   3

static const char schema[] =
	"CREATE TABLE run (id TEXT PRIMARY KEY, sequence BIGINT NOT NULL,"
	" item TEXT NOT NULL, saved_at BIGINT NOT NULL)";
static const char save[] =
	"INSERT INTO run (id, sequence, item, saved_at) VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence,"
	" item = excluded.item, saved_at = excluded.saved_at"
	" WHERE run.sequence < excluded.sequence";

static const struct query queries[] = { { "save", save, 4 } };
static const struct migration steps[] = { { 1, "begin", schema } };
static const struct catalogue catalogue = { queries, 1, steps, 1 };

static long sync_ns;
static atomic_bool over;
static atomic_ullong syncs;

/* Found before the C library's by SQLite. */
int fdatasync(int fd);
int fdatasync(int fd)
{
	const struct timespec t = { sync_ns / 1000000000, sync_ns % 1000000000 };

	syncs++;
	if (sync_ns)
		nanosleep(&t, NULL);
	return (int)syscall(SYS_fdatasync, fd);
}

static _Noreturn void stop(const char *what, const char *why)
{
	fprintf(stderr, "bench-commits: %s: %s\n", what, why);
	exit(1);
}

struct item {
	char run[32], text[1024];
	int64_t sequence;
};

/* Each time another run of this learner, and other bytes. */
static void item_next(struct item *it, size_t learner)
{
	const int64_t n = it->sequence++;

	snprintf(it->run, sizeof(it->run), "01hrun%020zu",
		 learner * 40 + (size_t)n % 40);
	memset(it->text, 'a' + (char)(n % 26), sizeof(it->text) - 1);
	it->text[sizeof(it->text) - 1] = '\0';
}

/* --- Through the pool ----------------------------------------------------- */

struct learner {
	pthread_t thread;
	struct pool *pool;
	size_t number;
	uint64_t saved;
	struct item item;
};

static enum err save_item(struct db *db, void *context)
{
	const struct item *it = context;

	return db_run(db, NULL, 0, ARGS(arg_text(it->run),
					arg_int(it->sequence),
					arg_text(it->text), arg_int(1)));
}

static void *learner_main(void *context)
{
	struct learner *l = context;

	while (!over) {
		struct arena mem = ARENA_INIT;

		item_next(&l->item, l->number);
		if (pool_write(l->pool, &mem, save_item, &l->item))
			stop("pool_write", fail_reason());
		arena_end(&mem);
		l->saved++;
	}
	return NULL;
}

/* Every learner is a thread of `run`; answers how many were saved a second. */
static double learners_play(void *(*run)(void *), struct pool *p,
			    double seconds)
{
	static struct learner l[LEARNERS];
	const int64_t begun = clock_steady();
	uint64_t saved = 0;

	over = false;
	for (size_t i = 0; i < LEARNERS; i++) {
		l[i] = (struct learner){ .pool = p, .number = i };
		pthread_create(&l[i].thread, NULL, run, &l[i]);
	}
	usleep((useconds_t)(seconds * 1e6));
	over = true;
	for (size_t i = 0; i < LEARNERS; i++) {
		pthread_join(l[i].thread, NULL);
		saved += l[i].saved;
	}
	return (double)saved * 1000 / (double)(clock_steady() - begun);
}

static double pool_rate(const char *path, double seconds)
{
	const struct pool_options options = { 4, 1000 };
	struct pool_counts counts;
	struct pool *p;
	char url[300];
	double rate;

	snprintf(url, sizeof(url), "sqlite:%s", path);
	if (db_migrate(url, &catalogue) ||
	    pool_open(url, &catalogue, &options, &p))
		stop("pool_open", fail_reason());
	rate = learners_play(learner_main, p, seconds);
	pool_count(p, &counts);
	printf("# pool: %.1f writes a commit\n",
	       (double)counts.writes / (double)counts.commits);
	pool_close(p);
	return rate;
}

/* --- SQLite alone --------------------------------------------------------- */

static sqlite3 *bare;
static sqlite3_stmt *bare_save;
static pthread_mutex_t bare_lock = PTHREAD_MUTEX_INITIALIZER;

static void bare_do(const char *sql)
{
	if (sqlite3_exec(bare, sql, NULL, NULL, NULL))
		stop(sql, sqlite3_errmsg(bare));
}

static void bare_open(const char *path)
{
	if (sqlite3_open(path, &bare))
		stop(path, sqlite3_errmsg(bare));
	bare_do("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
	bare_do(schema);
	if (sqlite3_prepare_v2(bare, save, -1, &bare_save, NULL))
		stop(save, sqlite3_errmsg(bare));
}

static void bare_close(void)
{
	sqlite3_finalize(bare_save);
	sqlite3_close(bare);
}

static void bare_item(const struct item *it)
{
	sqlite3_bind_text(bare_save, 1, it->run, -1, SQLITE_STATIC);
	sqlite3_bind_int64(bare_save, 2, it->sequence);
	sqlite3_bind_text(bare_save, 3, it->text, -1, SQLITE_STATIC);
	sqlite3_bind_int64(bare_save, 4, 1);
	if (sqlite3_step(bare_save) != SQLITE_DONE)
		stop(save, sqlite3_errmsg(bare));
	sqlite3_reset(bare_save);
}

static double bare_rate(const char *path, double seconds)
{
	static struct item items[LEARNERS];
	const int64_t begun = clock_steady();
	const int64_t end = begun + (int64_t)(seconds * 1000);
	uint64_t saved = 0;

	memset(items, 0, sizeof(items));
	bare_open(path);
	while (clock_steady() < end) {
		bare_do("BEGIN IMMEDIATE");
		for (size_t i = 0; i < LEARNERS; i++) {
			item_next(&items[i], i);
			bare_item(&items[i]);
		}
		bare_do("COMMIT");
		saved += LEARNERS;
	}
	bare_close();
	return (double)saved * 1000 / (double)(clock_steady() - begun);
}

static void *alone_main(void *context)
{
	struct learner *l = context;

	while (!over) {
		item_next(&l->item, l->number);
		pthread_mutex_lock(&bare_lock);
		bare_do("BEGIN IMMEDIATE");
		bare_item(&l->item);
		bare_do("COMMIT");
		pthread_mutex_unlock(&bare_lock);
		l->saved++;
	}
	return NULL;
}

static double alone_rate(const char *path, double seconds)
{
	double rate;

	bare_open(path);
	rate = learners_play(alone_main, NULL, seconds);
	bare_close();
	return rate;
}

/* --- Side by side --------------------------------------------------------- */

static double in_new_file(double (*rate)(const char *, double), double seconds)
{
	const char *tmp = getenv("TMPDIR");
	char dir[256], path[300], command[300];
	double got;

	snprintf(dir, sizeof(dir), "%s/bench-commits-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir))
		stop(dir, "cannot be made");
	snprintf(path, sizeof(path), "%s/db", dir);
	syncs = 0;
	got = rate(path, seconds);
	printf("# %.0f a second with %.0f syncs a second\n", got,
	       (double)syncs / seconds);
	snprintf(command, sizeof(command), "rm -r '%s'", dir);
	if (system(command))
		stop(dir, "cannot be removed");
	return got;
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	static double (*const ways[])(const char *, double) = {
		pool_rate, bare_rate, alone_rate };
	static const char *const names[] = { "pool", "bare", "alone" };
	double got[3][ROUNDS], seconds = 3;

	log_least(LOG_ERROR);
	for (size_t way = 0; argc > 2 && way < 3; way++) {
		if (strcmp(argv[1], names[way]))
			continue;
		if (argc > 3)
			sync_ns = (long)(atof(argv[3]) * 1e6);
		printf("%.0f\n", in_new_file(ways[way], atof(argv[2])));
		return 0;
	}
	if (argc > 1)
		seconds = atof(argv[1]);
	if (argc > 2)
		sync_ns = (long)(atof(argv[2]) * 1e6);
	for (size_t round = 0; round < ROUNDS; round++)
		for (size_t way = 0; way < 3; way++)
			got[way][round] = in_new_file(ways[way], seconds);
	for (size_t way = 0; way < 3; way++)
		qsort(got[way], ROUNDS, sizeof(double), by_size);
	printf("saves a second, 64 learners: %.0f\n"
	       "SQLite, batches of 64:       %.0f (ours is %.2f of it)\n"
	       "one commit a save:           %.0f (ours is %.1f times it)\n",
	       got[0][1], got[1][1], got[0][1] / got[1][1], got[2][1],
	       got[0][1] / got[2][1]);
	return 0;
}
