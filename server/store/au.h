/*
 * Runs whose package speaks xAPI, and what was said of the units of cmi5.
 * Results live in the handle's arena.
 */
#ifndef STORE_AU_H
#define STORE_AU_H

#include "db/db.h"
#include "domain/cmi5.h"

struct au_run {
	const char *run_id;
	const char *attempt_id, *unit_id;
	const char *registration, *activity, *home;
	bool review;
	struct au_session session;
	int64_t fetched_at;		/* 0: its token was not fetched */
	int64_t statements;		/* how many it has sent */
};

/* What is new of it: no more than its launch. */
enum err au_run_add(struct db *, const struct au_run *);

/* run_id NULL in `out` when the run is none of these. */
enum err au_run_by_id(struct db *, const char *run_id, struct au_run *out);
enum err au_run_open(struct db *, const char *attempt_id, struct au_run **out,
		     size_t *n);

/* Its session and its count of statements. */
enum err au_run_change(struct db *, const struct au_run *);

/* `first` is true once, while the session is on. */
enum err au_run_fetch(struct db *, const char *run_id, int64_t now,
		      bool *first);

struct au_unit {
	const char *unit_id;
	struct au au;
	bool satisfied;
	const char *launch;		/* by au_units only: of the unit, JSON */
};

/* All false when nothing was said of it. */
enum err au_get(struct db *, const char *attempt_id, const char *unit_id,
		struct au_unit *out);
enum err au_put(struct db *, const char *attempt_id, const struct au_unit *);
/* Every unit of a version that speaks xAPI, said anything of or not. */
enum err au_units(struct db *, const char *version_id, const char *attempt_id,
		  struct au_unit **out, size_t *n);
enum err au_of_attempt(struct db *, const char *attempt_id,
		       struct au_unit **out, size_t *n);

#endif
