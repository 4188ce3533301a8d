/*
 * Dynamic Registration, where we are the tool (LTI Dynamic Registration 1.0):
 * what a platform says of itself, what we ask to be registered as, and what it
 * answers. Whoever asks already holds an invitation of ours; all that is read
 * here is theirs, and is checked before anything is asked of the addresses in
 * it.
 */
#ifndef DOMAIN_LTI_REGISTRATION_H
#define DOMAIN_LTI_REGISTRATION_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"

struct reach;

/* An openid configuration; strings are in the arena. */
struct lti_configuration {
	const char *issuer;
	const char *auth_url, *token_url, *jwks_url, *registration_url;
	const char *token_audience;	/* authorization_server; "" for none */
	const char *family, *version;	/* "moodle", "4.5.6"; "" */
	/* Space-separated, of those that we ask for. */
	const char *scopes;
	bool choice;			/* it takes deep linking requests */
};

enum lti_configuration_fault {
	LTI_CONFIGURATION_FINE,
	LTI_CONFIGURATION_JSON,		/* no JSON object, or too deep */
	LTI_CONFIGURATION_MEMBER,	/* missing, or not of its type: `member` */
	LTI_CONFIGURATION_URL,		/* not an address that we may ask */
	LTI_CONFIGURATION_ISSUER,	/* of another host than the document */
	LTI_CONFIGURATION_ALGORITHM	/* it does not sign with RS256 */
};

/*
 * `url` is where the document came from: its host must be the issuer's, or one
 * of the same cloud (Canvas answers for its schools at an address of its own).
 * `fits` says whether an address may be asked (fetch_url_fits). `member` names
 * what is wrong.
 */
enum lti_configuration_fault
lti_configuration_read(struct arena *, const char *body, size_t size,
		       const char *url, const struct reach *reach,
		       bool (*fits)(const char *url, const struct reach *),
		       struct lti_configuration *out, const char **member);

/* "algorithm", for who mends it there. */
const char *lti_configuration_fault_name(enum lti_configuration_fault);

/* What we ask to be registered as; the caller owns it. `url` is our own address,
   without a slash at its end. */
json_t *lti_registration_ask(const struct lti_configuration *,
			     const char *url, const char *name);

/* What came back. Strings are in the arena. */
struct lti_registered {
	const char *client_id;		/* NULL: refused, or no answer of that kind */
	const char *deployment;		/* ""; not every platform says it */
	/* Why not, as the platform puts it, at most 500 bytes; "". */
	const char *error;
};

void lti_registration_read(struct arena *, long status, const char *body,
			   size_t size, struct lti_registered *out);

#endif
