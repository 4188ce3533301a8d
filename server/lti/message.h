/*
 * What we tell a tool when it is opened (LTI 1.3, Deep Linking 2.0): the claims
 * of an id_token. What tells of a person goes by the tool's privacy settings,
 * here and nowhere else.
 */
#ifndef LTI_MESSAGE_H
#define LTI_MESSAGE_H

#include "domain/person.h"
#include "http/http.h"
#include "store/lti_pending.h"
#include "store/lti_tool.h"

struct lti_message {
	const struct lti_tool *tool;
	const struct lti_pending_row *pending;
	const struct person *person;
	const char *nonce;		/* as it came */
	const char *data;		/* of a choice: what it comes back with */
};

/* An id_token lives as long. */
#define LTI_MESSAGE_MS 300000

/* In a write, since the tool may not know that person yet. rq->mem has them. */
enum err lti_message_claims(struct request *, const struct lti_message *,
			    json_t **out);

/* "m…" or "b…": how tools know a context; kind as in lti_resource. */
const char *lti_context_key(struct arena *, const char *kind, const char *id);

#endif
