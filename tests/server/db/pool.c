#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "fixture.h"

#define THREADS 64

static const struct pool_options options = { 8, 1000 };

static struct pool *pool_on(const struct database *d,
			    const struct pool_options *o)
{
	struct pool *p;

	database_clear(d);
	if (db_migrate(d->url, &fixture) ||
	    pool_open(d->url, &fixture, o, &p)) {
		printf("not ok - %s: %s\n", d->url, fail_reason());
		exit(1);
	}
	return p;
}

static int64_t rows_in(const struct database *d)
{
	struct arena mem = ARENA_INIT;
	struct db *db = fixture_open(d->url, &mem);
	int64_t n = entry_count(db);

	db_close(db);
	arena_end(&mem);
	return n;
}

/* --- Pieces and those who write them -------------------------------------- */

/* What a thread writes, and what it was told. */
struct job {
	struct pool *pool;
	pool_work *work;
	const char *id;
	const char *body;
	enum err result;
	struct failure why;
	atomic_int runs;
	pthread_t thread;
};

static void *job_main(void *context)
{
	struct job *j = context;
	struct arena mem = ARENA_INIT;

	failure_into(&j->why);
	j->result = pool_write(j->pool, &mem, j->work, j);
	failure_into(NULL);
	arena_end(&mem);
	return NULL;
}

static void job_begin(struct job *j, struct pool *p, pool_work *work,
		      const char *id)
{
	j->pool = p;
	j->work = work;
	j->id = id;
	pthread_create(&j->thread, NULL, job_main, j);
}

static enum err work_add(struct db *db, void *context)
{
	struct job *j = context;

	j->runs++;
	return entry_add(db, j->id, 1, j->body);
}

static enum err work_add_then_fail(struct db *db, void *context)
{
	struct job *j = context;
	enum err e;

	j->runs++;
	if ((e = entry_add(db, j->id, 1, NULL)) ||
	    (e = entry_add(db, "never", 1, NULL)))
		return e;
	return fail(ERR_INVALID, "%s thought better of it", j->id);
}

/* Ignores what it was told. */
static enum err work_add_hidden(struct db *db, void *context)
{
	struct job *j = context;

	j->runs++;
	(void)entry_add(db, j->id, 1, j->body);
	return OK;
}

static enum err work_dangle(struct db *db, void *context)
{
	struct job *j = context;

	j->runs++;
	return db_run(db, NULL, CHILD_ADD, ARGS(arg_text(j->id),
						arg_text("nobody")));
}

/*
 * Holds the writer until `want` pieces wait behind it, so that they are sure to
 * share its commit.
 */
struct gate {
	struct pool *pool;
	atomic_size_t want;
	void (*then)(struct db *);
	atomic_bool reached;
	enum err result;
	pthread_t thread;
};

static void wait_for(struct pool *p, size_t waiting)
{
	const int64_t deadline = clock_steady() + 20000;
	struct pool_counts c;

	do {
		usleep(200);
		pool_count(p, &c);
	} while (c.waiting_now != waiting && clock_steady() < deadline);
}

static enum err work_gate(struct db *db, void *context)
{
	struct gate *g = context;

	if (g->reached)		/* run again, on its own */
		return entry_add(db, "gate", 1, NULL);
	g->reached = true;
	while (g->want == SIZE_MAX)
		usleep(200);
	wait_for(g->pool, g->want);
	if (g->then)
		g->then(db);
	return entry_add(db, "gate", 1, NULL);
}

static void *gate_main(void *context)
{
	struct gate *g = context;
	struct arena mem = ARENA_INIT;

	g->result = pool_write(g->pool, &mem, work_gate, g);
	arena_end(&mem);
	return NULL;
}

static void gate_begin(struct gate *g, struct pool *p, size_t want)
{
	g->pool = p;
	g->want = want;
	pthread_create(&g->thread, NULL, gate_main, g);
	while (!g->reached)
		usleep(100);
}

