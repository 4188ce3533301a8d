#include "markdown.h"

#include <md4c.h>
#include <string.h>
#include <strings.h>

#include "markdown_part.h"

#define TITLE_MOST 300
#define PAGE_MOST (8 * MARKDOWN_MOST)	/* bytes, of links looked at too */

/*
 * A source of 100 kB can ask for gigabytes: an address written once is named
 * by every link that refers to it, and a row of one cell is filled up to as
 * many as the table's head has. What is not 0 ends the reading.
 */
static int too_large(const struct page *p)
{
	return p->out->size + p->addresses > PAGE_MOST;
}

static void puts_to(struct page *p, const char *s)
{
	text_puts(p->out, s);
}

/* The text of an attribute. Of entities only &amp; is understood: what a
   browser would make of the others is not looked at here, so they stay text. */
static const char *attribute(struct arena *mem, const MD_ATTRIBUTE *a)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (size_t i = 0; a->text && a->substr_offsets[i] < a->size; i++) {
		const char *s = a->text + a->substr_offsets[i];
		const size_t n = a->substr_offsets[i + 1] -
				 a->substr_offsets[i];

		if (a->substr_types[i] == MD_TEXT_ENTITY && n == 5 &&
		    memcmp(s, "&amp;", 5) == 0)
			text_puts(&out, "&");
		else if (a->substr_types[i] != MD_TEXT_NULLCHAR)
			text_put(&out, s, n);
	}
	return out.bytes;
}

static void item_open(struct page *p, const MD_BLOCK_LI_DETAIL *li)
{
	puts_to(p, "<li>");
	if (li->is_task)
		puts_to(p, li->task_mark == ' ' ? "☐ " : "☑ ");
}

static void list_open(struct page *p, const MD_BLOCK_OL_DETAIL *ol)
{
	text_putf(p->out, "<ol start=\"%u\">\n", ol->start);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct page *p = context;

	p->blocks += type != MD_BLOCK_DOC;
	if (type == MD_BLOCK_P && p->opening == QUOTE) {
		p->opening = QUOTE_TEXT;
		return 0;
	}
	page_release(p);
	switch (type) {
	case MD_BLOCK_QUOTE: page_quote_enter(p); break;
	case MD_BLOCK_UL: puts_to(p, "<ul>\n"); break;
	case MD_BLOCK_OL: list_open(p, detail); break;
	case MD_BLOCK_LI: item_open(p, detail); break;
	case MD_BLOCK_HR: puts_to(p, "<hr>\n"); break;
	case MD_BLOCK_H: page_heading_enter(p); break;
	case MD_BLOCK_CODE: puts_to(p, "<pre tabindex=\"0\"><code>"); break;
	case MD_BLOCK_P: page_paragraph_open(p); break;
	case MD_BLOCK_TABLE:
		puts_to(p, "<div class=\"table\" tabindex=\"0\"><table>\n");
		break;
	case MD_BLOCK_THEAD: puts_to(p, "<thead>"); break;
	case MD_BLOCK_TBODY: puts_to(p, "<tbody>"); break;
	case MD_BLOCK_TR: puts_to(p, "<tr>"); break;
	case MD_BLOCK_TH: puts_to(p, "<th>"); break;
	case MD_BLOCK_TD: puts_to(p, "<td>"); break;
	default: break;
	}
	return too_large(p);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct page *p = context;

	if (type == MD_BLOCK_P)
		page_settle(p);
	else
		page_release(p);
	switch (type) {
	case MD_BLOCK_QUOTE: page_quote_leave(p); break;
	case MD_BLOCK_UL: puts_to(p, "</ul>\n"); break;
	case MD_BLOCK_OL: puts_to(p, "</ol>\n"); break;
	case MD_BLOCK_LI: puts_to(p, "</li>\n"); break;
	case MD_BLOCK_H: page_heading_leave(p, ((MD_BLOCK_H_DETAIL *)detail)->level); break;
	case MD_BLOCK_CODE: puts_to(p, "</code></pre>\n"); break;
	case MD_BLOCK_P: page_paragraph_leave(p); break;
	case MD_BLOCK_TABLE: puts_to(p, "</table></div>\n"); break;
	case MD_BLOCK_THEAD: puts_to(p, "</thead>\n"); break;
	case MD_BLOCK_TBODY: puts_to(p, "</tbody>\n"); break;
	case MD_BLOCK_TR: puts_to(p, "</tr>\n"); break;
	case MD_BLOCK_TH: puts_to(p, "</th>"); break;
	case MD_BLOCK_TD: puts_to(p, "</td>"); break;
	default: break;
	}
	return too_large(p);
}

