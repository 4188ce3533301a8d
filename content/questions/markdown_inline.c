/*
 * The parts of a line: emphasis, links, pictures.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "questions/turning.h"

#define ADDRESS_MOST 2000

static const char *attribute(struct turning *t, const xmlNode *n,
			     const char *name)
{
	return element_attribute(t->r, n, name);
}

static bool punctuation(const char *s, size_t i)
{
	return ispunct((unsigned char)s[i]) ||
	       (i >= 2 && (unsigned char)s[i - 2] == 0xe2 &&
		((unsigned char)s[i - 1] & 0xfe) == 0x80);
}

static bool word(char c)
{
	return c && !ispunct((unsigned char)c) && !isspace((unsigned char)c);
}

/* "a**.x**" and "**x.**y" are no emphasis to Markdown. */
static bool marks_hold(const struct text *before, const char *words,
		       const char *next)
{
	const size_t n = strlen(words);

	if (before->size && word(before->bytes[before->size - 1]) &&
	    ispunct((unsigned char)*words))
		return false;
	return !(next && word(*next) && punctuation(words, n - 1));
}

/* Words between two marks. Blanks go outside, where Markdown wants them. */
void turn_between(struct turning *t, const xmlNode *n, const char *mark,
		  bool *within)
{
	struct text *line = &t->m.line, kept = *line;
	const char *words, *next = n->next ? (const char *)n->next->content
					   : NULL;
	const bool nested = *within;

	*within = true;
	*line = (struct text){ .mem = t->r->mem };
	text_puts(line, "");
	turn_inside(t, n);
	*within = nested;
	words = text_trim(t->r->mem, line->bytes);
	if (*line->bytes == ' ' && kept.size &&
	    kept.bytes[kept.size - 1] != ' ')
		text_puts(&kept, " ");
	if (*words && !nested && !marks_hold(&kept, words, next))
		found_warn(t->r, NOTE_LOST_STYLE, NULL);
	if (nested || !*words || !marks_hold(&kept, words, next))
		mark = "";
	text_putf(&kept, "%s%s%s", mark, words, mark);
	if (*words && line->bytes[line->size - 1] == ' ')
		text_puts(&kept, " ");
	*line = kept;
}

void turn_link_put(struct turning *t, const xmlNode *n)
{
	const char *href = attribute(t, n, "href");
	const bool fits = (!strncasecmp(href, "http://", 7) ||
			   !strncasecmp(href, "https://", 8) ||
			   !strncasecmp(href, "mailto:", 7)) &&
			  !strpbrk(href, " \t\r\n<>\\") && strlen(href) < ADDRESS_MOST;
	const size_t before = t->m.line.size;

	if (!fits) {
		if (text_starts(href, "@@PLUGINFILE@@/"))
			found_warn(t->r, NOTE_LOST_SOUND,
				      href + strlen("@@PLUGINFILE@@/"));
		else if (*href)
			found_warn(t->r, NOTE_LOST_LINK, href);
		turn_inside(t, n);
		return;
	}
	text_puts(&t->m.line, "[");
	turn_inside(t, n);
	if (t->m.line.size == before + 1)
		text_puts(&t->m.line, "↗");
	text_putf(&t->m.line, "](<%s>)", href);
}

void turn_picture(struct turning *t, const char *src, const char *alt)
{
	const char *address;
	struct text words = { .mem = t->r->mem };

	if (!strncasecmp(src, "http://", 7) || !strncasecmp(src, "https://", 8)) {
		found_warn(t->r, NOTE_WEB_PICTURE, src);
		if (!strpbrk(src, " \t\r\n<>\\") && strlen(src) < ADDRESS_MOST)
			text_putf(&t->m.line, "<%s>", src);
		return;
	}
	if (!(address = picture_find(t->r, src)))
		return;
	if (!*alt) {
		alt = strncasecmp(src, "data:", 5) ? src : "gambar";
		alt = strrchr(alt, '/') ? strrchr(alt, '/') + 1 : alt;
		found_warn(t->r, NOTE_PICTURE_ALT, alt);
	}
	alt = text_line(t->r->mem, alt, 300);
	writing_escape(&words, alt, strlen(alt), &t->m.token);
	text_putf(&t->m.line, "![%s](<%s>)", words.size ? words.bytes : "",
		  address);
}

void turn_object(struct turning *t, const xmlNode *n)
{
	const char *data = attribute(t, n, "data");

	if (text_starts(attribute(t, n, "type"), "image/"))
		turn_picture(t, data, element_text(t->r, n));
	else
		found_warn(t->r, NOTE_LOST_SOUND, data);
}

/* H₂O; what has no such sign is written x^2n or x_ab. */
void turn_shifted(struct turning *t, const xmlNode *n, bool high)
{
	static const char from[] = "0123456789+-=()n";
	static const char *const low[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆",
		"₇", "₈", "₉", "₊", "₋", "₌", "₍", "₎", "ₙ" };
	static const char *const up[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶",
		"⁷", "⁸", "⁹", "⁺", "⁻", "⁼", "⁽", "⁾", "ⁿ" };
	const char *s = element_text(t->r, n);

	if (strspn(s, from) == strlen(s)) {
		for (; *s; s++)
			text_puts(&t->m.line, (high ? up : low)
					      [strchr(from, *s) - from]);
		return;
	}
	found_warn(t->r, NOTE_LOST_ELEMENT, high ? "sup" : "sub");
	text_puts(&t->m.line, high ? "^" : "\\_");
	turn_inside(t, n);
}

void turn_sound(struct turning *t, const xmlNode *n)
{
	const xmlNode *source = element_child(n, "source");
	const char *src = attribute(t, n, "src");

	if (!*src && source)
		src = attribute(t, source, "src");
	found_warn(t->r, NOTE_LOST_SOUND,
		      *src ? src : (const char *)n->name);
}