/* Three pieces that share a commit with the gate before them. */
static void play_batch(struct pool *p, struct gate *g, struct job j[3],
		       pool_work *second)
{
	static const char *const ids[] = { "first", "second", "third" };

	gate_begin(g, p, SIZE_MAX);
	for (size_t i = 0; i < 3; i++) {
		job_begin(&j[i], p, i == 1 ? second : work_add, ids[i]);
		wait_for(p, i + 1);
	}
	g->want = 3;
	pthread_join(g->thread, NULL);
	for (size_t i = 0; i < 3; i++)
		pthread_join(j[i].thread, NULL);
}

/* --- Both engines --------------------------------------------------------- */

struct writer {
	struct pool *pool;
	size_t number, times;
	char id[32];
	int failed;
	pthread_t thread;
};

static enum err work_put(struct db *db, void *context)
{
	const struct writer *w = context;

	return db_run(db, NULL, ENTRY_PUT, ARGS(arg_text(w->id), arg_int(1),
						arg_text("body")));
}

static void *writer_thread(void *context)
{
	struct writer *w = context;

	for (size_t i = 0; i < w->times; i++) {
		struct arena mem = ARENA_INIT;

		snprintf(w->id, sizeof(w->id), "w%zu-%zu", w->number, i);
		w->failed += pool_write(w->pool, &mem, work_put, w) != OK;
		arena_end(&mem);
	}
	return NULL;
}

static void check_many(const struct database *d)
{
	static struct writer w[THREADS];
	struct pool *p = pool_on(d, &options);
	struct pool_counts c;
	int failed = 0;

	for (size_t i = 0; i < THREADS; i++) {
		w[i] = (struct writer){ .pool = p, .number = i, .times = 20 };
		pthread_create(&w[i].thread, NULL, writer_thread, &w[i]);
	}
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(w[i].thread, NULL);
		failed += w[i].failed;
	}
	check_int(failed, 0);
	check_int(rows_in(d), THREADS * 20);
	pool_count(p, &c);
	check_int(c.writes, THREADS * 20);
	check_int(c.failed, 0);
	check_int(c.waiting_now, 0);
	if (d->sqlite)
		check(c.commits < c.writes / 4);
	pool_close(p);
}

static atomic_int increments;

#define INCREMENTS 5		/* of each thread */

/* Reads and writes back: right only if nobody comes between. */
static enum err work_increment(struct db *db, void *context)
{
	int64_t value = entry_value(db, "counter");
	enum err e;

	(void)context;
	increments++;
	usleep(200);
	e = db_run(db, NULL, ENTRY_CHANGE,
		   ARGS(arg_text("counter"), arg_int(value + 1)));
	return value < 0 ? fail(ERR_BUSY, "the read met another") : e;
}

static void *increment_thread(void *pool)
{
	int failed = 0;

	for (size_t i = 0; i < INCREMENTS; i++) {
		struct arena mem = ARENA_INIT;

		failed += pool_write(pool, &mem, work_increment, NULL) != OK;
		arena_end(&mem);
	}
	return failed ? pool : NULL;
}

static enum err work_counter(struct db *db, void *context)
{
	(void)context;
	return entry_add(db, "counter", 0, NULL);
}

static void check_increments(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct arena mem = ARENA_INIT;
	pthread_t threads[THREADS];
	struct pool_counts c;
	void *failed;
	struct db *db;

	increments = 0;
	check_int(pool_write(p, &mem, work_counter, NULL), OK);
	for (size_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, increment_thread, p);
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &failed);
		check(!failed);
	}
	check_int(pool_read(p, &mem, &db), OK);
	check_int(entry_value(db, "counter"), THREADS * INCREMENTS);
	pool_read_end(p, db);
	pool_count(p, &c);
	check_int(increments, THREADS * INCREMENTS + c.again);
	check(d->sqlite ? !c.again : c.again);
	pool_close(p);
	arena_end(&mem);
}

