/* What blob.c and blob_press.c share about the folder; not for others. */
#ifndef CONTENT_BLOB_PATH_H
#define CONTENT_BLOB_PATH_H

#include "blob.h"

#define BLOB_PATH_SIZE 72	/* "ab/" the name ".gz" and the NUL */

/* `name` must be valid. */
void blob_path(const char *name, enum blob_form,
	       char out[static BLOB_PATH_SIZE]);

/* Move `from` of the folder `dir` to the path `to`, whose folder may be new. */
enum err blob_rename_in(const struct blob_store *, int dir, const char *from,
			const char *to);

/* The names in the folder of the blob `name` are on disk. */
enum err blob_sync_folder(const struct blob_store *, const char *name);

/*
 * Wait for the lock of a folder of the store, -1 when there is none. The lock
 * belongs to the open descriptor, hence one of our own: it then holds against
 * other threads as well as other processes. Closing it gives it back. The one
 * of "tmp" is held by whoever gives or takes away names.
 */
int blob_lock_folder(const struct blob_store *, const char *folder);

#endif
