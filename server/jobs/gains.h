/*
 * What was learnt between each module's pretest and its quiz, counted at night
 * for pages that show many modules at once. A module's own page counts it anew,
 * with its interval and its groups (api/figures/gain.h).
 *
 * Of all versions together, in whole percent, and of no fewer than SURVEY_LEAST
 * people.
 */
#ifndef JOBS_GAINS_H
#define JOBS_GAINS_H

#include "jobs/nightly.h"

/* A row of module_gain for some modules that have a pretest. */
enum err gains_piece(struct nightly_piece *);

#endif
