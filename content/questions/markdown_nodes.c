/*
 * HTML, and the XHTML of QTI, as Markdown: paragraphs, lists, tables, code,
 * emphasis, links and pictures. Everything else leaves its words, and a note.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "questions/turning.h"

#define DEPTH_MOST   30		/* deeper, only the words are taken */
#define COLUMNS_MOST 20

enum element {
	OTHER, PARAGRAPH, HEADING, BREAK, RULE, STRONG, EMPHASIS, STRUCK, CODE,
	PRE, LIST, NUMBERED, QUOTE, TABLE, LINK, PICTURE, OBJECT, SOUND, LOW,
	HIGH, PLAIN, DECORATED, GONE, RUBRIC, AFTERWARDS
};

static const struct {
	const char *name;
	enum element is;
} elements[] = {
	{ "p", PARAGRAPH }, { "div", PARAGRAPH }, { "section", PARAGRAPH },
	{ "article", PARAGRAPH }, { "contentbody", PARAGRAPH },
	{ "dl", PARAGRAPH }, { "dt", PARAGRAPH }, { "dd", PARAGRAPH },
	{ "figure", PARAGRAPH }, { "figcaption", PARAGRAPH },
	{ "center", PARAGRAPH }, { "caption", PARAGRAPH },
	{ "address", PARAGRAPH }, { "header", PARAGRAPH }, { "li", PARAGRAPH },
	{ "tr", PARAGRAPH }, { "prompt", PARAGRAPH },
	{ "h1", HEADING }, { "h2", HEADING }, { "h3", HEADING },
	{ "h4", HEADING }, { "h5", HEADING }, { "h6", HEADING },
	{ "br", BREAK }, { "hr", RULE },
	{ "b", STRONG }, { "strong", STRONG }, { "i", EMPHASIS },
	{ "em", EMPHASIS }, { "cite", EMPHASIS }, { "var", EMPHASIS },
	{ "dfn", EMPHASIS }, { "s", STRUCK }, { "strike", STRUCK },
	{ "del", STRUCK }, { "code", CODE }, { "kbd", CODE }, { "samp", CODE },
	{ "tt", CODE }, { "pre", PRE }, { "ul", LIST }, { "ol", NUMBERED },
	{ "blockquote", QUOTE }, { "table", TABLE }, { "a", LINK },
	{ "img", PICTURE }, { "object", OBJECT }, { "audio", SOUND },
	{ "video", SOUND }, { "embed", SOUND }, { "iframe", SOUND },
	{ "sub", LOW }, { "sup", HIGH },
	{ "html", PLAIN }, { "body", PLAIN }, { "span", PLAIN },
	{ "abbr", PLAIN }, { "acronym", PLAIN }, { "q", PLAIN },
	{ "label", PLAIN }, { "bdi", PLAIN }, { "time", PLAIN },
	{ "td", PLAIN }, { "th", PLAIN }, { "thead", PLAIN },
	{ "tbody", PLAIN }, { "wbr", PLAIN }, { "nobr", PLAIN },
	{ "u", DECORATED }, { "font", DECORATED }, { "small", DECORATED },
	{ "big", DECORATED }, { "mark", DECORATED }, { "ins", DECORATED },
	{ "script", GONE }, { "style", GONE }, { "head", GONE },
	{ "svg", GONE }, { "math", GONE }, { "form", GONE },
	{ "input", GONE }, { "select", GONE }, { "textarea", GONE },
	{ "button", GONE }, { "template", GONE }, { "noscript", GONE },
	{ "link", GONE }, { "meta", GONE }, { "canvas", GONE },
	{ "applet", GONE },
	{ "rubricblock", RUBRIC }, { "feedbackblock", AFTERWARDS },
	{ "feedbackinline", AFTERWARDS },
};

static enum element element_of(const xmlNode *n)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (element_is(n, elements[i].name))
			return elements[i].is;
	return OTHER;
}

static const char *attribute(struct turning *t, const xmlNode *n,
			     const char *name)
{
	return element_attribute(t->r, n, name);
}

