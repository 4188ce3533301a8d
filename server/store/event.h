/*
 * Events as rows. Results live in the handle's arena.
 *
 * event.registered, waiting and numbers are kept by store/seat.h alone.
 */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "db/db.h"
#include "domain/event.h"

/*
 * All columns but id, code, secret, counts and moments, which are made here and
 * told; it is a draft of revision 1.
 */
enum err event_add(struct db *, struct event *, int64_t now);

/* ERR_NOT_FOUND. */
enum err event_by_id(struct db *, const char *id, struct event *out);

/*
 * All that its host says of it, its state not, when it is still of the revision
 * that is in the struct; then that becomes one more, else `moved` is true and
 * nothing is changed.
 */
enum err event_change(struct db *, struct event *, int64_t now, bool *moved);

/* State, cancel_why and closed_at as in the struct; the revision goes up. */
enum err event_turn(struct db *, struct event *, int64_t now);

/* Something its guests would want to know changed besides: the revision. */
enum err event_touch(struct db *, struct event *, int64_t now);

/* Which events, and for whom; "" and 0 are everything. */
struct event_filter {
	const char *agency_id;	/* whose people see it; of `managed`: whose */
	const char *like;	/* of the title in lower case: store/like.h */
	const char *person_id;	/* of `mine` */
	int64_t now;
};

/* Published and not over, those that end first before the others: public ones
   and those of the agency. */
enum err event_coming(struct db *, const struct event_filter *, size_t from,
		      size_t most, struct event **out, size_t *n);
/* Over, the last one first. */
enum err event_past(struct db *, const struct event_filter *, size_t from,
		    size_t most, struct event **out, size_t *n);
/* In which the person holds a seat that was not given back, newest first. */
enum err event_mine(struct db *, const struct event_filter *, size_t from,
		    size_t most, struct event **out, size_t *n);
/* All of an agency (agency_id "": of all), in whatever state, newest first. */
enum err event_managed(struct db *, const struct event_filter *, size_t from,
		       size_t most, struct event **out, size_t *n);

#endif
