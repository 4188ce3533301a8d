/*
 * Tells other systems' gradebooks what training/passback.h has written down. A
 * row stays until it has arrived: what fails is tried again for three days
 * (domain/lti_grade.h), and then shown to a person who says "send again".
 *
 * Requests are outside of any transaction, and only when the answer is there it
 * is written, so a server that is killed in between sends the same again, with
 * the same timestamp, which a gradebook takes once. Of a platform one row goes
 * at a time, in the order in which they came about; several platforms at once,
 * so that one that hangs does not stop the others. What stops all of a platform
 * lets all of it wait; what stops one row only that.
 */
#ifndef JOBS_PASSBACK_H
#define JOBS_PASSBACK_H

#include "serve.h"

enum err passback_open(struct server *, struct passback **out);
void passback_close(struct passback *);

/* Something is to be sent now. From any thread; NULL is none. */
void passback_wake(struct passback *);

/* All that is due at `now`, a platform after another. For tests. */
void passback_round(struct server *, int64_t now);

#endif
