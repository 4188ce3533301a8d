/*
 * Names that people wish to have, until an organiser has answered; and who
 * looked at somebody's scores.
 */
#ifndef STORE_NAME_WISH_H
#define STORE_NAME_WISH_H

#include "db/db.h"

struct name_wish {
	const char *person_id;
	const char *before;		/* the name now, in a list */
	const char *name;
	const char *login;
	int64_t at;
};

/* In the place of an earlier one. */
enum err name_wish_put(struct db *, const char *person_id,
		       const char *agency_id, const char *name, int64_t now);

/* name NULL in `out` when there is none. */
enum err name_wish_of(struct db *, const char *person_id,
		      struct name_wish *out);

/* `name` is what it said, NULL when there was none. */
enum err name_wish_take(struct db *, const char *person_id, const char **name);

/* The oldest first, 200 at most; `agency_id` "" is all. */
enum err name_wish_list(struct db *, const char *agency_id,
			struct name_wish **out, size_t *n);

/* What they were called before they began to mend it themselves; NULL: as now. */
enum err name_base(struct db *, const char *person_id, const char **out);

struct look {
	const char *kind;		/* "list", "learner", "export", "jp" */
	const char *module_id, *module_title;	/* NULL of "jp" */
	const char *by_name;
	int64_t at;
};

/* The newest first. */
enum err look_list(struct db *, const char *person_id, const char *agency_id,
		   size_t most, struct look **out, size_t *n);

#endif
