/*
 * What may be registered of a tool, and what it must say of itself to get an
 * access token (1EdTech Security Framework 1.0, 4.1). No I/O.
 */
#ifndef DOMAIN_LTI_TOOL_H
#define DOMAIN_LTI_TOOL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* ---- Scopes ----------------------------------------------------------------- */

/*
 * Services are called by short names, the last segments of their URIs, and lists
 * of them are space-separated, in this order: lineitem lineitem.readonly
 * result.readonly score contextmembership.readonly.
 */
#define LTI_SCOPES 5

/* By place; NULL behind the last. */
const char *lti_scope_name(size_t i);
const char *lti_scope_uri(size_t i);

/* Is that one in the list? */
bool lti_scope_in(const char *list, const char *name);

/* Does the list have one of `wanted`? */
bool lti_scope_any(const char *list, const char *wanted);

/* The list of an array of short names; NULL when one is none. lineitem brings
   lineitem.readonly along, since tools ask for it to list (ltijs). */
const char *lti_scopes_read(struct arena *, const json_t *array);

/* The list of the URIs that are asked for and registered; "" for none. */
const char *lti_scopes_grant(struct arena *, const char *uris,
			     const char *registered);

/* "https://… https://…" of a list. */
const char *lti_scopes_uris(struct arena *, const char *list);

/* ---- Custom parameters ------------------------------------------------------ */

#define LTI_CUSTOM_MOST 50
#define LTI_CUSTOM_NAME_MOST 255	/* bytes */
#define LTI_CUSTOM_VALUE_MOST 4096

/* An object of LTI_CUSTOM_MOST texts at most, "" is one; null, numbers and
   others are not. Names are printable, without blanks at their ends. */
bool lti_custom_fits(const json_t *custom);

/* ---- Client assertions ------------------------------------------------------ */

/* Their clock may be off by as much: tokens are asked for without anybody there to
   try again. */
#define LTI_SKEW_MS 180000
#define LTI_ASSERTION_MS 3600000	/* the longest that one may live */

/* Of whom and for what it must be, each "" or NULL being none. */
struct lti_assertion {
	const char *client_id;
	const char *token_url, *issuer;	/* one of them must be in its aud */
	int64_t now;
};

enum lti_assertion_fault {
	LTI_ASSERTION_FINE,
	LTI_ASSERTION_WHO,		/* iss or sub are not the client's */
	LTI_ASSERTION_AUDIENCE,
	LTI_ASSERTION_TIME,		/* over, of the future, too long, or none */
	LTI_ASSERTION_ONCE		/* no jti, or one of more than 1,024 bytes */
};

/* The claims of RFC 7523 section 3; numbers as text pass here, as the framework's
   own example has them. `jti` is borrowed, `until` is when it is over, in ms. */
enum lti_assertion_fault lti_assertion_check(const json_t *payload,
					     const struct lti_assertion *,
					     const char **jti, int64_t *until);

/* ---- Addresses -------------------------------------------------------------- */

/* Is `uri` one of them, byte by byte? */
bool lti_redirect_known(const char *uri, const char *const *uris, size_t n);

#endif
