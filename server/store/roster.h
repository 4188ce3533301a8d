/*
 * People by what a list says of them, many at once. Results live in the
 * handle's arena.
 */
#ifndef STORE_ROSTER_H
#define STORE_ROSTER_H

#include "db/db.h"
#include "domain/membership.h"
#include "domain/person.h"

/* Somebody there is already, with the latest stay of theirs. */
struct known {
	struct person person;
	struct membership last;		/* id NULL: none yet */
};

enum known_by { KNOWN_BY_NIP, KNOWN_BY_LOGIN, KNOWN_BY_EMAIL };

/*
 * Those who have one of `n` texts as NIP, login or e-mail, in any order; `out`
 * has room for n. Without agency_name and password.
 */
enum err known_by(struct db *, enum known_by, const char *const *texts,
		  size_t n, struct known *out, size_t *found);

/* All roles of `add` besides those that there are. */
enum err roles_add(struct db *, const char *person_id, unsigned add);

#endif
