/*
 * What a tool gets through the browser: a form that is sent by itself (OpenID's
 * form_post), from a page that holds nothing else.
 */
#ifndef LTI_POST_H
#define LTI_POST_H

#include "http/http.h"

struct lti_field {
	const char *name, *value;	/* value NULL: it is left out */
};

/*
 * `fields` end with a name of NULL; all are escaped. `origins` are those that
 * the form may go to, and be sent on to (CSP form-action), space-separated;
 * `framers` may frame it (CSP frame-ancestors).
 */
enum err lti_post_page(struct request *, struct response *, const char *action,
		       const char *origins, const char *framers,
		       const struct lti_field *fields);

#endif
