#include "lti/token.h"

#include <strings.h>

#include "auth/secret.h"
#include "domain/lti_tool.h"

/* ---- Bearing one ------------------------------------------------------------ */

static enum err token_invalid(struct request *rq)
{
	return refuse(rq, P_lti_token_invalid,
		      VALUES({ "challenge", "Bearer error=\"invalid_token\"" }));
}

enum err lti_bearer(struct request *rq, const char *scopes,
		    struct lti_holder *out)
{
	const char *header = request_header(rq, "Authorization");
	char hash[SECRET_HASH_SIZE];
	enum err e;

	if (!header || strncasecmp(header, "Bearer ", 7) ||
	    !secret_hash(text_trim(rq->mem, header + 7), hash))
		return token_invalid(rq);
	if ((e = lti_access_find(rq->db, hash, rq->now, out)))
		return e == ERR_NOT_FOUND ? token_invalid(rq) : e;
	if (lti_scope_any(out->scopes, scopes))
		return OK;
	return refuse(rq, P_lti_scope_missing, VALUES(
		{ "scope", lti_scopes_uris(rq->mem, scopes) },
		{ "challenge", "Bearer error=\"insufficient_scope\"" }));
}
