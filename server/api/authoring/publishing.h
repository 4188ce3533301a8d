/*
 * Publishing, closing and withdrawing, with the record of it all. The rules are
 * domain/publishing.h's.
 */
#ifndef API_AUTHORING_PUBLISHING_H
#define API_AUTHORING_PUBLISHING_H

#include "api/authoring/revision.h"
#include "domain/module.h"
#include "http/http.h"

/*
 * Publish a version of the module, as it was just read. Refused as approval_due
 * where somebody else must approve, as not_minor when its units are others. What
 * the body says it changes is entered with it (change_read).
 */
enum err publishing_release(struct request *, const struct module *,
			    const char *version_id, bool minor);

/* The same, when somebody who may has approved it, and what was said of it. */
enum err publishing_approved(struct request *, const struct module *,
			     const char *version_id, bool minor,
			     const struct change_said *);

/*
 * Bring the module to the state of that name, publishing included; it is
 * written down, and module->state is the new one.
 */
enum err publishing_state(struct request *, struct module *, const char *state);

#endif
