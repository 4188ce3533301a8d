/*
 * What is in each version, kept in memory: path to blob.
 *
 * Versions never change, so an index is read once and dropped only to make
 * room. A file request asks no database.
 */
#ifndef PLAY_PACKAGES_H
#define PLAY_PACKAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/ident.h"
#include "base/err.h"
#include "domain/module.h"

struct db;
struct packages;

#define PACKAGES_ENTRIES 200000	/* files of all versions kept at once */

struct packages *packages_new(void);
void packages_free(struct packages *);

struct package_index;

/* What a version's files may do, and whose they are. */
struct package_about {
	char module_id[IDENT_SIZE];
	bool allow_popups;
	const char *allow_hosts;	/* lives as long as the index is held */
	const char *stopped;		/* why it was withdrawn; NULL: it was not */
};

/*
 * The index of `version_id` if it is in memory; give it back with _release.
 * Else NULL, and `since` is for packages_load.
 */
struct package_index *packages_find(struct packages *, const char *version_id,
				    unsigned long *since);

/*
 * Read it from the database, in a read begun after packages_find, and keep it,
 * unless something was forgotten `since`: then it serves its holder alone, since
 * what was read may be from before that change. ERR_NOT_FOUND without such a
 * version.
 */
enum err packages_load(struct packages *, struct db *, const char *version_id,
		       unsigned long since, struct package_index **out);
void packages_release(struct packages *, struct package_index *);

/* A module's switches changed: its versions are read again when asked for. Call
   after the commit. */
void packages_forget(struct packages *, const char *module_id);

const struct package_about *package_about(const struct package_index *);

/*
 * The file at `path` (no leading slash): exactly, else without regard to the
 * case of ASCII letters, else `path`/index.html or .htm. NULL: none.
 */
const struct version_file *package_file(const struct package_index *,
					const char *path);

#endif
