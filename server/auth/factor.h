/*
 * The second factor: a code by the clock (domain/totp.h), or one of ten recovery
 * codes for who has lost the phone.
 *
 * Secrets are kept sealed and recovery codes hashed, both under the
 * installation's own key. Guessing is slowed as passwords are (throttle.h), but
 * for the account from everywhere at once, since who guesses here has the
 * password already and a code has only a million values: five are free, then one
 * each five minutes. A browser that the account knows is counted by itself, so
 * that its owner is not kept out.
 *
 * Between password and code the browser holds a ticket, signed and not stored:
 * it says whose password was right, for ten minutes and until that password
 * changes. It opens nothing by itself.
 */
#ifndef AUTH_FACTOR_H
#define AUTH_FACTOR_H

#include "auth/auth.h"
#include "domain/totp.h"
#include "store/totp.h"

#define FACTOR_TICKET_MS (10 * 60 * INT64_C(1000))

#define RECOVERY_CODES 10
#define RECOVERY_SHOWN_SIZE 15		/* "K7MP-49XT-ACDE", with the NUL */
#define RECOVERY_HASH_SIZE 44

/* A code that was looked at and found good, for the transaction to use up. */
struct factor_proof {
	const char *person_id;
	const char *secret;		/* sealed, as it was; NULL: a recovery code */
	int64_t step;
	char hash[RECOVERY_HASH_SIZE];
};

void factor_ticket(const struct auth *, const char *person_id, int64_t epoch,
		   int64_t now, char out[static TOKEN_SIZE]);

/* Whose it is, and the person's epoch when the password was right;
   ERR_ANONYMOUS for what is altered or over. */
enum err factor_ticket_read(const struct auth *, const char *text, int64_t now,
			    char person_id[static IDENT_SIZE], int64_t *epoch);

/* A new secret: sealed as it is kept, and the text for the app. */
const char *factor_secret_new(const struct auth *, struct arena *,
			      char text[static TOTP_SECRET_SIZE]);

/* The text of a sealed one; ERR_INTERNAL when it does not open. */
enum err factor_secret_text(const struct auth *, struct arena *,
			    const char *sealed,
			    char text[static TOTP_SECRET_SIZE]);

/* One new code of their kind, and in `hash` what is kept of it. */
const char *recovery_code_new(const struct auth *, struct arena *,
			      const char *person_id,
			      char hash[static RECOVERY_HASH_SIZE]);

/* Ten new codes, 2^55 of them each, and what is kept of them. */
void recovery_codes_new(const struct auth *, struct arena *,
			const char *person_id, const char *codes[RECOVERY_CODES],
			const char *hashes[RECOVERY_CODES]);

/* False when what was typed cannot be such a code. */
bool recovery_code_hash(const struct auth *, const char *person_id,
			const char *typed, char out[static RECOVERY_HASH_SIZE]);

/*
 * Is that a good code for this factor? On the worker's thread, in no
 * transaction. `known`: the recovery code's hash was found in the database.
 * Refused as code_mismatch or login_slowed.
 */
enum err factor_check(struct auth *, struct request *, const char *person_id,
		      const struct totp *, const char *typed, bool known,
		      struct factor_proof *out);

/* Use it up, in the transaction; code_mismatch when another was faster. */
enum err factor_use(struct request *, const struct factor_proof *);

#endif
