/*
 * With whom a module is shared: with every agency (module.shared), with those
 * that are named, or with nobody, which leaves it to its own agency.
 */
#ifndef STORE_SHARE_H
#define STORE_SHARE_H

#include "domain/module.h"
#include "domain/person.h"
#include "db/db.h"

/* module_visible, where what it needs to know of shares is looked up. */
enum err module_seen_by(struct db *, const struct module *,
			const struct person *, bool begun, bool *out);

struct share {
	const char *agency_id, *agency_name;
	int64_t at;
	const char *by_name;		/* NULL: the command line */
};

/* By the agency's name. */
enum err share_list(struct db *, const char *module_id, struct share **out,
		    size_t *n);

/* From now on with everybody, or with these and no others; those that were there
   keep who did it and when. */
enum err share_put(struct db *, const char *module_id, bool everybody,
		   const char *const *agencies, size_t n, const char *by_id,
		   int64_t now);

#endif
