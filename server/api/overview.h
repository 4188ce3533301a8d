/* What the figures of leaders and of partners share. */
#ifndef API_OVERVIEW_H
#define API_OVERVIEW_H

#include <jansson.h>

/*
 * {people, before, after, change} in shares of 1, of what the night counted of a
 * version (version_figure); NULL where no gain is told. The caller's.
 */
json_t *overview_gain(const char *figures);

#endif