/* A block of its own inside paragraphs, lists and quotes. */
static void nested(struct turning *t, const xmlNode *n, const char *prefix,
		   const char *marker)
{
	const char *const outer = t->m.prefix;
	const char *mark = t->m.marker ? t->m.marker : outer;

	if (!t->m.marker)
		t->m.outside = outer;
	t->m.prefix = arena_format(t->r->mem, "%s%s", outer, prefix);
	t->m.marker = arena_format(t->r->mem, "%s%s", mark, marker);
	turn_inside(t, n);
	writing_flush(&t->m);
	if (t->m.marker)
		t->m.marker = mark == outer ? NULL : mark;
	t->m.prefix = outer;
}

static void list(struct turning *t, const xmlNode *n, bool numbered)
{
	size_t number = 1;
	bool first = true;

	writing_flush(&t->m);
	for (const xmlNode *li = element_child(n, "li"); li;
	     li = element_next(li, "li")) {
		t->m.tight = !first || t->m.tight;
		first = false;
		if (numbered)
			nested(t, li, "    ",
			       arena_format(t->r->mem, "%zu. ", number++));
		else
			nested(t, li, "  ", "- ");
	}
	t->m.tight = false;
}

static void pre(struct turning *t, const xmlNode *n)
{
	struct text out = { .mem = t->r->mem };
	const char *s = element_text(t->r, n), *fence = "```";

	writing_flush(&t->m);
	while (strstr(s, fence) && strlen(fence) < 20)
		fence = arena_format(t->r->mem, "%s`", fence);
	text_putf(&out, "%s\n%s\n%s", fence, s, fence);
	writing_block(&t->m, out.bytes);
}

static const char *cell(struct turning *t, const xmlNode *n)
{
	struct writing outer = t->m;
	const char *words;

	t->m = (struct writing){ .out = { .mem = t->r->mem },
				  .line = { .mem = t->r->mem },
				  .prefix = "", .cell = true };
	text_puts(&t->m.line, "");
	turn_inside(t, n);
	words = text_trim(t->r->mem, t->m.line.bytes);
	outer.token |= t->m.token;
	t->m = outer;
	return words;
}

static size_t row(struct turning *t, const xmlNode *tr, struct text *out)
{
	size_t columns = 0;

	text_puts(out, out->size ? "\n|" : "|");
	for (const xmlNode *c = tr->children; c; c = c->next) {
		if (!element_is(c, "td") && !element_is(c, "th"))
			continue;
		if (columns++ < COLUMNS_MOST)
			text_putf(out, " %s |", cell(t, c));
	}
	return columns < COLUMNS_MOST ? columns : COLUMNS_MOST;
}

/* Markdown's tables have a head, so the first row is one. */
static void rows(struct turning *t, const xmlNode *n, struct text *out)
{
	for (const xmlNode *c = n->children; c; c = c->next) {
		const bool first = !out->size;
		size_t columns;

		if (element_is(c, "thead") || element_is(c, "tbody") ||
		    element_is(c, "tfoot"))
			rows(t, c, out);
		if (!element_is(c, "tr"))
			continue;
		columns = row(t, c, out);
		for (size_t i = 0; first && i < columns; i++)
			text_puts(out, i ? " --- |" : "\n| --- |");
	}
}

static void table(struct turning *t, const xmlNode *n)
{
	const xmlNode *caption = element_child(n, "caption");
	struct text out = { .mem = t->r->mem };

	if (t->m.cell) {
		turn_inside(t, n);
		return;
	}
	writing_flush(&t->m);
	if (caption)
		writing_words(&t->m, element_text(t->r, caption));
	writing_flush(&t->m);
	rows(t, n, &out);
	if (out.size)
		writing_block(&t->m, out.bytes);
}

static void paragraph(struct turning *t, const xmlNode *n)
{
	if (t->m.cell) {
		text_puts(&t->m.line, " ");
		turn_inside(t, n);
		return;
	}
	writing_flush(&t->m);
	turn_inside(t, n);
	writing_flush(&t->m);
}

