/*
 * Rows by many ids, a batch at a time: SQL that both engines share has no
 * list as a parameter, so a query names each place of a batch.
 */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include "db/db.h"

/* Ids in one query; as many as a page of a list has. */
#define BATCH_MOST 20

/*
 * Run `query`, whose last BATCH_MOST parameters are ids and whose first one is
 * `first`, or none when that is NULL. Of `ids` at most BATCH_MOST are taken;
 * places that are left are NULL and match no row.
 */
enum err batch_run(struct db *, struct rows *out, unsigned query,
		   const char *first, const char *const *ids, size_t n);

/* The size of the next batch when that many are left. */
static inline size_t batch_size(size_t left)
{
	return left < BATCH_MOST ? left : BATCH_MOST;
}

/* Where `id` stands among them; n when it does not. */
size_t batch_place(const char *const *ids, size_t n, const char *id);

#endif
