/*
 * Parts of the reader of rows. Not for those outside questions/.
 */
#ifndef CONTENT_QUESTIONS_TABLE_H
#define CONTENT_QUESTIONS_TABLE_H

#include "questions/reading.h"
#include "questions/rows.h"

#define LETTERS 6	/* Pilihan A to F */

enum column { TYPE, TEXT, KEY, POINTS, TAG, RIGHT, WRONG, TOLERANCE, BASIS,
	      IDENT, CHOICE, COLUMNS = CHOICE + LETTERS };

struct table {
	struct reading *r;
	int places[COLUMNS];	/* in a row; -1 when there is no such column */
	const char *cells[COLUMNS];	/* of the row under way; "" */
	const char *choices[LETTERS];	/* of them, those that are filled in */
	char letters[LETTERS + 1];
	size_t nchoices;
	json_t *q;
};

struct table_kind {
	const char *name, *type;
	void (*read)(struct table *);
};

/* By its name in lower case; NULL. */
const struct table_kind *table_kind(const char *name);

/* What stands between `signs`, without the empty ones. A new reference. */
json_t *table_parts(struct arena *, const char *, const char *signs);

#endif
