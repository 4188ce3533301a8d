/*
 * Letters and notices go when they have been kept long enough: a part of the
 * night (jobs/nightly.h). Of letters that were given up some 2,000 go a night.
 */
#ifndef JOBS_LETTERS_KEEP_H
#define JOBS_LETTERS_KEEP_H

#include "jobs/nightly.h"

#define LETTERS_SENT_MS (30 * 86400 * INT64_C(1000))
#define LETTERS_FAILED_MS (90 * 86400 * INT64_C(1000))
#define LETTERS_FAILED_KEPT 20

/* And which occasions people were told of. */
#define LETTERS_NOTICE_MS (400 * 86400 * INT64_C(1000))

enum err letters_keep_piece(struct nightly_piece *);

#endif
