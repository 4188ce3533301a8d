/*
 * How writes share a commit, where the engine has one writer: the half of
 * db/pool.h that SQLite needs.
 *
 * A thread takes all the pieces that wait, runs each in a savepoint, commits
 * once and then lets their callers go on. A second one keeps the log short
 * beside it.
 */
#ifndef DB_WRITER_H
#define DB_WRITER_H

#include "db/pool.h"

struct writer;

/* At most `room` pieces may wait. */
enum err writer_open(const char *url, const struct catalogue *, size_t room,
		     struct writer **out);

/* As pool_write. */
enum err writer_write(struct writer *, struct arena *mem, pool_work *,
		      void *context);

/* Refuse what waits and what comes with ERR_BUSY; returns at once. */
void writer_stop(struct writer *);

/* Stop, and wait for what runs; nobody may call it any more. */
void writer_close(struct writer *);

void writer_count(struct writer *, struct pool_counts *out);

#endif
