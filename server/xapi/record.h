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
 * changes nothing. `place` is its own within the request.
 */
enum err record_statement(struct request *, struct xapi_caller *,
			  const struct statement *, int64_t place);

/* After the last of them: what the attempt amounts to now. */
enum err record_end(struct request *, struct xapi_caller *);

/* A statement that is ours; takes the reference. Said once, whatever is tried. */
enum err record_own(struct request *, const struct xapi_caller *,
		    json_t *statement, int64_t place);

/*
 * "Satisfied" for each block, and the course, that is so and was not said to
 * be. `place` as above, counted on from there.
 */
enum err record_satisfied(struct request *, const struct xapi_caller *,
			  int64_t place);

/* "Abandoned" for a session that goes on while another begins (9.3.6). */
enum err record_abandoned(struct request *, const struct au_run *,
			  int64_t place);

#endif
