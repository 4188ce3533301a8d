/*
 * Statements on their way in: are they the package's to make, and what do they
 * change? Inside a write transaction; nothing of it happens when one is refused.
 */
#ifndef XAPI_RECORD_H
#define XAPI_RECORD_H

#include "domain/statement_names.h"
#include "xapi/caller.h"

/* What one run may store. */
#define RECORD_MOST 20000

/* A statement and all that is made of it before others have to wait. */
struct record {
	struct statement said;
	const char *digest;
	const char *body;		/* as it is stored, JSON */
	struct statement_name *names;
	size_t nnames;
};

/*
 * Make the rest of `said`, checked by statement_read; an id was given to it when
 * it had none. `home` is that of the run (au_run). For `prepare`: of a large
 * statement it takes longer than all the rest.
 */
enum err record_make(struct request *, const char *home, struct record *);

/*
 * One statement of a package. One that is there already and says the same is
 * fine and changes nothing.
 */
enum err record_statement(struct request *, struct xapi_caller *,
			  const struct record *);

/* After the last of them, ours too: the session, and how much was stored. */
enum err record_close(struct request *, struct xapi_caller *);

/* The same, and what the attempt amounts to now. */
enum err record_end(struct request *, struct xapi_caller *);

/* A statement that is ours; takes the reference. Said once, whatever is tried. */
enum err record_own(struct request *, struct xapi_caller *, json_t *statement);

/*
 * What was said as an item of its run, so that what was reached stays reached
 * and counts as for any other package. `graded`: it is ours to say.
 */
enum err record_progress(struct request *, struct run *,
			 const struct progress *, bool ended, bool graded);

/* "Satisfied" for each block, and the course, that is so and was not said to
   be. */
enum err record_satisfied(struct request *, struct xapi_caller *);

/* "Abandoned" for a session that goes on while another begins (9.3.6). */
enum err record_abandoned(struct request *, const struct au_run *);

#endif
