/*
 * The night's care for LTI: a part of jobs/nightly.h. Our keys are made and
 * turned, what nobody asks for any more goes.
 */
#ifndef JOBS_LTI_KEEP_H
#define JOBS_LTI_KEEP_H

#include "jobs/nightly.h"

enum err lti_keep_piece(struct nightly_piece *);

#endif
