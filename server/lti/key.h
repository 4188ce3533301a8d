/*
 * Our own keys: of the tool and of the platform, each a row. A key signs for half
 * a year. The next one is made, and published, 30 days before that is over, and
 * the old one is published a day longer than it signs, so that who keeps our key
 * set in a cache always has what it needs.
 */
#ifndef LTI_KEY_H
#define LTI_KEY_H

#include <jansson.h>
#include <stdbool.h>

#include "auth/rs256.h"
#include "base/err.h"

struct auth;
struct db;

enum lti_role { LTI_TOOL, LTI_PLATFORM, LTI_ROLES };

#define LTI_KEY_DAY   (INT64_C(24) * 3600 * 1000)
#define LTI_KEY_SIGNS (180 * LTI_KEY_DAY)
#define LTI_KEY_AHEAD (30 * LTI_KEY_DAY)

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

/* Is there one to be made, or to begin to sign? In a read. */
enum err lti_key_due(struct db *, enum lti_role, int64_t now, bool *out);

/*
 * What time asks for, of one role: make the next, let one sign. In a write.
 * `fresh` is used where one is needed, since making it would keep all writers
 * waiting; NULL: it is made here.
 */
enum err lti_key_turn(struct db *, const struct auth *, enum lti_role,
		      int64_t now, const struct rs256_key *fresh);

/* The next one signs as soon as it was published for a day. In a write. */
enum err lti_key_turn_now(struct db *, const struct auth *, enum lti_role,
			  int64_t now, const struct rs256_key *fresh);

/* Those that have been published no more for a year. In a write. */
enum err lti_keys_forget(struct db *, int64_t now);

/* At once, when a key is known to somebody else: it is published no more and
   signs no more, another signs; ERR_NOT_FOUND without it. In a write. */
enum err lti_key_revoke(struct db *, const struct auth *, const char *kid,
			int64_t now, const struct rs256_key *fresh);

const char *lti_role_name(enum lti_role);	/* "tool", "platform" */

#endif
