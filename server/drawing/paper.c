#include "drawing/paper.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "drawing/paper_page.h"
#include "drawing/type.h"

/* Pages of subjects; a paper with more is no paper. */
#define BACKS_MOST 20

static cairo_status_t collect(void *context, const unsigned char *bytes,
			      unsigned size)
{
	text_put(context, (const char *)bytes, size);
	return CAIRO_STATUS_SUCCESS;
}

/* Neither name nor NIP stands in what a file says of itself. */
static void describe(struct arena *mem, cairo_surface_t *s,
		     const struct paper *p)
{
	char at[CLOCK_TEXT_SIZE];

	clock_text(p->made_at, at);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE,
		arena_format(mem, "%s %s", p->heading, p->number));
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, p->agency);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT, p->title);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "Balai");
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, at);
}

static void pages(cairo_t *cr, const struct paper *p)
{
	size_t at = 0;

	paper_front(cr, p);
	cairo_show_page(cr);
	for (int i = 0; i < BACKS_MOST && (i == 0 || at < p->nsubjects); i++) {
		at = paper_back(cr, p, at);
		cairo_show_page(cr);
	}
}

static enum err finish(cairo_surface_t *s, cairo_t *cr)
{
	cairo_status_t status = cairo_status(cr);

	cairo_destroy(cr);
	cairo_surface_finish(s);
	if (!status)
		status = cairo_surface_status(s);
	cairo_surface_destroy(s);
	return status ? fail(ERR_INTERNAL, "a paper: %s",
			     cairo_status_to_string(status)) : OK;
}

/* The number that stands before "0 obj" of the catalog. */
static long catalog_number(const char *pdf, size_t size, const char **trailer)
{
	const char *root;

	*trailer = NULL;
	for (size_t i = size; i-- > 0 && !*trailer; )
		if (size - i > 7 && memcmp(pdf + i, "trailer", 7) == 0)
			*trailer = pdf + i;
	root = *trailer ? strstr(*trailer, "/Root ") : NULL;
	return root ? strtol(root + 6, NULL, 10) : 0;
}

/*
 * cairo 1.16 cannot say in which language a file is, nor that its title is what
 * a window should be called: both are entries of the catalog. So a second
 * catalog with them is appended, as ISO 32000-1, 7.5.6 (incremental updates)
 * has it.
 */
static enum err add_language(struct text *pdf, const char *lang)
{
	const char *trailer, *object, *end, *info, *size_at, *old;
	struct text out = { .mem = pdf->mem };
	const long number = catalog_number(pdf->bytes, pdf->size, &trailer);
	char head[32];
	size_t at;

	snprintf(head, sizeof(head), "\n%ld 0 obj\n", number);
	object = number ? memmem(pdf->bytes, pdf->size, head, strlen(head))
			: NULL;
	end = object ? strstr(object, "\nendobj") : NULL;
	old = trailer ? strstr(trailer, "startxref\n") : NULL;
	info = trailer ? strstr(trailer, "/Info ") : NULL;
	size_at = trailer ? strstr(trailer, "/Size ") : NULL;
	if (!end || !old || !info || !size_at)
		return fail(ERR_INTERNAL, "a PDF without a catalog");
	while (end > object && *end != '>')
		end--;
	at = pdf->size;
	text_putf(&out, "%ld 0 obj\n%.*s   /Lang (%s)\n"
		  "   /ViewerPreferences << /DisplayDocTitle true >>\n>>\n"
		  "endobj\n", number,
		  (int)(end - 1 - object - strlen(head)),
		  object + strlen(head), lang);
	text_putf(&out, "xref\n0 1\n0000000000 65535 f \n%ld 1\n%010zu 00000 n "
		  "\ntrailer\n<< /Size %ld\n   /Root %ld 0 R\n   /Info %ld 0 R\n"
		  "   /Prev %ld\n>>\nstartxref\n%zu\n%%%%EOF\n", number, at,
		  strtol(size_at + 6, NULL, 10), number,
		  strtol(info + 6, NULL, 10), strtol(old + 10, NULL, 10),
		  at + (size_t)(strstr(out.bytes, "endobj\n") + 7 - out.bytes));
	text_put(pdf, out.bytes, out.size);
	return OK;
}

enum err paper_pdf(struct arena *mem, const struct paper *p,
		   const void **bytes, size_t *size)
{
	struct text out = { .mem = mem };
	cairo_surface_t *s;
	cairo_t *cr;
	enum err e;

	if ((e = type_begin()))
		return e;
	s = cairo_pdf_surface_create_for_stream(collect, &out, PAPER_WIDTH,
						PAPER_HEIGHT);
	/* 1.4 has its table of objects in the open, for add_language. */
	cairo_pdf_surface_restrict_to_version(s, CAIRO_PDF_VERSION_1_4);
	describe(mem, s, p);
	cr = cairo_create(s);
	pages(cr, p);
	e = finish(s, cr);
	type_end();
	if (e || (e = add_language(&out, p->lang)))
		return e;
	*bytes = out.bytes;
	*size = out.size;
	return OK;
}

enum err paper_svg(struct arena *mem, const struct paper *p,
		   const void **bytes, size_t *size)
{
	struct text out = { .mem = mem };
	cairo_surface_t *s;
	cairo_t *cr;
	enum err e;

	if ((e = type_begin()))
		return e;
	s = cairo_svg_surface_create_for_stream(collect, &out, PAPER_WIDTH,
						PAPER_HEIGHT);
	cr = cairo_create(s);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	paper_front(cr, p);
	e = finish(s, cr);
	type_end();
	*bytes = out.bytes;
	*size = out.size;
	return e;
}
