/*
 * Forms as browsers send them: application/x-www-form-urlencoded.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "http/http.h"

/* The body is such a form, of at most `most` bytes; else ERR_UNSUPPORTED or
   ERR_TOO_LARGE. */
enum err form_check(struct request *, size_t most);

/* What was typed there, trimmed; "" without it, and for what is not well formed
   or no UTF-8. */
const char *form_member(struct request *, const char *name);

/* The same as it was sent; NULL without it, for what is not well formed, and for
   one that stands there twice. */
const char *form_value(struct request *, const char *name);

#endif
