/*
 * The tokens of a lesson, made and checked without asking the database.
 *
 * A files token is in the path of every file of a version and can only read; a
 * run token is held by the player's frame and can only save that run; a fetch
 * token is what a package of cmi5 gets its run token for, once. All name
 * the session they come from and the person's epoch, so that they end with
 * either: auth/grant.h checks that, this file only form, signature and time.
 *
 *	kind 1 | expires, s 4 | epoch 4 | session 16 | version or run 16 | MAC 16
 *
 * with numbers in network order and BLAKE2b keyed over all before it, as 76
 * letters of base64url, which leaves no bit free: a token has one spelling.
 */
#ifndef AUTH_TOKEN_H
#define AUTH_TOKEN_H

#include <stdint.h>

#include "base/err.h"
#include "base/ident.h"

#define TOKEN_KEY_SIZE 32
#define TOKEN_SIZE 77			/* as text, with the NUL */

/*
 * Files tokens of one week are the same, so that the browser's cache works from
 * one launch to the next; each lives through the week after, hence 7 to 14 days.
 */
#define TOKEN_FILES_WINDOW_MS (7 * 86400 * INT64_C(1000))
#define TOKEN_RUN_MS (12 * 3600 * INT64_C(1000))

enum token_kind {
	TOKEN_FILES = 1, TOKEN_RUN = 2, TOKEN_FETCH = 3,
	TOKEN_TICKET = 4	/* a right password, before the code: factor.h */
};

struct token {
	enum token_kind kind;
	int64_t expires_at;		/* ms, whole seconds */
	int64_t epoch;			/* of the person, when it was made */
	char session[IDENT_SIZE];
	char subject[IDENT_SIZE];	/* id of the version, or of the run */
};

/* `session` and `subject` must be valid idents. */
void token_write(const unsigned char key[static TOKEN_KEY_SIZE],
		 const struct token *, char out[static TOKEN_SIZE]);

/*
 * ERR_ANONYMOUS, and nothing in `out`, for what is altered, of another kind or
 * over at `now`. `text` may be anything; NULL is nothing.
 */
enum err token_parse(const unsigned char key[static TOKEN_KEY_SIZE],
		     const char *text, enum token_kind kind, int64_t now,
		     struct token *out);

/* When a token made at `now` ends. */
int64_t token_expiry(enum token_kind, int64_t now);

#endif
