/*
 * Who waits when there are more than can be served.
 *
 * On the night of a deadline all come at once. What they have done is saved
 * first, and who is about to do something (signs in, opens a lesson) is let in;
 * reading waits. So a few reads run at a time, some more wait for their turn,
 * and the rest are refused at once: 503 with Retry-After, before a session is
 * looked up or a row is read. A page says so and asks again by itself.
 *
 * Were they all let in, each would be slow, and they would hold the threads and
 * the processors that a save needs.
 */
#ifndef CROWD_H
#define CROWD_H

#include <stdint.h>

#include "http/http.h"

enum urgency {
	URGENT,		/* never waits here: whatever is no read of the API */
	SOON,		/* what a learner's page needs to go on */
	LATER,		/* lists, search, the catalogue, and all of managing */
	URGENCIES
};

/* By what its route says. */
enum urgency crowd_urgency(const struct route *);

struct crowd;

/* `running` reads at a time; of `threads` an eighth may wait. */
struct crowd *crowd_new(int running, int threads);
void crowd_free(struct crowd *);

/*
 * Before the caller is looked for: take a turn, or be refused with `busy`. Who has
 * one keeps it. It is given back by crowd_leave, at the latest with the request's
 * arena; a request that took none may leave too.
 */
enum err crowd_enter(struct crowd *, struct request *);
void crowd_leave(struct request *);

/* Refused since the start, and waiting now: for /metrics. */
uint64_t crowd_refused(struct crowd *);
int crowd_waiting(struct crowd *);

#endif
