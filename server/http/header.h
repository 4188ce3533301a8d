/* The head of an answer that another server gave, as it came. */
#ifndef HTTP_HEADER_H
#define HTTP_HEADER_H

#include "base/arena.h"

/* The first header of that name among `lines`, trimmed; NULL when there is
   none. */
const char *header_find(struct arena *, const char *lines, const char *name);

#endif
