#include "db/pool.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "db/driver.h"

/* How long a free connection is waited for. */
#define READ_WAIT_MS 10000

/*
 * To wake a thread costs more than to write its row, so in a large batch the
 * writer wakes only each eighth, which wakes those that follow it.
 */
#define GROUP       8
#define GROUP_LEAST 16

/* What is taken into one commit, and for how long it may be added to. */
#define BATCH_PIECES 256
#define BATCH_NS     50000000

/* The longest wait for others to join a commit. */
#define GATHER_NS 1000000

/* How often a piece is run again on PostgreSQL before the caller is told. */
#define TRIES 10

/*
 * Pages (of 4 kB) in SQLite's log: from TIDY_PAGES on they are moved home beside
 * the writer, at FULL_PAGES the writer waits until that is done. Where writing
 * never pauses only the second makes the log begin again from its start.
 */
#define TIDY_PAGES 1000
#define FULL_PAGES 8000

/*
 * One pool_write, on its caller's stack; nothing of it may be touched once `done`
 * is posted. (A semaphore may be destroyed as soon as its wait returns, which a
 * condition may not.)
 */
struct piece {
	struct piece *next;
	pool_work *work;
	void *context;
	struct arena *mem;
	struct failure *slot;
	enum err result;
	size_t followers;		/* after it in the list, for it to wake */
	sem_t done;
};

struct pool {
	pthread_mutex_t lock;
	char *url;
	const struct catalogue *catalogue;
	const struct db_driver *driver;
	struct pool_options options;
	struct pool_counts counts;
	bool closing;

	struct db **idle;		/* room for options.readers */
	size_t nidle, nopen;
	size_t nwaiting, ninside;	/* threads without one; writing here */
	pthread_cond_t freed;

	/* From here on only where writes share a commit. */
	struct piece *first, **last;	/* waiting */
	size_t nqueued, nwanted;	/* how many; at how many to wake up */
	pthread_cond_t work;

	struct db *writer;		/* the writer's thread's, as all this is */
	pthread_t writer_thread;
	size_t nexpected;		/* pieces likely to come together */
	int64_t commit_ns;		/* how long the last commit took */
	size_t log_pages, tidy_at, full_at;

	struct db *tidier;
	pthread_t tidier_thread;
	pthread_cond_t mess;
	bool untidy;
	struct arena own;		/* of these two, while nobody lends */
};

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static struct timespec moment(int64_t ns)
{
	return (struct timespec){ .tv_sec = ns / 1000000000,
				  .tv_nsec = ns % 1000000000 };
}

/* Deadlines are on the clock that nobody sets. */
static void cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(cond, &attr);
	pthread_condattr_destroy(&attr);
}

/* --- Connections ------------------------------------------------------- */

/* A free connection, or the right to open one more: then `*out` is NULL. */
static enum err connection_wait(struct pool *p, struct db **out)
{
	const struct timespec deadline =
		moment(now_ns() + READ_WAIT_MS * INT64_C(1000000));
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
	if ((e = db_begin(*out, DB_READ)))
		connection_give(p, *out);
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
	const struct timespec t = moment(ns);

	nanosleep(&t, NULL);
}

/* `*again` when the failure was that of a transaction which met another. */
static enum err write_once(struct db *db, pool_work *work, void *context,
			   bool *again)
{
	enum err e;

	*again = false;
	if ((e = db_begin(db, DB_WRITE)))
		return e;
	*again = true;
	if ((e = work(db, context))) {
		db_rollback(db);
		return e;
	}
	return db_commit(db);
}

static enum err write_here(struct pool *p, struct arena *mem, pool_work *work,
			   void *context)
{
	struct db *db;
	bool again;
	enum err e;

	if ((e = connection_take(p, mem, &db)))
		return e;
	for (unsigned try = 0; ; try++) {
		e = write_once(db, work, context, &again);
		if (e != ERR_BUSY || !again || try + 1 == TRIES)
			break;
		pause_before(try);
	}
	connection_give(p, db);
	return e;
}

static enum err write_counted(struct pool *p, struct arena *mem,
			      pool_work *work, void *context)
{
	bool refused;
	enum err e;

	pthread_mutex_lock(&p->lock);
	refused = p->closing || p->nwaiting >= p->options.waiting;
	p->ninside += !refused;
	pthread_mutex_unlock(&p->lock);
	if (refused)
		return fail(ERR_BUSY, "too many writes are waiting");

	e = write_here(p, mem, work, context);

	pthread_mutex_lock(&p->lock);
	p->counts.writes += !e;
	p->counts.commits += !e;
	p->counts.failed += !!e;
	p->ninside--;
	if (p->closing)
		pthread_cond_broadcast(&p->freed);
	pthread_mutex_unlock(&p->lock);
	return e;
}