static void check_failing(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct arena mem = ARENA_INIT;
	struct job j = { .id = "mine" };
	struct failure mine = { "" };

	check_int(pool_write(p, &mem, work_add_then_fail, &j), ERR_INVALID);
	check(strstr(fail_reason(), "mine thought better of it") != NULL);
	fail(OK, "-");
	failure_into(&mine);
	check_int(pool_write(p, &mem, work_add_then_fail, &j), ERR_INVALID);
	failure_into(NULL);
	check(strstr(mine.reason, "mine thought better of it") != NULL);
	check(!strstr(fail_reason(), "thought"));
	check_int(rows_in(d), 0);
	pool_close(p);
	arena_end(&mem);
}

static enum err work_refused(struct db *db, void *context)
{
	struct job *j = context;

	(void)db;
	j->runs++;
	return fail(ERR_CONFLICT, "a rule is against it");
}

static void check_rule(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct arena mem = ARENA_INIT;
	struct job j = { .id = "ruled" };

	check_int(pool_write(p, &mem, work_refused, &j), ERR_CONFLICT);
	check_int(j.runs, 1);
	pool_close(p);
	arena_end(&mem);
}

/* As if it met others for a second or two, then goes through. */
static enum err work_meets(struct db *db, void *context)
{
	struct job *j = context;

	if (++j->runs > 10)
		return entry_add(db, j->id, 1, NULL);
	return db_script(db, "DO $$ BEGIN RAISE EXCEPTION USING"
			     " ERRCODE = '40001'; END $$");
}

static void check_patience(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct arena mem = ARENA_INIT;
	struct job j = { .id = "late" };

	check_int(pool_write(p, &mem, work_meets, &j), OK);
	check_int(j.runs, 11);
	pool_close(p);
	check_int(rows_in(d), 1);
	arena_end(&mem);
}

static void check_reading(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct arena mem = ARENA_INIT;
	struct job j = { .id = "seen" };
	struct db *db;

	check_int(pool_read(p, &mem, &db), OK);
	check_int(entry_add(db, "sly", 1, NULL), ERR_INTERNAL);
	pool_read_end(p, db);
	check_int(pool_read(p, &mem, &db), OK);
	check_int(entry_count(db), 0);
	check_int(pool_write(p, &mem, work_add, &j), OK);
	check_int(entry_count(db), 0);
	pool_read_end(p, db);
	check_int(pool_read(p, &mem, &db), OK);
	check_int(entry_value(db, "seen"), 1);
	pool_read_end(p, db);
	pool_close(p);
	arena_end(&mem);
}

static void *read_late(void *pool)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	enum err e = pool_read(pool, &mem, &db);

	if (!e)
		pool_read_end(pool, db);
	arena_end(&mem);
	return e == OK ? pool : NULL;
}

static void check_read_turns(const struct database *d)
{
	const struct pool_options one = { 1, 10 };
	struct pool *p = pool_on(d, &one);
	struct arena mem = ARENA_INIT;
	struct pool_counts c;
	pthread_t thread;
	struct db *db;
	void *got;

	check_int(pool_read(p, &mem, &db), OK);
	pthread_create(&thread, NULL, read_late, p);
	do {
		usleep(1000);
		pool_count(p, &c);
	} while (!c.waiting_now);
	pool_read_end(p, db);
	pthread_join(thread, &got);
	check(got == p);
	pool_close(p);
	arena_end(&mem);
}

#define NAME 16

struct crasher {
	struct pool *pool;
	size_t number;
	int out;
	char id[NAME];
};

static enum err work_crash(struct db *db, void *context)
{
	const struct crasher *c = context;

	return entry_add(db, c->id, 1, NULL);
}

static void *crasher_thread(void *context)
{
	struct crasher *c = context;

	for (size_t i = 0; ; i++) {
		struct arena mem = ARENA_INIT;

		memset(c->id, 0, NAME);
		snprintf(c->id, NAME, "c%zu-%zu", c->number, i);
		if (pool_write(c->pool, &mem, work_crash, c) ||
		    write(c->out, c->id, NAME) != NAME)
			_exit(1);
		arena_end(&mem);
	}
	return NULL;
}

