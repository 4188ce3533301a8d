/*
 * Who is calling, and what they may do: all that a running server keeps for it.
 *
 * One struct auth serves every thread. What is in the database is the truth;
 * this holds the key, and what may be lost at a restart: the brake on guessing
 * and what was lately read about sessions.
 */
#ifndef AUTH_AUTH_H
#define AUTH_AUTH_H

#include <stdatomic.h>

#include "auth/access.h"
#include "auth/grant.h"
#include "auth/origin.h"
#include "auth/password.h"
#include "auth/session.h"
#include "auth/throttle.h"
#include "auth/token.h"

struct auth {
	unsigned char token_key[TOKEN_KEY_SIZE];
	unsigned char device_key[TOKEN_KEY_SIZE];
	unsigned char seal_key[TOKEN_KEY_SIZE];
	unsigned char mark_key[TOKEN_KEY_SIZE];
	struct passwords *passwords;
	struct throttle *throttle;
	struct grants *grants;
	/* How many are being decided: of that standing and those behind it. */
	atomic_uint guesses[STANDINGS];
	int64_t token_life_ms;	/* of all new tokens; 0: the usual, token.h */
};

/*
 * Who signs in holds a thread, waiting or not: this many of the app's 256, so
 * that they never keep saves out. More are told to come again. Those who fail
 * much leave room for the quiet ones, and both for those whom an account knows.
 */
#define AUTH_GUESSES 160
#define AUTH_GUESSES_QUIET 128
#define AUTH_GUESSES_NOISY 64

/*
 * The installation's key, made at the first start: in a write transaction, may
 * run again. Every node of one database gets the same.
 */
enum err auth_key(struct db *, unsigned char out[static TOKEN_KEY_SIZE]);

/* What seals (auth/seal.h), for who has a transaction and no struct auth; as
   auth_key. */
enum err auth_seal_key(struct db *, unsigned char out[static TOKEN_KEY_SIZE]);

/* `key` is what auth_key gave. Outside a transaction: it makes one hash. */
enum err auth_open(const unsigned char key[static TOKEN_KEY_SIZE],
		   struct auth **out);
void auth_close(struct auth *);

/*
 * Fill in rq->person and rq->session (and, where a launch began it, rq->launch
 * and rq->embed) from cookie and secret; a visitor, and who
 * shows something that is not good any more, is OK and nobody. `db` is in a
 * transaction. `due` tells that session_touch is due for rq->session, after the
 * answer; it may be NULL.
 */
enum err auth_admit(struct auth *, struct request *, struct db *, bool *due);

/* Refused as login_slowed: ask again in `wait` ms. */
enum err auth_slowed(struct request *, int64_t wait);

/*
 * Is that the password? Waits its turn, slowed and counted as throttle.h says;
 * `hash` NULL is somebody who cannot sign in, at the same cost. Refused as
 * login_slowed, or ERR_BUSY; otherwise OK and `good`. Hold no read meanwhile.
 */
enum err auth_guess(struct auth *, struct request *, const struct guess *,
		    const char *hash, const char *password, bool *good);

/* For the person and session of the request, which must be there. */
void auth_files_token(const struct auth *, const struct request *,
		      const char *version_id, char out[static TOKEN_SIZE]);
void auth_run_token(const struct auth *, const struct request *,
		    const char *run_id, char out[static TOKEN_SIZE]);

/* When a token made at `now` ends. */
int64_t auth_token_expiry(const struct auth *, enum token_kind, int64_t now);

void auth_fetch_token(const struct auth *, const struct request *,
		      const char *run_id, char out[static TOKEN_SIZE]);

/*
 * A run token as the request carries it, in rq->mem or the header: as Bearer, as
 * X-Balai-Run, or, since packages of xAPI are told to, as Basic (behind the
 * colon, or alone). NULL without one.
 */
const char *auth_run_token_text(const struct request *);

/* The credentials that follow "Basic " and carry a run token. */
const char *auth_basic(struct arena *, const char *run_token);

/* Form, signature and time only; then grant_check says whether it still holds. */
enum err auth_token(const struct auth *, const char *text, enum token_kind,
		    int64_t now, struct token *out);

#endif
