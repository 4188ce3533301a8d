/* Where things stand on a paper; between type_begin and type_end. */
#ifndef DRAWING_PAPER_PAGE_H
#define DRAWING_PAPER_PAGE_H

#include <cairo.h>

#include "drawing/paper.h"

void paper_front(cairo_t *, const struct paper *);

/* From the `from`th subject on; returns the first that found no room. */
size_t paper_back(cairo_t *, const struct paper *, size_t from);

#endif
