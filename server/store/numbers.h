/*
 * Sittings of quizzes for numbers about questions: graded ones, no looks at a
 * version. They are read in pieces, since there may be very many. Results live
 * in the handle's arena.
 */
#ifndef STORE_NUMBERS_H
#define STORE_NUMBERS_H

#include "db/db.h"
#include "domain/progress.h"

struct numbers_unit {
	const char *id, *ident, *title;
	int64_t version;
};

/* The quizzes of a module in all its versions, the newest version first. */
enum err numbers_units(struct db *, const char *module_id,
		       struct numbers_unit **out, size_t *n);

/* A question of a sitting, as it was marked. */
struct numbers_mark {
	const char *sitting_id, *person_id;
	enum success passed;		/* the sitting */
	const char *question, *source;
	double points, most;
	bool empty;
	int64_t time_ms;
	const char *choice;		/* of sitting_mark; NULL: none */
};

/*
 * Those of the next `most` sittings of a unit behind the sitting `after` (""
 * at first), sitting by sitting; `first`: of each learner's first sitting of the
 * quiz alone. n is 0 behind the last.
 */
enum err numbers_marks(struct db *, const char *unit_id, bool first,
		       const char *after, size_t most,
		       struct numbers_mark **out, size_t *n);

/* How many people these are of; `version` 0: of every one. */
enum err numbers_learners(struct db *, const char *module_id,
			  const char *ident, int64_t version, int64_t *out);

/* The same of one unit; of more than `most` it says `most`. */
enum err numbers_some(struct db *, const char *unit_id, int64_t most,
		      int64_t *out);

/* A question of one of the two sittings of a learner. */
struct numbers_pair {
	const char *sitting_id;		/* of the later one, also if `before` */
	bool before;
	struct measure scaled;		/* of the whole sitting */
	const char *question;
	double points, most;
};

/*
 * The same of first sittings of a unit whose learners had done with their first
 * sitting at the unit `ident` before: the later one's marks, then the earlier's.
 */
enum err numbers_pairs(struct db *, const char *unit_id, const char *ident,
		       const char *after, size_t most,
		       struct numbers_pair **out, size_t *n);

/*
 * The same learners' scores with a unit of their agency where they worked, as it
 * was written down: a line for each stay, or one with `unit_id` NULL.
 */
struct numbers_stay {
	const char *sitting_id;		/* of the later sitting */
	int64_t began_at;		/* when that began */
	struct measure before, after;
	const char *unit_id, *unit_name, *agency_name;
	const char *from_day, *until_day;	/* domain/membership.h */
};

/* In pieces as numbers_pairs; the lines of a sitting stand together. */
enum err numbers_stays(struct db *, const char *unit_id, const char *ident,
		       const char *after, size_t most,
		       struct numbers_stay **out, size_t *n);

#endif
