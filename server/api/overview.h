/* What the figures of leaders and of partners share. */
#ifndef API_OVERVIEW_H
#define API_OVERVIEW_H

#include <jansson.h>

#include "store/overview.h"

/* {people, before, after, change} in shares of 1; the caller's. */
json_t *overview_gain_json(const struct overview_gain *);

#endif
