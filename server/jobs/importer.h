/*
 * Imports in the background: one at a time, in the order they came.
 *
 * An uploaded archive lies in DATA/uploads under the import's id until it is
 * done, so one that a stop of the server left half way is begun again at the
 * next start.
 */
#ifndef JOBS_IMPORTER_H
#define JOBS_IMPORTER_H

#include "serve.h"

struct importer;

/* Starts the thread and takes up what was left. */
enum err importer_open(struct server *, struct importer **out);

/* The import that runs is stopped, and begun again at the next start. */
void importer_close(struct importer *);

/* Where the archive of an import lies. */
const char *importer_path(const struct server *, struct arena *,
			  const char *import_id);

/*
 * Move the file `from`, on the same file system, to where the archive of this
 * import lies, with all its bytes on disk. ERR_FULL, ERR_INTERNAL.
 */
enum err importer_take(const struct server *, struct arena *,
		       const char *import_id, const char *from);

/* Its row is committed and its archive is in place: it may begin. */
void importer_wake(struct importer *, const char *import_id);

/* How far the import that runs now has come; false when it is another one. */
bool importer_progress(struct importer *, const char *import_id,
		       uint64_t *entries, uint64_t *bytes);

#endif
