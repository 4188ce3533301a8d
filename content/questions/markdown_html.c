/*
 * HTML in a text, read by libxml2.
 */
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "questions/reading.h"

#define HTML_MOST 800000	/* bytes of one text */
#define TAGS_MOST 5000		/* libxml2 takes their square of time */

static xmlDoc *html_doc(struct reading *r, const char *html)
{
	const size_t size = strlen(html);
	size_t tags = 0;

	for (const char *p = html; *p; p++)
		tags += *p == '<';
	if (size > HTML_MOST || tags > TAGS_MOST) {
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

bool looks_like_html(const char *s)
{
	for (; *s; s++) {
		if (*s == '<' && (s[1] == '/' || (s[1] | 32) >= 'a') &&
		    (s[1] | 32) <= 'z' && strchr(s, '>'))
			return true;
		if (*s == '&' && strcspn(s, "; \n") < 10 &&
		    s[strcspn(s, "; \n")] == ';')
			return true;
	}
	return false;
}
