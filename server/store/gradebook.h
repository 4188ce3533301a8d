/*
 * Who is where in a module, and with which scores: many learners at once, or all
 * of one. Only newest attempts count, and no look at a version does. Results
 * live in the handle's arena.
 */
#ifndef STORE_GRADEBOOK_H
#define STORE_GRADEBOOK_H

#include "db/db.h"
#include "domain/attempt.h"
#include "domain/sitting.h"

/* Which learners, in which order. Texts are "" where nothing is asked for. */
struct grade_filter {
	const char *module_id;
	const char *agency_id;		/* whose learners; "*": everybody's */
	int64_t version;		/* its number; 0: every one */
	const char *like;		/* of a name: like_containing() */
	const char *state;		/* "notBegun", "inProgress", "done",
					   "passed", "failed" */
	const char *unit;		/* its ident */
	const char *unit_state;		/* the same of the unit, and "waiting" */
	const char *sort;		/* "name", "score", "last"; "-name" … */
};

/* One learner's unit; completion NOT_ATTEMPTED without progress. */
struct grade_cell {
	const char *ident;
	enum completion completion;
	enum success success;
	struct measure scaled;
	bool graded;			/* by the server, not claimed by a package */
	int64_t sittings;		/* begun */
	int64_t waiting;		/* answers that wait for a person */
	/* The first sitting, where it is graded: of a line of grade_page alone. */
	struct measure first;
	int64_t first_began, first_ended;
};

struct grade_line {
	const char *attempt_id, *person_id;
	const char *name, *nip;		/* NULL: none */
	const char *agency_name;
	int64_t version;
	struct outcome outcome;
	int64_t last_at;
	struct grade_cell *cells;	/* every unit of their version, in order */
	size_t n;
};

/* One query, however many they are. `total` is how many fit the filter; 0
   behind their end. */
enum err grade_page(struct db *, const struct grade_filter *, size_t offset,
		    size_t most, struct grade_line **out, size_t *n,
		    int64_t *total);

/* Of the filter's module, agency and version. */
struct grade_counts {
	int64_t learners, not_begun, in_progress, done, passed, failed;
};
enum err grade_count(struct db *, const struct grade_filter *,
		     struct grade_counts *out);

struct grade_version {
	const char *id;
	int64_t number;
};

/* The newest first. */
enum err grade_versions(struct db *, const char *module_id,
			struct grade_version **out, size_t *n);

/* A sitting without its texts, and the version it was of. */
struct grade_sitting {
	struct sitting sitting;
	int64_t version;
};

/* Of a person, by module and unit, in the order begun; `module_id` "*": all. */
enum err grade_sittings(struct db *, const char *person_id,
			const char *module_id, size_t most,
			struct grade_sitting **out, size_t *n);

/* What a person has marked or is to mark; rubric and comment left out. */
enum err grade_marked(struct db *, const char *person_id, const char *module_id,
		     struct sitting_mark **out, size_t *n);

/* A unit of one's own that has a score or may have one. */
struct grade_own {
	const char *attempt_id, *module_id, *module_title;
	struct outcome outcome;
	int64_t last_at;
	const char *unit_id, *unit_title, *kind;
	bool unscored;
	struct grade_cell cell;
};

/* Of the `most` modules touched last, the newest first. */
enum err grade_own_list(struct db *, const char *person_id, size_t most,
			struct grade_own **out, size_t *n);

/* That somebody looked at scores. `person_id` NULL: at everybody's. */
struct score_look {
	const char *module_id, *person_id;
	const char *looked_by;
	const char *kind;		/* "list", "learner", "export" */
	int64_t at;
};

/* Its id is made here. */
enum err score_look_add(struct db *, const struct score_look *);

/* When they did that last; 0: never. `at` is not looked at. */
enum err score_look_last(struct db *, const struct score_look *, int64_t *out);

#endif
