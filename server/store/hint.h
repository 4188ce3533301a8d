/*
 * What speaks for a revision, as the night found it (domain/hint.h). Results
 * live in the handle's arena.
 */
#ifndef STORE_HINT_H
#define STORE_HINT_H

#include "db/db.h"

struct hint_row {
	const char *id;
	const char *module_id, *module_title, *agency_id;
	const char *owner_id;		/* the module's; NULL: nobody any more */
	const char *version_id;
	int64_t number;			/* of the version */
	const char *unit_ident, *question;	/* "": of the whole, of none */
	const char *kind;
	const char *facts;		/* JSON */
	double weight;			/* the higher the sooner */
	const char *state;		/* "open", "accepted", "dismissed", "gone" */
	int64_t first_at, at;
	const char *decided_by, *decided_name;	/* NULL: nobody yet */
	int64_t decided_at;
	const char *words;		/* what was said when it was decided */
};

/*
 * By module_id, version_id, unit_ident, question, kind, facts, weight and at.
 * One that is there already says the new facts from now on, and is open again
 * if it was gone; what was decided stays as it was decided.
 */
enum err hint_put(struct db *, const struct hint_row *);

/* The open ones of a module that were not put at `now` hold no longer. */
enum err hint_gone(struct db *, const char *module_id, int64_t now);

/* Of a module: the open ones first, by weight. `gone`: those too. */
enum err hint_of_module(struct db *, const char *module_id, bool gone,
			size_t most, struct hint_row **out, size_t *n);

/* The open ones of an agency's modules, "" of all, by weight. */
enum err hint_page(struct db *, const char *agency_id, size_t skip, size_t most,
		   struct hint_row **out, size_t *n);

/* ERR_NOT_FOUND. */
enum err hint_by_id(struct db *, const char *id, struct hint_row *out);

/* By state, decided_by, decided_at, words; `late`: it was accepted before, or
   is gone, and stays as it was. */
enum err hint_decide(struct db *, const struct hint_row *, bool *late);

/* ---- What they are made of ------------------------------------------------ */

/* The next module behind `after` that has a version; id NULL: none. */
struct hint_module {
	const char *id, *version_id;
};
enum err hint_module_next(struct db *, const char *after,
			  struct hint_module *out);

/* How many people wait for an answer about a unit of that name. */
struct hint_report {
	const char *ident;
	int64_t people;
};
enum err hint_reports(struct db *, const char *module_id,
		      struct hint_report **out, size_t *n);

/* How many of the module are open. */
enum err hint_open(struct db *, const char *module_id, int64_t *out);

#endif
