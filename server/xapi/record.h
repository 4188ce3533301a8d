/*
 * Statements on their way in: are they the package's to make, and what do they
 * change? Inside a write transaction; nothing of it happens when one is refused.
 */
#ifndef XAPI_RECORD_H
#define XAPI_RECORD_H

#include "xapi/caller.h"

/* What one run may store. */
#define RECORD_MOST 20000

/*
 * One statement of a package, checked by statement_read; `id` was given to it
 * when it had none. One that is there already and says the same is fine and
 * changes nothing.
 */
enum err record_statement(struct request *, struct xapi_caller *,
			  const struct statement *);

/* After the last of them, ours too: what the attempt amounts to now. */
enum err record_end(struct request *, struct xapi_caller *);

/* A statement that is ours; takes the reference. Said once, whatever is tried. */
enum err record_own(struct request *, struct xapi_caller *, json_t *statement);

/* "Satisfied" for each block, and the course, that is so and was not said to
   be. */
enum err record_satisfied(struct request *, struct xapi_caller *);

/* "Abandoned" for a session that goes on while another begins (9.3.6). */
enum err record_abandoned(struct request *, const struct au_run *);

#endif
