/*
 * Forms of public pages, as browsers send them without a script:
 * application/x-www-form-urlencoded.
 */
#ifndef API_PUBLIC_FORM_H
#define API_PUBLIC_FORM_H

#include "http/http.h"

/* The body is such a form, of at most `most` bytes; else ERR_UNSUPPORTED or
   ERR_TOO_LARGE. */
enum err form_check(struct request *, size_t most);

/* What was typed there, trimmed; "" without it, and for what is not well formed
   or no UTF-8. */
const char *form_member(struct request *, const char *name);

#endif
