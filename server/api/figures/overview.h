/* What the figures of leaders and of partners share. */
#ifndef API_FIGURES_OVERVIEW_H
#define API_FIGURES_OVERVIEW_H

#include <jansson.h>

#include "http/http.h"
#include "store/overview.h"

/* The figures of the agency and the year that the query asks for, as JSON in the
   request's arena: kept for a minute, else counted now. Who reads no names is
   told how many people there are rounded down (domain/disclosure.h), 0 for too
   few. */
enum err overview_text(struct request *, const char **out);

/* {people, before, after, change} in shares of 1; the caller's. */
json_t *overview_gain_json(const struct overview_gain *);

#endif
