/*
 * The questions of a quiz in one version, of its first sittings.
 */
#ifndef JOBS_FIGURES_ITEMS_H
#define JOBS_FIGURES_ITEMS_H

#include <jansson.h>

#include "serve.h"

/*
 * A new reference to a list of figure_item_json, in the order of the first
 * sittings; NULL when nobody has sat it. Reads in pieces, each in a transaction
 * of its own.
 */
enum err figures_items(struct server *, struct arena *, const char *unit_id,
		       bool *pretest, json_t **out);

#endif
