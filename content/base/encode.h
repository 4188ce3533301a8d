/*
 * Text from outside as a part of something else: of an address, of a page; and
 * back from an address.
 */
#ifndef BASE_ENCODE_H
#define BASE_ENCODE_H

#include <stdarg.h>

#include "base/text.h"

/* As a part of a path, a query or a form: all but letters, digits and -._~ as
   %XX (RFC 3986 2.3). */
void text_put_percent(struct text *, const char *);
const char *text_percent(struct arena *, const char *);

/* "name=value" of a form, both as above, behind an & where something is there
   already; the same of an address, whose query may have to begin. */
void text_put_field(struct text *form, const char *name, const char *value);
void text_put_query(struct text *url, const char *name, const char *value);

/* As text or as a quoted attribute of HTML. Ends of lines stay what they are,
   also in the value of a field, where a parser would change them. */
void text_put_html(struct text *, const char *);

/* `form` as it is, with each $ replaced by the next argument, a text, as above. */
void text_put_form(struct text *, const char *form, va_list);

/*
 * The other way round: what `n` bytes stand for, `size` of them with a NUL
 * behind; in a `form` a + is a blank. It may be no UTF-8 and hold NULs
 * (text_utf8). NULL when a % has no two digits behind it.
 */
char *percent_decode(struct arena *, const char *bytes, size_t n, bool form,
		     size_t *size);

#endif
