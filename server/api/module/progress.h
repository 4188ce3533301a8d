/* Progress and scores as the wire has them; all return new references. */
#ifndef API_MODULE_PROGRESS_H
#define API_MODULE_PROGRESS_H

#include <jansson.h>

#include "domain/attempt.h"

/* {"completion","success","score","lastAt","unitsDone","attempt"} */
json_t *attempt_json(const struct attempt *);

/* {"completion","success","score","progressMeasure","timeMs","savedAt","source"} */
json_t *unit_progress_json(const struct unit_progress *);

#endif
