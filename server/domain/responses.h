/*
 * What a learner has answered in a sitting, put together from what the pages of
 * several devices send, in whatever order that arrives.
 *
 * A page sends all answers that were given on it, each with the moment of the
 * server's clock at which it was given. Of each question the answer given last
 * is kept. Kept are {question: {"response", "at", "ms", "flagged"?, "checked"?}}:
 * `ms` is the time spent on it, `checked` the moment from which it is locked,
 * since the learner was told whether it is right.
 */
#ifndef DOMAIN_RESPONSES_H
#define DOMAIN_RESPONSES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define RESPONSE_MOST (200 << 10)	/* bytes of one, as JSON */
#define RESPONSES_MOST (1 << 20)	/* bytes of all that a sitting keeps */

struct responses_merge {
	const char *paper;	/* as it is stored: compact JSON */
	/* As quiz_counts() (domain/quiz.h) wants them. */
	int64_t began_at, until, now;
	/* What came of it: */
	bool changed;
	int64_t late_ms;	/* how long after `until` the last that counts came */
	const char *reason;	/* why some were passed over: shape, unknown, large,
				   locked, late; NULL: none were */
};

/*
 * Take out of `given`, which may be anything, what is no answer at all. Returns
 * why something was (shape, large), or NULL. It needs no database, so that it
 * is done before others have to wait.
 */
const char *responses_clean(json_t *given);

/* Put `given`, which was cleaned, into `kept`. */
void responses_merge(json_t *kept, json_t *given, struct responses_merge *);

/* The answer alone; NULL when there is none. Borrowed. */
json_t *response_of(json_t *kept, const char *question);

/* In ms; 0 when nothing is known of it. */
int64_t response_time(json_t *kept, const char *question);

/* Locked since the learner was told what it is worth? */
bool response_checked(json_t *kept, const char *question);

/* Put one in and lock it; `response` may be NULL. */
void response_lock(json_t *kept, const char *question, json_t *response,
		   int64_t at);

/*
 * The way through a case. What was chosen stays chosen, since its feedback was
 * read: a longer way is taken when it begins with the one that is kept.
 * `changed` and `reason` ("other": it does not) as above. Returns the way that
 * is kept from now on, borrowed from one of the two.
 */
json_t *path_merge(json_t *kept, json_t *given, struct responses_merge *);

#endif
