/*
 * What is said of a module that learners see, and how that changes. What one
 * sees in the catalogue was approved together with the package: where an agency
 * wants a second person, a change waits for one too, and until then the old
 * words stand. Every change is written down.
 */
#ifndef API_MODULE_DESCRIBED_H
#define API_MODULE_DESCRIBED_H

#include "domain/publishing.h"
#include "http/http.h"

/*
 * `after` is `before` as somebody would describe it. Either it may be stored
 * and was written down (`stored`), or it waits for approval: then `after`
 * says again what `before` does. Refused as changes_waiting while those of
 * somebody else wait.
 */
enum err described_change(struct request *, const struct module *before,
			  struct module *after, bool *stored);

/*
 * The same of its picture alone, but for what is written down when it may be
 * stored: that is for the caller. `after` is left as it is.
 */
enum err described_picture(struct request *, const struct module *before,
			   const struct module *after, bool *stored);

/* What waits is approved: store it and write it down. */
enum err described_approve(struct request *, struct module *,
			   const struct wish *);

/* [{"field", "from", "to"}] of wish.changes, or of an event's words; a new
   reference. */
json_t *described_json(const char *changes);

#endif