/* Before it is copied; the parser has read it, whatever comes of it. */
static void address_count(struct page *p, MD_SPANTYPE type, const void *detail)
{
	if (type == MD_SPAN_A)
		p->addresses += ((const MD_SPAN_A_DETAIL *)detail)->href.size +
				((const MD_SPAN_A_DETAIL *)detail)->title.size;
	if (type == MD_SPAN_IMG)
		p->addresses += ((const MD_SPAN_IMG_DETAIL *)detail)->src.size +
				((const MD_SPAN_IMG_DETAIL *)detail)->title.size;
}

static bool address_outside(const char *address, struct text *out)
{
	if (!markdown_address_fits(address))
		return false;
	text_puts(out, address);
	return true;
}

static void link_open(struct page *p, const MD_SPAN_A_DETAIL *a)
{
	const struct markdown *r = p->rules;
	const char *address = attribute(p->out->mem, &a->href);
	struct text href = { .mem = p->out->mem };
	const bool fits = r->link ? r->link(r->context, address, &href)
				  : address_outside(address, &href);

	p->linked = fits;
	if (!fits)
		return;
	if (markdown_address_fits(href.bytes))
		puts_to(p, "<a rel=\"noopener noreferrer\" target=\"_blank\""
			   " href=\"");
	else
		puts_to(p, "<a href=\"");
	markdown_escape(p->out, href.bytes, href.size);
	puts_to(p, "\">");
}

static void link_leave(struct page *p)
{
	if (p->linked)
		puts_to(p, "</a>");
	p->linked = false;
}

/* Nothing but a picture may be in its paragraph for it to be a figure. */
static void picture_leave(struct page *p, const MD_SPAN_IMG_DETAIL *img)
{
	page_text_clear(&p->words);
	p->picture = (struct markdown_picture){
		.address = attribute(p->out->mem, &img->src),
		.title = attribute(p->out->mem, &img->title),
		.words = arena_copy(p->out->mem, p->alt.bytes, p->alt.size),
	};
	p->held = true;
	if (p->spans != 1 || strspn(p->line.bytes, " \n") != p->line.size)
		page_picture_put(p, false);
}

/* A quote that begins with a bold word waits for that word. */
static bool may_be_note(struct page *p, MD_SPANTYPE type)
{
	if (type != MD_SPAN_STRONG || p->opening != QUOTE_TEXT ||
	    p->words.size)
		return false;
	p->opening = QUOTE_BOLD;
	return true;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct page *p = context;

	address_count(p, type, detail);
	if (p->pictures || too_large(p)) {
		p->pictures += type == MD_SPAN_IMG;
		return too_large(p);
	}
	if (may_be_note(p, type))
		return 0;
	page_release(p);
	p->spans++;
	switch (type) {
	case MD_SPAN_EM: puts_to(p, "<em>"); break;
	case MD_SPAN_STRONG: puts_to(p, "<strong>"); break;
	case MD_SPAN_CODE: puts_to(p, "<code>"); break;
	case MD_SPAN_DEL: puts_to(p, "<del>"); break;
	case MD_SPAN_A: link_open(p, detail); break;
	case MD_SPAN_IMG:
		p->pictures = 1;
		page_text_clear(&p->alt);
		break;
	default: break;
	}
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct page *p = context;

	if (type == MD_SPAN_IMG && --p->pictures == 0)
		picture_leave(p, detail);
	if (p->pictures || type == MD_SPAN_IMG)
		return too_large(p);
	page_bold_leave(p);
	page_settle(p);
	switch (type) {
	case MD_SPAN_EM: puts_to(p, "</em>"); break;
	case MD_SPAN_STRONG: puts_to(p, "</strong>"); break;
	case MD_SPAN_CODE: puts_to(p, "</code>"); break;
	case MD_SPAN_DEL: puts_to(p, "</del>"); break;
	case MD_SPAN_A: link_leave(p); break;
	default: break;
	}
	return too_large(p);
}

