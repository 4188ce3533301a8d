#include "markdown.h"

#include <md4c.h>
#include <string.h>
#include <strings.h>

#define TITLE_MOST 300
#define PAGE_MOST (8 * MARKDOWN_MOST)	/* bytes, of links looked at too */

static const char style[] =
	":root{color-scheme:light dark}"
	"body{margin:0;padding:16px;font:17px/27px system-ui,Roboto,"
	"\"Noto Sans\",sans-serif;color:#1B1F23;background:#fff}"
	"main{max-width:66ch;margin:0 auto;overflow-wrap:break-word}"
	"h1,h2,h3,h4,h5,h6{font-weight:600;line-height:1.3}"
	"h1{font-size:30px}h2{font-size:24px}h3{font-size:20px}"
	"h4,h5,h6{font-size:17px}"
	"a{color:#0F5C7A}a:focus-visible{outline:3px solid #0F5C7A}"
	"pre,.table{overflow-x:auto}"
	"pre,code{font-family:ui-monospace,monospace;font-size:15px}"
	"pre{padding:8px;border:1px solid #767F89;border-radius:8px}"
	"blockquote{margin:16px 0;padding:0 16px;"
	"border-inline-start:3px solid #767F89}"
	"table{border-collapse:collapse}"
	"th,td{padding:8px;border:1px solid #767F89;text-align:start}"
	"@media(prefers-color-scheme:dark){"
	"body{color:#E8ECEF;background:#1B2228}a{color:#7CC4E0}"
	"pre,blockquote,th,td{border-color:#7C8893}}";

struct page {
	struct text *out;
	struct text title;
	int heading;		/* 1: in the first one, 2: past it */
	int pictures;		/* inside so many: only words come out */
	size_t addresses;	/* bytes of those that the links name */
};

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

static void escape(struct text *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		switch (s[i]) {
		case '&': text_puts(out, "&amp;"); break;
		case '<': text_puts(out, "&lt;"); break;
		case '>': text_puts(out, "&gt;"); break;
		case '"': text_puts(out, "&quot;"); break;
		case '\'': text_puts(out, "&#39;"); break;
		default: text_put(out, s + i, 1);
		}
	}
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

static bool address_fits(const char *s)
{
	if (strncasecmp(s, "http://", 7) && strncasecmp(s, "https://", 8) &&
	    strncasecmp(s, "mailto:", 7))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f)
			return false;
	return true;
}

static bool link_fits(struct page *p, const MD_SPAN_A_DETAIL *a)
{
	return address_fits(attribute(p->out->mem, &a->href));
}

static void link_open(struct page *p, const MD_SPAN_A_DETAIL *a)
{
	const char *address = attribute(p->out->mem, &a->href);

	puts_to(p, "<a rel=\"noopener noreferrer\" target=\"_blank\" href=\"");
	escape(p->out, address, strlen(address));
	puts_to(p, "\">");
}

