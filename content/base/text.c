#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

const char *lang_name(enum lang lang)
{
	return lang == LANG_EN ? "en" : "id";
}

static const char *value_of(const struct text_value *values, const char *name,
			    size_t size)
{
	for (; values && values->name; values++)
		if (strlen(values->name) == size &&
		    memcmp(values->name, name, size) == 0)
			return values->value;
	return NULL;
}

const char *text_fill(struct arena *a, const char *phrase,
		      const struct text_value *values)
{
	struct text out = { .mem = a };

	text_puts(&out, "");
	while (*phrase) {
		const char *close = *phrase == '{' ? strchr(phrase, '}') : NULL;
		const char *value = close
			? value_of(values, phrase + 1,
				   (size_t)(close - phrase) - 1)
			: NULL;

		if (value) {
			text_puts(&out, value);
			phrase = close + 1;
		} else {
			text_put(&out, phrase++, 1);
		}
	}
	return out.bytes;
}

/* How many bytes the sequence at `s` has, 0 when it is malformed. */
static size_t sequence(const unsigned char *s, size_t left)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2
		 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
	uint32_t point;

	if (n < 2)
		return n && s[0] ? n : 0;
	if (n > left)
		return 0;
	point = s[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		point = point << 6 | (s[i] & 0x3fu);
	}
	if (point < least[n] || point > 0x10ffff ||
	    (point >= 0xd800 && point < 0xe000))
		return 0;
	return n;
}

/* Are the next eight bytes all of 1 to 127? Most texts are nothing else. */
static bool plain_word(const unsigned char *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof(w));
	return !((w | (w - UINT64_C(0x0101010101010101))) &
		 UINT64_C(0x8080808080808080));
}

bool text_utf8(const char *bytes, size_t size)
{
	const unsigned char *s = (const unsigned char *)bytes;

	for (size_t i = 0, n; i < size; i += n) {
		n = 8;
		if ((size - i < n || !plain_word(s + i)) &&
		    (n = sequence(s + i, size - i)) == 0)
			return false;
	}
	return true;
}

size_t text_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* How many bytes of `s` are a sign that plain text does not have. */
static size_t unplain(const unsigned char *s)
{
	if (*s < 0x20 || *s == 0x7f)
		return 1;
	if (*s == 0xc2 && s[1] < 0xa0)
		return 2;
	if (*s == 0xe2 && s[1] == 0x80 &&
	    (s[2] == 0x8e || s[2] == 0x8f || (s[2] >= 0xa8 && s[2] <= 0xae)))
		return 3;
	return *s == 0xe2 && s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9
		? 3 : 0;
}

bool text_plain(const char *text)
{
	for (const char *s = text; *s; s++)
		if (unplain((const unsigned char *)s))
			return false;
	return true;
}

const char *text_line(struct arena *a, const char *s, size_t most)
{
	char *out = arena_alloc(a, strlen(s) + 4);
	size_t n = 0, length = 0, end = 0, cut = 0, skip;

	while (*s) {
		skip = unplain((const unsigned char *)s);
		if (skip || *s == ' ') {
			s += skip ? skip : 1;
			if (n && out[n - 1] != ' ' && skip < 2) {
				end = length < most ? n : end;
				out[n++] = ' ';
				length++;
			}
			continue;
		}
		if (++length > most) {
			memcpy(out + (end ? end : cut), "…", 4);
			return out;
		}
		if (length == most)
			cut = n;
		do
			out[n++] = *s++;
		while (((unsigned char)*s & 0xc0) == 0x80);
	}
	out[n && out[n - 1] == ' ' ? n - 1 : n] = '\0';
	return out;
}

static bool blank(char c)
{
	return (unsigned char)c <= 0x20 || c == 0x7f;
}

const char *text_trim(struct arena *a, const char *s)
{
	size_t n;

	while (*s && blank(*s))
		s++;
	for (n = strlen(s); n && blank(s[n - 1]); n--)
		;
	return arena_copy(a, s, n);
}

const char *text_lower(struct arena *a, const char *s)
{
	char *out = arena_copy(a, s, strlen(s));

	for (char *p = out; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return out;
}

bool text_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

bool text_alike(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
	const size_t n = strlen(text), m = strlen(suffix);

	return n >= m && memcmp(text + n - m, suffix, m) == 0;
}

void text_put(struct text *t, const char *bytes, size_t size)
{
	if (t->room - t->size < size + 1) {
		char *before = t->bytes;

		t->room = (t->size + size + 1) * 2;
		t->bytes = arena_alloc(t->mem, t->room);
		if (before)
			memcpy(t->bytes, before, t->size);
	}
	memcpy(t->bytes + t->size, bytes, size);
	t->size += size;
	t->bytes[t->size] = '\0';
}

void text_puts(struct text *t, const char *s)
{
	text_put(t, s, strlen(s));
}

void text_putf(struct text *t, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	text_put(t, "", 0);
	if (t->room - t->size < (size_t)n + 1) {
		char *before = t->bytes;

		t->room = (t->size + (size_t)n + 1) * 2;
		t->bytes = arena_alloc(t->mem, t->room);
		memcpy(t->bytes, before, t->size);
	}
	va_start(ap, fmt);
	vsnprintf(t->bytes + t->size, (size_t)n + 1, fmt, ap);
	va_end(ap);
	t->size += (size_t)n;
}