static void title_add(struct page *p, const char *s, size_t n)
{
	if (p->headings == 1 && p->title.size + n < TITLE_MOST)
		text_put(&p->title, s, n);
}

static void alt_add(struct page *p, MD_TEXTTYPE type, const char *s, size_t n)
{
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
		text_puts(&p->alt, " ");
	else if (type != MD_TEXT_NULLCHAR)
		text_put(&p->alt, s, n);
}

/* A break at the end of a line is no content beside a picture. */
static void other_text(struct page *p, MD_TEXTTYPE type, const char *s,
		       size_t n)
{
	page_release(p);
	switch (type) {
	case MD_TEXT_NULLCHAR: puts_to(p, "\xef\xbf\xbd"); break;
	case MD_TEXT_BR: puts_to(p, "<br>\n"); break;
	/* Text stays text, whatever character it names. */
	case MD_TEXT_ENTITY:
		text_put(&p->line, s, n);
		text_put(p->out, s, n);
		break;
	default:
		text_put(&p->line, s, n);
		markdown_escape(p->out, s, n);
	}
}

static int some_text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE n,
		     void *context)
{
	struct page *p = context;

	if (type == MD_TEXT_NORMAL)
		title_add(p, s, n);
	if (p->pictures)
		alt_add(p, type, s, n);
	else if (type == MD_TEXT_NORMAL)
		text_put(&p->words, s, n);
	else if (type == MD_TEXT_SOFTBR)
		text_puts(&p->words, "\n");
	else
		other_text(p, type, s, n);
	return too_large(p) || p->words.size > PAGE_MOST;
}

static const MD_PARSER parser = {
	.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
		 MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS,
	.enter_block = enter_block, .leave_block = leave_block,
	.enter_span = enter_span, .leave_span = leave_span,
	.text = some_text,
};

/* What one paragraph is without its tags; else all of it. */
static void line_only(struct page *p)
{
	static const char open[] = "<p>", close[] = "</p>\n";
	struct text *out = p->out;
	const size_t tags = strlen(open) + strlen(close);

	if (p->blocks != 1 || out->size < tags ||
	    !text_starts(out->bytes, open) || !text_ends(out->bytes, close))
		return;
	out->size -= tags;
	memmove(out->bytes, out->bytes + strlen(open), out->size);
	out->bytes[out->size] = '\0';
}

enum err markdown_html(struct arena *mem, const struct markdown *rules,
		       const char *source, size_t size, struct text *out,
		       const char **title)
{
	struct text body = { .mem = mem };
	struct page page = { .rules = rules, .out = &body,
			     .title = { .mem = mem }, .words = { .mem = mem },
			     .line = { .mem = mem }, .alt = { .mem = mem } };

	text_puts(&body, "");
	text_puts(&page.title, "");
	page_text_clear(&page.words);
	page_text_clear(&page.line);
	page_text_clear(&page.alt);
	if (size >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0) {
		source += 3;
		size -= 3;
	}
	if (size > MARKDOWN_MOST ||
	    md_parse(source, (MD_SIZE)size, &parser, &page))
		return fail(ERR_INVALID, "Markdown of %zu bytes", size);
	if (rules->line)
		line_only(&page);
	*title = text_trim(mem, page.title.bytes);
	text_put(out, body.bytes, body.size);
	return OK;
}
