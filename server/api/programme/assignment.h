/* An assignment with what was handed in, as its pages tell it. */
#ifndef API_PROGRAMME_ASSIGNMENT_H
#define API_PROGRAMME_ASSIGNMENT_H

#include "api/programme/part.h"
#include "store/assignment.h"

/* The words of domain/assignment.h for a step's setting; `at` as there. */
enum err setting_check(struct request *, enum step_kind, const json_t *,
		       const char **why);

/* Brief, rubric and rules, added to `to`. */
enum err assignment_tell(struct request *, const struct assignment *,
			 json_t *to);

/* With its files; "passed" where it is marked. */
enum err submission_json(struct request *, const struct assignment *,
			 const struct submission *, json_t **out);

/* Did what is marked pass? */
bool submission_passed(const struct assignment *, const struct submission *);

#endif
