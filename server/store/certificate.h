/*
 * Papers, their keys, designs and numbers. Results live in the handle's arena.
 */
#ifndef STORE_CERTIFICATE_H
#define STORE_CERTIFICATE_H

#include "db/db.h"

struct certificate {
	const char *id, *number;
	const char *kind;		/* paper_kind's name */
	const char *person_id, *person_name;	/* as they are called now */
	const char *agency_id, *design_id;
	const char *source, *source_id, *evidence;
	const char *facts;		/* JSON, all that is printed */
	const char *seal;		/* facts and signature in base64url */
	const char *key_id;
	int64_t issued_at;
	const char *replaces;		/* id, or NULL */
	const char *replaced_by, *replaced_number;	/* or NULL */
	int64_t revoked_at;		/* 0: it is good */
	const char *revoked_why;
	int64_t signed_at, signed_bytes;	/* 0: nobody attached one */
	bool fresh;			/* by certificate_issue: made now */
};

struct certificate_key {
	const char *id;		/* 16 hexadecimal digits of its hash */
	const char *public;	/* base64 */
	const char *secret;	/* sealed: auth/seal.h */
	int64_t created_at;
	int64_t ended_at;	/* 0: it signs */
};

/* ERR_NOT_FOUND before the first. */
enum err certificate_key_now(struct db *, struct certificate_key *out);
/* The newest first. */
enum err certificate_key_list(struct db *, struct certificate_key **out,
			      size_t *n);
/* From here on it signs, and no other; all go on verifying. */
enum err certificate_key_add(struct db *, const struct certificate_key *);

struct certificate_design {
	const char *id, *agency_id;
	const char *design;		/* JSON: domain/certificate.h */
	const char *code;
	const char *logo, *logo_type;	/* base64; "" without, and in _now */
	int64_t logo_at, at;
};

/* ERR_NOT_FOUND when the agency has none; without the logo's bytes. */
enum err certificate_design_now(struct db *, const char *agency_id,
				struct certificate_design *out);
enum err certificate_design_by_id(struct db *, const char *id,
				  struct certificate_design *out);
/* It takes the agency's logo along; logo, logo_type, logo_at are not looked at.
   by_id NULL is nobody. */
enum err certificate_design_add(struct db *, const struct certificate_design *,
				const char *by_id);
/* Has another agency had that code, ever? */
enum err certificate_code_taken(struct db *, const char *code,
				const char *agency_id, bool *out);

/* The next number of that series, from 1 on, without gaps: it is given back
   when the transaction does not come to its end. */
enum err certificate_series_next(struct db *, const char *agency_id,
				 const char *kind, int year, int64_t *out);

/* Whom a paper is for, as they are now. */
struct certificate_person {
	const char *id, *name;
	const char *nip;	/* or NULL; of a guest, as they said */
	bool guest;
	const char *agency;	/* of a guest, as they said */
	const char *job, *unit;	/* "" when not known */
};

enum err certificate_person(struct db *, const char *id,
			    struct certificate_person *out);

/* `taken`: somebody else's paper has that number, and nothing was added. */
enum err certificate_add(struct db *, const struct certificate *,
			 const char *once, bool *taken);

enum err certificate_by_id(struct db *, const char *id,
			   struct certificate *out);
enum err certificate_by_once(struct db *, const char *once,
			     struct certificate *out);

/* The newest first; 500 at most. */
enum err certificate_of_person(struct db *, const char *person_id,
			       struct certificate **out, size_t *n);

/* "" is whatever there is. */
struct certificate_filter {
	const char *agency_id;
	int64_t from, until;	/* issued, ms; until is not in it */
	const char *kind;
	const char *state;	/* "good", "replaced", "revoked" */
	const char *like;	/* name or number: store/like.h makes it */
	const char *source_id;
};

enum err certificate_page(struct db *, const struct certificate_filter *,
			  size_t from, size_t most, struct certificate **out,
			  size_t *n);
enum err certificate_count(struct db *, const struct certificate_filter *,
			   size_t *out);

/* It is not good any more; ERR_CONFLICT when it was not before. */
enum err certificate_end(struct db *, const char *id, const char *by_id,
			 const char *why, int64_t now);

/* All that are not good: number, revoked_at, replaced_number ("" for none). */
enum err certificate_revoked(struct db *, struct certificate **out, size_t *n);

struct certificate_signed {
	const char *blob;
	int64_t bytes, at;
};

/* The PDF that somebody signed elsewhere; ERR_NOT_FOUND when there is none. */
enum err certificate_signed(struct db *, const char *certificate_id,
			    struct certificate_signed *out);
enum err certificate_signed_put(struct db *, const char *certificate_id,
				const struct certificate_signed *,
				const char *by_id);
enum err certificate_signed_drop(struct db *, const char *certificate_id);

#endif
