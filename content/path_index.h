/*
 * Which number a path (or any other text) has, exactly or whatever its case.
 */
#ifndef CONTENT_PATH_INDEX_H
#define CONTENT_PATH_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define PATH_NONE ((size_t)-1)

struct path_index *path_index_new(struct arena *);

/* `path` is borrowed. False, and nothing is added, if it is there already. */
bool path_index_add(struct path_index *, const char *path, size_t number);

/* Another number for a path that is there. */
void path_index_set(struct path_index *, const char *path, size_t number);

/* PATH_NONE when it is not there. */
size_t path_index_find(const struct path_index *, const char *path);

/* The first added of those that differ at most in the case of ASCII letters. */
size_t path_index_fold(const struct path_index *, const char *path);

#endif
