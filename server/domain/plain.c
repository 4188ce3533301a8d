#include "domain/plain.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

/* Bounds, so that no text takes long to read. */
#define WORDS_MOST 1000
#define ADDRESS_MOST 2000

/* The "]" that ends the words begun at `s`; NULL when none does. */
static const char *words_end(const char *s)
{
	const char *most = s + strnlen(s, WORDS_MOST);
	size_t open = 0;

	for (; s < most; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '[')
			open++;
		else if (*s == ']' && open-- == 0)
			return s;
	}
	return NULL;
}

/* After "(address)" or "(<address>)"; NULL: there is none. */
static const char *address_end(const char *s)
{
	if (*s != '(')
		return NULL;
	if (s[1] == '<') {
		s += 2;
		s += strcspn(s, "<>");
		return *s == '>' && s[1] == ')' ? s + 2 : NULL;
	}
	s = memchr(s, ')', strnlen(s, ADDRESS_MOST));
	return s ? s + 1 : NULL;
}

/* "{{1}}"; its length, or 0. */
static size_t gap_length(const char *s)
{
	const size_t n = strncmp(s, "{{", 2) ? 0 : strspn(s + 2, "0123456789");

	return n && !strncmp(s + 2 + n, "}}", 2) ? n + 4 : 0;
}

static bool blank(char c)
{
	return !c || isspace((unsigned char)c);
}

/* A star between blanks stands for itself. */
static bool mark(char before, const char *s)
{
	return *s == '`' || (*s == '*' && !(blank(before) && blank(s[1])));
}

static void words_put(struct text *out, const char *s, const char *end,
		      size_t deep);

/* "[words](address)" and its picture; the place after it, or NULL. */
static const char *link_put(struct text *out, const char *s, const char *end,
			    size_t deep)
{
	const char *words = s + (*s == '!' ? 2 : 1);
	const char *close, *after;

	if (deep == 0 || (*s == '!' && s[1] != '[') || (*s != '!' && *s != '['))
		return NULL;
	close = words_end(words);
	after = close && close < end ? address_end(close + 1) : NULL;
	if (!after || after > end)
		return NULL;
	words_put(out, words, close, deep - 1);
	return after;
}

static void words_put(struct text *out, const char *s, const char *end,
		      size_t deep)
{
	char before = '\0';

	while (s < end) {
		const char *after = link_put(out, s, end, deep);
		const size_t gap = gap_length(s);

		if (after) {
			s = after;
		} else if (gap) {
			text_puts(out, "…");
			s += gap;
		} else if (*s == '\\' && s + 1 < end &&
			   (ispunct((unsigned char)s[1]) || blank(s[1]))) {
			text_put(out, s + 1, 1);
			s += 2;
		} else {
			if (!mark(before, s))
				text_put(out, s, 1);
			s++;
		}
		before = s[-1];
	}
}

#define DEEP 2	/* a picture within a link */

const char *plain_words(struct arena *mem, const char *markdown)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	words_put(&out, markdown, markdown + strlen(markdown), DEEP);
	return out.bytes;
}
