/*
 * One question of a quiz as the night keeps it: what question_statistics.h finds.
 */
#ifndef DOMAIN_FIGURE_ITEM_H
#define DOMAIN_FIGURE_ITEM_H

#include <jansson.h>

#include "domain/question_statistics.h"

struct figure_item {
	const char *ident, *source;
	const char *text;
	const char *const *choices;	/* their words */
	size_t nchoices;
	uint32_t right;			/* of statistics_ask */
};

/*
 * A new reference; NULL where fewer than SURVEY_LEAST had it:
 *
 *	{"id", "source", "text", "n", "facility", "discrimination" or null,
 *	 "flags": ["hard", …],
 *	 "lure"?: {"text", "n", "share", "z"}}
 *
 * "lure" is the wrong choice that the stronger took: how many of SURVEY_LEAST and
 * more, and how far the rest of their papers is better than of those who were
 * right (`lead` of choice_numbers).
 */
json_t *figure_item_json(struct arena *, const struct statistics *,
			 size_t question, const struct figure_item *);

#endif
