/*
 * People who registered for an event in three fields: a person row without a
 * password, and what they said of themselves. Results live in the handle's
 * arena.
 */
#ifndef STORE_GUEST_H
#define STORE_GUEST_H

#include "db/db.h"

struct guest {
	const char *person_id;
	const char *name;		/* the person's */
	const char *agency_id;		/* whose event they came for */
	const char *nip, *email;	/* one of them; the other NULL */
	const char *agency;		/* where they say they work */
	const char *once;		/* of the form they filled in */
	const char *origin;		/* a hash of its address */
	int64_t epoch;
	int64_t created_at;
};

/* The person and what they said; person_id is made here. */
enum err guest_add(struct db *, struct guest *, int64_t now);

/* ERR_NOT_FOUND for who is none, or is disabled. */
enum err guest_by_person(struct db *, const char *person_id,
			 struct guest *out);

/* person_id NULL when that form was not sent before. */
enum err guest_by_once(struct db *, const char *once, struct guest *out);

/* Who holds a seat in that event and said this e-mail; person_id NULL: nobody. */
enum err guest_by_email(struct db *, const char *event_id, const char *email,
			struct guest *out);

/* How many were added since then from that address, and with that e-mail. */
enum err guest_recent(struct db *, const char *origin, const char *email,
		      int64_t since, int64_t *of_origin, int64_t *of_email);

/* Personal links that were given are worth nothing from now on. */
enum err guest_revoke(struct db *, const char *person_id);

#endif
