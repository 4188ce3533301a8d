/*
 * Who comes to an event, and who waits for a place. Results live in the
 * handle's arena.
 *
 * Every change of a seat keeps the counts of its event, in the row and in the
 * struct that is given. All of it in a write transaction; whatever is raced,
 * there are never more registered than the capacity, and the waiting move up in
 * their order.
 */
#ifndef STORE_SEAT_H
#define STORE_SEAT_H

#include "db/db.h"
#include "domain/event.h"

/* state SEAT_NONE when there is no row. */
enum err seat_get(struct db *, const char *event_id, const char *person_id,
		  struct seat *out);

/*
 * A place, or one on the waiting list; who holds either keeps it, who gave one
 * back gets a new number. `must` registers whatever the capacity (a batch's
 * own people).
 */
enum err seat_take(struct db *, struct event *, const char *person_id,
		   bool must, int64_t now, struct seat *out);

/* Give it back; nothing happens without one. Then see seat_promote. */
enum err seat_return(struct db *, struct event *, const char *person_id,
		     int64_t now);

/*
 * Let so many of the waiting move up as there is room for: `people` are those,
 * 500 at most in one go.
 */
enum err seat_promote(struct db *, struct event *, const char *const **people,
		      size_t *n);

/* The join link was opened; the first time counts. */
enum err seat_joined(struct db *, const char *event_id, const char *person_id,
		     int64_t now);

/* How many of the waiting are before that number. */
enum err seat_before(struct db *, const char *event_id, int64_t number,
		     int64_t *out);

/* With whose it is. */
struct seat_line {
	struct seat seat;
	const char *name;
	const char *agency;		/* what the guest said, or the account's */
	bool guest;
	const char *nip, *email;	/* NULL: none; a guest's are not proved */
	int64_t links;			/* how often a guest's was replaced */
};

/* In the order of their numbers, of one state; SEAT_NONE: registered and
   waiting. */
enum err seat_page(struct db *, const char *event_id, enum seat_state,
		   size_t from, size_t most, struct seat_line **out, size_t *n);

/* Whom something about an event concerns: registered and waiting, by id, after
   `after`. */
enum err seat_people(struct db *, const char *event_id, const char *after,
		     size_t most, const char *const **out, size_t *n);

/* Guests who hold a seat in it, for the bound on them. */
enum err seat_guests(struct db *, const char *event_id, int64_t *out);

/*
 * Does this person hold a registered seat in a published or closed event that
 * has the module among its materials, or as what its paper asks for?
 */
enum err seat_opens_module(struct db *, const char *person_id,
			   const char *module_id, bool *out);

#endif
