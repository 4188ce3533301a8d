#include "db/writer.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/wait.h"
#include "db/driver.h"

/*
 * To wake a thread costs more than to write its row, so in a large batch the
 * writer wakes only each eighth, which wakes those that follow it.
 */
#define GROUP       8
#define GROUP_LEAST 16

/* What is taken into one commit, and for how long it may be added to. */
#define BATCH_PIECES 256
#define BATCH_NS     50000000

/* How long savepoints stay on after one was missing. */
#define WARY_BATCHES 100

/* The longest wait for others to join a commit. */
#define GATHER_NS 1000000

/*
 * Pages (of 4 kB) in SQLite's log: from TIDY_PAGES on they are moved home beside
 * the writer, at FULL_PAGES the writer waits until that is done. Where writing
 * never pauses only the second makes the log begin again from its start.
 */
#define TIDY_PAGES 1000
#define FULL_PAGES 8000

/*
 * One writer_write, on its caller's stack; nothing of it may be touched once `done`
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

struct writer {
	pthread_mutex_t lock;
	struct pool_counts counts;
	bool closing;
	struct piece *first, **last;	/* waiting */
	size_t room;			/* how many may */
	size_t nqueued, nwanted;	/* how many do; at how many to wake up */
	pthread_cond_t work;

	struct db *db;			/* the thread's, as all this is */
	pthread_t thread;
	size_t nexpected;		/* pieces likely to come together */
	int64_t commit_ns;		/* how long the last commit took */
	unsigned wary;			/* for so many batches: savepoints */
	size_t log_pages, tidy_at, full_at;

	struct db *tidier;
	pthread_t tidier_thread;
	pthread_cond_t mess;
	bool untidy;
	struct arena own;		/* of these two, while nobody lends */
};

/* --- The queue ---------------------------------------------------------- */

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

static struct piece *queue_pop(struct writer *w)
{
	struct piece *q = w->first;

	if (!q)
		return NULL;
	if (!(w->first = q->next))
		w->last = &w->first;
	w->nqueued--;
	return q;
}

/* The next piece, as long as it takes; NULL at the end. */
static struct piece *queue_wait(struct writer *w)
{
	struct piece *q;

	pthread_mutex_lock(&w->lock);
	w->nwanted = 1;
	while (!w->closing && !w->nqueued)
		pthread_cond_wait(&w->work, &w->lock);
	q = w->closing ? NULL : queue_pop(w);
	pthread_mutex_unlock(&w->lock);
	return q;
}

/*
 * A piece that is waiting joins, and one that comes while others run. When none
 * is there, those that are likely to come (the callers just answered, in a
 * moment, with their next) are waited for, but no longer than a commit takes:
 * that is what waiting saves.
 */
static struct piece *queue_join(struct writer *w, const struct batch *b)
{
	const struct timespec until = wait_moment(b->gather_until);
	struct piece *q;
	int rc = 0;

	if (b->count == BATCH_PIECES || wait_now() > b->join_until)
		return NULL;
	pthread_mutex_lock(&w->lock);
	if (!w->nqueued && b->count < w->nexpected) {
		w->nwanted = w->nexpected - b->count;
		while (!w->closing && w->nqueued < w->nwanted && !rc)
			rc = pthread_cond_timedwait(&w->work, &w->lock, &until);
	}
	q = w->closing ? NULL : queue_pop(w);
	pthread_mutex_unlock(&w->lock);
	return q;
}

enum fate {
	STANDS,		/* the transaction, with or without what the piece did */
	SPOILED,	/* half of the piece is in it, and no savepoint */
	BROKEN		/* it is gone */
};

/* Does the transaction stand when a piece has failed? Many fail before they have
   changed a row, then there is nothing to undo. */
static enum fate piece_undo(struct db *db, bool marked, bool changed)
{
	if (marked)
		return db->driver->undo(db) ? BROKEN : STANDS;
	return changed ? SPOILED : STANDS;
}

/*
 * Asked after a piece that succeeded too, since it may have swallowed the error:
 * SQLite answers SQLITE_FULL and some I/O errors by rolling back all of the
 * transaction, savepoints or not, and says so nowhere but in
 * sqlite3_get_autocommit(). What follows would run, and be committed, one
 * statement at a time, and what went before would be acknowledged and gone.
 */
static enum fate piece_end(struct db *db, struct piece *q, bool marked,
			   bool changed)
{
	if (!db->driver->begun(db)) {
		if (!q->result)
			q->result = fail(ERR_INTERNAL,
					 "an error of the database was hidden");
		return BROKEN;
	}
	if (q->result)
		return piece_undo(db, marked, changed);
	if (marked)
		q->result = db->driver->keep(db);
	return q->result ? BROKEN : STANDS;
}

