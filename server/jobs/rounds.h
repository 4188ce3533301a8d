/*
 * Work that goes on in the background: a thread that makes a round at once, and
 * the next when it is woken or a while has passed.
 */
#ifndef JOBS_ROUNDS_H
#define JOBS_ROUNDS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Not to be moved between rounds_begin and rounds_end. */
struct rounds {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t called;
	bool woken, stop;
	int64_t every_ms;
	void (*round)(void *context);
	void *context;
};

/*
 * `round(context)` on a thread of its own, until rounds_end. After an error
 * nothing is left of it.
 */
enum err rounds_begin(struct rounds *, int64_t every_ms,
		      void (*round)(void *context), void *context);

/* Make another round, after the one under way. From any thread. */
void rounds_wake(struct rounds *);

/* False once it is to end: a long round asks in between. From any thread. */
bool rounds_going(struct rounds *);

/* Waits for the round under way. */
void rounds_end(struct rounds *);

#endif
