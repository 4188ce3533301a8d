/*
 * People made otherwise than on a screen: on the command line, at the first
 * start, for a demonstration. All of it runs in a write transaction and may run
 * again; everything given out is in the arena of the handle.
 */
#ifndef AUTH_ACCOUNT_H
#define AUTH_ACCOUNT_H

#include "auth/password.h"
#include "auth/secret.h"
#include "store/agency.h"
#include "store/person.h"

/* How long a link that signs in once is good. */
#define ACCOUNT_LINK_MS (24 * 3600 * INT64_C(1000))

/*
 * The installation's own agency; made with this name (NULL: "Instansi") and
 * words of help (NULL: none) when there is none yet.
 */
enum err account_agency(struct db *, const char *name, const char *help,
			int64_t now, struct agency *out);

/*
 * Add a person as typed: name, login, nip, email, roles and must_set_password
 * of `typed` count; without an agency_id the installation's own is taken. With
 * a password of NULL only a link lets them in. `password` must not be weak.
 * ERR_INVALID and `why` (a sentence for the user) when something does not fit,
 * ERR_CONFLICT and `why` (the name of the field) when somebody has it already.
 */
enum err account_add(struct db *, struct passwords *,
		     const struct person *typed, const char *password,
		     int64_t now, const struct phrase **why);

/* A fresh link for this person; those given before end. */
enum err account_link(struct db *, const char *person_id, int64_t now,
		      char token[static SECRET_SIZE]);

/*
 * While no administrator can sign in: a link for "admin", who is made, enabled
 * and made administrator as needed. `token` is "" when there is one who can.
 */
enum err account_first_admin(struct db *, int64_t now,
			     char token[static SECRET_SIZE]);

/* The path of the page that takes a token, to be put behind the app's address. */
#define ACCOUNT_LINK_PATH "/masuk/tautan#"

struct account_demo {
	const char *login, *name, *nip;
	unsigned roles;
};

/* What everybody of a demonstration signs in with; shown on its first page. */
#define ACCOUNT_DEMO_PASSWORD "belajar-di-balai"

/* One person of each role, ended by one without a login. */
extern const struct account_demo account_demo_people[];

/* Make those who are missing. */
enum err account_demo(struct db *, struct passwords *, int64_t now);

#endif
