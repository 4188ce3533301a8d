/*
 * The figures that agencies show to everybody, counted once a night and written
 * down as they are shown: rounded, and without what is of too few people
 * (domain/disclosure.h). An agency a piece, of those that show theirs.
 */
#ifndef JOBS_PUBLIC_FIGURES_H
#define JOBS_PUBLIC_FIGURES_H

#include "jobs/nightly.h"

/*
 * A row of agency_figure: {modules, learners, completion, answers, applicable,
 * year, earners, jp}. What is not told is null; `jp` is in whole JP.
 */
enum err public_figures_piece(struct nightly_piece *);

#endif
