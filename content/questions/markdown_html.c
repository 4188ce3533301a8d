/*
 * HTML in a text, read by libxml2.
 */
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "questions/reading.h"

#define HTML_MOST 800000	/* bytes of one text */
/* libxml2 takes the square of time for tags, and for the attributes of one. */
#define TAGS_MOST  5000
#define WORDS_MOST 15000	/* of text too: who knows where a tag ends? */

static bool parts_words(char c)
{
	return c == '"' || c == '\'' || (c > 0 && c <= ' ');
}

static xmlDoc *html_doc(struct reading *r, const char *html)
{
	const size_t size = strlen(html);
	size_t tags = 0, words = 0;

	for (const char *p = html; *p; p++) {
		tags += *p == '<';
		words += parts_words(*p) && !parts_words(p[1]);
	}
	if (size > HTML_MOST || tags > TAGS_MOST || words > WORDS_MOST) {
		found_refuse(r, NOTE_TEXT_LARGE, NULL);
		return NULL;
	}
	return htmlReadMemory(html, (int)size, NULL, "UTF-8",
			      HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			      HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
}

const char *markdown_of_html(struct reading *r, const char *html)
{
	xmlDoc *doc = html_doc(r, html);
	const char *out = markdown_of_nodes(r, (xmlNode *)doc, NULL);

	xmlFreeDoc(doc);
	return out;
}

/* A line that ends parts two words. */
static const char *with_blanks(struct arena *mem, const char *html)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (; *html; html++) {
		if (strncasecmp(html, "<br", 3) == 0 ||
		    strncasecmp(html, "</p", 3) == 0 ||
		    strncasecmp(html, "</li", 4) == 0)
			text_puts(&out, " ");
		text_put(&out, html, 1);
	}
	return out.bytes;
}

const char *plain_of_html(struct reading *r, const char *html)
{
	xmlDoc *doc = html_doc(r, with_blanks(r->mem, html));
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	const char *out = text_line(r->mem, root ? element_text(r, root) : "",
				    1000);

	xmlFreeDoc(doc);
	return out;
}

/* "&amp;", "&#38;": a short word that ends with a semicolon. */
static bool entity(const char *s)
{
	size_t n = 1;

	while (n < 10 && s[n] && !strchr("; \n", s[n]))
		n++;
	return n < 10 && s[n] == ';';
}

bool looks_like_html(const char *s)
{
	const char *last = strrchr(s, '>');

	for (; *s; s++) {
		if (*s == '<' && (s[1] == '/' || (s[1] | 32) >= 'a') &&
		    (s[1] | 32) <= 'z' && last && last > s)
			return true;
		if (*s == '&' && entity(s))
			return true;
	}
	return false;
}