/* --- Writing on the writer's thread: SQLite ----------------------------- */

/* The pieces of one commit, in the order they came. */
struct batch {
	struct piece *first, **last;
	size_t count;
	int64_t gather_until, join_until;
};

static void batch_add(struct batch *b, struct piece *q)
{
	q->next = NULL;
	*b->last = q;
	b->last = &q->next;
	b->count++;
}

static struct piece *queue_pop(struct pool *p)
{
	struct piece *q = p->first;

	if (!q)
		return NULL;
	if (!(p->first = q->next))
		p->last = &p->first;
	p->nqueued--;
	return q;
}

/* The next piece, as long as it takes; NULL when the pool is closing. */
static struct piece *queue_wait(struct pool *p)
{
	struct piece *q;

	pthread_mutex_lock(&p->lock);
	p->nwanted = 1;
	while (!p->closing && !p->nqueued)
		pthread_cond_wait(&p->work, &p->lock);
	q = p->closing ? NULL : queue_pop(p);
	pthread_mutex_unlock(&p->lock);
	return q;
}

/*
 * A piece that is waiting joins, and one that comes while others run. When none
 * is there, those that are likely to come (the callers just answered, in a
 * moment, with their next) are waited for, but no longer than a commit takes:
 * that is what waiting saves.
 */
static struct piece *queue_join(struct pool *p, const struct batch *b)
{
	const struct timespec until = moment(b->gather_until);
	struct piece *q;
	int rc = 0;

	if (b->count == BATCH_PIECES || now_ns() > b->join_until)
		return NULL;
	pthread_mutex_lock(&p->lock);
	if (!p->nqueued && b->count < p->nexpected) {
		p->nwanted = p->nexpected - b->count;
		while (!p->closing && p->nqueued < p->nwanted && !rc)
			rc = pthread_cond_timedwait(&p->work, &p->lock, &until);
	}
	q = p->closing ? NULL : queue_pop(p);
	pthread_mutex_unlock(&p->lock);
	return q;
}

/*
 * A piece in its savepoint. Returns false when the transaction around it is
 * gone: SQLite answers SQLITE_FULL and some I/O errors by rolling back all of
 * it, savepoints or not, and says so nowhere but in sqlite3_get_autocommit().
 * What follows would run, and be committed, one statement at a time, and what
 * went before would be acknowledged and gone. It is asked after a piece that
 * succeeded too: that one may have swallowed the error.
 */
static bool piece_run(struct db *db, struct piece *q)
{
	struct failure *slot = failure_into(q->slot);
	struct arena *before = db_lend(db, q->mem);
	const struct db_driver *driver = db->driver;
	bool whole = true;

	if (!(q->result = driver->mark(db)))
		q->result = q->work(db, q->context);
	if (!driver->begun(db)) {
		whole = false;
		if (!q->result)
			q->result = fail(ERR_INTERNAL,
					 "an error of the database was hidden");
	} else if (q->result) {
		whole = !driver->undo(db);
	} else {
		whole = !(q->result = driver->keep(db));
	}
	db_lend(db, before);
	failure_into(slot);
	return whole;
}

/* Those that have no error of their own share the fate of their commit. */
static void batch_fail(struct batch *b, enum err e, const struct failure *why)
{
	for (struct piece *q = b->first; q; q = q->next) {
		if (q->result)
			continue;
		q->result = e;
		*q->slot = *why;
	}
}

/* Run what joins; false when the transaction broke and nothing of it stands. */
static bool batch_run(struct pool *p, struct batch *b)
{
	struct piece *q = b->first;
	bool whole;

	do {
		if (q != b->first)
			batch_add(b, q);
		whole = piece_run(p->writer, q);
	} while (whole && (q = queue_join(p, b)));
	return whole;
}

/* Who waits would only wait for the same error: let them have it now. */
static void batch_drain(struct pool *p, struct batch *b)
{
	struct piece *q;

	pthread_mutex_lock(&p->lock);
	while ((q = queue_pop(p))) {
		q->result = OK;
		batch_add(b, q);
	}
	pthread_mutex_unlock(&p->lock);
}

