/*
 * Blobs that were asked for lately, within reach.
 *
 * A class opens the same lesson: its files are asked for hundreds of times in a
 * minute. To open, measure, read and close a small one costs more than to send
 * it. So a small blob is kept in memory and a larger one open, in a table that
 * does not grow; what is full makes room for the next.
 *
 * Blobs never change, so nothing here can be stale; but one that was removed, or
 * was damaged and put right again, must not be given for ever: each is opened
 * anew after SHELF_FRESH_MS. Safe for any number of threads.
 */
#ifndef CONTENT_SHELF_H
#define CONTENT_SHELF_H

#include "blob.h"

#define SHELF_PLACES   256	/* files kept */
#define SHELF_SMALL    32768	/* up to so many bytes: in memory, 8 MB of all */
#define SHELF_FRESH_MS 10000

struct shelf;

/* `store` must outlive it. */
struct shelf *shelf_new(const struct blob_store *store);
void shelf_free(struct shelf *);	/* nothing may be taken any more */

struct shelf_blob {
	uint64_t size;		/* of this form */
	const char *bytes;	/* all of it; NULL for a larger one */
	int fd;			/* of a larger one: for pread and sendfile, which
				   move no position; -1 */
};

/* As blob_open. `out` is good until it is given back. */
enum err shelf_take(struct shelf *, const char *name, enum blob_form,
		    const struct shelf_blob **out);
void shelf_give(const struct shelf_blob *);

#endif