static const char *heading(const MD_BLOCK_H_DETAIL *h, bool end)
{
	static const char *const tags[][2] = {
		{ "<h1>", "</h1>\n" }, { "<h2>", "</h2>\n" },
		{ "<h3>", "</h3>\n" }, { "<h4>", "</h4>\n" },
		{ "<h5>", "</h5>\n" }, { "<h6>", "</h6>\n" },
	};

	return tags[h->level >= 1 && h->level <= 6 ? h->level - 1 : 5][end];
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

	switch (type) {
	case MD_BLOCK_QUOTE: puts_to(p, "<blockquote>\n"); break;
	case MD_BLOCK_UL: puts_to(p, "<ul>\n"); break;
	case MD_BLOCK_OL: list_open(p, detail); break;
	case MD_BLOCK_LI: item_open(p, detail); break;
	case MD_BLOCK_HR: puts_to(p, "<hr>\n"); break;
	case MD_BLOCK_H:
		p->heading += p->heading == 0;
		puts_to(p, heading(detail, false));
		break;
	case MD_BLOCK_CODE: puts_to(p, "<pre tabindex=\"0\"><code>"); break;
	case MD_BLOCK_P: puts_to(p, "<p>"); break;
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

	switch (type) {
	case MD_BLOCK_QUOTE: puts_to(p, "</blockquote>\n"); break;
	case MD_BLOCK_UL: puts_to(p, "</ul>\n"); break;
	case MD_BLOCK_OL: puts_to(p, "</ol>\n"); break;
	case MD_BLOCK_LI: puts_to(p, "</li>\n"); break;
	case MD_BLOCK_H:
		p->heading += p->heading == 1;
		puts_to(p, heading(detail, true));
		break;
	case MD_BLOCK_CODE: puts_to(p, "</code></pre>\n"); break;
	case MD_BLOCK_P: puts_to(p, "</p>\n"); break;
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

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct page *p = context;

	address_count(p, type, detail);
	if (type == MD_SPAN_IMG)
		p->pictures++;
	if (p->pictures || too_large(p))
		return too_large(p);
	switch (type) {
	case MD_SPAN_EM: puts_to(p, "<em>"); break;
	case MD_SPAN_STRONG: puts_to(p, "<strong>"); break;
	case MD_SPAN_CODE: puts_to(p, "<code>"); break;
	case MD_SPAN_DEL: puts_to(p, "<del>"); break;
	case MD_SPAN_A:
		if (link_fits(p, detail))
			link_open(p, detail);
		break;
	default: break;
	}
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct page *p = context;

	if (type == MD_SPAN_IMG)
		p->pictures--;
	if (p->pictures)
		return 0;
	switch (type) {
	case MD_SPAN_EM: puts_to(p, "</em>"); break;
	case MD_SPAN_STRONG: puts_to(p, "</strong>"); break;
	case MD_SPAN_CODE: puts_to(p, "</code>"); break;
	case MD_SPAN_DEL: puts_to(p, "</del>"); break;
	case MD_SPAN_A:
		if (link_fits(p, detail))
			puts_to(p, "</a>");
		break;
	default: break;
	}
	return 0;
}

static int some_text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE n,
		     void *context)
{
	struct page *p = context;

	if (p->heading == 1 && type == MD_TEXT_NORMAL &&
	    p->title.size + n < TITLE_MOST)
		text_put(&p->title, s, n);
	switch (type) {
	case MD_TEXT_NULLCHAR: puts_to(p, "\xef\xbf\xbd"); break;
	case MD_TEXT_BR: puts_to(p, "<br>\n"); break;
	case MD_TEXT_SOFTBR: puts_to(p, "\n"); break;
	/* Text stays text, whatever character it names. */
	case MD_TEXT_ENTITY: text_put(p->out, s, n); break;
	default: escape(p->out, s, n);
	}
	return too_large(p);
}

static const MD_PARSER parser = {
	.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
		 MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS,
	.enter_block = enter_block, .leave_block = leave_block,
	.enter_span = enter_span, .leave_span = leave_span,
	.text = some_text,
};

enum err markdown_page(struct arena *mem, const char *source, size_t size,
		       const char *otherwise, struct text *out,
		       const char **title)
{
	struct text body = { .mem = mem };
	struct page page = { .out = &body, .title = { .mem = mem } };

	text_puts(&body, "");
	text_puts(&page.title, "");
	if (size >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0) {
		source += 3;
		size -= 3;
	}
	if (size > MARKDOWN_MOST ||
	    md_parse(source, (MD_SIZE)size, &parser, &page))
		return fail(ERR_INVALID, "Markdown of %zu bytes", size);
	*title = text_trim(mem, page.title.bytes);
	if (!**title)
		*title = otherwise;
	text_puts(out, "<!doctype html>\n<html lang=\"id\">\n"
		  "<meta charset=\"utf-8\">\n"
		  "<meta name=\"viewport\" content=\"width=device-width\">\n"
		  "<meta http-equiv=\"Content-Security-Policy\" content=\""
		  "default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
	escape(out, *title, strlen(*title));
	text_puts(out, "</title>\n<style>");
	text_puts(out, style);
	text_puts(out, "</style>\n<main>\n");
	text_put(out, body.bytes, body.size);
	text_puts(out, "</main>\n");
	return OK;
}
