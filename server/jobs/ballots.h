/*
 * The night's telling of anonymous answers that are still alone: a part of
 * jobs/nightly.h.
 */
#ifndef JOBS_BALLOTS_H
#define JOBS_BALLOTS_H

#include "jobs/nightly.h"

enum err ballots_piece(struct nightly_piece *);

#endif
