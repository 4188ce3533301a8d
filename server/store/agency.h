/* Agencies: whom people belong to. Results live in the handle's arena. */
#ifndef STORE_AGENCY_H
#define STORE_AGENCY_H

#include "db/db.h"

struct agency {
	const char *id;
	const char *name;
	const char *kind;	/* "agency" or "partner" */
	const char *help;	/* whom to ask, shown when signing in; or "" */
	int64_t created_at;
};

enum err agency_by_id(struct db *, const char *id, struct agency *out);

/* The one made first, which is the installation's own; ERR_NOT_FOUND before. */
enum err agency_first(struct db *, struct agency *out);

enum err agency_add(struct db *, const struct agency *);
enum err agency_change(struct db *, const char *id, const char *name,
		       const char *help);

#endif
