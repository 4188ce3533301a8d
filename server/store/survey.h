/*
 * Answers to surveys, without who gave them. Results live in the handle's arena.
 */
#ifndef STORE_SURVEY_H
#define STORE_SURVEY_H

#include "db/db.h"

/*
 * Keep the answers, JSON, under a number that the caller drew at random.
 * `taken`: another row has it, and nothing was kept.
 */
enum err survey_add(struct db *, int64_t number, const char *unit_id,
		    const char *answers, bool *taken);

struct survey_unit {
	const char *id, *title;
	const char *version_id;
	int64_t version;
};

/* The surveys of all versions of a module, the newest first. */
enum err survey_units(struct db *, const char *module_id,
		      struct survey_unit **out, size_t *n);

/* At most `most` of a survey's answers, JSON, in an order that says nothing. */
enum err survey_answers(struct db *, const char *unit_id, size_t most,
			const char ***out, size_t *n);

#endif
