#include "markdown_part.h"

#include <string.h>
#include <strings.h>

#define TOKEN_MOST 40
#define QUOTES 64		/* within one another; deeper ones are no notes */

void page_text_clear(struct text *t)
{
	t->size = 0;
	text_puts(t, "");
}

void markdown_escape(struct text *out, const char *s, size_t n)
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

bool markdown_address_fits(const char *s)
{
	if (strncasecmp(s, "http://", 7) && strncasecmp(s, "https://", 8) &&
	    strncasecmp(s, "mailto:", 7))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f)
			return false;
	return true;
}

size_t markdown_token_length(const char *s)
{
	size_t n;

	if (strncmp(s, "{{", 2))
		return 0;
	n = strspn(s + 2, "abcdefghijklmnopqrstuvwxyz0123456789_-"
			  "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	return n <= TOKEN_MOST && strncmp(s + 2 + n, "}}", 2) == 0 ? n : 0;
}

static size_t token_put(struct page *p, const char *s)
{
	const struct markdown *r = p->rules;
	const size_t n = r->token ? markdown_token_length(s) : 0;

	if (!n || !r->token(r->context, arena_copy(p->out->mem, s + 2, n),
			    p->out))
		return 0;
	return n + 4;
}

void page_picture_put(struct page *p, bool alone)
{
	const struct markdown *r = p->rules;

	p->held = false;
	p->picture.alone = alone;
	if (!r->picture || !r->picture(r->context, &p->picture, p->out))
		markdown_escape(p->out, p->picture.words,
				strlen(p->picture.words));
}

static bool blank(const struct text *t)
{
	return !t->size || strspn(t->bytes, " \t\r\n") == t->size;
}

static void words_flush(struct page *p)
{
	const char *s = p->words.bytes, *plain = s;

	/* Blanks after a picture wait with it for what comes next. */
	if (!p->words.size || (p->held && blank(&p->words)))
		return;
	if (p->held)
		page_picture_put(p, false);
	text_put(&p->line, s, p->words.size);
	while ((s = strchr(s, '{'))) {
		size_t n;

		markdown_escape(p->out, plain, (size_t)(s - plain));
		n = token_put(p, s);
		plain = s;
		s += n ? n : 1;
		if (n)
			plain = s;
	}
	markdown_escape(p->out, plain, strlen(plain));
	page_text_clear(&p->words);
}

void page_paragraph_open(struct page *p)
{
	p->from = p->out->size;
	p->spans = 0;
	page_text_clear(&p->line);
	text_puts(p->out, "<p>");
}

/* "Catatan." and the like, at the beginning of a quote; NULL. */
static const char *note_kind(const char *bold)
{
	static const struct { const char *word, *kind; } kinds[] = {
		{ "Catatan", "catatan" }, { "Adegan", "adegan" },
		{ "Coba di kantor Anda", "coba" },
		{ "Perhatian", "perhatian" }, { "Belum pasti", "pasti" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const size_t n = strlen(kinds[i].word);

		if (strncasecmp(bold, kinds[i].word, n) == 0 &&
		    (!strcmp(bold + n, ".") || !strcmp(bold + n, ":")))
			return kinds[i].kind;
	}
	return NULL;
}

/* Write the beginning of a quote, now that it is known what it is. */
static void quote_open(struct page *p, const char *kind)
{
	const enum opening seen = p->opening;
	const uint64_t bit = p->quotes <= QUOTES
		? UINT64_C(1) << (p->quotes - 1) : 0;

	p->opening = NOTHING;
	if (!bit)
		kind = NULL;
	p->notes = kind ? p->notes | bit : p->notes & ~bit;
	if (kind)
		text_putf(p->out, "<aside class=\"note note-%s\">\n", kind);
	else
		text_puts(p->out, "<blockquote>\n");
	if (seen >= QUOTE_TEXT)
		page_paragraph_open(p);
	if (seen == QUOTE_BOLD) {
		p->spans++;
		text_puts(p->out, "<strong>");
	}
}

void page_release(struct page *p)
{
	if (p->held)
		page_picture_put(p, false);
	page_settle(p);
}

void page_settle(struct page *p)
{
	if (p->opening)
		quote_open(p, NULL);
	words_flush(p);
}

void page_quote_enter(struct page *p)
{
	p->quotes++;
	p->opening = QUOTE;
	if (!p->rules->notes)
		quote_open(p, NULL);
}

void page_quote_leave(struct page *p)
{
	const uint64_t bit = p->quotes <= QUOTES
		? UINT64_C(1) << (p->quotes - 1) : 0;

	p->quotes--;
	text_puts(p->out, p->notes & bit ? "</aside>\n" : "</blockquote>\n");
}

/* From `from` on nothing was written. */
static void take_back(struct page *p)
{
	p->out->size = p->from;
	text_puts(p->out, "");
}

void page_paragraph_leave(struct page *p)
{
	const struct markdown *r = p->rules;
	const char *words = text_trim(p->out->mem, p->line.bytes);

	if (p->held && r->picture) {
		take_back(p);
		page_text_clear(&p->words);
		page_picture_put(p, true);
		text_puts(p->out, "\n");
		return;
	}
	page_release(p);
	if (p->spans == 0 && r->paragraph && strncmp(words, "[[", 2) == 0) {
		struct text instead = { .mem = p->out->mem };

		text_puts(&instead, "");
		if (r->paragraph(r->context, words, &instead)) {
			take_back(p);
			text_put(p->out, instead.bytes, instead.size);
			text_puts(p->out, "\n");
			return;
		}
	}
	text_puts(p->out, "</p>\n");
}

void page_heading_enter(struct page *p)
{
	p->headings += p->headings == 0;
	p->from = p->out->size;
	p->spans = 0;
	page_text_clear(&p->line);
}

void page_heading_leave(struct page *p, unsigned level)
{
	const struct markdown *r = p->rules;
	const char *inner = arena_copy(p->out->mem, p->out->bytes + p->from,
				       p->out->size - p->from);
	const unsigned least = r->heading ? 2 : 1;
	struct text id = { .mem = p->out->mem };

	text_puts(&id, "");
	p->headings += p->headings == 1;
	take_back(p);
	level = level < least ? least : level;
	text_putf(p->out, "<h%u", level);
	if (r->heading && r->heading(r->context, p->line.bytes, &id)) {
		text_puts(p->out, " id=\"");
		markdown_escape(p->out, id.bytes, id.size);
		text_puts(p->out, "\"");
	}
	text_putf(p->out, ">%s</h%u>\n", inner, level);
}

void page_bold_leave(struct page *p)
{
	if (p->opening == QUOTE_BOLD)
		quote_open(p, note_kind(p->words.bytes));
}
