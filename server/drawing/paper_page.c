#include "drawing/paper_page.h"

#include <cairo-pdf.h>
#include <math.h>
#include <qrencode.h>
#include <string.h>

#include "drawing/type.h"
#include "drawing/logo.h"

#define W PAPER_WIDTH
#define H PAPER_HEIGHT
#define MARGIN 64.0		/* of texts */
#define QR_SIDE 92.0
#define FOOT_TOP (H - 52 - 118)	/* where seal and signature begin */
#define HEAD_TOP 48.0

static const unsigned ink = 0x1b1f23, quiet = 0x535d67, hair = 0xc9d0d6;

static void colour(cairo_t *cr, unsigned rgb)
{
	cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0,
			     (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* Text that a reader of the file hears as such: a heading or a paragraph. */
static void show(cairo_t *cr, PangoLayout *layout, double x, double y,
		 unsigned rgb, const char *tag)
{
	colour(cr, rgb);
	cairo_tag_begin(cr, tag, NULL);
	cairo_move_to(cr, x, y);
	pango_cairo_show_layout(cr, layout);
	cairo_tag_end(cr, tag);
	g_object_unref(layout);
}

/* One of the lines in the middle of the front. */
struct line {
	const char *text;
	struct type type;
	int lines;
	double least;		/* size */
	double before;		/* space above it */
	unsigned rgb;
	const char *tag;
};

static PangoLayout *line_set(cairo_t *cr, const struct line *l, double width,
			     double scale)
{
	struct type t = l->type;
	const double least = l->least < t.size * scale ? l->least
						       : t.size * scale;

	t.size *= scale;
	t.spacing *= scale;
	return type_fit(cr, &t, l->text, width, l->lines, least);
}

static double lines_height(cairo_t *cr, const struct line *lines, size_t n,
			   double width, double scale)
{
	double height = 0;
	PangoLayout *layout;

	for (size_t i = 0; i < n; i++) {
		if (!*lines[i].text)
			continue;
		layout = line_set(cr, &lines[i], width, scale);
		height += type_height(layout) + lines[i].before * scale;
		g_object_unref(layout);
	}
	return height;
}

/* All of them between top and bottom, in the middle, `most` times as large as
   they say if there is room, and smaller if need be. */
static void lines_show(cairo_t *cr, const struct line *lines, size_t n,
		       double most, double x, double width, double top,
		       double bottom)
{
	double scale = most, height, y;
	PangoLayout *layout;

	while ((height = lines_height(cr, lines, n, width, scale)) >
	       bottom - top && scale > 0.45)
		scale *= 0.95;
	y = top + (bottom - top - height) / 2;
	y = y < top ? top : y;
	for (size_t i = 0; i < n; i++) {
		if (!*lines[i].text)
			continue;
		layout = line_set(cr, &lines[i], width, scale);
		y += lines[i].before * scale;
		height = type_height(layout);
		show(cr, layout, x, y, lines[i].rgb, lines[i].tag);
		y += height;
	}
}

static void frame(cairo_t *cr, const struct paper *p)
{
	colour(cr, p->accent);
	cairo_set_line_width(cr, 2.2);
	cairo_rectangle(cr, 26, 26, W - 52, H - 52);
	cairo_stroke(cr);
	cairo_set_line_width(cr, 0.5);
	cairo_rectangle(cr, 31.5, 31.5, W - 63, H - 63);
	cairo_stroke(cr);
}

/* A short stroke in the agency's colour, which parts head and middle. */
static void stroke(cairo_t *cr, const struct paper *p, double y)
{
	colour(cr, p->accent);
	cairo_rectangle(cr, W / 2 - 26, y, 52, 1.6);
	cairo_fill(cr);
}

/* Logo and agency; returns where they end. */
static double head(cairo_t *cr, const struct paper *p)
{
	const struct type t = { FACE_SANS, 12.5, true, false, 0.4,
				PANGO_ALIGN_CENTER, p->lang };
	double y = HEAD_TOP;
	PangoLayout *layout;
	double height;

	if (logo_draw(cr, p, W / 2, y, 180, 50))
		y += 50 + 7;
	layout = type_fit(cr, &t, p->agency, W - 4 * MARGIN, 2, 8);
	height = type_height(layout);
	show(cr, layout, 2 * MARGIN, y, ink, "P");
	return y + height;
}

static void middle(cairo_t *cr, const struct paper *p, double top)
{
	const PangoAlignment c = PANGO_ALIGN_CENTER;
	const struct line lines[] = {
		{ p->heading, { FACE_SERIF, 37, false, false, 1.2, c, p->lang },
		  1, 20, 0, p->accent, "H1" },
		{ p->english, { FACE_SERIF, 12.5, false, true, 0, c, "en" },
		  1, 9, 0, quiet, "P" },
		{ p->subtitle, { FACE_SANS, 10.5, false, false, 0, c, p->lang },
		  2, 8, 3, ink, "P" },
		{ p->number, { FACE_SANS, 10, false, false, 0.2, c, p->lang },
		  1, 7, 6, ink, "P" },
		{ p->given, { FACE_SANS, 10.5, false, false, 0, c, p->lang },
		  1, 8, 14, quiet, "P" },
		{ p->name, { FACE_SERIF, 32, false, false, 0, c, p->lang },
		  2, 15, 3, ink, "H2" },
		{ p->identity, { FACE_SANS, 11, false, false, 0.3, c, p->lang },
		  1, 8, 4, ink, "P" },
		{ p->who, { FACE_SANS, 10.5, false, false, 0, c, p->lang },
		  2, 8, 3, ink, "P" },
		{ p->claim, { FACE_SANS, 8.5, false, true, 0, c, p->lang },
		  1, 7, 2, quiet, "P" },
		{ p->has, { FACE_SANS, 10.5, false, false, 0, c, p->lang },
		  1, 8, 14, quiet, "P" },
		{ p->title, { FACE_SANS, 17, true, false, 0, c, p->lang },
		  3, 10, 4, ink, "H2" },
		{ p->when, { FACE_SANS, 11, false, false, 0, c, p->lang },
		  2, 8, 5, ink, "P" },
	};

	lines_show(cr, lines, sizeof(lines) / sizeof(*lines), 1.2, MARGIN + 8,
		   W - 2 * MARGIN - 16, top, FOOT_TOP - 10);
}

/* Correction M, as papers are folded, unless its squares become too small. */
static QRcode *qr_of(const char *link)
{
	QRcode *code = QRcode_encodeString8bit(link, 0, QR_ECLEVEL_M);

	if (code && code->version <= 17)
		return code;
	if (code)
		QRcode_free(code);
	return QRcode_encodeString8bit(link, 0, QR_ECLEVEL_L);
}

static void qr_draw(cairo_t *cr, const char *link, double x, double y,
		    double side)
{
	QRcode *code = qr_of(link);
	double unit;

	if (!code)
		return;
	unit = side / code->width;
	colour(cr, 0);
	cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
	for (int row = 0; row < code->width; row++)
		for (int i = 0; i < code->width; i++) {
			const int from = i;

			while (i < code->width &&
			       code->data[row * code->width + i] & 1)
				i++;
			if (i > from)
				cairo_rectangle(cr, x + from * unit,
						y + row * unit,
						(i - from) * unit, unit);
		}
	cairo_fill(cr);
	cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
	QRcode_free(code);
}

static void seal(cairo_t *cr, const struct paper *p)
{
	const double x = MARGIN + QR_SIDE + 14, width = 216;
	const struct line lines[] = {
		{ p->seal_heading,
		  { FACE_SANS, 9.5, true, false, 0, PANGO_ALIGN_LEFT, p->lang },
		  1, 7, 0, p->accent, "P" },
		{ p->seal_words,
		  { FACE_SANS, 8, false, false, 0, PANGO_ALIGN_LEFT, p->lang },
		  8, 6, 3, quiet, "P" },
		{ p->seal_address,
		  { FACE_SANS, 9, true, false, 0, PANGO_ALIGN_LEFT, p->lang },
		  2, 6, 4, ink, "P" },
	};

	if (!*p->link)
		return;
	qr_draw(cr, p->link, MARGIN, H - 52 - 14 - QR_SIDE, QR_SIDE);
	lines_show(cr, lines, 3, 1, x, width, H - 52 - 14 - QR_SIDE,
		   H - 52 - 14);
}

static void signature(cairo_t *cr, const struct paper *p)
{
	const PangoAlignment a = PANGO_ALIGN_LEFT;
	const double x = W - MARGIN - 262, width = 262;
	const struct line top[] = {
		{ p->dated, { FACE_SANS, 10, false, false, 0, a, p->lang },
		  1, 7, 0, ink, "P" },
		{ p->signer_title, { FACE_SANS, 10, false, false, 0, a,
				     p->lang }, 2, 7, 2, ink, "P" },
	};
	const struct line below[] = {
		{ p->signer, { FACE_SANS, 11, true, false, 0, a, p->lang },
		  2, 7, 0, ink, "P" },
		{ p->signer_line, { FACE_SANS, 9, false, false, 0, a, p->lang },
		  1, 7, 2, ink, "P" },
	};
	const double bottom = H - 52 - 12;
	const double named = lines_height(cr, below, 2, width, 1);
	const double room = lines_height(cr, top, 2, width, 1);

	lines_show(cr, below, 2, 1, x, width, bottom - named, bottom);
	lines_show(cr, top, 2, 1, x, width, FOOT_TOP, FOOT_TOP + room);
}

void paper_front(cairo_t *cr, const struct paper *p)
{
	double y;

	frame(cr, p);
	cairo_tag_begin(cr, "Document", NULL);
	y = head(cr, p);
	stroke(cr, p, y + 8);
	middle(cr, p, y + 14);
	seal(cr, p);
	signature(cr, p);
	cairo_tag_end(cr, "Document");
}

#define BACK_LEFT 56.0
#define BACK_FACTS 232.0	/* width of the column at the left */
#define BACK_TOP 118.0
#define BACK_BOTTOM (H - 74)
#define AMOUNT 62.0

static double paragraph(cairo_t *cr, const char *text, struct type t, double x,
			double y, double width, int lines, unsigned rgb)
{
	PangoLayout *layout;
	double height;

	if (!*text)
		return y;
	layout = type_fit(cr, &t, text, width, lines, t.size * 0.7);
	height = type_height(layout);
	show(cr, layout, x, y, rgb, "P");
	return y + height;
}

static void rule(cairo_t *cr, double x, double y, double width, unsigned rgb)
{
	colour(cr, rgb);
	cairo_rectangle(cr, x, y, width, 0.6);
	cairo_fill(cr);
}

static void back_facts(cairo_t *cr, const struct paper *p)
{
	const struct type label = { FACE_SANS, 8.5, false, false, 0,
				    PANGO_ALIGN_LEFT, p->lang };
	const struct type value = { FACE_SANS, 10.5, true, false, 0,
				    PANGO_ALIGN_LEFT, p->lang };
	double y = BACK_TOP;

	for (size_t i = 0; i < p->nfacts; i++) {
		if (y > BACK_BOTTOM - 46)
			break;
		y = paragraph(cr, p->facts[i].label, label, BACK_LEFT, y,
			      BACK_FACTS, 1, quiet) + 2;
		y = paragraph(cr, p->facts[i].value, value, BACK_LEFT, y,
			      BACK_FACTS, 2, ink) + 9;
	}
}

static void back_labels(cairo_t *cr, const struct paper *p, double x,
			double width)
{
	struct type t = { FACE_SANS, 9, true, false, 0, PANGO_ALIGN_LEFT,
			  p->lang };

	paragraph(cr, p->subject_label, t, x + 24, BACK_TOP,
		  width - AMOUNT - 30, 1, p->accent);
	t.align = PANGO_ALIGN_RIGHT;
	paragraph(cr, p->amount_label, t, x + width - AMOUNT, BACK_TOP,
		  AMOUNT, 1, p->accent);
	rule(cr, x, BACK_TOP + 15, width, p->accent);
}

/* A row of the table; 0 when there is no room for it above `bottom`. */
static double back_row(cairo_t *cr, const char *number, const char *title,
		       const char *amount, struct type t, double x, double y,
		       double width, double bottom)
{
	PangoLayout *layout = type_fit(cr, &t, title, width - AMOUNT - 34, 3,
				       t.size * 0.75);
	const double height = type_height(layout);
	double end = y + 4 + height + 4;

	if (end > bottom) {
		g_object_unref(layout);
		return 0;
	}
	show(cr, layout, x + 24, y + 4, ink, "P");
	paragraph(cr, number, t, x, y + 4, 22, 1, quiet);
	t.align = PANGO_ALIGN_RIGHT;
	paragraph(cr, amount, t, x + width - AMOUNT, y + 4, AMOUNT, 1, ink);
	return end;
}

static size_t back_table(cairo_t *cr, const struct paper *p, size_t from)
{
	const double x = BACK_LEFT + BACK_FACTS + 28, width = W - BACK_LEFT - x;
	const struct type t = { FACE_SANS, 10, false, false, 0,
				PANGO_ALIGN_LEFT, p->lang };
	struct type bold = t;
	double y = BACK_TOP + 16, end;
	char number[24];
	size_t i;

	back_labels(cr, p, x, width);
	for (i = from; i < p->nsubjects; i++) {
		snprintf(number, sizeof(number), "%zu", i + 1);
		end = back_row(cr, number, p->subjects[i].label,
			       p->subjects[i].value, t, x, y, width,
			       BACK_BOTTOM - 26);
		if (end == 0 && i > from)
			return i;
		if (end == 0)
			continue;
		y = end;
		rule(cr, x, y, width, hair);
	}
	bold.bold = true;
	if (*p->total)
		back_row(cr, "", p->total_label, p->total, bold, x, y, width,
			 BACK_BOTTOM);
	return i;
}

size_t paper_back(cairo_t *cr, const struct paper *p, size_t from)
{
	const struct type heading = { FACE_SERIF, 22, false, false, 0.4,
				      PANGO_ALIGN_LEFT, p->lang };
	const struct type words = { FACE_SANS, 9.5, false, false, 0,
				    PANGO_ALIGN_LEFT, p->lang };
	const struct type foot = { FACE_SANS, 8, false, false, 0,
				   PANGO_ALIGN_LEFT, p->lang };
	PangoLayout *layout;
	size_t rest;

	frame(cr, p);
	cairo_tag_begin(cr, "Document", NULL);
	layout = type_fit(cr, &heading, p->back_heading, W - 2 * BACK_LEFT, 1,
			  12);
	show(cr, layout, BACK_LEFT, 50, p->accent, "H1");
	paragraph(cr, p->back_words, words, BACK_LEFT, 82, W - 2 * BACK_LEFT, 2,
		  quiet);
	back_facts(cr, p);
	rest = back_table(cr, p, from);
	rule(cr, BACK_LEFT, H - 66, W - 2 * BACK_LEFT, hair);
	paragraph(cr, p->foot, foot, BACK_LEFT, H - 62, W - 2 * BACK_LEFT, 2,
		  quiet);
	cairo_tag_end(cr, "Document");
	return rest;
}
