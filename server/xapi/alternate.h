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

/* Is the method told in the query, and with it the token in the body? */
bool alternate_asked(const struct request *);

/* For `prepare` of a POST: change the request, find its route anew, and do what
   that route prepares. Its `run` follows. */
handler alternate_prepare;

/* Of resources that know no POST of their own. */
handler alternate_only;

#endif
