/*
 * What nobody will ask for again: files of an upload whose sender or server went
 * away, or that was refused after it had come; rows of an import that never
 * ended.
 */
#ifndef JOBS_LEFTOVERS_H
#define JOBS_LEFTOVERS_H

#include "serve.h"

/* Not touched for so long, a file is no longer being received: a sender may
   pause for 10 s. */
#define LEFTOVER_MS (5 * 60 * 1000)

/*
 * Remove what lies in DATA/spool, and what lies in DATA/uploads without an
 * import that waits for it, if untouched for LEFTOVER_MS. What fails is logged
 * and left for the next time.
 */
void leftovers_remove(struct server *, int64_t now);

/* An import takes hours at most. */
#define LEFTOVER_ROWS_MS (24 * 3600 * INT64_C(1000))

/* Remove files of versions that are not there and were begun so long ago. */
void leftovers_rows_remove(struct server *, int64_t now);

#endif
