/*
 * Second factors: one secret a person, and the codes for who has lost the phone.
 * Secrets come and go sealed, codes hashed (auth/factor.h).
 */
#ifndef STORE_TOTP_H
#define STORE_TOTP_H

#include "db/db.h"

struct totp {
	const char *secret;		/* sealed */
	int64_t created_at;
	int64_t confirmed_at;		/* 0: asks for nothing yet */
	int64_t step;			/* used last */
	int64_t codes;			/* recovery codes that are left */
};

/* ERR_NOT_FOUND without one. */
enum err totp_of(struct db *, const char *person_id, struct totp *out);

/* Does this person's sign-in ask for a code? */
enum err totp_asked(struct db *, const char *person_id, bool *out);

/* Begin with that secret; false when there is a confirmed one. */
enum err totp_put(struct db *, const char *person_id, const char *secret,
		  int64_t now, bool *done);

/*
 * All false when it is not as it was when the code was looked at: another
 * secret, confirmed or not, a step that was used meanwhile.
 */
enum err totp_confirm(struct db *, const char *person_id, const char *secret,
		      int64_t step, int64_t now, bool *done);
enum err totp_use(struct db *, const char *person_id, const char *secret,
		  int64_t step, bool *done);

/* With its recovery codes; false when there was none. */
enum err totp_drop(struct db *, const char *person_id, bool *was);

/* Enabled people with a role besides learner, and how many of them have one. */
enum err totp_staff(struct db *, int64_t *people, int64_t *have);

/* These and no others from here on. */
enum err recovery_codes_put(struct db *, const char *person_id,
			    const char *const *hashes, size_t n);

/* Works once. `known` only looks. */
enum err recovery_code_use(struct db *, const char *person_id,
			   const char *hash, int64_t now, bool *done);
enum err recovery_code_known(struct db *, const char *person_id,
			     const char *hash, bool *out);

#endif
