/*
 * Whose account a platform's user is: found by (issuer, sub) alone, never by a
 * name or an address of theirs. Results live in the handle's arena.
 */
#ifndef STORE_LTI_ACCOUNT_H
#define STORE_LTI_ACCOUNT_H

#include "db/db.h"

struct lti_account {
	const char *issuer, *sub;
	const char *person_id;
	int64_t created_at;
	int64_t joined_at;		/* 0: a guest's */
};

/* ERR_NOT_FOUND. */
enum err lti_account_find(struct db *, const char *issuer, const char *sub,
			  struct lti_account *out);

/* Not written over when it is there: the row stands for who came first. */
enum err lti_account_add(struct db *, const struct lti_account *);

/* A person without a password and a login that nobody types. */
enum err lti_person_add(struct db *, const char *id, const char *agency_id,
			const char *name, int64_t now);

/* What a platform calls them now: of guests alone. */
enum err lti_person_rename(struct db *, const char *id, const char *name);

#endif
