/*
 * JSON from strangers: what two readers could read differently, or what is made
 * to burst one, is none.
 */
#ifndef BASE_STRICT_H
#define BASE_STRICT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * More than `levels` arrays and objects within one another? Asked before Jansson,
 * which calls itself for each level, and dumps and frees the same way: a worker
 * of CivetWeb has a stack of 100 kB, which 900 levels burst.
 */
bool strict_deep(const char *bytes, size_t size, size_t levels);

/*
 * A new reference; NULL for what is no JSON, is deeper, says a name twice, has a
 * NUL inside a text, is not UTF-8, or has a number that does not fit.
 */
json_t *strict_json(const char *bytes, size_t size, size_t levels);

#endif
