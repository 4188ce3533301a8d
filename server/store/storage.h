/*
 * What modules and versions take of the disk, and removing versions that nobody
 * needs. Results live in the handle's arena.
 */
#ifndef STORE_STORAGE_H
#define STORE_STORAGE_H

#include "db/db.h"
#include "domain/storage.h"

struct storage_module {
	const char *id, *title, *state, *agency_name;
	int64_t bytes;		/* of all its versions, shared files once */
};

/* The biggest first. */
enum err storage_modules(struct db *, size_t most, struct storage_module **out,
			 size_t *n);

struct storage_version {
	const char *id, *module_id;
	int64_t number, bytes, files, created_at, attempts;
	int64_t own;		/* bytes that nothing else needs */
	enum kept kept;
};

/* All of them, module by module, the newest first. */
enum err storage_versions(struct db *, struct storage_version **out, size_t *n);

/* Why that version of the module stays. ERR_NOT_FOUND, also for a removed one. */
enum err storage_kept(struct db *, const char *id, const char *module_id,
		      enum kept *out);

/* The blobs that it and its units have, others' too. */
enum err storage_blobs(struct db *, const char *version_id,
		       const char ***out, size_t *n);

/* Does any version, unit or picture name it? */
enum err blob_needed(struct db *, const char *blob, bool *out);

/* What is in a version, and who looked at it, goes; its row stays, marked. */
enum err version_remove(struct db *, const char *id, const char *person_id,
			int64_t now);

#endif
