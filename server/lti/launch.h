/*
 * A launch that has arrived, from its form to what it makes of us: an account, a
 * place in a course, and what its session may do.
 */
#ifndef LTI_LAUNCH_H
#define LTI_LAUNCH_H

#include "auth/rs256.h"
#include "auth/secret.h"
#include "domain/lti_launch.h"
#include "http/http.h"
#include "lti/event.h"
#include "store/lti_login.h"
#include "store/lti_platform.h"

struct arrival {
	enum lti_fault fault;		/* why not; LTI_OK */
	bool busy;			/* nothing can be said just now */
	json_t *facts;			/* for the event and the page */
	const char *base;
	const char *state;
	char state_hash[SECRET_HASH_SIZE];
	struct lti_login login;
	struct lti_platform platform;	/* id NULL: not known */
	bool cookie;			/* one of that name came */
	bool ours;			/* it is the browser of step 1 */
	bool proven;			/* the platform has signed it */
	struct jwt *token;
	const json_t *payload;		/* checked; `said` is of it */
	struct lti_said said;
	bool endpoints;			/* where grades go is told anew */
};

/*
 * What a good launch makes: in the write that has used its login up. Where it
 * cannot be after all, `fault` says why and nothing is made but what waits for an
 * administrator; else the launch and the ticket that its page trades for a
 * session.
 */
enum err lti_launch_make(struct request *, struct arrival *, const char **id,
			 const char **ticket);

#endif
