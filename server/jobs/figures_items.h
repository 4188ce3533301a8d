/*
 * The questions of a quiz in one version, of its first sittings: what
 * domain/question_statistics.h finds, as JSON.
 */
#ifndef JOBS_FIGURES_ITEMS_H
#define JOBS_FIGURES_ITEMS_H

#include <jansson.h>

#include "serve.h"

/*
 * A new reference to a list, the order of the first sittings; NULL when nobody
 * has sat it. Of questions that fewer than SURVEY_LEAST learners had, nothing:
 *
 *	{"id", "source", "text", "n", "facility", "discrimination" or null,
 *	 "flags": ["hard", …],
 *	 "lure"?: {"text", "n", "share", "z"}}
 *
 * "lure" is the wrong choice that the stronger took: how many, and by how many
 * standard errors the rest of their papers is better than of those who were
 * right. Reads in pieces, each in a transaction of its own.
 */
enum err figures_items(struct server *, struct arena *, const char *unit_id,
		       json_t **out);

#endif
