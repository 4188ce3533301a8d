/*
 * Blobs that nothing names any more.
 *
 * An import gives blobs their names before its version is written down, so what
 * a batch relied on in the last COLLECT_AGE_S stays (content/blob.h), and so
 * does everything while a backup copies.
 */
#ifndef JOBS_COLLECT_H
#define JOBS_COLLECT_H

#include "serve.h"

#define COLLECT_AGE_S 900

/* Those of the list that nothing names; `freed` are bytes on the disk. What
   fails is logged and left for collect_all. */
void collect_some(struct server *, const char *const *blobs, size_t n,
		  uint64_t *freed);

/* All that lie in the store, until `stop` says so. */
void collect_all(struct server *, bool (*stop)(void *), void *context);

/* What a folder takes of the disk with all that is in it, in bytes. */
uint64_t disk_taken(const char *path);

#endif
