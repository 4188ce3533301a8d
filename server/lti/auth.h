/*
 * Step 2 of opening a tool, and 3 (1EdTech Security Framework 1.0, 5.1.1): the
 * tool asks, by the browser, for what a page of ours began; it gets an id_token
 * once, posted to an address that was registered for it.
 *
 * Who asks with a client or an address that we do not know gets a page of ours
 * and no redirect. Every other fault is posted to the tool as OpenID's error.
 */
#ifndef LTI_AUTH_H
#define LTI_AUTH_H

#include "http/http.h"

/* What an authorization request says, each NULL when it is absent or doubled. */
struct lti_asked {
	const char *client_id, *redirect_uri;
	const char *response_type, *response_mode, *prompt, *scope, *nonce;
	const char *state;
	const char *login_hint, *message_hint;
};

/* OpenID's word for what is wrong with the form of it; NULL: nothing. */
const char *lti_asked_fault(const struct lti_asked *);

#endif
