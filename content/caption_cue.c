#include "caption_cue.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define NAME_MOST 100		/* bytes of who speaks: <v Name> */
#define BRACES_MOST 200		/* bytes of "{\an8}" */

/* The length of a reference that WebVTT knows; 0: the sign stands for itself. */
static size_t reference(const char *s)
{
	static const char *const known[] = {
		"&amp;", "&lt;", "&gt;", "&nbsp;", "&lrm;", "&rlm;"
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strncmp(s, known[i], strlen(known[i])) == 0)
			return strlen(known[i]);
	return 0;
}

static void put_sign(struct text *out, const char **at)
{
	const char *s = *at;
	const size_t n = *s == '&' ? reference(s) : 0;

	*at += n ? n : 1;
	if (n)
		text_put(out, s, n);
	else if (*s == '&')
		text_puts(out, "&amp;");
	else if (*s == '<')
		text_puts(out, "&lt;");
	else if (*s == '>')
		text_puts(out, "&gt;");
	else if (*s == '\t')
		text_puts(out, " ");
	else if ((unsigned char)*s >= ' ' && *s != 0x7f)
		text_put(out, s, 1);
}

/* Where the tag that begins here ends (behind its '>'); NULL: it is none. */
static const char *tag_end(const char *s)
{
	const char *p = s + 1 + (s[1] == '/');

	if (!isalpha((unsigned char)*p) && !isdigit((unsigned char)*p))
		return NULL;
	p += strcspn(p, "<>");
	return *p == '>' ? p + 1 : NULL;
}

static void put_voice(struct text *out, const char *from, const char *end)
{
	const char *limit = end - from > NAME_MOST ? from + NAME_MOST : end;

	/* Not in the middle of a character. */
	while (limit < end && limit > from && (*limit & 0xc0) == 0x80)
		limit--;
	text_puts(out, "<v ");
	while (from < limit)
		put_sign(out, &from);
	text_puts(out, ">");
}

/* The tag from `s` to `end` as it may stay; anything else is nothing. */
static void put_tag(struct text *out, const char *s, const char *end)
{
	static const char *const kept[] = { "b", "i", "u", "v" };
	const bool closing = s[1] == '/';
	const char *name = s + 1 + closing;
	const size_t n = strcspn(name, " \t.>");

	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		if (n != 1 || tolower((unsigned char)*name) != *kept[i])
			continue;
		if (closing)
			text_putf(out, "</%s>", kept[i]);
		else if (*kept[i] != 'v')
			text_putf(out, "<%s>", kept[i]);
		else if (name[1] == ' ')
			put_voice(out, name + 2, end - 1);
	}
}

/* SubRip's "{\an8}" says where on the screen. Looked for nearby, or a line of
   nothing else would be gone through once for each. */
static const char *braces_end(const char *s)
{
	const char *end = s[0] == '{' && s[1] == '\\'
		? memchr(s, '}', strnlen(s, BRACES_MOST)) : NULL;

	return end ? end + 1 : NULL;
}

void cue_line(struct text *out, const char *s)
{
	const char *end;

	while (*s) {
		if (*s == '<' && (end = tag_end(s)))
			put_tag(out, s, end);
		else if (!(end = braces_end(s)))
			put_sign(out, &s);
		s = end ? end : s;
	}
}
