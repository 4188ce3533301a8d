#include "db/pool.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/wait.h"
#include "db/driver.h"
#include "db/writer.h"

/* How long a free connection is waited for. */
#define READ_WAIT_MS 10000

/* How often a piece is run on PostgreSQL before the caller is told. */
#define TRIES 10
#define RACES 4		/* the same of a constraint */

/*
 * What met another is run for at least so long. PostgreSQL remembers some ten
 * times max_connections transactions with what they read; while one is open,
 * anywhere in the cluster, and more than that have ended, it takes who reads
 * their rows for one who met them, again and again, until that one has ended.
 */
#define PATIENCE_MS 5000

/* After so many it runs alone, as soon as those are done that run now, unless
   that takes too long. One more in company only meets one more. */
#define TOGETHER 1
#define ALONE_WAIT_MS 5000

struct pool {
	pthread_mutex_t lock;
	char *url;
	const struct catalogue *catalogue;
	struct pool_options options;
	struct pool_counts counts;
	bool closing;

	struct db **idle;		/* room for options.readers */
	size_t nidle, nopen;
	size_t nwaiting, ninside;	/* threads without one; writing here */
	pthread_cond_t freed;

	size_t nrunning, nalone;	/* in a write; who wants to be alone */
	bool alone;			/* and is */
	pthread_cond_t turn;

	struct writer *writer;		/* where writes share a commit; NULL */
	struct arena own;		/* of a connection while it opens */
};

/* --- Connections ------------------------------------------------------- */

/* A free connection, or the right to open one more: then `*out` is NULL. */
static enum err connection_wait(struct pool *p, struct db **out)
{
	const struct timespec deadline =
		wait_moment(wait_now() + READ_WAIT_MS * WAIT_MS);
	int rc = 0;

	p->nwaiting++;
	while (!p->closing && !p->nidle && p->nopen == p->options.readers && !rc)
		rc = pthread_cond_timedwait(&p->freed, &p->lock, &deadline);
	p->nwaiting--;
	*out = NULL;
	if (p->closing) {
		pthread_cond_broadcast(&p->freed);
		return fail(ERR_BUSY, "the server is stopping");
	}
	if (p->nidle)
		*out = p->idle[--p->nidle];
	else if (p->nopen < p->options.readers)
		p->nopen++;
	else
		return fail(ERR_BUSY, "no connection was free for %d s",
			    READ_WAIT_MS / 1000);
	return OK;
}

/* The one used last is taken next: its cache is warm. NULL: it did not open. */
static void connection_give(struct pool *p, struct db *db)
{
	if (db)
		db_lend(db, NULL);
	pthread_mutex_lock(&p->lock);
	if (db)
		p->idle[p->nidle++] = db;
	else
		p->nopen--;
	if (p->closing)
		pthread_cond_broadcast(&p->freed);
	else
		pthread_cond_signal(&p->freed);
	pthread_mutex_unlock(&p->lock);
}

static enum err connection_take(struct pool *p, struct arena *mem,
				struct db **out)
{
	enum err e;

	pthread_mutex_lock(&p->lock);
	e = connection_wait(p, out);
	pthread_mutex_unlock(&p->lock);
	if (e)
		return e;
	if (*out)
		db_lend(*out, mem);
	else if ((e = db_open(p->url, p->catalogue, mem, out)))
		connection_give(p, NULL);
	return e;
}

enum err pool_read(struct pool *p, struct arena *mem, struct db **out)
{
	enum err e;

	if ((e = connection_take(p, mem, out)))
		return e;
	if ((e = db_begin(*out, DB_READ))) {
		connection_give(p, *out);
		*out = NULL;	/* it is another's from here on */
	}
	return e;
}

void pool_read_end(struct pool *p, struct db *db)
{
	db_rollback(db);
	connection_give(p, db);
}

/* --- Writing on the caller's thread: PostgreSQL ------------------------- */

