/*
 * Who said that a learner need not do a unit, and why. Added only. Results live
 * in the handle's arena.
 */
#ifndef STORE_WAIVER_H
#define STORE_WAIVER_H

#include "db/db.h"

struct waiver {
	const char *attempt_id, *unit_id;
	const char *person_id;		/* who waived it */
	const char *reason;		/* of cmi5, see waive_reason_valid() */
	int64_t at;
	/* When read: */
	const char *unit_ident, *unit_title;
	const char *learner_name, *learner_agency_id;
	const char *person_name;
};

/* Its id is made here. */
enum err waiver_add(struct db *, const struct waiver *);

/* Of a module, the newest first. */
enum err waiver_list(struct db *, const char *module_id, size_t most,
		     struct waiver **out, size_t *n);

#endif
