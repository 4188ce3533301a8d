/*
 * Access tokens of tools (1EdTech Security Framework 1.0, 4.1): given at
 * /lti/platform/token for a signed assertion (RFC 7523), opaque, kept as hashes,
 * good for an hour.
 */
#ifndef LTI_TOKEN_H
#define LTI_TOKEN_H

#include "http/http.h"
#include "store/lti_access.h"

/*
 * Whose token is it that the request bears, and has it one of `scopes` (short
 * names, space-separated)? rq->db is in a read or a write. Refused as
 * lti_token_invalid (401) or lti_scope_missing (403), with WWW-Authenticate. A
 * token counts in the header Authorization alone, never in the address.
 *
 * What the tool asks for must then be of one of its deployments, or of
 * `out->deployment_id` when its assertion named one: that and `out->tool_id`
 * are all that was proved.
 */
enum err lti_bearer(struct request *, const char *scopes,
		    struct lti_holder *out);

#endif
