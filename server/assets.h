/*
 * The web client's own files, held in memory.
 *
 * A megabyte or so, read once at start, with the compressed forms that the
 * build left beside them; so the app's pages cost no file system at all.
 */
#ifndef ASSETS_H
#define ASSETS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/http.h"

struct assets;

#define ASSET_MOST (8 << 20)	/* bytes of one file */

/* ERR_NOT_FOUND when the folder has no index.html: the client is not built. */
enum err assets_open(const char *dir, struct assets **out);
void assets_close(struct assets *);

/*
 * Answer with the file at `path` (no leading slash), compressed as the browser
 * likes. Names that carry a hash are cached for ever, others are asked again.
 * ERR_NOT_FOUND without it.
 */
enum err assets_respond(const struct assets *, struct request *,
			struct response *, const char *path);

/* The whole text of a file, for pages that are filled in; NULL without it. */
const char *assets_text(const struct assets *, const char *path);

#endif
