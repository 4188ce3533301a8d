/*
 * Markdown to one static page.
 *
 * What comes out holds no markup but ours: raw HTML is shown as it was typed,
 * links lead to http, https and mailto only, and pictures, which a single file
 * does not have, are replaced by their words. The page forbids script besides.
 */
#ifndef CONTENT_MARKDOWN_H
#define CONTENT_MARKDOWN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

#define MARKDOWN_MOST 1000000	/* bytes */

/*
 * `title` is the first heading's text, or `otherwise`; it lives in the arena.
 * The source is valid UTF-8. ERR_INVALID when it cannot be read, or when its
 * page would be many times as large as any text makes it.
 */
enum err markdown_page(struct arena *, const char *source, size_t size,
		       const char *otherwise, struct text *out,
		       const char **title);

#endif