/* 1 ms, 2 ms, 4 ms … to 128 ms, and by chance up to as much again. */
static void pause_before(unsigned try)
{
	const int64_t ms = INT64_C(1) << (try < 7 ? try : 7);
	const int64_t ns = ms * 1000000 +
			   randombytes_uniform((uint32_t)ms * 1000000);
	const struct timespec t = wait_moment(ns);

	nanosleep(&t, NULL);
}

/* With the lock held. */
static bool alone_wait(struct pool *p)
{
	const struct timespec deadline =
		wait_moment(wait_now() + ALONE_WAIT_MS * WAIT_MS);
	int rc = 0;

	p->nalone++;
	while ((p->alone || p->nrunning) && !rc)
		rc = pthread_cond_timedwait(&p->turn, &p->lock, &deadline);
	if (!--p->nalone)
		pthread_cond_broadcast(&p->turn);
	return !p->alone && !p->nrunning;
}

/*
 * Writes meet each other the more often the more of them run again, and all of
 * a class at once may fail to the last try. Who is alone meets nobody.
 */
static bool turn_take(struct pool *p, bool alone)
{
	pthread_mutex_lock(&p->lock);
	if (alone && alone_wait(p)) {
		p->alone = true;
	} else {
		alone = false;
		while (p->alone || p->nalone)
			pthread_cond_wait(&p->turn, &p->lock);
		p->nrunning++;
	}
	pthread_mutex_unlock(&p->lock);
	return alone;
}

static void turn_give(struct pool *p, bool alone)
{
	pthread_mutex_lock(&p->lock);
	if (alone)
		p->alone = false;
	else
		p->nrunning--;
	if (!p->nrunning)
		pthread_cond_broadcast(&p->turn);
	pthread_mutex_unlock(&p->lock);
}

/* Whose word a failure was. */
enum refusal { OF_BEGIN, OF_RULE, OF_DATABASE };

static enum err write_once(struct db *db, pool_work *work, void *context,
			   enum refusal *by)
{
	enum err e;

	*by = OF_BEGIN;
	if ((e = db_begin(db, DB_WRITE)))
		return e;
	*by = OF_DATABASE;
	if ((e = work(db, context))) {
		if (!db->driver->broken(db))
			*by = OF_RULE;
		db_rollback(db);
		return e;
	}
	return db_commit(db);
}

/*
 * Two that look for a row and both add it seldom meet as a failure to serialize:
 * PostgreSQL tells the second of the constraint (23505). Run again it finds the
 * first one's row; what was wrong by itself is wrong again. What a rule of ours
 * refuses has met nobody.
 */
static bool worth_trying(struct pool *p, enum err e, enum refusal by,
			 unsigned tried, int64_t began)
{
	bool closing;

	if (by == OF_BEGIN || (e != ERR_BUSY && e != ERR_CONFLICT))
		return false;
	if (e == ERR_CONFLICT)
		return by == OF_DATABASE && tried < RACES;
	if (tried < TRIES)
		return true;
	pthread_mutex_lock(&p->lock);
	closing = p->closing;
	pthread_mutex_unlock(&p->lock);
	return by == OF_DATABASE && !closing &&
	       wait_now() - began < PATIENCE_MS * WAIT_MS;
}

/* `*tries`: how often it was run. */
static enum err write_here(struct pool *p, struct arena *mem, pool_work *work,
			   void *context, unsigned *tries)
{
	const int64_t began = wait_now();
	enum refusal by;
	struct db *db;
	bool alone;
	enum err e;

	*tries = 0;
	if ((e = connection_take(p, mem, &db)))
		return e;
	for (;;) {
		alone = turn_take(p, *tries >= TOGETHER);
		e = write_once(db, work, context, &by);
		turn_give(p, alone);
		++*tries;
		if (!worth_trying(p, e, by, *tries, began))
			break;
		pause_before(*tries - 1);
	}
	connection_give(p, db);
	return e;
}

