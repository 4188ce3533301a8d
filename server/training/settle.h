/*
 * What follows from something achieved: JP, papers, programmes, competencies.
 *
 * Called in the write that made it true, as often as one likes: whatever
 * follows does so once. What was achieved before the server knew of JP earns
 * nothing afterwards, since its rules were not known when it was done; who
 * opens such a module again, and changes something in it, earns then.
 *
 * A module that is an activity of a programme with JP, in which the person
 * takes part or took part to the end, earns nothing of its own: the programme
 * does. That is decided when the attempt is completed. The same holds for an
 * event of a batch. What a part earned before the person took part stays: the
 * programme earns besides, and its entry is in doubt ("parts") until an organiser
 * keeps it or takes one of the two back.
 */
#ifndef TRAINING_SETTLE_H
#define TRAINING_SETTLE_H

#include "store/attempt.h"

/* What came of it, for the answer that tells the learner. */
struct settled {
	int64_t jp;			/* hundredths, earned now; 0: none */
	const char *certificate_id;	/* issued now; NULL: none */
};

/* Where something was reached. */
struct settling {
	const char *attempt_id, *version_id, *person_id, *module_id;
	bool score_alone;		/* of a unit that is not done: nothing began,
					   was completed or passed by it */
};

/*
 * attempt_sum, and then what follows from it. Until the whole is completed that
 * costs one query more, by which programmes of the person learn of a lesson;
 * with `score_alone` none. `out` may be NULL.
 */
enum err settle_sum(struct db *, const struct settling *, int64_t now,
		    struct settled *out);

/* What follows from an attempt as it stands; looking only (number below 0)
   leads to nothing. `out` may be NULL. */
enum err settle_attempt(struct db *, const char *attempt_id, int64_t now,
			struct settled *out);

/*
 * What follows from a seat: programmes follow its presence at once; nothing else
 * before the event is over (closed, or past its end) or without presence.
 * ERR_NOT_FOUND without a seat.
 */
enum err settle_seat(struct db *, const char *event_id, const char *person_id,
		     int64_t now);

/* Nothing before it is completed. */
enum err settle_enrolment(struct db *, const char *enrolment_id, int64_t now);

#endif
