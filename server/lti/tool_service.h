/*
 * What the services for tools (AGS, NRPS) have in common: who calls, about what
 * context, and lists by pages.
 *
 * A context is called "m" and the id of a module, or "b" and that of a batch.
 * Its services are at that name with "-" and the deployment of the launch that
 * told them, and speak of what is that deployment's; at the bare name, of any
 * of the tool's. A tool that has no place there is told that there is no such
 * context, whether there is one or not; the same goes for others' line items.
 */
#ifndef LTI_TOOL_SERVICE_H
#define LTI_TOOL_SERVICE_H

#include "http/http.h"
#include "lti/token.h"
#include "store/lti_line_item.h"

struct tool_service {
	struct lti_holder holder;
	struct lti_scope scope;
	struct lti_spot spot;		/* its oldest place there */
	const char *base;		/* of our addresses: lti/url.h */
	const char *context;		/* as launches call it */
	const char *at;			/* as the path says it */
};

/* The token has one of `scopes` (lti_bearer), and the tool a place in the
   context of the path; rq->db is in a read or a write. */
enum err tool_service_begin(struct request *, const char *scopes,
			    struct tool_service *out);

/* Is the body said to be of that media type, or plain JSON, which is written
   down? Else refused as unsupported (415). */
enum err tool_service_type(struct request *, const struct tool_service *,
			   const char *type);

/* ?limit=, a number above 0 and cut down to what a page holds; `usual` without
   one. Refused as lti_limit. */
enum err tool_service_limit(struct request *, size_t usual, size_t most,
			    size_t *out);

/* A value of the query, "" when it is not there. */
const char *tool_service_query(struct request *, const char *name);

/*
 * A page of a list, as that media type; it takes `json`. It goes on behind
 * `after`, by a Link with the query there was; NULL: it was the last.
 */
enum err tool_service_page(struct request *, struct response *,
			   const struct tool_service *, json_t *json,
			   const char *type, const char *after);

/* A number as JSON, whole ones without a fraction. */
json_t *lti_number(double);

#endif
