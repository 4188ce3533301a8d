/*
 * Who is in a course of the platform that launched us (LTI NRPS 2.0), asked for
 * when a teacher looks.
 */
#ifndef LTI_ROSTER_H
#define LTI_ROSTER_H

#include <jansson.h>

#include "domain/launch_scope.h"
#include "lti/service.h"

#define LTI_ROSTER_MOST 5000

struct lti_roster_member {
	const char *sub;
	const char *name;		/* "": it is not told */
	const char *role;		/* "learner", "instructor", "test", "other" */
	const char *status;		/* "Active", "Inactive", "Deleted" */
};

struct lti_roster {
	struct lti_roster_member *all;
	size_t n;
	bool whole;			/* there was no more, nor did it take too long */
};

/* Asks the platform: hold no read. False when it gives none: `reply` says why. */
bool lti_roster_get(struct server *, struct arena *mem,
		    const struct lti_peer *, const char *url, int64_t now,
		    struct lti_roster *out, struct lti_reply *reply);

/* One of its members (NRPS 2.2); false for what is none. Texts go to `mem`. */
bool lti_roster_member_read(struct arena *mem, const json_t *,
			    struct lti_roster_member *out);

#endif
