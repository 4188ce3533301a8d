/*
 * Every column that names a person, and what becomes of it: when the account
 * turns out to be somebody's second one (training/merge.h), and when they ask
 * for a copy of what is stored about them (api/account/copy.c). A test walks
 * the schema, so a column that is not here fails it.
 *
 * What somebody learned, earned or was given moves to the account that is kept.
 * Acts stay with the account that did them, since that is what happened; it
 * names the kept one. What let the account in, and its roles, ends.
 */
#ifndef STORE_PERSONAL_H
#define STORE_PERSONAL_H

#include <stddef.h>

#include "base/text.h"

enum personal_merge { PERSONAL_MOVES, PERSONAL_STAYS, PERSONAL_ENDS };

struct personal {
	const char *table, *column;
	enum personal_merge merge;
	/* The part of the copy that tells of it; NULL: none, and why not. */
	const char *part;
	const struct phrase *left_out;
};

extern const struct personal personal_columns[];
extern const size_t npersonal_columns;

/* A part of the copy: a query of $1 the person, $2 how many rows, $3 from which
   on. */
struct personal_part {
	const char *name;
	unsigned query;
};

extern const struct personal_part personal_parts[];
extern const size_t npersonal_parts;

#endif
