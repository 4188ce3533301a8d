/*
 * Questions that were wrong, corrected after learners had answered them; and
 * whose scores that changed. Results live in the handle's arena.
 */
#ifndef STORE_FIX_H
#define STORE_FIX_H

#include "db/db.h"
#include "domain/sitting.h"

struct quiz_fix {
	const char *id;
	const char *module_id, *unit_id;
	const char *question, *source;	/* as in struct sitting_mark */
	const char *before, *after;	/* JSON of the question, with the key */
	const char *reason;
	const char *person_id;
	int64_t at;
	bool done;			/* every sitting is graded anew */
	const char *reached;		/* else: the last that is; "" */
	/* Of a list alone: */
	const char *unit_ident, *person_name;
	int64_t version;
};

enum err fix_add(struct db *, const struct quiz_fix *);

/* Of each question the last, in the order in which they were made. */
enum err fix_of_unit(struct db *, const char *unit_id, struct quiz_fix **out,
		     size_t *n);

/* Of a module, the newest first. */
enum err fix_list(struct db *, const char *module_id, size_t most,
		  struct quiz_fix **out, size_t *n);

/* The first that is not done; id NULL when all are. */
enum err fix_going(struct db *, struct quiz_fix *out);

/* How far it has come: reached and done. */
enum err fix_reached(struct db *, const struct quiz_fix *);

/* What became of one sitting: before, after. */
enum err fix_line_add(struct db *, const char *fix_id,
		      const struct sitting *before,
		      const struct sitting *after);

struct fix_line {
	const char *person_id, *person_name, *agency_id;
	const char *sitting_id;
	int64_t number;
	struct measure points_before, points_after;
	struct measure scaled_before, scaled_after;
	enum success passed_before, passed_after;
};
enum err fix_lines(struct db *, const char *fix_id, size_t most,
		   struct fix_line **out, size_t *n);

/* A unit of a module in one of its versions, with its definition. */
struct fix_unit {
	const char *id, *definition;
	int64_t version;
};

/* Those of that ident, the newest version first. */
enum err fix_units(struct db *, const char *module_id, const char *ident,
		   struct fix_unit **out, size_t *n);

/* The banks, as "bank:ID:VERSION", from which sittings of the unit had it. */
enum err fix_sources(struct db *, const char *unit_id, const char *question,
		     const char ***out, size_t *n);

struct fix_banked {
	const char *question, *source;
};

/* All that graded sittings of the unit had from banks. */
enum err fix_banked(struct db *, const char *unit_id, size_t most,
		    struct fix_banked **out, size_t *n);

#endif
