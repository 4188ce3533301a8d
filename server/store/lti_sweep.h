/*
 * Rows of LTI that nothing asks for any more: logins an hour old, what our pages
 * began two days ago, tokens and nonces that have ended, launches of two days
 * without a session, events of a year.
 */
#ifndef STORE_LTI_SWEEP_H
#define STORE_LTI_SWEEP_H

#include "db/db.h"

/* Are there any? */
enum err lti_sweep_due(struct db *, int64_t now, bool *out);

/* Some thousands of them go; in a write. */
enum err lti_sweep(struct db *, int64_t now);

#endif
