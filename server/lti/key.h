/*
 * Our own keys: of the tool and of the platform, each a row that is published
 * before it signs and after (LTI digest 11): a new one is made 30 days before
 * the one that signs is done, published a day before it signs and a day after.
 */
#ifndef LTI_KEY_H
#define LTI_KEY_H

#include <jansson.h>

#include "auth/rs256.h"
#include "base/err.h"

struct auth;
struct db;

enum lti_role { LTI_TOOL, LTI_PLATFORM };

/*
 * The key that signs at `now`, made at the first asking; in a write
 * transaction. `key` belongs to the caller, `kid` is in the handle's arena.
 */
struct lti_signer {
	struct rs256_key *key;
	const char *kid;
};
enum err lti_key_signer(struct db *, const struct auth *, enum lti_role,
			int64_t now, struct lti_signer *out);

/* The same in a read: ERR_NOT_FOUND before there is one. */
enum err lti_key_now(struct db *, const struct auth *, enum lti_role,
		     int64_t now, struct lti_signer *out);

/* {"keys": [ … ]} of both roles, as published at `now`. Caller owns it. */
enum err lti_keys_published(struct db *, int64_t now, json_t **out);

/* What time asks for: make the next, forget those long gone. In a write. */
enum err lti_keys_turn(struct db *, const struct auth *, int64_t now);

/* At once, when a key is known to somebody else: it is published no more and
   signs no more, another signs; ERR_NOT_FOUND without it. In a write. */
enum err lti_key_revoke(struct db *, const struct auth *, const char *kid,
			int64_t now);

#endif
