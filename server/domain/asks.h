/*
 * What is asked 90 and 180 days after a plan was made: statements that a
 * superior and a colleague confirm, and the figure of the service. JSON
 *
 *	{"superior": ["…"], "colleague": ["…"], "indicator": "…"}
 *
 * as "followup" of a plan in module.json has it, where each may be absent
 * (content/native_module.c checks it when a version is packed).
 */
#ifndef DOMAIN_ASKS_H
#define DOMAIN_ASKS_H

#include "base/arena.h"

#define ASKS_MOST 3		/* statements for one of the two */

/*
 * Of a plan, whose `definition` is as unit_definition_get gives it (NULL: there
 * is none). What the plan does not say is taken from `otherwise`, of the same
 * shape; all three are in what comes out, an indicator that nobody names as "".
 */
const char *asks_of_plan(struct arena *, const char *definition,
			 const char *otherwise);

#endif
