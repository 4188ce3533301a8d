#include "drawing/logo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

/* More is not asked of a logo, and would cost memory to unpack. */
#define SIDE_MOST 4000
#define PIXELS_MOST 4000000

struct reading {
	const unsigned char *at;
	size_t left;
};

static cairo_status_t take(void *context, unsigned char *to, unsigned size)
{
	struct reading *r = context;

	if (size > r->left)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(to, r->at, size);
	r->at += size;
	r->left -= size;
	return CAIRO_STATUS_SUCCESS;
}

static bool size_good(uint64_t width, uint64_t height)
{
	return width && height && width <= SIDE_MOST && height <= SIDE_MOST &&
	       width * height <= PIXELS_MOST;
}

/* The size stands in the first chunk, before anything is unpacked. */
static cairo_surface_t *png_open(const unsigned char *bytes, size_t size)
{
	struct reading r = { bytes, size };

	if (size < 24 || !size_good(bytes_big(bytes + 16, 4),
				    bytes_big(bytes + 20, 4)))
		return NULL;
	return cairo_image_surface_create_from_png_stream(take, &r);
}

/* ITU T.81, B.2.2: the frame's header says height and width. */
static bool jpeg_size(const unsigned char *p, size_t size, int *width,
		      int *height)
{
	for (size_t i = 2; i + 9 < size && p[i] == 0xFF; ) {
		const unsigned kind = p[i + 1];

		if (kind == 0xFF) {
			i++;
			continue;
		}
		if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 &&
		    kind != 0xC8 && kind != 0xCC) {
			*height = (int)bytes_big(p + i + 5, 2);
			*width = (int)bytes_big(p + i + 7, 2);
			return size_good((uint64_t)*width, (uint64_t)*height);
		}
		i += 2 + (size_t)bytes_big(p + i + 2, 2);
	}
	return false;
}

/* A surface of the right size whose pixels nobody looks at: PDF and SVG take
   the file itself. */
static cairo_surface_t *jpeg_open(const unsigned char *bytes, size_t size)
{
	cairo_surface_t *s;
	unsigned char *copy;
	int width, height;

	if (!jpeg_size(bytes, size, &width, &height))
		return NULL;
	s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	copy = malloc(size);
	if (!copy)
		abort();
	memcpy(copy, bytes, size);
	if (cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, copy, size,
					free, copy))
		free(copy);
	return s;
}

bool logo_draw(cairo_t *cr, const struct paper *p, double x, double y,
	       double width, double height)
{
	cairo_surface_t *s = !p->logo ? NULL
			   : p->logo_png ? png_open(p->logo, p->logo_size)
					 : jpeg_open(p->logo, p->logo_size);
	double scale, w, h;

	if (!s || cairo_surface_status(s)) {
		if (s)
			cairo_surface_destroy(s);
		return false;
	}
	w = cairo_image_surface_get_width(s);
	h = cairo_image_surface_get_height(s);
	scale = fmin(width / w, height / h);
	cairo_save(cr);
	cairo_translate(cr, x - w * scale / 2, y + (height - h * scale) / 2);
	cairo_scale(cr, scale, scale);
	cairo_set_source_surface(cr, s, 0, 0);
	cairo_paint(cr);
	cairo_restore(cr);
	cairo_surface_destroy(s);
	return true;
}
