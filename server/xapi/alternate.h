/*
 * The alternate request syntax (xAPI 1.0.3, Communication 1.3), for packages
 * whose library can send neither headers nor other methods: a POST with
 * ?method=PUT and nothing else in its query, whose body is a form with the
 * parameters, the headers by their names, and the body as "content".
 *
 * The request becomes the one it stands for, and goes on as that. The body's
 * limit is that of the form. A library that needs this cannot say what type its
 * body has either, so the type is not looked at.
 */
#ifndef XAPI_ALTERNATE_H
#define XAPI_ALTERNATE_H

#include <stdbool.h>

#include "http/http.h"

#define ALTERNATE_FIELDS 64	/* of the form */
#define ALTERNATE_SMALL (64 * 1024)	/* bytes that any stranger may send */
#define ALTERNATE_LARGE 32	/* larger ones at a time */

/* Is the method told in the query, and with it the token in the body? */
bool alternate_asked(const struct request *);

/*
 * Before a body is read whose sender nobody knows yet, since their token is in it
 * or none is needed: there is room for some large ones at a time, not for one of
 * each connection. `busy` for one more; the room is given back with the arena.
 */
enum err alternate_room(struct request *);

/* For `prepare` of a POST: change the request, find its route anew, and do what
   that route prepares. Its `run` follows. */
handler alternate_prepare;

/* Of resources that know no POST of their own. */
handler alternate_only;

#endif
