/* What happened at connections (lti/event.h). Results live in the handle's
   arena. */
#ifndef STORE_LTI_EVENT_H
#define STORE_LTI_EVENT_H

#include "db/db.h"

struct lti_event_row {
	const char *id;			/* made by lti_event_put */
	const char *connection_id;
	const char *kind, *code;
	const char *facts;		/* JSON */
	const char *request;
	int64_t at;
	const char *mark;		/* a stranger's (lti/strangers.h); "" */
	int64_t times;			/* how often, since it was last put */
};

/*
 * Of strangers what is the same but for the moment is one row. And lets go of
 * all but the newest 100 of that connection and kind, of strangers and of all
 * else each: what went well does so once in a while only.
 */
enum err lti_event_put(struct db *, struct lti_event_row *);

/* The newest first, of that kind or (for "") of all. */
enum err lti_event_of(struct db *, const char *connection_id,
		      const char *kind, size_t most,
		      struct lti_event_row **out, size_t *n);

#endif
