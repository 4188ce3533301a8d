/*
 * Which attempt an opening goes on with: the one there is, taken along by a
 * minor version; a new one; or a look at a version that learners do not have.
 */
#ifndef PLAY_OPENING_H
#define PLAY_OPENING_H

#include "domain/attempt.h"
#include "domain/module.h"
#include "http/http.h"

/*
 * Refuses to whom the module is not visible: of a draft, and of what is not
 * shared with them, nothing is told; what once was in the catalogue says that it was closed or withdrawn (module_shut,
 * module_gone) and whom to ask.
 */
enum err module_hidden(struct request *, const struct module *);

/*
 * Inside a write. The person's attempt at the module, a new one when there is
 * none or with `restart`, which then is at the module's current version. Refused
 * as module_closed or module_withdrawn, to others as by module_hidden.
 */
enum err attempt_open(struct request *, const struct module *, bool restart,
		      struct attempt *out);

/* The same for who looks at a version: see preview_find. */
enum err preview_open(struct request *, const struct module *,
		      const char *version_id, bool restart,
		      struct attempt *out);

/*
 * This person's last look at that version, id NULL when there was none. For
 * those who may change the module, those who are asked to approve the version,
 * and, at what is published, an instructor of another LMS; for all others there
 * is no such thing.
 */
enum err preview_find(struct request *, const struct module *,
		      const char *version_id, struct attempt *out);

/*
 * The version that is looked at rather than learned: `asked` when that is not
 * NULL, what is published for an instructor of another LMS, else NULL.
 */
const char *preview_version(const struct request *, const struct module *,
			    const char *asked);

/* Will the next opening take this attempt to the current version? */
enum err attempt_moves(struct request *, const struct module *,
		       const struct attempt *, bool *out);

/* GET /api/v1/modules/{id}/standing: may who has begun still go on? */
handler module_standing;

#endif
