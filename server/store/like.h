/* Words from outside as the pattern of a LIKE. */
#ifndef STORE_LIKE_H
#define STORE_LIKE_H

#include "base/arena.h"

/* "%words%" in lower case, with LIKE's own signs escaped by '!'. */
const char *like_containing(struct arena *, const char *words);

#endif
