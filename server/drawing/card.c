#include "drawing/card.h"

#include <cairo.h>
#include <pthread.h>
#include <qrencode.h>
#include <string.h>

#include "drawing/type.h"

#define WIDTH 1200
#define HEIGHT 630
#define MARGIN 72
#define QUIET 4
#define STACK (1 << 20)

struct colour {
	double r, g, b;
};

/* The app's own: #0F5C7A on #FFFFFF, text #1B1F23, quiet #535D67. */
static const struct colour primary = { 0.059, 0.361, 0.478 };
static const struct colour ink = { 0.106, 0.122, 0.137 };
static const struct colour quiet = { 0.325, 0.365, 0.404 };
static const struct colour bad = { 0.702, 0.149, 0.118 };
static const struct colour white = { 1, 1, 1 };

struct bytes {
	unsigned char *bytes;
	size_t size, room;
	struct arena *mem;
};

static cairo_status_t take(void *to, const unsigned char *bytes,
			   unsigned int n)
{
	struct bytes *out = to;

	if (out->size + n > out->room) {
		const size_t room = 2 * (out->size + n) + 65536;
		unsigned char *more = arena_alloc(out->mem, room);

		if (out->size)
			memcpy(more, out->bytes, out->size);
		out->bytes = more;
		out->room = room;
	}
	memcpy(out->bytes + out->size, bytes, n);
	out->size += n;
	return CAIRO_STATUS_SUCCESS;
}

static void use(cairo_t *cr, struct colour c)
{
	cairo_set_source_rgb(cr, c.r, c.g, c.b);
}

/* Where the next one begins. */
static double words(cairo_t *cr, const struct type *type, struct colour c,
		    const char *text, double y, int lines, double least)
{
	PangoLayout *layout;
	double height;

	if (!*text)
		return y;
	layout = type_fit(cr, type, text, WIDTH - 2 * MARGIN, lines, least);
	use(cr, c);
	cairo_move_to(cr, MARGIN, y);
	pango_cairo_show_layout(cr, layout);
	height = type_height(layout);
	g_object_unref(layout);
	return y + height;
}

static void stamp(cairo_t *cr, const struct card *c)
{
	const struct type type = { .size = 40, .bold = true, .spacing = 2,
				   .lang = c->lang };
	PangoLayout *layout = type_set(cr, &type, c->stamp, WIDTH);
	const double width = type_width(layout), height = type_height(layout);
	const double x = WIDTH - MARGIN - width - 48;

	use(cr, bad);
	cairo_rectangle(cr, x, 32, width + 48, height + 24);
	cairo_fill(cr);
	use(cr, white);
	cairo_move_to(cr, x + 24, 44);
	pango_cairo_show_layout(cr, layout);
	g_object_unref(layout);
}

static void draw(cairo_t *cr, const struct card *c)
{
	const struct type kicker = { .size = 34, .bold = true, .lang = c->lang };
	const struct type title = { .size = 72, .bold = true, .lang = c->lang };
	const struct type when = { .size = 40, .lang = c->lang };
	const struct type small = { .size = 30, .lang = c->lang };
	double y = MARGIN - 16;

	use(cr, white);
	cairo_paint(cr);
	use(cr, primary);
	cairo_rectangle(cr, 0, 0, 24, HEIGHT);
	cairo_fill(cr);
	y = words(cr, &kicker, primary, c->kicker, y, 1, 24) + 24;
	y = words(cr, &title, ink, c->title, y, 3, 44) + 24;
	words(cr, &when, ink, c->when, y, 2, 28);
	words(cr, &small, ink, c->agency,
	      HEIGHT - MARGIN - (*c->address ? 78 : 34), 1, 22);
	words(cr, &small, quiet, c->address, HEIGHT - MARGIN - 34, 1, 20);
	if (*c->stamp)
		stamp(cr, c);
}

static enum err png_of(cairo_surface_t *surface, struct bytes *out)
{
	const cairo_status_t s =
		cairo_surface_write_to_png_stream(surface, take, out);

	return s == CAIRO_STATUS_SUCCESS ? OK
		: fail(ERR_INTERNAL, "cairo: %s", cairo_status_to_string(s));
}

struct task {
	const struct card *card;	/* or a code: */
	const QRcode *code;
	int pixels;
	struct bytes out;
	enum err e;
	struct failure failure;
};

static enum err card_make(struct task *t)
{
	cairo_surface_t *surface;
	cairo_t *cr;
	enum err e;

	if ((e = type_begin()))
		return e;
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
	cr = cairo_create(surface);
	draw(cr, t->card);
	cairo_destroy(cr);
	type_end();
	e = png_of(surface, &t->out);
	cairo_surface_destroy(surface);
	return e;
}

static enum err code_make(struct task *t)
{
	const int side = (t->code->width + 2 * QUIET) * t->pixels;
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side);
	cairo_t *cr = cairo_create(surface);
	enum err e;

	use(cr, white);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_scale(cr, t->pixels, t->pixels);
	for (int y = 0; y < t->code->width; y++)
		for (int x = 0; x < t->code->width; x++)
			if (t->code->data[y * t->code->width + x] & 1)
				cairo_rectangle(cr, x + QUIET, y + QUIET, 1, 1);
	cairo_fill(cr);
	cairo_destroy(cr);
	e = png_of(surface, &t->out);
	cairo_surface_destroy(surface);
	return e;
}

static void *task_run(void *context)
{
	struct task *t = context;

	failure_into(&t->failure);
	t->e = t->card ? card_make(t) : code_make(t);
	return NULL;
}

static enum err run(struct task *t)
{
	static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
	pthread_attr_t attr;
	pthread_t thread;
	int failed;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	pthread_mutex_lock(&turn);
	failed = pthread_create(&thread, &attr, task_run, t);
	if (!failed)
		pthread_join(thread, NULL);
	pthread_mutex_unlock(&turn);
	pthread_attr_destroy(&attr);
	if (failed)
		return fail(ERR_BUSY, "no thread to draw on: %s",
			    strerror(failed));
	return t->e ? fail(t->e, "%s", t->failure.reason) : OK;
}

enum err card_draw(struct arena *mem, const struct card *c,
		   const unsigned char **out, size_t *size)
{
	struct task t = { .card = c, .out.mem = mem };
	enum err e = run(&t);

	*out = t.out.bytes;
	*size = t.out.size;
	return e;
}

enum err qr_draw(struct arena *mem, const char *text, int pixels,
		 const unsigned char **out, size_t *size)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct task t = { .code = code, .pixels = pixels, .out.mem = mem };
	enum err e;

	if (!code)
		return fail(ERR_TOO_LARGE, "too long for a QR code");
	e = run(&t);
	QRcode_free(code);
	*out = t.out.bytes;
	*size = t.out.size;
	return e;
}
