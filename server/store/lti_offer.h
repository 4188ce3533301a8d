/* Tokens by which a tool registers itself with us, once, kept hashed. */
#ifndef STORE_LTI_OFFER_H
#define STORE_LTI_OFFER_H

#include "db/db.h"

struct lti_offer {
	const char *token_hash;
	const char *agency_id, *created_by;
	int64_t created_at, expires_at;
};

/* Those that are over go at the same time. */
enum err lti_offer_add(struct db *, const struct lti_offer *);

/* Takes it away: whose it was. ERR_NOT_FOUND when it was used, is over, or was
   none. */
enum err lti_offer_take(struct db *, const char *hash, int64_t now,
			struct lti_offer *out);

#endif
