/*
 * What a Tin Can package's statements tell of its unit: the packages from before
 * cmi5, whose only rule is the launch. A statement about the launched activity
 * itself counts; one about anything inside it tells that something was done.
 */
#ifndef DOMAIN_TINCAN_H
#define DOMAIN_TINCAN_H

#include "domain/statement.h"

/* `out` is what this statement alone says; time_ms is its duration or 0. */
void tincan_progress(const struct statement *, const char *activity,
		     struct progress *out);

#endif
