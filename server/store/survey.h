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

/* Tell of what is kept and was not told yet, if that is `least` answers. */
enum err survey_tell(struct db *, const char *unit_id, int64_t least);

/* Has the person answered it, in whichever attempt at the module? */
enum err survey_answered(struct db *, const char *person_id,
			 const char *module_id, const char *unit_id,
			 bool *out);

struct survey_unit {
	const char *id, *title;
	const char *version_id;
	int64_t version;
};

/* The surveys of all versions of a module, the newest first. */
enum err survey_units(struct db *, const char *module_id,
		      struct survey_unit **out, size_t *n);

/* At most `most` of what is told of a survey, JSON, in an order that says nothing. */
enum err survey_answers(struct db *, const char *unit_id, size_t most,
			const char ***out, size_t *n);

#endif
