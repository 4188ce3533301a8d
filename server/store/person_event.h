/*
 * What was changed about a person: rows are added, never changed. The `words`
 * say what in a few texts, separated as the kind has it, and never hold a NIP.
 */
#ifndef STORE_PERSON_EVENT_H
#define STORE_PERSON_EVENT_H

#include "db/db.h"

struct person_event {
	const char *id;
	const char *kind;	/* "name", "merged", "totp_on" … */
	const char *words;
	const char *by_name;	/* NULL: the command line */
	int64_t at;
};

/* `by_id` NULL is the command line. */
enum err person_event_add(struct db *, const char *person_id,
			  const char *by_id, const char *kind,
			  const char *words, int64_t now);

/* The newest first, at most `most`. */
enum err person_event_list(struct db *, const char *person_id, size_t most,
			   struct person_event **out, size_t *n);

#endif