static void crasher_main(const char *url, int out)
{
	static struct crasher c[8];
	struct pool *p;
	pthread_t thread;

	if (pool_open(url, &fixture, &options, &p))
		_exit(1);
	for (size_t i = 0; i < 8; i++) {
		c[i] = (struct crasher){ .pool = p, .number = i, .out = out };
		pthread_create(&thread, NULL, crasher_thread, &c[i]);
	}
	for (;;)
		pause();
}

/*
 * Another process writes, names each row on a pipe as soon as it is told that it
 * stands, and is killed in the middle. What it named is there at that moment,
 * and after the kill.
 */
static void check_crash(const struct database *d)
{
	static char named[4000][NAME];
	struct arena mem = ARENA_INIT;
	size_t n = 0, missing = 0;
	struct db *db;
	int ends[2], status;
	pid_t child;

	database_clear(d);
	db = fixture_open(d->url, &mem);
	check_int(pipe(ends), 0);
	child = fork();
	if (child == 0)
		crasher_main(d->url, ends[1]);
	close(ends[1]);
	while (n < 4000 && read(ends[0], named[n], NAME) == NAME) {
		missing += entry_value(db, named[n]) != 1;
		if (++n == 300)
			kill(child, SIGKILL);
	}
	close(ends[0]);
	check(waitpid(child, &status, 0) == child);
	check(WIFSIGNALED(status));
	check(n >= 300);
	check_int(missing, 0);
	db_close(db);
	db = fixture_open(d->url, &mem);
	for (size_t i = 0; i < n; i++)
		missing += entry_value(db, named[i]) != 1;
	check_int(missing, 0);
	db_close(db);
	arena_end(&mem);
}

static void check_crowd(const struct database *d)
{
	const struct pool_options narrow = { 1, 1 };
	struct pool *p = pool_on(d, &narrow);
	struct arena mem = ARENA_INIT;
	struct gate g = { 0 };
	struct job waits = { 0 }, refused = { .id = "refused" };

	gate_begin(&g, p, SIZE_MAX);
	job_begin(&waits, p, work_add, "waits");
	wait_for(p, 1);
	check_int(pool_write(p, &mem, work_add, &refused), ERR_BUSY);
	check_int(refused.runs, 0);
	g.want = 1;
	pthread_join(g.thread, NULL);
	pthread_join(waits.thread, NULL);
	check_int(waits.result, OK);
	check_int(g.result, OK);
	pool_close(p);
	arena_end(&mem);
}

static void *close_thread(void *pool)
{
	pool_close(pool);
	return NULL;
}

static void check_close(const struct database *d)
{
	const struct pool_options narrow = { 1, 10 };
	struct pool *p = pool_on(d, &narrow);
	struct job waits[2] = { 0 };
	struct gate g = { 0 };
	pthread_t closer;

	gate_begin(&g, p, SIZE_MAX);
	job_begin(&waits[0], p, work_add, "one");
	job_begin(&waits[1], p, work_add, "two");
	wait_for(p, 2);
	pthread_create(&closer, NULL, close_thread, p);
	usleep(100000);
	g.want = d->sqlite ? 2 : 0;
	pthread_join(g.thread, NULL);
	for (size_t i = 0; i < 2; i++) {
		pthread_join(waits[i].thread, NULL);
		check_int(waits[i].result, ERR_BUSY);
		check_int(waits[i].runs, 0);
		check(strstr(waits[i].why.reason, "stopping") != NULL);
	}
	pthread_join(closer, NULL);
	check_int(g.result, OK);
	check_int(rows_in(d), 1);
}

/* --- SQLite: one commit for many ------------------------------------------ */

static void check_neighbours(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct gate g = { 0 };
	struct job j[3] = { 0 };
	struct pool_counts c;

	play_batch(p, &g, j, work_add_then_fail);
	check_int(g.result, OK);
	check_int(j[0].result, OK);
	check_int(j[1].result, ERR_INVALID);
	check_int(j[2].result, OK);
	check(strstr(j[1].why.reason, "second thought") != NULL);
	check_str(j[2].why.reason, "");
	check_int(rows_in(d), 3);
	pool_count(p, &c);
	check_int(c.commits, 1);
	check_int(c.writes, 3);
	check_int(c.failed, 1);
	check_int(j[0].runs, 2);	/* halfway undone, so all was done again */
	check_int(j[1].runs, 2);
	check_int(j[2].runs, 1);
	pool_close(p);
}

