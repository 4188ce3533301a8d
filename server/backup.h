/*
 * A folder of backups: several generations of the database over one store of
 * blobs, so that each backup adds only what is new.
 *
 *	DIR/blobs/…				as in the data folder (blob.h)
 *	DIR/2026-11-22T02-52-05.123Z/		one generation, named by its moment
 *		database.jsonl.gz		all rows (db/dump.h)
 *		blobs.txt			a blob a line: name and size
 *		ballot.key			opens what waits of surveys
 *		manifest.json			written last: counts and hashes
 *	DIR/….part				one that was not finished
 *
 * A generation gets its name after all that it refers to is on disk; so what
 * has the name is whole, and what was killed half way is nothing.
 */
#ifndef BACKUP_H
#define BACKUP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "blob.h"

#define BACKUP_DATABASE "database.jsonl.gz"
#define BACKUP_BLOBS    "blobs.txt"
#define BACKUP_MANIFEST "manifest.json"
#define BACKUP_KEY      "ballot.key"	/* of an older Balai there is none */
#define BACKUP_HASH_SIZE 65

struct backup_entry {
	char name[BLOB_NAME_SIZE];
	uint64_t size;
};

/* What manifest.json says. */
struct backup_manifest {
	const char *version;		/* of the program that wrote it */
	int64_t at;
	uint64_t rows, blobs, bytes;	/* bytes: of the blobs it names */
	uint64_t damaged;		/* blobs that were so already */
	char database[BACKUP_HASH_SIZE], list[BACKUP_HASH_SIZE];
	char key[BACKUP_HASH_SIZE];	/* "": without one */
};

/* The whole generations' names, the oldest first. ERR_NOT_FOUND: no folder. */
enum err backup_generations(struct arena *, const char *dir,
			    const char ***out, size_t *n);

/* BLAKE2b-256 of a file, in hex. */
enum err backup_hash(const char *path, char out[static BACKUP_HASH_SIZE]);

enum err backup_manifest_write(struct arena *, const char *folder,
			       const struct backup_manifest *);

/* ERR_INVALID when it is none, or a file beside it is not what it says. */
enum err backup_manifest_read(struct arena *, const char *folder,
			      struct backup_manifest *out);

/* ERR_INVALID for a line that is none. */
enum err backup_list(struct arena *, const char *folder,
		     struct backup_entry **out, size_t *n);

#endif
