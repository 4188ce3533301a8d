/*
 * What strangers make fail at connections (lti/event.h): counted in memory and
 * written down once in a while, since on PostgreSQL all who fail at the same
 * would wait for one row, and who shares an address with them too.
 *
 * A server that stops writes first what it counted; one that is killed forgets
 * what the last seconds brought.
 */
#ifndef LTI_STRANGERS_H
#define LTI_STRANGERS_H

#include "base/err.h"

struct lti_event;
struct lti_strangers;
struct request;
struct server;

struct lti_strangers *lti_strangers_new(void);
void lti_strangers_free(struct lti_strangers *);	/* NULL is nothing */

/*
 * It came from the request's address, and the other side has not signed it.
 * Not in a write, which may run more than once. Of this many that differ, in
 * what or whence, the newest stay.
 */
#define LTI_STRANGERS_MOST 256
void lti_strangers_note(struct request *, const struct lti_event *);

/*
 * Write what was counted until now; what cannot be written is counted still.
 * From any thread that holds no read.
 */
enum err lti_strangers_write(struct server *);

#endif
