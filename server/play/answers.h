/*
 * Saved items of kind "answers": all that was answered in a run of a quiz or a
 * case, merged into its sitting.
 *
 * They come by the same queue as any item and are acknowledged in the same way.
 * One that comes too late is never refused, since the queue would keep it for
 * ever: what no longer counts is passed over, and the answer says so.
 */
#ifndef PLAY_ANSWERS_H
#define PLAY_ANSWERS_H

#include <jansson.h>

#include "domain/attempt.h"
#include "http/http.h"

/* What such an item has besides; all borrowed from its JSON. */
struct answers {
	const char *sitting;
	json_t *responses;		/* by question; NULL: of a case */
	json_t *path;			/* the way through a case; NULL: of a quiz */
	const char *place;		/* the question looked at; NULL */
	bool end;			/* the learner hands it in */
	const char *odd;		/* why some are no answers; NULL */
};

/* The name of the first part that does not fit, or NULL. */
const char *answers_read(json_t *, struct answers *out);

/*
 * Inside the write, of an item that is later than all its run has sent. `more`
 * is what the answer says besides: ,"accepted":true, or false with a reason of
 * domain/responses.h or domain/branching.h, or "ended" or "marked".
 *
 * A sitting that has ended takes nothing, but for a quiz whose time ran out: it
 * takes what was on its way, once, as long as the learner has not looked at what
 * came of it, has begun no other, and nobody has marked it. By then an answer
 * could have been copied.
 */
enum err answers_add(struct request *, const struct item *,
		     const struct answers *, struct run *, const char **more);

#endif
