/*
 * Text files as people save them, in UTF-8.
 */
#ifndef CONTENT_CHARSET_H
#define CONTENT_CHARSET_H

#include <stddef.h>

#include "base/arena.h"

/*
 * UTF-8 with or without a mark, UTF-16 with one, else Windows-1252, as UTF-8
 * without a mark, in the arena with a NUL behind it. Halves of a surrogate pair
 * and bytes that Windows-1252 leaves empty become U+FFFD. NULL: it holds what no
 * text has, a NUL, or what is not UTF-8 behind UTF-8's mark.
 */
char *charset_utf8(struct arena *, const char *bytes, size_t size);

#endif
