/*
 * Finds out in the background how those stand whose programme has changed, or
 * who were enrolled many at a time: a little of the writer's time at once, so
 * that nobody waits for it.
 */
#ifndef JOBS_SETTLER_H
#define JOBS_SETTLER_H

#include "serve.h"

enum err settler_open(struct server *, struct settler **out);
void settler_close(struct settler *);

/* There is something to do. From any thread; NULL is none. */
void settler_wake(struct settler *);

#endif
