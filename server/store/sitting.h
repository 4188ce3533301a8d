/*
 * Sittings of quizzes and cases. Results live in the handle's
 * arena.
 */
#ifndef STORE_SITTING_H
#define STORE_SITTING_H

#include "db/db.h"
#include "domain/attempt.h"
#include "domain/sitting.h"

/* The unit of that ident in the version that the attempt is on now; NULL: none. */
enum err sitting_unit(struct db *, const char *attempt_id, const char *ident,
		      const char **out);

/* What the version of the unit says of its module, JSON; NULL: no such unit. */
enum err sitting_about(struct db *, const char *unit_id, const char **out);

/* `added` is false where one is open already: of another device, perhaps. */
enum err sitting_add(struct db *, const struct sitting *, bool *added);

/* ERR_NOT_FOUND */
enum err sitting_by_id(struct db *, const char *id, struct sitting *out);

/* id NULL when none is open. */
enum err sitting_open(struct db *, const char *attempt_id, const char *ident,
		      struct sitting *out);

/* Those of the person at the unit that are open in other attempts. */
enum err sitting_open_elsewhere(struct db *, const struct attempt *,
				const char *ident, const char ***out,
				size_t *n);

/*
 * All that the person has begun at the unit on the attempt's version, also in
 * earlier attempts and on versions that differ from it by minor changes alone:
 * beginning the module anew gives no more sittings. In order, without their
 * texts. Of a look at a version only such looks.
 */
enum err sitting_list(struct db *, const struct attempt *, const char *ident,
		      struct sitting **out, size_t *n);

/* The number of the next one; across versions. */
enum err sitting_next_number(struct db *, const struct attempt *,
			     const char *ident, int64_t *out);

/* responses, place and late_ms. */
enum err sitting_save(struct db *, const struct sitting *);

/* state, ended_at, late_ms and what came of it. */
enum err sitting_close(struct db *, const struct sitting *);

/* Once; a later moment changes nothing. */
enum err sitting_seen(struct db *, const char *id, int64_t now);

/* Move the deadlines of what the person has open at the unit. */
enum err sitting_extend(struct db *, const char *module_id, const char *ident,
			const char *person_id, int64_t ms);

/* Those that are open though their deadline is before that moment. */
enum err sitting_overdue(struct db *, int64_t before, size_t most,
			 const char ***out, size_t *n);

/* Those of a unit that were graded or wait for marks, behind `after`; previews
   left out. */
enum err sitting_of_unit(struct db *, const char *unit_id, const char *after,
			 size_t most, const char ***out, size_t *n);

/* Has the person begun another one at the unit since? */
enum err sitting_superseded(struct db *, const struct sitting *, bool *out);

/* The newest run of the unit, NULL when there is none, and the time of all. */
enum err sitting_run(struct db *, const char *attempt_id, const char *unit_id,
		     const char **run, int64_t *time_ms);

/* In a case: `n` learners made that choice at that node. */
struct sitting_choice {
	const char *node, *choice;
	int64_t n;
};
enum err sitting_choices(struct db *, const char *unit_id,
			 struct sitting_choice **out, size_t *n);

/* How many learners have a graded sitting of the unit. */
enum err sitting_learners(struct db *, const char *unit_id, int64_t *out);

#endif
