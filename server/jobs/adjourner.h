/*
 * Events that are over: what follows from every seat, a few at a time, so that
 * saves go on meanwhile. Some seconds after the end; at once when its
 * host closes it, or changes its rule afterwards.
 */
#ifndef JOBS_ADJOURNER_H
#define JOBS_ADJOURNER_H

#include "serve.h"

enum err adjourner_open(struct server *, struct adjourner **out);
void adjourner_close(struct adjourner *);

/* There may be one to see to. NULL is nobody. */
void adjourner_wake(struct adjourner *);

#endif
