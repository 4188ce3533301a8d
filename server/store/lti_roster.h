/*
 * Who is in a context, as tools are told (NRPS): those who learn by a module,
 * or take part in a batch, and those who look after it. Where a context is one
 * of another agency than the deployment's, those of the deployment's agency:
 * nobody else gets to the tool by it. Results live in the handle's arena.
 */
#ifndef STORE_LTI_ROSTER_H
#define STORE_LTI_ROSTER_H

#include "db/db.h"
#include "store/lti_line_item.h"

struct lti_roster_member {
	const char *person_id;
	const char *sub;		/* NULL: the tool has no name for them yet */
	const char *name, *email;	/* email NULL: none */
	bool learns, teaches;
	bool active;			/* not withdrawn, not disabled */
};

/*
 * After whom the tool calls `after`, in an order that stays. `role` is
 * "learner", "instructor", or "" for both. At most `most`, read by an index.
 */
enum err lti_roster_page(struct db *, const struct lti_scope *,
			 const char *after, const char *role, size_t most,
			 struct lti_roster_member **out, size_t *n);

/* Whom it calls so; person_id NULL: nobody who is in the context. Of `out` the
   person and what they are. */
enum err lti_roster_one(struct db *, const struct lti_scope *,
			const char *sub, struct lti_roster_member *out);

/* The agency of somebody who learns there; NULL: they do not. */
enum err lti_roster_learner(struct db *, const struct lti_scope *,
			    const char *person_id, const char **agency_id);

#endif
