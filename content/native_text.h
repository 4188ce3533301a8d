/*
 * Markdown as modules of our own format have it: lessons, questions, cases.
 *
 * {{name}} becomes <span data-token="name">what is said otherwise</span>; a
 * picture alone in its paragraph a <figure>, a video or sound one that the
 * viewer fills; [[check:ID]] a place for that question. What a text uses is
 * noted, for who wants to know whether it is there.
 */
#ifndef CONTENT_NATIVE_TEXT_H
#define CONTENT_NATIVE_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

enum native_use_kind {
	USE_TOKEN,		/* what: the name */
	USE_LINK,		/* outside; what: the address */
	USE_LESSON,		/* what: the lesson's name */
	USE_HEADING,		/* what: the heading's id */
	USE_LINK_UNFIT,		/* what: the address */
	USE_PICTURE,		/* what: the path below the module */
	USE_VIDEO, USE_SOUND,
	USE_MEDIA_UNFIT,	/* what: the address */
	USE_CHECK, USE_ACTIVITY,	/* what: the question's id */
	USE_MARK_UNFIT		/* what: the whole mark */
};

struct native_use {
	enum native_use_kind kind;
	const char *what;
	const char *words;	/* of media */
	bool alone;		/* media, in its paragraph */
};

#define NATIVE_USES_MOST 5000	/* further ones are not noted */

/* Start from { .mem = arena }. */
struct native_uses {
	struct arena *mem;
	struct native_use *list;
	size_t n, room;
	const char **headings;	/* the ids of the lesson's headings */
	size_t nheadings;
};

struct native_text {
	json_t *tokens;		/* as in module.json; NULL: none */
	bool lesson;		/* headings, notes and marks too */
	bool line;		/* one paragraph comes without its <p> */
	struct native_uses *uses;	/* NULL: nobody asks */
};

/*
 * Put the HTML of UTF-8 text into `out`. ERR_INVALID when its page would be
 * many times as large as any text makes it; then nothing is put.
 */
enum err native_text_html(struct arena *, const struct native_text *,
			  const char *source, size_t size, struct text *out);

/* The length of the name in "{{name}}…"; 0: there is none, or a gap's number. */
size_t native_token_length(const char *);

/* "Lima sifat keamanan" as a heading's id: "lima-sifat-keamanan". */
const char *native_slug(struct arena *, const char *words);

#endif
