/* What a statement can be found by: the agents and activities that it names. */
#ifndef DOMAIN_STATEMENT_NAMES_H
#define DOMAIN_STATEMENT_NAMES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* `near` ones are the statement's actor and its object. */
struct statement_name {
	enum { NAME_AGENT = 'g', NAME_ACTIVITY = 'a' } kind;
	const char *name;
	bool near;
};

/*
 * A name is a row to write and is compared with all before it: of a statement
 * that has more than this, one more is listed, and the rest not looked at.
 */
#define STATEMENT_NAMES_MOST 500

/* Each name once, near if it is that anywhere. `json` must be checked. */
void statement_names(struct arena *mem, json_t *json,
		     struct statement_name **out, size_t *n);

#endif
