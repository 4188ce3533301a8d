/*
 * Calls to the services of a platform that launches our modules (AGS, NRPS): with
 * a token, once more with another when that one is not taken, and what the answer
 * means.
 */
#ifndef LTI_SERVICE_H
#define LTI_SERVICE_H

#include "domain/lti_grade.h"
#include "http/fetch.h"
#include "lti/link_header.h"
#include "store/lti_grade.h"

struct server;

struct lti_call {
	const struct lti_peer *peer;
	const char *scopes;		/* of the token: short names */
	const char *wanted;		/* one of these is needed; "" any */
	const char *method, *url;
	const char *accept;
	const char *type;		/* of the body; NULL without one */
	const char *body;
};

struct lti_reply {
	struct lti_meaning means;	/* code "" when it was taken */
	const char *said;
	int64_t not_before;		/* Retry-After; 0 */
	struct fetch_answer answer;
};

/* It asks the platform: hold no read. The reply lives in `mem`. */
void lti_call_send(struct server *, struct arena *mem, const struct lti_call *,
		   int64_t now, struct lti_reply *out);

/*
 * A list in pages: `take` is given the JSON of each, borrowed, and says whether it
 * wants another. False when a page could not be had: `out` says why; pages that
 * lead astray are the end of the list, `astray` (RFC 8288; link_header.h).
 */
typedef bool lti_page_take(void *context, const json_t *page);
bool lti_call_pages(struct server *, struct arena *mem,
		    const struct lti_call *first, int64_t now,
		    lti_page_take *take, void *context, bool *astray,
		    struct lti_reply *out);

/* `url` and one more parameter of its query. */
const char *lti_url_with(struct arena *, const char *url, const char *name,
			 const char *value);

#endif
