/*
 * What was learnt between a quiz and its pretest, as it is told of a module:
 * sums of play/gained.h, whose every number is 0 or SURVEY_LEAST and more.
 */
#ifndef API_FIGURES_GAIN_H
#define API_FIGURES_GAIN_H

#include "api/figures/numbers.h"
#include "play/gained.h"

struct gain_told {
	struct numbers all;
	struct gained g;
};

/* numbers_begin(), and everything of that quiz. */
enum err gain_read(struct request *, struct gain_told *out);

/* Of the version asked for, or all. */
void gain_whole(const struct gain_told *, struct gain_numbers *out);
void gain_of_item(const struct gain_told *, const struct gained_item *,
		  struct gain_numbers *out);

/* { "n", "judged", "before", …, "clear" }, null where it is not known. */
json_t *gain_json(const struct gain_numbers *);

#endif
