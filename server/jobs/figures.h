/* The part of the night that counts: of one version after the other what
   domain/figure.h says, where anything has happened since it was counted. */
#ifndef JOBS_FIGURES_H
#define JOBS_FIGURES_H

#include "jobs/nightly.h"

enum err figures_piece(struct nightly_piece *);

#endif
