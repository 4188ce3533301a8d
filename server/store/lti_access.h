/*
 * Access tokens of tools, hashed, and what tools may use once: the jti of what
 * they sign for a token, the nonce of a choice.
 */
#ifndef STORE_LTI_ACCESS_H
#define STORE_LTI_ACCESS_H

#include "db/db.h"

struct lti_access {
	const char *token_hash, *tool_id;
	const char *scopes;		/* short names, space-separated */
	const char *kid;		/* the tool's key that asked for it */
	const char *deployment_id;	/* "": of any that the tool has */
	int64_t expires_at;
};

enum err lti_access_add(struct db *, const struct lti_access *);

/* What a token stands for at `now`, while its tool is on. */
struct lti_holder {
	const char *tool_id, *client_id, *agency_id;
	bool send_name, send_email;
	const char *registered, *scopes;
	const char *deployment_id;	/* as it was asked for; "" */
};

/* ERR_NOT_FOUND: there is no such token, it is over, or the tool or its
   deployment is off. */
enum err lti_access_find(struct db *, const char *token_hash, int64_t now,
			 struct lti_holder *out);

/* All tokens of a tool end. */
enum err lti_access_end(struct db *, const char *tool_id);

/* `fresh` is false when that tool has used it before; it is forgotten after
   `expires_at`. */
enum err lti_once_use(struct db *, const char *tool_id, const char *hash,
		      int64_t expires_at, bool *fresh);

#endif
