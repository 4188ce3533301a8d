/* Where a person works, and whose people they see. */
#ifndef API_PEOPLE_MEMBERSHIP_H
#define API_PEOPLE_MEMBERSHIP_H

#include "domain/person.h"
#include "http/http.h"

/*
 * Put "unit", "job", "memberships" (the latest first) and "supervisions" of a
 * person into `json`.
 */
enum err membership_json(struct request *, const struct person *, json_t *json);

#endif
