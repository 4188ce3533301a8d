/* An agency's logo on a paper. */
#ifndef DRAWING_LOGO_H
#define DRAWING_LOGO_H

#include <cairo.h>
#include <stdbool.h>

#include "drawing/paper.h"

/*
 * In a box with its top at `y` and its middle at `x`, as large as fits. False
 * when there is none, or none that can be drawn. A JPEG goes into the file as it
 * came and is never unpacked here.
 */
bool logo_draw(cairo_t *, const struct paper *, double x, double y,
	       double width, double height);

#endif
