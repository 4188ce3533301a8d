/* What an agency's figures for its organisers and those for leaders share. */
#ifndef API_FIGURES_DASHBOARD_H
#define API_FIGURES_DASHBOARD_H

#include <jansson.h>

#include "http/http.h"

/*
 * Append {kind, people, learning, reached, jp} for each kind of employee: how
 * many have JP in that year, have reached what is asked of them (null where
 * nothing is), and the hundredths of all.
 */
enum err dashboard_people(struct request *, const char *agency_id,
			  int64_t year, json_t *list);

#endif
