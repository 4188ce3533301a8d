/*
 * What people have shown by completing something, and what a module of our own
 * format says it teaches.
 */
#ifndef TRAINING_COMPETENCY_H
#define TRAINING_COMPETENCY_H

#include <jansson.h>

#include "store/competency.h"

/*
 * Somebody has completed a module, or a programme: each competency it gives is
 * theirs up to its level, once. `source` is "module" or "programme".
 */
enum err competency_settle(struct db *, const char *person_id,
			   const char *source, const char *source_id,
			   int64_t now);

/*
 * What module.json lists ("competencies": id, name, kind, level) becomes what
 * the module gives. One that is not known yet is made, for all agencies where
 * `agency_id` is NULL; a code that another agency has is left out.
 */
enum err competency_declare(struct db *, const char *module_id,
			    const char *agency_id, const json_t *list,
			    int64_t now);

/* How high somebody stands in one that they have shown something of. */
struct competency_standing {
	const char *competency_id;
	int level;
};
enum err competency_standings(struct db *, const char *person_id,
			      struct competency_standing **out, size_t *n);

/* The level of one among these; 0 where it is not. */
int competency_standing(const struct competency_standing *, size_t n,
			const char *competency_id);

#endif
