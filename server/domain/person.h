/*
 * Who somebody is to us, and what their roles let them do.
 */
#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "domain/nip.h"

/* Bits of a set. Everyone can learn, so there is no bit for it. */
enum role {
	ROLE_AUTHOR     = 1,
	ROLE_HOST       = 2,
	ROLE_SUPERVISOR = 4,
	ROLE_ADMIN      = 8,
	ROLE_ORGANISER  = 16,
	ROLE_LEADER     = 32,
	ROLES_END       = 64,	/* one bit further than the last */
};

struct person {
	const char *id;
	const char *agency_id;
	const char *agency_name;
	const char *name;
	const char *login;		/* in lower case */
	const char *nip;		/* 18 digits, or NULL */
	const char *email;		/* in lower case, or NULL */
	const char *password;		/* libsodium's string, or NULL: none yet */
	bool must_set_password;
	int64_t epoch;			/* goes up when tokens must end */
	int64_t disabled_at;		/* 0: is not */
	int64_t created_at;
	unsigned roles;			/* enum role, together */
	const char *kind;		/* "pns" …; "": not known */
	bool guest;			/* without an account, by a personal link */
	int64_t privacy;		/* the notice they have read; 0: none */
	/* Where they work now and as what; NULL: not said. In a list only. */
	const char *unit_id, *unit_name, *job_id, *job_name;
};

/*
 * The privacy notice (UU 27/2022, article 21) that people are shown at their
 * first sign-in and again whenever it changes: its text is in the client, under
 * the same number.
 */
#define PRIVACY_VERSION 1

enum person_state { PERSON_ACTIVE, PERSON_WAITING, PERSON_DISABLED };

/* Waiting: enabled, but there is no password yet. */
enum person_state person_state(const struct person *);

/* "active", "waiting", "disabled". */
const char *person_state_name(enum person_state);

/* The wire's name of a role, and back; 0 for an unknown one, "learner" too. */
const char *role_name(enum role);
enum role role_named(const char *);

/* Administrators may do what every other role may, organisers what hosts and
   leaders may. */
bool person_is(const struct person *, enum role);

/* Is it "", "pns", "cpns", "pppk", "pppk-part" or "other"? */
bool person_kind_known(const char *kind);

/* What was typed to sign in, in the one form that is compared and stored. */
const char *login_form(struct arena *, const char *typed);

enum person_field {
	PERSON_NONE,
	PERSON_NAME,
	PERSON_LOGIN,
	PERSON_NIP,
	PERSON_EMAIL,
	PERSON_ROLES,
	PERSON_PASSWORD,
	PERSON_AGENCY,
	PERSON_KIND,
	PERSON_FIELDS
};

/*
 * Bring name, login, NIP and e-mail, as they were typed, to the form that is
 * stored; who has a NIP needs no login, it is the NIP then. Tells the first
 * field that does not fit, by these rules:
 *
 *   a name has 1 to 120 characters, none of them a control or one that turns
 *   the direction of writing around;
 *   a login has 2 to 64 of a-z 0-9 . _ - and begins and ends with a letter or
 *   digit. It never looks like an e-mail or like another's NIP, so that no
 *   login shadows what somebody else types;
 *   a NIP has 18 digits (whether they are one is nip_read's to say: numbers
 *   from before it was asked stay good); an e-mail has one @, a dot after it,
 *   no blanks.
 */
enum person_field person_form(struct arena *, struct person *);

/* The field's name on our screens, and its rule in a sentence. */
const struct phrase *person_label(enum person_field);
const struct phrase *person_rule(enum person_field);

/* Its name on the wire: "email". */
const char *person_member(enum person_field);

#endif
