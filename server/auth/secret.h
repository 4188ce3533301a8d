/*
 * Random secrets as text, and what is kept of them.
 *
 * 32 bytes of chance leave us as 43 letters of base64url; only their BLAKE2b
 * hash is stored, so that who reads the database or a backup holds no session.
 */
#ifndef AUTH_SECRET_H
#define AUTH_SECRET_H

#include <stdbool.h>

#define SECRET_SIZE 44		/* 43 letters and the NUL */
#define SECRET_HASH_SIZE 44

void secret_new(char out[static SECRET_SIZE]);

/*
 * The hash as text; false, and nothing is written, when `text` has not the form
 * of a secret. NULL has not.
 */
bool secret_hash(const char *text, char out[static SECRET_HASH_SIZE]);

/* In a time that does not depend on where they differ. */
bool secret_hash_same(const char *a, const char *b);

#endif
