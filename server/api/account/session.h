/* Letting somebody in, by whatever they showed; and sessions as JSON. */
#ifndef API_ACCOUNT_SESSION_H
#define API_ACCOUNT_SESSION_H

#include "auth/session.h"
#include "domain/person.h"

/* What a handler's `prepared` begins with when its `run` is to let in. */
struct signin {
	const char *person_id;
	int64_t epoch;
	const char *left;	/* whose session this browser had before */
};

/*
 * A session for this person as the answer to the request, whose `prepared`
 * begins with a struct signin; the one the browser still had is ended. Who has a
 * second factor gets a ticket instead, by which POST /api/v1/session/code asks
 * for it: {"needs": "code", "ticket"}. In a write transaction; sets rq->after.
 */
enum err session_open(struct request *, struct response *,
		      const struct person *);

/* The same after the code was right. */
enum err session_open_fully(struct request *, struct response *,
			    const struct person *);

/* {"sessions": […]}; `current` is the id of the caller's own, or "". */
json_t *sessions_json(const struct session *, size_t n, const char *current);

#endif
