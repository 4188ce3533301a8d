/*
 * What follows for those who take part in a programme when they achieve
 * something: their steps, their progress, and what completing it earns.
 *
 * Everything here runs inside a write, may run as often as one likes, and comes
 * to the same whatever is retried or raced: how somebody stands is read from
 * what they did, and only differences are written. What counts, and when, is
 * told in domain/programme.h. A batch that is closed or cancelled changes no
 * more; who withdrew is as if they were not there, until they are in again.
 *
 * The caller of the first three need not know whether anybody takes part in
 * anything: without an enrolment each of them is one query.
 */
#ifndef TRAINING_ENROLMENT_H
#define TRAINING_ENROLMENT_H

#include "store/enrolment.h"

/* Something was reached in a module, or in one unit of it. */
enum err enrolment_settle_module(struct db *, const char *person_id,
				 const char *module_id, int64_t now);

/* Something changed about that person's seat, presence above all. */
enum err enrolment_settle_event(struct db *, const char *event_id,
				const char *person_id, int64_t now);

/* All steps anew, from what there is. */
enum err enrolment_settle(struct db *, const char *enrolment_id, int64_t now);

/*
 * What became of a step of kind assignment or discussion, whose state nothing
 * else tells: begun; handed in and waiting; marked, so that a step that must be
 * passed and was not is begun again. ERR_NOT_FOUND for no step of that
 * programme.
 */
enum err enrolment_activity_news(struct db *, const char *enrolment_id,
				 const char *activity_id,
				 const struct step_news *, int64_t now);

/*
 * Somebody takes part from now on. How they stand, and their seat in each event
 * of the batch that is still to come, whatever its capacity, come with
 * enrolment_settle(), which the caller asks for at once or leaves to the job:
 * it is due. `en->id` is NULL when they were in already. Who did not do it by
 * themselves is told.
 */
enum err enrolment_begin(struct db *, const struct batch *,
			 struct enrolment *en, int64_t now);

/* Tell somebody who has not begun that they may: once a day, however often. */
enum err enrolment_remind(struct db *, const struct batch *,
			  const struct enrolment *, int64_t now);

/* They take part no more; seats in events to come are given back. What they
   did stays theirs. ERR_CONFLICT when they have completed it. */
enum err enrolment_end(struct db *, const struct enrolment *, int64_t now);

/* Which event a step of the batch is from now on, or NULL: it is due that
   everybody gets a seat in it. */
enum err enrolment_set_event(struct db *, const char *batch_id,
			     const char *activity_id, const char *event_id);

/*
 * Settle some of those that are due, for at most `budget_ms` of the writer's
 * time. `more`: there are others.
 */
enum err enrolment_settle_due(struct db *, int64_t budget_ms, int64_t now,
			      bool *more);

#endif
