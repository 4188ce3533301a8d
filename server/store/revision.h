/*
 * What is to be mended in modules, and what versions changed. Results live in
 * the handle's arena.
 */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include "db/db.h"

/* A task, with what it came from. Names of people are NULL for nobody. */
struct revision {
	const char *id;
	const char *module_id, *module_title, *agency_id;
	const char *owner_id;		/* the module's; NULL: nobody any more */
	const char *cause;		/* "hint", "regulation", "need", "other" */
	const char *cause_id;		/* the hint or the need; "" */
	const char *regulation;		/* that changed; "" */
	const char *words;		/* what is to be done */
	const char *state;		/* "open", "done", "dropped" */
	const char *from_id;		/* the version it was found in; NULL */
	int64_t from_number;		/* 0: none */
	const char *version_id;		/* that mends it; NULL */
	int64_t number;			/* 0: none */
	const char *opened_by, *opened_name;
	int64_t opened_at;
	const char *closed_by, *closed_name;
	int64_t closed_at;		/* 0: it is open */
	const char *outcome;		/* why it was dropped; "" */
	/* Of the hint; kind NULL: there is none. */
	const char *kind, *unit_ident, *question, *facts;
	const char *need_title;		/* NULL: it came from no need */
};

/* Adds it, open, by id, module_id, cause, cause_id, regulation, words, from_id,
   opened_by, opened_at. */
enum err revision_add(struct db *, const struct revision *);

/* ERR_NOT_FOUND. */
enum err revision_by_id(struct db *, const char *id, struct revision *out);

/*
 * Those of a module, the open ones first, then the newest; `state` "" is any.
 */
enum err revision_of_module(struct db *, const char *module_id,
			    const char *state, size_t most,
			    struct revision **out, size_t *n);

/* Those of an agency's modules, "" all, the newest first. */
enum err revision_page(struct db *, const char *agency_id, const char *state,
		       size_t skip, size_t most, struct revision **out,
		       size_t *n);

/* How many of the module are open. */
enum err revision_open(struct db *, const char *module_id, int64_t *out);

/* By state, version_id, closed_by, closed_at, outcome; `late`: it was not open
   any more, and stays as it was. */
enum err revision_close(struct db *, const struct revision *, bool *late);

/* Whose the need is; NULL: there is no such, or it is merged into another. */
enum err revision_need(struct db *, const char *need_id,
		       const char **agency_id);

/* What a version changes and why, for who learns by it. */
struct version_change {
	const char *version_id;
	const char *changed, *why;
	const char *by_id;		/* NULL: the command line */
	int64_t at;
};

/* A later word replaces the earlier one. */
enum err version_change_put(struct db *, const struct version_change *);

/* `version_id` NULL in `out` when nothing was said. */
enum err version_change_get(struct db *, const char *version_id,
			    struct version_change *out);

#endif
