/*
 * One launch each: what the session that it begins may do. Results live in the
 * handle's arena.
 */
#ifndef STORE_LTI_LAUNCH_H
#define STORE_LTI_LAUNCH_H

#include "db/db.h"

/* A learner on a slow line loads the page first that trades the ticket. */
#define LTI_TICKET_MS (5 * 60 * INT64_C(1000))

struct lti_launch {
	const char *id;
	const char *platform_id;
	const char *link_id;		/* NULL while something is chosen */
	const char *person_id;
	const char *kind;		/* "link", "choice", "review" */
	const char *role;		/* "learner", "instructor", "test" */
	const char *of_id;		/* of a review: whose work; NULL */
	const char *return_url;		/* "" */
	const char *settings;		/* of deep linking as they came, JSON, and
					   "deployment_id"; "{}" */
	const char *embed;		/* origins with blanks between */
	const char *locale;		/* "id-ID"; "" */
	const char *ticket_hash;	/* NULL when read back */
	int64_t created_at;
};

enum err lti_launch_add(struct db *, const struct lti_launch *);

/* ERR_NOT_FOUND. */
enum err lti_launch_by_id(struct db *, const char *id,
			  struct lti_launch *out);

/*
 * The launch of that ticket, which nobody gets again; ERR_NOT_FOUND for one
 * that was used, or is of a launch before `since`.
 */
enum err lti_launch_take(struct db *, const char *ticket_hash, int64_t since,
			 struct lti_launch *out);

#endif
