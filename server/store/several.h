/*
 * Rows by many ids, a batch at a time: SQL that both engines share has no
 * list as a parameter, so a query names each place of a batch.
 */
#ifndef STORE_SEVERAL_H
#define STORE_SEVERAL_H

#include "db/db.h"

/* Ids in one query; as many as a page of a list has. */
#define SEVERAL_MOST 20

/*
 * Run `query`, whose last SEVERAL_MOST parameters are ids and whose first one
 * is `first`, or none when that is NULL. Of `ids` at most SEVERAL_MOST are
 * taken; places that are left are NULL and match no row.
 */
enum err several_run(struct db *, struct rows *out, unsigned query,
		     const char *first, const char *const *ids, size_t n);

/* The size of the next batch when that many are left. */
static inline size_t several_size(size_t left)
{
	return left < SEVERAL_MOST ? left : SEVERAL_MOST;
}

/* Where `id` stands among them; n when it does not. */
size_t several_place(const char *const *ids, size_t n, const char *id);

#endif
