/*
 * What follows from a row of presence: the seat's figures, and from those JP and
 * papers. In the write that made it true; as often as one likes.
 */
#ifndef TRAINING_PRESENCE_H
#define TRAINING_PRESENCE_H

#include "store/presence.h"

/* All rows of one person anew. `out` may be NULL. */
enum err presence_recount(struct db *, const char *event_id,
			  const char *person_id, int64_t now,
			  struct presence_sum *out);

/*
 * What follows for an event that is over, a piece at a time: `after` is whom the
 * last piece ended with, "" at first; NULL when there is nobody left, and then
 * the event is settled.
 */
enum err presence_settle_some(struct db *, const char *event_id,
			      const char **after, int64_t now);

#endif
