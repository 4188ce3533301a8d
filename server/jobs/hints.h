/* The part of the night that says what speaks for a revision (domain/hint.h), of
   one module after the other. */
#ifndef JOBS_HINTS_H
#define JOBS_HINTS_H

#include "jobs/nightly.h"

enum err hints_piece(struct nightly_piece *);

#endif
