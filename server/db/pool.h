/*
 * The connections of a running server, and how writes share a commit.
 *
 * SQLite has one writer. A thread of ours takes all the work that is waiting,
 * runs each piece in a savepoint, commits once with synchronous=FULL and only
 * then lets the callers go on, so "returned OK" means "on disk", and a slow
 * disk costs one sync a batch. On PostgreSQL the same work runs on the caller's
 * thread over a pooled connection, SERIALIZABLE, and again on 40001 for some
 * seconds: then alone, while other writes of this pool wait, so that nobody is
 * refused because many came at once.
 *
 * A piece of work may therefore run more than once: it must begin by resetting
 * what it fills in, and nothing outside the database may change in it.
 */
#ifndef DB_POOL_H
#define DB_POOL_H

#include "db/db.h"

struct pool;

struct pool_options {
	size_t readers;		/* SQLite: reading connections; PostgreSQL: all */
	size_t waiting;		/* writes that may wait; more get ERR_BUSY */
};

enum err pool_open(const char *url, const struct catalogue *,
		   const struct pool_options *, struct pool **out);

/* Ends what is running, refuses what is waiting with ERR_BUSY, closes. */
void pool_close(struct pool *);

typedef enum err pool_work(struct db *, void *context);

/*
 * Run `work` in a transaction and return after its commit is on disk, or with
 * the error that undid it (its own, or the commit's). Rows it reads live in
 * `mem`. fail_reason() in the caller's slot says why. `work` may run on another
 * thread, never at the same time as the caller.
 */
enum err pool_write(struct pool *, struct arena *mem, pool_work *work,
		    void *context);

/*
 * A connection with a read transaction begun, for this thread; waits for a free
 * one up to 10 s, then ERR_BUSY. Give it back with pool_read_end, soon. After an
 * error `*out` is NULL.
 */
enum err pool_read(struct pool *, struct arena *mem, struct db **out);
void pool_read_end(struct pool *, struct db *);

/* For /metrics: counted since the start. `again`: how often a piece was run
   once more because it had met another (PostgreSQL). */
struct pool_counts {
	uint64_t writes, commits, failed, again, waiting_now;
};
void pool_count(struct pool *, struct pool_counts *out);

#endif
