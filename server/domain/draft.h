/*
 * A draft: the folder of a module of ours while it is written in the browser.
 * Which files it may have, and what it begins with.
 */
#ifndef DOMAIN_DRAFT_H
#define DOMAIN_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define DRAFT_FILES_MOST 2000
#define DRAFT_TEXT_MOST  1000000		/* bytes of one text */
#define DRAFT_TEXTS_MOST 12000000	/* of all: each check reads them */
#define DRAFT_MEDIA_MOST INT64_C(100000000)	/* bytes of one medium */
#define DRAFT_BYTES_MOST INT64_C(1000000000)	/* of a whole draft */
#define DRAFTS_MOST      200			/* of an agency */

struct draft {
	const char *id;
	const char *agency_id;
	const char *module_id;		/* NULL: it becomes a module of its own */
	const char *import_id;		/* the last version made of it; NULL */
	const char *title;
	int64_t revision;		/* counts every change */
	int64_t created_at, updated_at;
	const char *updated_by;		/* a name; NULL: nobody we know */
};

struct draft_file {
	const char *path;
	const char *text;		/* NULL of media, and where not read */
	const char *blob;		/* NULL of text */
	int64_t size;
	int64_t revision;		/* of the draft when it was changed last */
};

enum draft_kind { DRAFT_NONE, DRAFT_TEXT, DRAFT_MEDIA };

/*
 * What a path of a draft is: module.json, lessons/NAME.md, quizzes/NAME.json and
 * cases/NAME.json are texts, NAME being 1 to 60 of a-z, 0-9 and "-"; media are
 * media/NAME.ENDING with "." and "_" too. DRAFT_NONE for all else.
 */
enum draft_kind draft_path(const char *path);

/* The texts of a module that has just begun: two lines and a lesson. */
struct draft_begin {
	const char *path, *text;
};

#define DRAFT_BEGINNING 2

/*
 * `ident` is as module.json's "id" wants it, `today` a day written 2027-01-31,
 * and `review` one half a year later.
 */
void draft_begin(struct arena *, const char *ident, const char *title,
		 const char *today, const char *review,
		 struct draft_begin out[static DRAFT_BEGINNING]);

#endif
