/*
 * Waiting for a condition until a moment on the steady clock, which nobody sets.
 */
#ifndef BASE_WAIT_H
#define BASE_WAIT_H

#include <pthread.h>
#include <stdint.h>
#include <time.h>

#define WAIT_MS INT64_C(1000000)	/* a millisecond, in ns */

/* The steady clock in ns. */
int64_t wait_now(void);

/* That moment, as pthread_cond_timedwait takes it. */
struct timespec wait_moment(int64_t ns);

/* A condition whose moments are on the steady clock. */
void wait_init(pthread_cond_t *);

#endif
