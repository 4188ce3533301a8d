/*
 * Who is responsible for a module: its own page of versions, learners and
 * history is theirs, and what they do there is written down.
 */
#ifndef API_RESPONSIBLE_H
#define API_RESPONSIBLE_H

#include "domain/module.h"
#include "http/http.h"

/*
 * The module of the path ({id}), if this person may change it: else
 * ERR_FORBIDDEN, or ERR_NOT_FOUND without such a module.
 */
enum err module_mine(struct request *, struct module *out);

/*
 * Write down in the module's history what this person did now. `version_id` is
 * NULL for what is of no version; `kind` one of module_event's.
 */
enum err module_note(struct request *, const char *module_id,
		     const char *version_id, const char *kind,
		     const char *words);

/*
 * May this person see by name a learner of that agency? Administrators see
 * everybody, authors those of their own.
 */
bool learner_named(const struct request *, const char *agency_id);

#endif
