/*
 * The seal of what waits to be told: see training/ballot.h, which alone uses it.
 * The key is read by ballot_key_open.
 */
#ifndef TRAINING_BALLOT_KEY_H
#define TRAINING_BALLOT_KEY_H

#include "base/arena.h"

/* As text. `name` is whose it is: it opens under no other. Its size tells of the
   text's only how many times 8 kB it has begun. */
const char *ballot_seal(struct arena *, const char *name, const char *text);

/* NULL: the key is another, or it was altered. */
const char *ballot_unseal(struct arena *, const char *name,
			  const char *sealed);

#endif
