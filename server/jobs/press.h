/*
 * Compressed forms that are not there: the disk had no room for them, the server
 * was ended before it came to them, or a backup had only originals.
 *
 * Pages are served without them, only larger. So what could not be made is told
 * of by press_later, and tried again when the server starts and at the sweep of
 * every hour, until there is none.
 */
#ifndef JOBS_PRESS_H
#define JOBS_PRESS_H

#include "serve.h"

/*
 * Make what is missing, until `stop` says so (NULL: to the end). ERR_FULL,
 * ERR_STORAGE, ERR_INTERNAL; ERR_BUSY when it was stopped.
 */
enum err press_all(struct server *, bool (*stop)(void *), void *context);

/* A form could not be made (fail_reason): logged, and left for press_due. */
void press_later(struct server *);

/* press_all, if there may be something to make. */
void press_due(struct server *, bool (*stop)(void *), void *context);

#endif
