/*
 * Passwords: Argon2id, a bounded number at once.
 *
 * Each hash takes PASSWORD_MEMORY for some tens of ms, which is the point of it
 * and also how a server dies: so at most PASSWORD_AT_ONCE run, PASSWORD_WAITING
 * more wait their turn, and who comes after that is told to come again. Those of
 * one standing wait in the order they came; of five places that become free two
 * go to known ones, two to quiet ones and one to the rest, while there are some.
 */
#ifndef AUTH_PASSWORD_H
#define AUTH_PASSWORD_H

#include <stdbool.h>

#include "auth/throttle.h"
#include "base/err.h"
#include "domain/person.h"

/* OWASP's least for Argon2id with two passes; 76 MiB when all four run. */
#define PASSWORD_MEMORY (19 << 20)
#define PASSWORD_PASSES 2
#define PASSWORD_AT_ONCE 4

/* As many as auth.h lets sign in, those who run taken off. */
#define PASSWORD_WAITING 156
#define PASSWORD_WAIT_MS 15000

#define PASSWORD_MIN 10			/* characters */
#define PASSWORD_MAX 1024		/* bytes */
#define PASSWORD_HASH_SIZE 128		/* libsodium's string, with the NUL */

struct passwords;

/* Makes the hash that stands in for those who have none: one hash long. */
enum err passwords_open(struct passwords **out);
void passwords_close(struct passwords *);

/* As a known one. ERR_BUSY when too many wait, or the wait was too long. */
enum err password_hash(struct passwords *, const char *password,
		       char out[static PASSWORD_HASH_SIZE]);

/*
 * `hash` NULL is a person who does not exist or may not sign in: the same work
 * is done, and the answer is false.
 */
enum err password_verify(struct passwords *, enum standing, const char *hash,
			 const char *password, bool *good);

/*
 * Too short or too long, made of few different letters, the person's own login,
 * name, NIP or e-mail, or a word that everybody tries (with digits and signs
 * around it or not). `of` may be NULL.
 */
bool password_weak(const char *password, const struct person *of);

#endif
