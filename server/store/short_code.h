/*
 * Short addresses, /k/CODE: what each leads to. A code that was given stays,
 * whatever becomes of the thing, so that a printed poster never leads to
 * another's. Results live in the handle's arena.
 */
#ifndef STORE_SHORT_CODE_H
#define STORE_SHORT_CODE_H

#include "db/db.h"

struct short_code {
	const char *code;
	const char *kind;	/* "event" or "module" */
	const char *ref;	/* its id */
};

/* The thing's code, made when it has none yet. */
enum err short_code_for(struct db *, const char *kind, const char *ref,
			int64_t now, const char **out);

/* NULL when it has none. */
enum err short_code_of(struct db *, const char *kind, const char *ref,
		       const char **out);

/* ERR_NOT_FOUND. */
enum err short_code_by(struct db *, const char *code, struct short_code *out);

#endif
