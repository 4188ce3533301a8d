/*
 * Statements: added once, never changed, voided by another. Each belongs to the
 * learner and the module it was said in; who reads sees only theirs. Results
 * live in the handle's arena.
 */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include "db/db.h"
#include "domain/statement_names.h"

struct statement_row {
	const char *id;			/* a UUID in lower case */
	const char *person_id, *module_id;
	const char *run_id;		/* for adding only */
	const char *registration;	/* "" for none; for adding only */
	const char *verb;
	const char *voids;		/* NULL: none */
	bool voided;
	const char *digest;
	const char *body;		/* JSON */
	int64_t stored_at, place;
};

/* id NULL in `out` when there is none. */
enum err statement_by_id(struct db *, const char *id,
			 struct statement_row *out);

/*
 * With the names it is found by. `added` is false, and nothing was done, when
 * there is one of that id.
 */
enum err statement_add(struct db *, const struct statement_row *,
		       const struct statement_name *, size_t n, bool *added);

/* What it costs in usage.h: a name is a row, and in an index. */
int64_t statement_cost(const char *body, size_t names);

/* Unless it voids another itself, or belongs to somebody else. */
enum err statement_void(struct db *, const char *id, const char *person_id,
			const char *module_id);

/* Which statements, and where to go on. "" and NULL names find all. */
struct statement_filter {
	const char *person_id, *module_id;
	const char *verb, *registration;
	const char *agent, *activity;		/* names; NULL: any */
	bool agents_far, activities_far;	/* not only actor and object */
	int64_t since, until;			/* stored after, up to */
	bool ascending;
	/* Behind this one; id "" is the beginning. */
	int64_t after_stored, after_place;
	const char *after_id;
};

enum err statement_page(struct db *, const struct statement_filter *,
			size_t most, struct statement_row **out, size_t *n);

#endif
