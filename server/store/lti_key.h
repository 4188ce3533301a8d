/* Rows of our keys for LTI (lti/key.h). Results live in the handle's arena. */
#ifndef STORE_LTI_KEY_H
#define STORE_LTI_KEY_H

#include "db/db.h"

struct lti_key {
	const char *kid;
	const char *role;		/* "tool", "platform" */
	const char *private;		/* PKCS#8, sealed */
	const char *jwk;		/* the public half, JSON */
	int64_t created_at;
	int64_t sign_from, sign_until;
	int64_t publish_until;
	int64_t revoked_at;		/* 0: never */
};

enum err lti_key_add(struct db *, const struct lti_key *);

/* The one that signs at `now`; ERR_NOT_FOUND without one. */
enum err lti_key_signing(struct db *, const char *role, int64_t now,
			 struct lti_key *out);

/* The one that signs next after that; ERR_NOT_FOUND without one. */
enum err lti_key_next(struct db *, const char *role, int64_t now,
		      struct lti_key *out);

/* The public halves of both roles, JSON each. */
enum err lti_key_published(struct db *, int64_t now, const char *const **out,
			   size_t *n);

/* All there are, the newest of a role first; 100 at most. */
enum err lti_key_list(struct db *, struct lti_key **out, size_t *n);

/* Its sign_from, sign_until and publish_until are these. */
enum err lti_key_times(struct db *, const struct lti_key *);

/* `role` is whose it was. ERR_NOT_FOUND without it, or when it is revoked
   already. */
enum err lti_key_mark_revoked(struct db *, const char *kid, int64_t now,
			      const char **role);

/* Those that were published no more before `before`. */
enum err lti_key_forget(struct db *, int64_t before);

#endif
