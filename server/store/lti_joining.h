/*
 * Another LMS's user who becomes an account's: what was asked for in the
 * launched page, until the account says yes; and parting again. Results live in
 * the handle's arena.
 */
#ifndef STORE_LTI_JOINING_H
#define STORE_LTI_JOINING_H

#include "db/db.h"

struct lti_joining {
	const char *issuer, *sub;
	const char *person_id;		/* whose account that user has now */
	const char *person_name;
	bool guest;			/* it is none of their own */
	const char *platform_name;
	const char *course;		/* ""; where it was asked for */
};

/* Who somebody is at the link of a launch. ERR_NOT_FOUND when they never opened
   it, or are known there by no account. */
enum err lti_joining_at(struct db *, const char *link_id, const char *person_id,
			struct lti_joining *out);

/* Of `j` issuer and sub are kept; what has expired by `now` is forgotten. */
enum err lti_joining_add(struct db *, const char *token_hash,
			 const char *link_id, const struct lti_joining *j,
			 int64_t now, int64_t expires_at);

/* ERR_NOT_FOUND when it was used, has expired, or never was. */
enum err lti_joining_find(struct db *, const char *token_hash, int64_t now,
			  struct lti_joining *out);

/* Once: `done` false when another was faster. */
enum err lti_joining_use(struct db *, const char *token_hash, bool *done);

/* That user's account is their own from now on. */
enum err lti_account_join(struct db *, const char *issuer, const char *sub,
			  int64_t now);

/*
 * A user of another LMS who is this account. Several connections of one issuer
 * know the same user: `name` is one of theirs.
 */
struct lti_joined {
	const char *issuer, *sub;
	const char *name;
	int64_t joined_at;
};

/* The newest first. */
enum err lti_joined_list(struct db *, const char *person_id,
			 struct lti_joined **out, size_t *n);

/* From now on that user is somebody else: what is not sent of their grades is
   not sent any more, and sessions of their launches end. */
enum err lti_account_part(struct db *, const char *issuer, const char *sub,
			  const char *person_id, int64_t now);

#endif
