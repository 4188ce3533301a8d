/*
 * One-time links by which another system registers us as its tool. The token is
 * kept hashed (auth/secret.h); what may be told of one is by its hash.
 */
#ifndef STORE_LTI_INVITATION_H
#define STORE_LTI_INVITATION_H

#include "db/db.h"

struct lti_invitation {
	const char *token_hash;
	const char *agency_id;
	const char *host;		/* "lms.example"; "" any, which waits */
	const char *created_by;		/* NULL when read back */
	int64_t created_at, expires_at;
	int64_t used_at;		/* 0: not yet */
	const char *platform_id;	/* what it made; NULL */
};

enum err lti_invitation_add(struct db *, const struct lti_invitation *);

/* ERR_NOT_FOUND. Used and expired ones too. */
enum err lti_invitation_by_hash(struct db *, const char *hash,
				struct lti_invitation *out);

/* Take it, so that nobody else can: ERR_NOT_FOUND when it is used or expired. */
enum err lti_invitation_claim(struct db *, const char *hash, int64_t now);

/* Give it back, since nothing came of it. */
enum err lti_invitation_release(struct db *, const char *hash);

enum err lti_invitation_done(struct db *, const char *hash,
			     const char *platform_id);

/* That may still be used, at most 50; `agency_id` "" is all. */
enum err lti_invitation_open(struct db *, const char *agency_id, int64_t now,
			     struct lti_invitation **out, size_t *n);

/* ERR_NOT_FOUND when it is used or was none. */
enum err lti_invitation_recall(struct db *, const char *hash);

#endif