static enum fate piece_run(struct db *db, struct piece *q, bool marked)
{
	struct failure *slot = failure_into(q->slot);
	struct arena *before = db_lend(db, q->mem);
	const struct db_driver *driver = db->driver;
	const int64_t changes = driver->changes(db);
	enum fate fate;

	q->result = marked ? driver->mark(db) : OK;
	if (!q->result)
		q->result = q->work(db, q->context);
	fate = piece_end(db, q, marked, driver->changes(db) != changes);
	db_lend(db, before);
	failure_into(slot);
	return fate;
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

/*
 * A savepoint for each piece costs as much as its shortest statement, and one
 * that must be gone back to is rare. So there is none, until a piece has failed
 * halfway: then all is undone and run once more, with savepoints, which stay on
 * for the next batches. Who makes such pieces on purpose slows others little.
 */
static enum fate batch_again(struct writer *w, struct batch *b)
{
	enum fate fate = STANDS;

	w->wary = WARY_BATCHES;
	db_rollback(w->db);
	if (db_begin(w->db, DB_WRITE))
		return BROKEN;
	for (struct piece *q = b->first; q && fate == STANDS; q = q->next)
		fate = piece_run(w->db, q, true);
	return fate;
}

/* Run what joins; false when the transaction broke and nothing of it stands. */
static bool batch_run(struct writer *w, struct batch *b)
{
	struct piece *q = b->first;
	enum fate fate;

	do {
		if (q != b->first)
			batch_add(b, q);
		fate = piece_run(w->db, q, w->wary);
		if (fate == SPOILED)
			fate = batch_again(w, b);
	} while (fate == STANDS && (q = queue_join(w, b)));
	return fate == STANDS;
}

/* Who waits would only wait for the same error: let them have it now. */
static void batch_drain(struct writer *w, struct batch *b)
{
	struct piece *q;

	pthread_mutex_lock(&w->lock);
	while ((q = queue_pop(w))) {
		q->result = OK;
		batch_add(b, q);
	}
	pthread_mutex_unlock(&w->lock);
}

/*
 * Answers false when it broke, and each piece must be run on its own. So it is
 * when the commit finds a constraint against it: that is one piece's doing.
 */
static bool write_together(struct writer *w, struct batch *b)
{
	struct failure why = { "" };
	struct failure *slot = failure_into(&why);
	bool whole = true;
	int64_t begun;
	enum err e;

	if ((e = db_begin(w->db, DB_WRITE))) {
		batch_drain(w, b);
	} else if (!(whole = batch_run(w, b))) {
		db_rollback(w->db);
	} else {
		begun = wait_now();
		e = db_commit(w->db);
		w->commit_ns = wait_now() - begun;
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
static enum err write_alone(struct writer *w, struct piece *q)
{
	struct failure *slot = failure_into(q->slot);
	enum err e;

	if (!(e = db_begin(w->db, DB_WRITE))) {
		if (piece_run(w->db, q, false) == STANDS && !q->result)
			e = db_commit(w->db);
		else
			e = q->result;
		db_rollback(w->db);
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
static void batch_answer(struct writer *w, struct batch *b, size_t commits)
{
	size_t good = 0;

	for (const struct piece *q = b->first; q; q = q->next)
		good += !q->result;
	pthread_mutex_lock(&w->lock);
	w->counts.writes += good;
	w->counts.failed += b->count - good;
	w->counts.commits += good ? commits : 0;
	w->nexpected = b->count + w->nqueued;
	pthread_mutex_unlock(&w->lock);
	batch_wake(b);
}

static void batch_write(struct writer *w, struct piece *first)
{
	const int64_t now = wait_now();
	const int64_t gather = w->commit_ns < GATHER_NS ? w->commit_ns
							: GATHER_NS;
	struct batch b = {
		.gather_until = now + gather, .join_until = now + BATCH_NS,
	};
	size_t commits = 1;

	w->wary -= w->wary > 0;
	b.last = &b.first;
	first->result = OK;
	batch_add(&b, first);
	if (!write_together(w, &b)) {
		commits = 0;
		for (struct piece *q = b.first; q; q = q->next)
			commits += !write_alone(w, q);
	}
	batch_answer(w, &b, commits);
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
static void log_tidy(struct writer *w)
{
	const size_t pages = w->db->driver->log_pages(w->db);

	if (pages < w->log_pages) {
		w->tidy_at = TIDY_PAGES;
		w->full_at = FULL_PAGES;
	}
	w->log_pages = pages;
	if (pages >= w->full_at) {
		w->full_at = pages + TIDY_PAGES;
		checkpoint(w->db, true);
	} else if (pages >= w->tidy_at) {
		w->tidy_at = pages + TIDY_PAGES;
		pthread_mutex_lock(&w->lock);
		w->untidy = true;
		pthread_cond_signal(&w->mess);
		pthread_mutex_unlock(&w->lock);
	}
}

static void *tidier_main(void *writer)
{
	struct writer *w = writer;

	pthread_mutex_lock(&w->lock);
	while (!w->closing) {
		if (w->untidy) {
			w->untidy = false;
			pthread_mutex_unlock(&w->lock);
			checkpoint(w->tidier, false);
			pthread_mutex_lock(&w->lock);
		} else {
			pthread_cond_wait(&w->mess, &w->lock);
		}
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

static void refuse_waiting(struct writer *w)
{
	struct batch b = { 0 };
	struct failure why = { "" };

	b.last = &b.first;
	failure_into(&why);
	batch_drain(w, &b);
	batch_fail(&b, fail(ERR_BUSY, "the server is stopping"), &why);
	batch_answer(w, &b, 0);
	failure_into(NULL);
}

static void *writer_main(void *writer)
{
	struct writer *w = writer;
	struct piece *q;

	while ((q = queue_wait(w))) {
		batch_write(w, q);
		log_tidy(w);
	}
	refuse_waiting(w);
	return NULL;
}

static bool queue_push(struct writer *w, struct piece *q)
{
	bool room;

	pthread_mutex_lock(&w->lock);
	room = !w->closing && w->nqueued < w->room;
	if (room) {
		*w->last = q;
		w->last = &q->next;
		w->nqueued++;
		if (w->nqueued >= w->nwanted)
			pthread_cond_signal(&w->work);
	} else {
		w->counts.failed++;
	}
	pthread_mutex_unlock(&w->lock);
	return room;
}

/*
 * The reason goes to the slot the caller has named, or to its thread's own, of
 * which no other thread can know: that one is filled afterwards.
 */
enum err writer_write(struct writer *w, struct arena *mem, pool_work *work,
		      void *context)
{
	struct failure here = { "" };
	struct failure *named = failure_into(NULL);
	struct piece q = { .work = work, .context = context, .mem = mem,
			   .slot = named ? named : &here };

	failure_into(named);
	if (pthread_equal(pthread_self(), w->thread))
		return fail(ERR_INTERNAL, "a write inside a write");
	sem_init(&q.done, 0, 0);
	if (!queue_push(w, &q)) {
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

/* --- From open to close ------------------------------------------------- */

/* Signals are for the threads that know what to do about them. */
static void thread_begin(pthread_t *out, void *(*run)(void *), struct writer *w)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(out, NULL, run, w))
		abort();
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void writer_free(struct writer *w)
{
	db_close(w->db);
	db_close(w->tidier);
	pthread_cond_destroy(&w->work);
	pthread_cond_destroy(&w->mess);
	pthread_mutex_destroy(&w->lock);
	arena_end(&w->own);
	free(w);
}

enum err writer_open(const char *url, const struct catalogue *catalogue,
		     size_t room, struct writer **out)
{
	struct writer *w = calloc(1, sizeof(*w));
	enum err e;

	if (!w)
		abort();
	w->last = &w->first;
	w->room = room;
	w->nwanted = 1;
	w->tidy_at = TIDY_PAGES;
	w->full_at = FULL_PAGES;
	pthread_mutex_init(&w->lock, NULL);
	wait_init(&w->work);
	wait_init(&w->mess);
	if ((e = db_open(url, catalogue, &w->own, &w->db)) ||
	    (e = db_open(url, catalogue, &w->own, &w->tidier))) {
		writer_free(w);
		return e;
	}
	thread_begin(&w->thread, writer_main, w);
	thread_begin(&w->tidier_thread, tidier_main, w);
	*out = w;
	return OK;
}

void writer_stop(struct writer *w)
{
	pthread_mutex_lock(&w->lock);
	w->closing = true;
	pthread_cond_broadcast(&w->work);
	pthread_cond_broadcast(&w->mess);
	pthread_mutex_unlock(&w->lock);
}

void writer_close(struct writer *w)
{
	writer_stop(w);
	pthread_join(w->thread, NULL);
	pthread_join(w->tidier_thread, NULL);
	writer_free(w);
}

void writer_count(struct writer *w, struct pool_counts *out)
{
	pthread_mutex_lock(&w->lock);
	*out = w->counts;
	out->waiting_now = w->nqueued;
	pthread_mutex_unlock(&w->lock);
}
