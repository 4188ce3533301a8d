/* What an import may become a part of. */
#ifndef API_AUTHORING_IMPORT_H
#define API_AUTHORING_IMPORT_H

#include "db/db.h"
#include "domain/person.h"

/*
 * May this person give the module a new version? ERR_NOT_FOUND, ERR_FORBIDDEN.
 * Then `agency_id` is the module's; with `target_id` NULL it stays.
 */
enum err import_target(struct db *, const struct person *,
		       const char *target_id, const char **agency_id);

#endif
