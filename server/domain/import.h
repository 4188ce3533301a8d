/*
 * An upload on its way to becoming a version of a module.
 */
#ifndef DOMAIN_IMPORT_H
#define DOMAIN_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/person.h"

struct import {
	const char *id;
	const char *person_id;
	const char *agency_id;
	const char *name;		/* of the file, as the author calls it */
	const char *state;		/* "waiting" "reading" "storing" "done" "failed" */
	const char *target_id;		/* a new version of this module; NULL: a new one */
	int64_t bytes;			/* as packed */
	const char *module_id, *version_id;	/* NULL until it is done */
	const char *fault;		/* JSON of the refusal; NULL: none */
	int64_t created_at;
};

/* Its author's, and administrators'. */
bool import_visible(const struct import *, const struct person *);

#endif
