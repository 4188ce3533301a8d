/*
 * Who speaks at events: records that an agency uses again. Results live in the
 * handle's arena.
 */
#ifndef STORE_SPEAKER_H
#define STORE_SPEAKER_H

#include "db/db.h"

struct speaker {
	const char *id;			/* NULL: to be made, or found */
	const char *agency_id;
	const char *name, *institution, *region;
	const char *topic;		/* of the session; when in an event */
	int64_t sessions;		/* given: published events that are over */
};

/* By name, 50 at most; `like` as of store/like.h. `now` decides what is over. */
enum err speaker_find(struct db *, const char *agency_id, const char *like,
		      int64_t now, struct speaker **out, size_t *n);

/* In their order. */
enum err speaker_of_event(struct db *, const char *event_id,
			  struct speaker **out, size_t *n);

/*
 * These and no others, in this order. Who has an id is that record, which takes
 * over what is said of them; ERR_NOT_FOUND when it is another agency's. Who has
 * none is the record of the same name, institution and region, or a new one.
 */
enum err speaker_set(struct db *, const char *event_id, const char *agency_id,
		     struct speaker *, size_t n, int64_t now);

#endif
