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
	int64_t number, ended_at;
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

/*
 * Sittings count by fives, in the order in which they ended, those of each
 * `number` (which are of one learner each) by themselves: so neither a figure
 * nor what it was before is of fewer people. A cut is the last that counts.
 *
 * Of a question that is `drawn` for some, those count who had it, by fives
 * again: five more sittings may hold one who had it. As both are whole fives,
 * so is who had it not, or waits.
 */
struct numbers_cut {
	int64_t number, ended_at;
	const char *sitting_id;
	int64_t sittings;		/* up to there */
	const char *question, *source;	/* of a question; else NULL */
};

struct numbers_cuts {
	struct numbers_cut *all;	/* of sittings */
	size_t n;
	bool drawn;
	struct numbers_cut *questions;	/* sorted; where they are drawn */
	size_t nquestions;
};

enum err numbers_cuts(struct db *, const char *unit_id, bool first, bool drawn,
		      struct numbers_cuts *out);

/* Does the sitting count that the mark is of? */
bool numbers_counts(const struct numbers_cuts *, const struct numbers_mark *);

/* And does it for the question? */
bool numbers_mark_counts(const struct numbers_cuts *,
			 const struct numbers_mark *);

/* A line of a learner who sat two quizzes: */
enum numbers_part {
	NUMBERS_STAY,		/* a unit of their agency where they worked */
	NUMBERS_AFTER,		/* a question of the later sitting */
	NUMBERS_BEFORE		/* and of the earlier one */
};

struct numbers_pair {
	const char *sitting_id;		/* of the later one */
	enum numbers_part part;
	int64_t began_at;		/* when that began */
	int64_t known_at;		/* when both had been graded first */
	struct measure scaled_before, scaled;	/* of the whole sittings */
	/* A stay; `unit_id` NULL in the only one of who never had any. */
	const char *unit_id, *unit_name, *agency_name;
	const char *from_day, *until_day;	/* domain/membership.h */
	/* A question. */
	const char *question;
	double points, most;
};

/*
 * The next `most` first sittings of a unit behind the sitting `after`, whose
 * learners had done with their first sitting at the unit `ident` before: the
 * lines of a sitting stand together. This alone says who counts for a gain.
 * Without `marks` there are stays only.
 */
enum err numbers_pairs(struct db *, const char *unit_id, const char *ident,
		       const char *after, bool marks, size_t most,
		       struct numbers_pair **out, size_t *n);

#endif