static void heading(struct turning *t, const xmlNode *n)
{
	if (!t->m.cell)
		writing_flush(&t->m);
	turn_between(t, n, "**", &t->strong);
	if (!t->m.cell)
		writing_flush(&t->m);
}

static void quote(struct turning *t, const xmlNode *n)
{
	writing_flush(&t->m);
	nested(t, n, "> ", "> ");
}

static void gone(struct turning *t, const xmlNode *n)
{
	found_warn(t->r, NOTE_LOST_ELEMENT, (const char *)n->name);
}

/* What is for those who mark would tell a learner the key. */
static void rubric(struct turning *t, const xmlNode *n)
{
	const char *view = attribute(t, n, "view");

	if (!*view || strstr(view, "candidate"))
		paragraph(t, n);
}

static void element(struct turning *t, const xmlNode *n)
{
	const enum element is = element_of(n);

	if (*attribute(t, n, "style") &&
	    strcmp(attribute(t, n, "style"), "text-align: left;"))
		found_warn(t->r, NOTE_LOST_STYLE, NULL);
	switch (is) {
	case PARAGRAPH: paragraph(t, n); break;
	case HEADING: heading(t, n); break;
	case BREAK: writing_break(&t->m); break;
	case RULE: writing_flush(&t->m); break;
	case STRONG: turn_between(t, n, "**", &t->strong); break;
	case EMPHASIS: turn_between(t, n, "*", &t->emphasis); break;
	case STRUCK: turn_between(t, n, "~~", &t->struck); break;
	case CODE: writing_code(&t->m, element_text(t->r, n)); break;
	case PRE: pre(t, n); break;
	case LIST: case NUMBERED: list(t, n, is == NUMBERED); break;
	case QUOTE: quote(t, n); break;
	case TABLE: table(t, n); break;
	case LINK: turn_link_put(t, n); break;
	case PICTURE:
		turn_picture(t, attribute(t, n, "src"),
			     attribute(t, n, "alt"));
		break;
	case OBJECT: turn_object(t, n); break;
	case SOUND: turn_sound(t, n); break;
	case LOW: case HIGH: turn_shifted(t, n, is == HIGH); break;
	case PLAIN: turn_inside(t, n); break;
	case DECORATED:
		found_warn(t->r, NOTE_LOST_STYLE, NULL);
		turn_inside(t, n);
		break;
	case GONE: gone(t, n); break;
	case RUBRIC: rubric(t, n); break;
	case AFTERWARDS: break;		/* see qti_feedback */
	case OTHER:
		gone(t, n);
		turn_inside(t, n);
		break;
	}
}

/* An interaction that stands in the line is a gap, another is somewhere else. */
static bool left_out(struct turning *t, const xmlNode *n)
{
	for (size_t i = 0; t->without && t->without[i]; i++) {
		if (t->without[i] != n)
			continue;
		if (element_is(n, "textEntryInteraction") ||
		    element_is(n, "inlineChoiceInteraction"))
			text_puts(&t->m.line, gap_sign(t->r->mem, i));
		return true;
	}
	return false;
}

void turn_inside(struct turning *t, const xmlNode *n)
{
	if (t->depth >= DEPTH_MOST) {
		found_warn(t->r, NOTE_TEXT_CUT, NULL);
		writing_words(&t->m, element_text(t->r, n));
		return;
	}
	t->depth++;
	for (const xmlNode *c = n->children; c; c = c->next) {
		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
			writing_words(&t->m, (const char *)c->content);
		else if (c->type == XML_ELEMENT_NODE && !left_out(t, c))
			element(t, c);
	}
	t->depth--;
}

const char *markdown_of_nodes(struct reading *r, const xmlNode *n,
			      const xmlNode *const *without)
{
	struct turning t = {
		.r = r, .without = without,
		.m = { .out = { .mem = r->mem }, .line = { .mem = r->mem },
		       .prefix = "" },
	};

	text_puts(&t.m.out, "");
	if (n) {
		turn_inside(&t, n);
		writing_flush(&t.m);
	}
	if (t.m.token)
		found_warn(r, NOTE_TOKEN, NULL);
	return t.m.out.bytes;
}
