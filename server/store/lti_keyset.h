/* Others' key sets, by address (lti/keyset.h). */
#ifndef STORE_LTI_KEYSET_H
#define STORE_LTI_KEYSET_H

#include "db/db.h"

struct lti_keyset {
	const char *body;	/* "": never got one */
	int64_t fetched_at;	/* 0 */
	int64_t until_at;	/* fetched anew from then on */
	int64_t forced_at;	/* an unknown kid, or a failure, made us ask */
	const char *why;	/* the last failure; "" after a success */
};

/* ERR_NOT_FOUND without it. */
enum err lti_keyset_get(struct db *, const char *url, struct lti_keyset *out);

/* The same; an empty one when it was never asked for. */
enum err lti_keyset_known(struct db *, const char *url, struct lti_keyset *out);

enum err lti_keyset_put(struct db *, const char *url,
			const struct lti_keyset *);
enum err lti_keyset_forget(struct db *, int64_t before);

#endif
