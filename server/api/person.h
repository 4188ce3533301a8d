/* A person as the API tells of them. */
#ifndef API_PERSON_H
#define API_PERSON_H

#include <jansson.h>

#include "domain/person.h"

/* ["learner", …]: the names of a set of roles. */
json_t *roles_json(unsigned roles);

/* What everybody may know of themselves; the NIP masked. */
json_t *person_json(const struct person *);

/*
 * With what administrators and organisers need besides; the NIP whole if
 * `whole_nip`.
 */
json_t *person_json_admin(const struct person *, bool whole_nip);

#endif
