/*
 * Files named by what is in them.
 *
 * A blob is written once and never changes, so the same lesson imported twice
 * is stored once, a name can be cached for ever, and a backup is a copy of the
 * folder. Writing is atomic: a name either holds the whole blob or is absent.
 *
 *	DIR/ab/abcdef…		the bytes; the name is their BLAKE2b-256 in hex
 *	DIR/ab/abcdef….gz .br	the same, compressed; may be absent, may be lost
 *	DIR/tmp/…		batches under way, swept at the next start
 *
 * Many blobs are put as one batch: they are written beside the store, brought
 * to disk by one sync of the file system, and only then get their names. Until
 * the commit nothing of a batch can be seen, and giving it up removes it.
 *
 * A store may be used by many threads and processes at once. A batch and its
 * writers belong to one thread at a time.
 */
#ifndef CONTENT_BLOB_H
#define CONTENT_BLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define BLOB_NAME_SIZE 65	/* 64 hex digits and the NUL */

enum blob_form { BLOB_PLAIN, BLOB_GZIP, BLOB_BROTLI };

struct blob_store {
	int dir;		/* open descriptor of the folder */
};

/*
 * Open the folder `path`, made if it is absent (its parent must exist), and
 * sweep what crashed imports left in tmp/. ERR_FULL, ERR_INTERNAL.
 */
enum err blob_store_open(const char *path, struct blob_store *out);
void blob_store_close(struct blob_store *);

/* 64 digits of 0-9a-f; NULL is not one. */
bool blob_name_valid(const char *);

/*
 * The caller closes `fd`; `size` (may be NULL) is that of this form.
 * ERR_NOT_FOUND if there is no such blob or not in this form.
 */
enum err blob_open(const struct blob_store *, const char *name,
		   enum blob_form, int *fd, uint64_t *size);
bool blob_exists(const struct blob_store *, const char *name);
enum err blob_size(const struct blob_store *, const char *name,
		   uint64_t *size);

/* A batch. Begin holds one descriptor; exactly one of the others ends it. */
struct blob_batch;

enum err blob_batch_begin(const struct blob_store *, struct blob_batch **out);

/*
 * All names are on disk when this returns OK; after an error none of those that
 * this batch would have added is there. ERR_BUSY: a blob that was there has
 * been removed meanwhile, and the import has to be done again.
 */
enum err blob_batch_commit(struct blob_batch *);
void blob_batch_abandon(struct blob_batch *);

/* Read a blob of the batch (or of its store) before the commit. */
enum err blob_batch_open(const struct blob_batch *, const char *name, int *fd);

/* One blob of a batch, in pieces. Small ones are written in one go at the end. */
struct blob_writer;

enum err blob_begin(struct blob_batch *, struct blob_writer **out);
enum err blob_write(struct blob_writer *, const void *bytes, size_t size);
/* The name of what was written. Ends the writer, also in failure. */
enum err blob_end(struct blob_writer *, char name[static BLOB_NAME_SIZE]);
void blob_abort(struct blob_writer *);

/* A batch of one. */
enum err blob_put(const struct blob_store *, const void *bytes, size_t size,
		  char name[static BLOB_NAME_SIZE]);

/* Smaller than this, a blob is not worth a compressed form; bytes. */
#define BLOB_PRESS_MIN 1000

/*
 * Make the gzip (level 9) and brotli (quality 9) forms. A form is kept if it
 * is at least 10 % smaller; done before, nothing happens. Takes as long as it
 * takes (about 1 s for 10 MB): for the background.
 */
enum err blob_precompress(const struct blob_store *, const char *name);

/* Is the blob, and each form it has, still what its name says? ERR_INVALID. */
enum err blob_verify(const struct blob_store *, const char *name);

/*
 * The same of one form. ERR_NOT_FOUND when there is none, ERR_INVALID for other
 * bytes, ERR_STORAGE for bytes that the disk does not give.
 */
enum err blob_verify_form(const struct blob_store *, const char *name,
			  enum blob_form);

/*
 * Remove a blob and its forms. The caller knows that no version names it and
 * that no import is under way. Absent is OK.
 */
enum err blob_remove(const struct blob_store *, const char *name);

/*
 * Remove a blob that no version names, unless a batch has relied on it since
 * `before` (s since 1970): what that batch was for may not be told yet. Nothing
 * is removed while somebody holds blob_keep. `freed` are the bytes on disk of
 * what was removed with its forms, 0 when it stays.
 */
enum err blob_collect(const struct blob_store *, const char *name,
		      int64_t before, uint64_t *freed);

/* Until `lock` is closed blob_collect removes nothing: for who copies. */
enum err blob_keep(const struct blob_store *, int *lock);

/*
 * Copy a blob into a batch of another store, reading and hashing all of it.
 * ERR_INVALID when the bytes are not what the name says; then nothing of it is
 * in the batch. ERR_NOT_FOUND.
 */
enum err blob_copy(const struct blob_store *from, const char *name,
		   struct blob_batch *to);

/*
 * Call `each` for every blob, in no order; stops with what it returns if that
 * is not OK. Files that are no blobs are passed over.
 */
enum err blob_each(const struct blob_store *,
		   enum err (*each)(void *context, const char *name,
				    uint64_t size),
		   void *context);

#endif
