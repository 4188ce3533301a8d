/* When do two statements say the same? */
#ifndef DOMAIN_STATEMENT_DIGEST_H
#define DOMAIN_STATEMENT_DIGEST_H

#include <jansson.h>

#include "base/arena.h"

/*
 * A hash of all that makes two statements of one id the same (Data 2.2,
 * 2.3.1.s5): without what a receiver assigns, the verb's display, activities'
 * definitions; in hex.
 */
const char *statement_digest(struct arena *mem, json_t *json);

#endif
