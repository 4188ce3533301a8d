/* What steps 1 and 3 of a launch have in common. */
#ifndef LTI_STEP_H
#define LTI_STEP_H

#include "auth/secret.h"
#include "http/http.h"
#include "store/lti_login.h"
#include "store/lti_platform.h"

/* The largest hint that a platform wants back, in bytes. */
#define LTI_HINT_MOST 8192

/* The cookie of that login: one for each, so that tabs run side by side. */
const char *lti_cookie_name(struct arena *, const char *state);

/* Given, for as long as the login is good; a `binding` of NULL takes it away. */
void lti_cookie_set(struct request *, struct response *, const char *state,
		    const char *binding);

/* Origins that may frame what that platform opens, with blanks between. */
const char *lti_embed(struct arena *, const struct lti_platform *);

/* Step 1 once more, by the browser, in a tab of its own. */
const char *lti_login_again(struct request *, const char *base,
			    const struct lti_platform *,
			    const struct lti_login *);

#endif
