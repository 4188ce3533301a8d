/*
 * Markdown to HTML.
 *
 * What comes out holds no markup but ours: raw HTML is shown as it was typed,
 * links lead to http, https and mailto only, and pictures are replaced by their
 * words. What else a source may have, whoever asks says by `struct markdown`.
 */
#ifndef CONTENT_MARKDOWN_H
#define CONTENT_MARKDOWN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

#define MARKDOWN_MOST 1000000	/* bytes */

struct markdown_picture {
	const char *address, *words, *title;	/* "" when there is none */
	bool alone;		/* nothing else is in its paragraph */
};

/*
 * Each of the functions writes HTML to `out`, which it escapes itself, and may
 * be NULL. False: it has written nothing, and what a stranger's text gets is
 * written.
 */
struct markdown {
	void *context;
	/* The value of href, not escaped; false: only the words are left. */
	bool (*link)(void *context, const char *address, struct text *out);
	bool (*picture)(void *context, const struct markdown_picture *,
			struct text *out);
	/* A paragraph that is only these words, in place of it. */
	bool (*paragraph)(void *context, const char *words, struct text *out);
	/* {{name}} outside of code: letters, digits, "_" and "-". */
	bool (*token)(void *context, const char *name, struct text *out);
	/* The id of a heading of these words; headings then begin at h2. */
	bool (*heading)(void *context, const char *words, struct text *out);
	bool notes;		/* "> **Catatan.** …" is an aside */
	bool line;		/* one paragraph comes without its <p> */
};

/* http, https and mailto, with neither blanks nor control characters. */
bool markdown_address_fits(const char *);

/* The length of the name in "{{name}}…"; 0. */
size_t markdown_token_length(const char *);

/* & < > " ' as entities. */
void markdown_escape(struct text *out, const char *, size_t);

/*
 * Put the HTML of a source into `out`. `title` is the first heading's text or "",
 * in the arena. The source is valid UTF-8. ERR_INVALID when it cannot be read,
 * or when its page would be many times as large as any text makes it.
 */
enum err markdown_html(struct arena *, const struct markdown *,
		       const char *source, size_t size, struct text *out,
		       const char **title);

/* A page of its own, which forbids script besides; `title` is `otherwise` when
   there is no heading. */
enum err markdown_page(struct arena *, const char *source, size_t size,
		       const char *otherwise, struct text *out,
		       const char **title);

#endif
