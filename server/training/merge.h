/*
 * Two accounts of one person become one.
 *
 * What was learned, earned and given moves to the account that is kept
 * (store/personal.h says what becomes of every column); where both have the same
 * the better of the two stays. JP that both earned for one thing is reversed
 * once (ledger.h); certificates all stay as they are and verify. Of attempts at
 * one module those that came further, or else the later ones, count as the
 * newer. Roles are not inherited. The other account is disabled, its sessions
 * end, and it names the kept one: who signs in to it is told so.
 *
 * What packages of xAPI keep for themselves is named by the account and stays
 * with it: a lesson that was begun there loses its bookmark, not its progress.
 *
 * All of it in the write transaction it is called in, and written down with both.
 */
#ifndef TRAINING_MERGE_H
#define TRAINING_MERGE_H

#include "store/person.h"

/* "merged" by somebody who may, "adopted" by the person, with proof. */
struct merge_order {
	const char *from;	/* the account that ends */
	const char *to;		/* the one that is kept */
	const char *by_id;
	const char *kind;
};

/*
 * ERR_CONFLICT when one of them was merged before, both are one, or an account
 * would end in a guest; the last administrator is the caller's to look after.
 */
enum err person_merge(struct db *, const struct merge_order *, int64_t now);

/* The login of the account that this one became; NULL: it did not. */
enum err merge_login(struct db *, const char *person_id, const char **out);

/* A code that was mailed to an address guests gave, one a person. */
struct guest_proof {
	const char *email;
	const char *code_hash;
	int64_t created_at, expires_at;
};

enum err guest_proof_put(struct db *, const char *person_id,
			 const struct guest_proof *);

/* ERR_NOT_FOUND without one. */
enum err guest_proof_of(struct db *, const char *person_id,
			struct guest_proof *out);

/* Once: `done` false when another was faster. */
enum err guest_proof_use(struct db *, const char *person_id,
			 const char *code_hash, bool *done);

/* Guests who gave that address, 200 at most. */
enum err guests_of_email(struct db *, const char *email,
			 const char ***out, size_t *n);

/* What would move, and of what both have one. */
struct merge_preview {
	int64_t attempts, attempts_both, sittings, seats, seats_both,
		enrolments, enrolments_both, jp, jp_both, certificates,
		certificates_both, submissions, owned, roles;
};

enum err merge_preview(struct db *, const char *from, const char *to,
		       struct merge_preview *out);

#endif
