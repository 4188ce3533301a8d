/*
 * Others' public keys (JWKS): fetched with limits, kept in the database and in
 * memory, fetched anew for an unknown kid once a minute and address at most, and
 * used a day longer while they cannot be fetched.
 */
#ifndef LTI_KEYSET_H
#define LTI_KEYSET_H

#include "auth/rs256.h"
#include "http/http.h"

enum keyset_fault {
	KEYSET_FINE,
	KEYSET_UNKNOWN,		/* it has no such kid, and was asked lately */
	KEYSET_AWAY,		/* not fetched, nothing kept: `why` says */
	KEYSET_BAD,		/* fetched, but no key set, or the key is not
				   one that we take */
	KEYSET_BUSY		/* so many wait for other sides already that
				   this one may not: to be tried again */
};

/*
 * The key of that kid at `url`. For `prepare` (it may wait for the other side and
 * write what it got, serve_write): hold no read. `key` belongs to the caller. One
 * asks for an address while others wait for what it gets.
 */
enum keyset_fault keyset_key(struct request *, const char *url,
			     const char *kid, struct rs256_key **key,
			     const char **why);

/*
 * What an answer makes of a row: a key set replaces the one there was, a
 * failure is noted and changes nothing else. For who tries an address by hand,
 * too; the row's texts live as long as the answer.
 */
struct fetch_answer;
struct lti_keyset;
void keyset_answered(struct arena *, const struct fetch_answer *, int64_t now,
		     struct lti_keyset *row);

/* So much longer than `until_at` a set is used while none can be fetched. */
#define KEYSET_STALE_MS (INT64_C(24) * 3600 * 1000)

/* `why` of such a row, when what was fetched is no key set. */
#define KEYSET_WHY_BAD "what it answers is no key set"

/*
 * The key in a set by itself; pure, for the former and for fuzzing. A kid that
 * stands there twice is KEYSET_BAD; what is no RSA key is passed over; at most
 * 100 keys are looked at.
 */
enum keyset_fault keyset_find(const char *body, size_t size, const char *kid,
			      struct rs256_key **key);

#endif