static enum err work_fail(struct db *db, void *context)
{
	struct job *j = context;

	(void)db;
	j->runs++;
	return fail(ERR_INVALID, "%s was refused", j->id);
}

static void check_refused(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct gate g = { 0 };
	struct job j[3] = { 0 };

	play_batch(p, &g, j, work_fail);
	check_int(j[1].result, ERR_INVALID);
	check_int(rows_in(d), 3);
	for (size_t i = 0; i < 3; i++)
		check_int(j[i].runs, 1);
	pool_close(p);
}

static void little_room(struct db *db)
{
	(void)db_script(db, "PRAGMA max_page_count = 40");
}

static char *large_text(void)
{
	char *text = malloc(1 << 20);

	memset(text, 'x', (1 << 20) - 1);
	text[(1 << 20) - 1] = '\0';
	return text;
}

/* The second fills the disk, and with that undoes the first and the gate. */
static void check_full(const struct database *d, pool_work *second,
		       enum err second_gets)
{
	struct pool *p = pool_on(d, &options);
	struct gate g = { .then = little_room };
	struct job j[3] = { 0 };

	j[1].body = large_text();
	play_batch(p, &g, j, second);
	check_int(g.result, OK);
	check_int(j[0].result, OK);
	check_int(j[1].result, second_gets);
	check_int(j[2].result, OK);
	check_int(j[0].runs, 2);
	check_int(rows_in(d), 3);
	pool_close(p);
	free((char *)j[1].body);
}

static void check_constraint_at_commit(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct gate g = { 0 };
	struct job j[3] = { 0 };

	play_batch(p, &g, j, work_dangle);
	check_int(g.result, OK);
	check_int(j[0].result, OK);
	check_int(j[1].result, ERR_CONFLICT);
	check_int(j[2].result, OK);
	check_int(rows_in(d), 3);
	pool_close(p);
}

/* From here on no write to any file succeeds, until files_open. */
static void files_shut(struct db *db)
{
	struct rlimit r;

	(void)db;
	getrlimit(RLIMIT_FSIZE, &r);
	r.rlim_cur = 1;
	setrlimit(RLIMIT_FSIZE, &r);
}

static void files_open(void)
{
	struct rlimit r;

	getrlimit(RLIMIT_FSIZE, &r);
	r.rlim_cur = r.rlim_max;
	setrlimit(RLIMIT_FSIZE, &r);
}

static void check_failed_commit(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct arena mem = ARENA_INIT;
	struct gate g = { .then = files_shut };
	struct job j[3] = { 0 }, later = { .id = "later" };

	signal(SIGXFSZ, SIG_IGN);
	play_batch(p, &g, j, work_add);
	files_open();
	check_int(g.result, ERR_STORAGE);
	for (size_t i = 0; i < 3; i++) {
		check_int(j[i].result, ERR_STORAGE);
		check(strstr(j[i].why.reason, "COMMIT") != NULL);
	}
	check_int(rows_in(d), 0);
	check_int(pool_write(p, &mem, work_add, &later), OK);
	check_int(rows_in(d), 1);
	pool_close(p);
	arena_end(&mem);
}

static enum err work_inside(struct db *db, void *context)
{
	struct job *j = context;
	struct arena mem = ARENA_INIT;
	enum err e = pool_write(j->pool, &mem, work_add, j);

	(void)db;
	arena_end(&mem);
	return e;
}

static void check_inside(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct job j = { 0 };

	job_begin(&j, p, work_inside, "inside");
	pthread_join(j.thread, NULL);
	check_int(j.result, ERR_INTERNAL);
	check_int(rows_in(d), 0);
	pool_close(p);
}

/* --- SQLite: the log ------------------------------------------------------- */

static atomic_bool reading;

