/*
 * Grades for other systems: what a learner reached in a module that was launched
 * from there, written down in the write that made it true, so that it is never
 * lost; jobs/passback.h tells it. One row for each learner and link: the newest
 * replaces what was not sent.
 */
#ifndef TRAINING_PASSBACK_H
#define TRAINING_PASSBACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct db;

/* How somebody stands in a module may have changed: for each link by which they
   are a learner of it, or of one of its units. One query when there is none. */
enum err passback_note(struct db *, const char *person_id,
		       const char *module_id, int64_t now);

/* After a merge: of all modules of that person's links. */
enum err passback_note_person(struct db *, const char *person_id, int64_t now);

/*
 * Somebody was launched by that link: what they had reached before is told too.
 * `changed`: its endpoints are others than before, so what waited for them is
 * sent now.
 */
enum err passback_launched(struct db *, const char *link_id,
			   const char *person_id, bool changed, int64_t now);

#endif
