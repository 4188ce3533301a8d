/*
 * Letters, for what is drawn: papers as PDF, pictures of events.
 *
 * The faces are named files of Debian packages (server/packages.txt), not what
 * a machine happens to have, so the same text is the same drawing everywhere,
 * and nothing of fontconfig's own settings is read. Pango's map of fonts holds
 * what it has seen of them once for the process; it is not for two threads, so
 * who draws letters does it between type_begin and type_end, which wait.
 */
#ifndef DRAWING_TYPE_H
#define DRAWING_TYPE_H

#include <pango/pangocairo.h>
#include <stdbool.h>

#include "base/err.h"

enum face { FACE_SANS, FACE_SERIF };

struct type {
	enum face face;
	double size;		/* the font's, in units of the drawing */
	bool bold, italic;
	double spacing;		/* between letters, in the same units */
	PangoAlignment align;
	const char *lang;	/* "id"; NULL is that too */
};

/* ERR_INTERNAL, and nothing is held, when a face is not installed. */
enum err type_begin(void);
void type_end(void);

/*
 * `text` within `width`, broken between words, or letters where a word is too
 * long. It may be drawn once: pango_cairo_show_layout, then g_object_unref.
 */
PangoLayout *type_set(cairo_t *, const struct type *, const char *text,
		      double width);

/*
 * The same in at most `lines` lines: made smaller, down to `least`, until it
 * fits; what does not fit even so ends in "…". `type` is not changed.
 */
PangoLayout *type_fit(cairo_t *, const struct type *, const char *text,
		      double width, int lines, double least);

/* The space that it takes, in units of the drawing. */
double type_height(PangoLayout *);
double type_width(PangoLayout *);

#endif
