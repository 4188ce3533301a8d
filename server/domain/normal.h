/*
 * Two texts that a reader takes for the same: made the same.
 */
#ifndef DOMAIN_NORMAL_H
#define DOMAIN_NORMAL_H

#include <stdbool.h>

#include "base/arena.h"

#define NORMAL_MOST 20000	/* bytes of a text */

/*
 * NFKC (UAX 15), letters folded when case is to be ignored, blanks of any kind
 * joined to one space and trimmed at both ends, signs without width left out,
 * quotation marks, apostrophes, dashes and the ellipsis plain. Done again it
 * changes nothing. NULL when it is not UTF-8 or too long.
 */
const char *normal_text(struct arena *, const char *text, bool ignore_case);

#endif
