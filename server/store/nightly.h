/*
 * How far the night's work has come (table nightly), one row a part.
 */
#ifndef STORE_NIGHTLY_H
#define STORE_NIGHTLY_H

#include "db/db.h"

struct nightly_row {
	const char *part;
	/* The last thing done, as the part names it; "" is none. */
	const char *reached;
	/* When this round of it began, and when the last whole one ended; 0 is
	   never. It is under way while began_at > done_at. */
	int64_t began_at, done_at;
	int64_t took_ms;	/* of its pieces, waiting not counted */
};

/* All nought where the part was never begun. */
enum err nightly_get(struct db *, const char *part, struct nightly_row *out);
enum err nightly_put(struct db *, const struct nightly_row *);

#endif