/*
 * Answers false when it broke, and each piece must be run on its own. So it is
 * when the commit finds a constraint against it: that is one piece's doing.
 */
static bool write_together(struct pool *p, struct batch *b)
{
	struct failure why = { "" };
	struct failure *slot = failure_into(&why);
	bool whole = true;
	int64_t begun;
	enum err e;

	if ((e = db_begin(p->writer, DB_WRITE))) {
		batch_drain(p, b);
	} else if (!(whole = batch_run(p, b))) {
		db_rollback(p->writer);
	} else {
		begun = now_ns();
		e = db_commit(p->writer);
		p->commit_ns = now_ns() - begun;
		whole = e != ERR_CONFLICT;
	}
	if (e && whole)
		batch_fail(b, e, &why);
	failure_into(slot);
	return whole;
}

/*
 * What broke a batch may be the fault of one, or of all together. In a
 * transaction of its own each gets what is its own.
 */
static enum err write_alone(struct pool *p, struct piece *q)
{
	struct failure *slot = failure_into(q->slot);
	enum err e;

	if (!(e = db_begin(p->writer, DB_WRITE))) {
		if (piece_run(p->writer, q) && !q->result)
			e = db_commit(p->writer);
		else
			e = q->result;
		db_rollback(p->writer);
	}
	q->result = e;
	failure_into(slot);
	return e;
}

/* From here on `first` and as many as follow are their callers' again. */
static void wake(struct piece *first, size_t followers)
{
	for (struct piece *next; ; first = next) {
		next = first->next;
		sem_post(&first->done);
		if (!followers--)
			return;
	}
}

static void batch_wake(const struct batch *b)
{
	const size_t group = b->count > GROUP_LEAST ? GROUP : 1;
	struct piece *next;
	size_t left = b->count;

	for (struct piece *q = b->first; q; q = next) {
		q->followers = (left < group ? left : group) - 1;
		left -= q->followers + 1;
		next = q;
		for (size_t i = 0; i <= q->followers; i++)
			next = next->next;
		wake(q, 0);
	}
}

/* Counted before they are told. */
static void batch_answer(struct pool *p, struct batch *b, size_t commits)
{
	size_t good = 0;

	for (const struct piece *q = b->first; q; q = q->next)
		good += !q->result;
	pthread_mutex_lock(&p->lock);
	p->counts.writes += good;
	p->counts.failed += b->count - good;
	p->counts.commits += good ? commits : 0;
	p->nexpected = b->count + p->nqueued;
	pthread_mutex_unlock(&p->lock);
	batch_wake(b);
}

static void batch_write(struct pool *p, struct piece *first)
{
	const int64_t now = now_ns();
	const int64_t gather = p->commit_ns < GATHER_NS ? p->commit_ns
							: GATHER_NS;
	struct batch b = {
		.gather_until = now + gather, .join_until = now + BATCH_NS,
	};
	size_t commits = 1;

	b.last = &b.first;
	first->result = OK;
	batch_add(&b, first);
	if (!write_together(p, &b)) {
		commits = 0;
		for (struct piece *q = b.first; q; q = q->next)
			commits += !write_alone(p, q);
	}
	batch_answer(p, &b, commits);
}

static void checkpoint(struct db *db, bool all)
{
	if (db->driver->checkpoint(db, all))
		log_event(LOG_WARN, "database.checkpoint",
			  LOG_TEXT("reason", fail_reason()));
}

/*
 * After the answers. A log that readers kept from beginning again is tried anew
 * when it has grown some more, not after every batch.
 */
static void log_tidy(struct pool *p)
{
	const size_t pages = p->driver->log_pages(p->writer);

	if (pages < p->log_pages) {
		p->tidy_at = TIDY_PAGES;
		p->full_at = FULL_PAGES;
	}
	p->log_pages = pages;
	if (pages >= p->full_at) {
		p->full_at = pages + TIDY_PAGES;
		checkpoint(p->writer, true);
	} else if (pages >= p->tidy_at) {
		p->tidy_at = pages + TIDY_PAGES;
		pthread_mutex_lock(&p->lock);
		p->untidy = true;
		pthread_cond_signal(&p->mess);
		pthread_mutex_unlock(&p->lock);
	}
}

