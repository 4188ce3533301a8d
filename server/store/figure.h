/*
 * What the night counted (domain/figure.h), as it is kept: and what it counts
 * from. Results live in the handle's arena.
 */
#ifndef STORE_FIGURE_H
#define STORE_FIGURE_H

#include "db/db.h"
#include "domain/module.h"

/* ---- What was counted ---------------------------------------------------- */

struct version_figure {
	const char *version_id, *module_id;
	int64_t number;			/* of the version, when read */
	const char *figures;		/* JSON; NULL: of too few, or never */
	int64_t at;			/* 0: never */
};

struct unit_figure {
	const char *unit_id, *version_id;
	const char *ident, *title, *kind;	/* of the unit, when read */
	const char *figures;		/* JSON; NULL: of too few, or never */
	int64_t at;			/* 0: never */
};

/* Takes the place of what was there; figures NULL: of too few people, so that
   nothing is kept but when it was looked at. */
enum err version_figure_put(struct db *, const struct version_figure *);
enum err unit_figure_put(struct db *, const struct unit_figure *);

/* Every version of a module, the newest first. */
enum err version_figure_list(struct db *, const char *module_id, size_t most,
			     struct version_figure **out, size_t *n);

/* Every unit of a version, in its order. */
enum err unit_figure_list(struct db *, const char *version_id,
			  struct unit_figure **out, size_t *n);

/* Of the units of that name, in every version of the module that has one. */
enum err unit_figure_of(struct db *, const char *module_id, const char *ident,
			struct unit_figure **out, size_t *n);

/* ---- What it is counted from --------------------------------------------- */

/* The next version behind `after` that somebody learned by; id NULL: none. */
struct figure_version {
	const char *id, *module_id;
	int64_t counted_at;		/* what is told; 0: nothing is */
};
enum err figure_version_next(struct db *, const char *after,
			     struct figure_version *out);

/*
 * May its figures say more than since `since` (domain/figure.h): did five learn,
 * or have been away for `away` ms by now and had not been then; did five end a
 * sitting, was a question corrected?
 */
enum err figure_stale(struct db *, const struct figure_version *, int64_t since,
		      int64_t away, int64_t now, bool *out);

/*
 * A unit of an attempt. An attempt without any has one row, where unit_id is NULL.
 */
struct figure_progress {
	const char *attempt_id;
	const char *completion, *success;	/* of the attempt */
	const char *at_unit;		/* launched last; NULL */
	int64_t started_at, last_at;
	bool later;			/* the person has begun another since */
	bool counts;			/* no preview, and their first there */
	const char *unit_id;
	const char *unit_completion, *unit_success;
	double measure;			/* NAN: not known */
	const char *location;		/* NULL: none */
	int64_t time_ms, saved_at;
};

/* Of the next `most` attempts behind the attempt `after`; n is 0 behind the last.
   Rows of an attempt stand together. */
enum err figure_page(struct db *, const char *version_id, const char *after,
		     size_t most, struct figure_progress **out, size_t *n);

/* The blob of a file of the version; NULL: it has no such. */
enum err figure_file(struct db *, const char *version_id, const char *path,
		     const char **blob);

#endif