static void *reader_thread(void *pool)
{
	while (reading) {
		struct arena mem = ARENA_INIT;
		struct db *db;

		if (!pool_read(pool, &mem, &db)) {
			(void)entry_count(db);
			usleep(5000);
			pool_read_end(pool, db);
		}
		arena_end(&mem);
	}
	return NULL;
}

static enum err work_put_large(struct db *db, void *context)
{
	const struct job *j = context;

	return db_run(db, NULL, ENTRY_PUT,
		      ARGS(arg_text(j->id), arg_int(1), arg_text(j->body)));
}

/* 150 MB go through the log while some reader is always in it. */
static void check_log(const struct database *d)
{
	struct pool *p = pool_on(d, &options);
	struct arena mem = ARENA_INIT;
	char *body = large_text();
	struct job j = { .id = "large", .body = body };
	const char *log = arena_format(&mem, "%s-wal", d->path);
	pthread_t readers[3];
	off_t most = 0;
	struct stat st;

	reading = true;
	for (size_t i = 0; i < 3; i++)
		pthread_create(&readers[i], NULL, reader_thread, p);
	for (int i = 0; i < 150; i++) {
		/* The same bytes again would not be written again. */
		memset(body, 'a' + i % 26, 1 << 20);
		body[(1 << 20) - 1] = '\0';
		check_int(pool_write(p, &mem, work_put_large, &j), OK);
		if (!stat(log, &st) && st.st_size > most)
			most = st.st_size;
	}
	reading = false;
	for (size_t i = 0; i < 3; i++)
		pthread_join(readers[i], NULL);
	check(most > 4 << 20);
	check(most < 48 << 20);
	pool_close(p);
	check(stat(log, &st) != 0);
	free(body);
	arena_end(&mem);
}

static void check_engine(const struct database *d)
{
	printf("# %s\n", d->sqlite ? "SQLite" : "PostgreSQL");
	TEST("what was answered is there for all, and after a kill -9") {
		check_crash(d);
	}
	TEST("64 threads write, each row once") { check_many(d); }
	TEST("64 read one row and write it back: it is right, and none is refused") {
		check_increments(d);
	}
	TEST("a piece that fails leaves nothing and says why to its caller") {
		check_failing(d);
	}
	TEST("what a rule refuses is not run again") { check_rule(d); }
	TEST("a read sees one instant and cannot write") { check_reading(d); }
	TEST("who finds no connection waits for one") { check_read_turns(d); }
	TEST("more than may wait are refused at once") { check_crowd(d); }
	TEST("closing ends what runs and refuses what waits") { check_close(d); }
}

static void check_postgres(const struct database *d)
{
	TEST("what meets others for a second or two goes through") {
		check_patience(d);
	}
}

static void check_sqlite(const struct database *d)
{
	TEST("a piece that fails undoes nothing of its neighbours") {
		check_neighbours(d);
	}
	TEST("one that fails before it changes a row makes nobody run again") {
		check_refused(d);
	}
	TEST("a full disk in one piece takes no other acknowledged row with it") {
		check_full(d, work_add, ERR_FULL);
	}
	TEST("nor does one that hides it, and that is not acknowledged") {
		check_full(d, work_add_hidden, ERR_INTERNAL);
	}
	TEST("a constraint found at the commit is the error of its piece alone") {
		check_constraint_at_commit(d);
	}
	TEST("a commit that fails is the error of all, and nothing stands") {
		check_failed_commit(d);
	}
	TEST("a write inside a write is refused, not waited for") {
		check_inside(d);
	}
	TEST("the log stays small though it never rests") { check_log(d); }
}

int main(void)
{
	struct database dbs[DATABASES_MAX];
	size_t n = databases_make(dbs);

	log_least(LOG_ERROR);
	for (size_t i = 0; i < n; i++) {
		check_engine(&dbs[i]);
		if (dbs[i].sqlite)
			check_sqlite(&dbs[i]);
		else
			check_postgres(&dbs[i]);
	}
	databases_drop(dbs, n);
	return test_end();
}