static void *tidier_main(void *pool)
{
	struct pool *p = pool;

	pthread_mutex_lock(&p->lock);
	while (!p->closing) {
		if (p->untidy) {
			p->untidy = false;
			pthread_mutex_unlock(&p->lock);
			checkpoint(p->tidier, false);
			pthread_mutex_lock(&p->lock);
		} else {
			pthread_cond_wait(&p->mess, &p->lock);
		}
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static void refuse_waiting(struct pool *p)
{
	struct batch b = { 0 };
	struct failure why = { "" };

	b.last = &b.first;
	failure_into(&why);
	batch_drain(p, &b);
	batch_fail(&b, fail(ERR_BUSY, "the server is stopping"), &why);
	batch_answer(p, &b, 0);
	failure_into(NULL);
}

static void *writer_main(void *pool)
{
	struct pool *p = pool;
	struct piece *q;

	while ((q = queue_wait(p))) {
		batch_write(p, q);
		log_tidy(p);
	}
	refuse_waiting(p);
	return NULL;
}

static bool queue_push(struct pool *p, struct piece *q)
{
	bool room;

	pthread_mutex_lock(&p->lock);
	room = !p->closing && p->nqueued < p->options.waiting;
	if (room) {
		*p->last = q;
		p->last = &q->next;
		p->nqueued++;
		if (p->nqueued >= p->nwanted)
			pthread_cond_signal(&p->work);
	} else {
		p->counts.failed++;
	}
	pthread_mutex_unlock(&p->lock);
	return room;
}

/*
 * The reason goes to the slot the caller has named, or to its thread's own, of
 * which no other thread can know: that one is filled afterwards.
 */
static enum err write_shared(struct pool *p, struct arena *mem,
			     pool_work *work, void *context)
{
	struct failure here = { "" };
	struct failure *named = failure_into(NULL);
	struct piece q = { .work = work, .context = context, .mem = mem,
			   .slot = named ? named : &here };

	failure_into(named);
	if (pthread_equal(pthread_self(), p->writer_thread))
		return fail(ERR_INTERNAL, "a write inside a write");
	sem_init(&q.done, 0, 0);
	if (!queue_push(p, &q)) {
		sem_destroy(&q.done);
		return fail(ERR_BUSY, "too many writes are waiting");
	}
	while (sem_wait(&q.done))
		;	/* a signal; it is answered all the same */
	if (q.followers)
		wake(q.next, q.followers - 1);
	sem_destroy(&q.done);
	if (q.result && !named)
		fail(q.result, "%s", here.reason);
	return q.result;
}

enum err pool_write(struct pool *p, struct arena *mem, pool_work *work,
		    void *context)
{
	return p->writer ? write_shared(p, mem, work, context)
			 : write_counted(p, mem, work, context);
}

/* --- From open to close ------------------------------------------------- */

/* Signals are for the threads that know what to do about them. */
static void thread_begin(pthread_t *out, void *(*run)(void *), struct pool *p)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(out, NULL, run, p))
		abort();
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static enum err writer_begin(struct pool *p)
{
	enum err e;

	if ((e = db_open(p->url, p->catalogue, &p->own, &p->writer)) ||
	    (e = db_open(p->url, p->catalogue, &p->own, &p->tidier))) {
		db_close(p->writer);
		return e;
	}
	p->last = &p->first;
	p->nwanted = 1;
	p->tidy_at = TIDY_PAGES;
	p->full_at = FULL_PAGES;
	thread_begin(&p->writer_thread, writer_main, p);
	thread_begin(&p->tidier_thread, tidier_main, p);
	return OK;
}

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
	pthread_cond_destroy(&p->work);
	pthread_cond_destroy(&p->mess);
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
	cond_init(&p->freed);
	cond_init(&p->work);
	cond_init(&p->mess);
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
	p->driver = driver;
	if ((e = first_reader(p)) || (driver->mark && (e = writer_begin(p)))) {
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
	pthread_cond_broadcast(&p->work);
	pthread_cond_broadcast(&p->mess);
	while (p->nwaiting || p->ninside || p->nidle < p->nopen)
		pthread_cond_wait(&p->freed, &p->lock);
	pthread_mutex_unlock(&p->lock);
	if (p->writer) {
		pthread_join(p->writer_thread, NULL);
		pthread_join(p->tidier_thread, NULL);
		db_close(p->writer);
		db_close(p->tidier);
	}
	pool_free(p);
}

void pool_count(struct pool *p, struct pool_counts *out)
{
	pthread_mutex_lock(&p->lock);
	*out = p->counts;
	out->waiting_now = p->nqueued + p->nwaiting;
	pthread_mutex_unlock(&p->lock);
}
