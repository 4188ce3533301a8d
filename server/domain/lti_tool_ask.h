/*
 * What a tool asks to be registered as (Dynamic Registration, lti-dr 1.0, digest
 * 9, where we are the platform). Pure; nothing of it is used before an
 * administrator turns the tool on.
 */
#ifndef DOMAIN_LTI_TOOL_ASK_H
#define DOMAIN_LTI_TOOL_ASK_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"

#define LTI_ASK_REDIRECTS 20

struct reach;

/* Strings are in the arena or borrowed from the JSON. */
struct lti_tool_ask {
	const char *name;
	const char *login_url, *target_url, *jwks_url;
	const char *choice_url;		/* "" */
	const char *redirects[LTI_ASK_REDIRECTS];
	size_t nredirects;
	const char *scopes;		/* short names; of what we have */
	const char *custom;		/* {name: value}, JSON */
};

enum lti_ask_fault {
	LTI_ASK_FINE,
	LTI_ASK_METADATA,	/* missing, or not of its type: `member` */
	LTI_ASK_URL,		/* not an address that we may use */
	LTI_ASK_DOMAIN,		/* an address outside of the tool's domains */
	LTI_ASK_REDIRECT	/* the same of a redirect_uri */
};

/* `fits` is fetch_url_fits. `member` names what is wrong. */
enum lti_ask_fault lti_tool_ask_read(struct arena *, const json_t *,
	const struct reach *reach,
	bool (*fits)(const char *url, const struct reach *),
	struct lti_tool_ask *out, const char **member);

/* The error of RFC 7591 3.2.2: "invalid_redirect_uri",
   "invalid_client_metadata". */
const char *lti_ask_error(enum lti_ask_fault);

#endif
