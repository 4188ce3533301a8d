/*
 * Logins that have begun at a platform, until their launch comes: each is used
 * once. State, nonce, cookie and proof are stored hashed (auth/secret.h).
 */
#ifndef STORE_LTI_LOGIN_H
#define STORE_LTI_LOGIN_H

#include "db/db.h"

#define LTI_LOGIN_MS (10 * 60 * INT64_C(1000))

struct lti_login {
	const char *state_hash, *nonce_hash;
	const char *platform_id;
	const char *deployment;		/* as said in step 1; "" */
	const char *target;
	const char *browser_hash;
	const char *storage;		/* lti_storage_target; "": none offered */
	const char *address_hash;
	const char *hints;		/* JSON: {"login", "message"|absent} */
	int64_t created_at;
	int64_t used_at;		/* 0: not yet */
	const char *held, *proof_hash;	/* NULL: nothing is held */
};

enum err lti_login_add(struct db *, const struct lti_login *);

/* Also one that is used or too old. ERR_NOT_FOUND. */
enum err lti_login_by_state(struct db *, const char *state_hash,
			    struct lti_login *out);

/* Who is first has it: `first`. One that began before `since` nobody has. */
enum err lti_login_use(struct db *, const char *state_hash, int64_t since,
		       int64_t now, bool *first);

/* Keep what was found good until the browser has proved itself: once, and while
   the login is good (`kept`). */
enum err lti_login_hold(struct db *, const char *state_hash, const char *held,
			const char *proof_hash, int64_t since, bool *kept);

/* Those that began since then and were not used, from that address and at that
   platform. */
enum err lti_login_waiting(struct db *, const char *address_hash,
			   const char *platform_id, int64_t since,
			   int64_t *of_address, int64_t *of_platform);

/* Forget those that began before, a thousand at most. */
enum err lti_login_forget(struct db *, int64_t before);

#endif