static enum err write_counted(struct pool *p, struct arena *mem,
			      pool_work *work, void *context)
{
	unsigned tries;
	bool refused;
	enum err e;

	pthread_mutex_lock(&p->lock);
	refused = p->closing || p->nwaiting >= p->options.waiting;
	p->ninside += !refused;
	pthread_mutex_unlock(&p->lock);
	if (refused)
		return fail(ERR_BUSY, "too many writes are waiting");

	e = write_here(p, mem, work, context, &tries);

	pthread_mutex_lock(&p->lock);
	p->counts.writes += !e;
	p->counts.commits += !e;
	p->counts.failed += !!e;
	p->counts.again += tries ? tries - 1 : 0;
	p->ninside--;
	if (p->closing)
		pthread_cond_broadcast(&p->freed);
	pthread_mutex_unlock(&p->lock);
	return e;
}

enum err pool_write(struct pool *p, struct arena *mem, pool_work *work,
		    void *context)
{
	return p->writer ? writer_write(p->writer, mem, work, context)
			 : write_counted(p, mem, work, context);
}

/* --- From open to close ------------------------------------------------- */

/* So that a database that is not there is known at once. */
static enum err first_reader(struct pool *p)
{
	enum err e = db_open(p->url, p->catalogue, &p->own, &p->idle[0]);

	if (e)
		return e;
	db_lend(p->idle[0], NULL);
	p->nidle = p->nopen = 1;
	return OK;
}

static void pool_free(struct pool *p)
{
	for (size_t i = 0; i < p->nidle; i++)
		db_close(p->idle[i]);
	pthread_cond_destroy(&p->freed);
	pthread_cond_destroy(&p->turn);
	pthread_mutex_destroy(&p->lock);
	arena_end(&p->own);
	free(p->idle);
	free(p->url);
	free(p);
}

static struct pool *pool_new(const char *url, const struct catalogue *catalogue,
			     const struct pool_options *options)
{
	struct pool *p = calloc(1, sizeof(*p));

	if (!p || !(p->url = strdup(url)) ||
	    !(p->idle = calloc(options->readers, sizeof(*p->idle))))
		abort();
	p->catalogue = catalogue;
	p->options = *options;
	pthread_mutex_init(&p->lock, NULL);
	wait_init(&p->freed);
	wait_init(&p->turn);
	return p;
}

enum err pool_open(const char *url, const struct catalogue *catalogue,
		   const struct pool_options *options, struct pool **out)
{
	const struct db_driver *driver;
	const char *where;
	struct pool *p;
	enum err e;

	if (!options->readers || !options->waiting)
		return fail(ERR_INVALID, "a pool without room");
	if ((e = db_driver(url, &driver, &where)))
		return e;
	if (driver->mark && strcmp(where, ":memory:") == 0)
		return fail(ERR_INVALID, "a database in memory is not shared");
	p = pool_new(url, catalogue, options);
	if ((e = first_reader(p)) ||
	    (driver->mark && (e = writer_open(url, catalogue, options->waiting,
					      &p->writer)))) {
		pool_free(p);
		return e;
	}
	*out = p;
	return OK;
}

void pool_close(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	p->closing = true;
	pthread_cond_broadcast(&p->freed);
	if (p->writer)
		writer_stop(p->writer);
	while (p->nwaiting || p->ninside || p->nidle < p->nopen)
		pthread_cond_wait(&p->freed, &p->lock);
	pthread_mutex_unlock(&p->lock);
	if (p->writer)
		writer_close(p->writer);
	pool_free(p);
}

void pool_count(struct pool *p, struct pool_counts *out)
{
	struct pool_counts shared = { 0 };

	if (p->writer)
		writer_count(p->writer, &shared);
	pthread_mutex_lock(&p->lock);
	*out = (struct pool_counts){
		.writes = p->counts.writes + shared.writes,
		.commits = p->counts.commits + shared.commits,
		.failed = p->counts.failed + shared.failed,
		.again = p->counts.again,
		.waiting_now = p->nwaiting + shared.waiting_now,
	};
	pthread_mutex_unlock(&p->lock);
}
