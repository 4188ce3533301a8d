/* What is told of an agency. */
#ifndef API_PEOPLE_AGENCY_H
#define API_PEOPLE_AGENCY_H

#include "base/arena.h"
#include "store/agency.h"

/* Where its logo is to be had, other for each one; NULL when it has none. */
const char *agency_logo_path(struct arena *, const struct agency *);

#endif
