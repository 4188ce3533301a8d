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
	bool figures_public;	/* some figures are on a page for everybody */
	int64_t logo_at;	/* when its logo was last changed; 0: has none */
	size_t people;		/* in a list only */
};

enum err agency_by_id(struct db *, const char *id, struct agency *out);

/* The one made first, which is the installation's own; ERR_NOT_FOUND before. */
enum err agency_first(struct db *, struct agency *out);

/* All there are, the installation's own first; they are tens, not thousands. */
enum err agency_list(struct db *, struct agency **out, size_t *n);

/* Is another than `id` ("" for a new one) called so already? */
enum err agency_taken(struct db *, const char *name, const char *id, bool *out);

enum err agency_add(struct db *, const struct agency *);

/* Name, kind, help and figures_public as they are in the struct. */
enum err agency_change(struct db *, const struct agency *);

struct agency_logo {
	const char *media_type;		/* "image/png" or "image/jpeg" */
	const char *base64;
	int64_t changed_at;
};

/* ERR_NOT_FOUND when there is none. */
enum err agency_logo(struct db *, const char *id, struct agency_logo *out);
enum err agency_logo_put(struct db *, const char *id,
			 const struct agency_logo *);
enum err agency_logo_remove(struct db *, const char *id);

#endif
