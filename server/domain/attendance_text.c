#include "domain/attendance_text.h"

#include <string.h>

#include "base/text.h"

/* ---- Bytes to text ------------------------------------------------------ */

static void put_rune(struct text *out, uint32_t c)
{
	char b[4];
	size_t n = 0;

	if (c < 0x80) {
		b[n++] = (char)c;
	} else if (c < 0x800) {
		b[n++] = (char)(0xc0 | c >> 6);
		b[n++] = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		b[n++] = (char)(0xe0 | c >> 12);
		b[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		b[n++] = (char)(0x80 | (c & 0x3f));
	} else {
		b[n++] = (char)(0xf0 | c >> 18);
		b[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		b[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		b[n++] = (char)(0x80 | (c & 0x3f));
	}
	text_put(out, b, n);
}

static uint32_t unit16(const unsigned char *p, bool big)
{
	return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static char *from_utf16(struct arena *mem, const unsigned char *p, size_t size,
			bool big)
{
	struct text out = { .mem = mem };

	for (size_t i = 0; i + 1 < size; i += 2) {
		uint32_t c = unit16(p + i, big), d;

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < size &&
		    (d = unit16(p + i + 2, big)) >= 0xdc00 && d < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (d - 0xdc00);
			i += 2;
		}
		if (!c || (c >= 0xd800 && c < 0xe000))
			c = 0xfffd;
		put_rune(&out, c);
	}
	text_puts(&out, "");
	return out.bytes;
}

/* Neither UTF-8 nor UTF-16: old Windows, whose letters here are Latin 1. */
static char *from_latin(struct arena *mem, const unsigned char *p, size_t size)
{
	struct text out = { .mem = mem };

	for (size_t i = 0; i < size; i++)
		put_rune(&out, p[i]);
	text_puts(&out, "");
	return out.bytes;
}

char *attendance_text(struct arena *mem, const char *bytes, size_t size)
{
	const unsigned char *p = (const unsigned char *)bytes;

	if (size >= 2 && p[0] == 0xff && p[1] == 0xfe)
		return from_utf16(mem, p + 2, size - 2, false);
	if (size >= 2 && p[0] == 0xfe && p[1] == 0xff)
		return from_utf16(mem, p + 2, size - 2, true);
	/* Without a mark: no text of ours begins with a NUL in Latin letters. */
	if (size >= 4 && p[0] && !p[1] && p[2] && !p[3])
		return from_utf16(mem, p, size, false);
	if (size >= 3 && !memcmp(p, "\xef\xbb\xbf", 3)) {
		p += 3;
		size -= 3;
	}
	if (memchr(p, 0, size))
		return NULL;
	return text_utf8((const char *)p, size)
		       ? arena_copy(mem, p, size) : from_latin(mem, p, size);
}

/* ---- Lines of cells --------------------------------------------------------- */

/* A cell in quotes, "" for one of them, to its end; `*s` goes behind it. */
static char *quoted(char **s)
{
	char *out = *s, *to = *s, *p = *s + 1;

	while (*p && !(*p == '"' && p[1] != '"')) {
		p += *p == '"';
		*to++ = *p++;
	}
	p += *p == '"';
	*s = p;
	/* `p` is behind `to`: there is room for the end. */
	if (to < p)
		*to = '\0';
	return out;
}

/* The next line; false at the end. Cells beyond the last column are left out. */
static bool line_next(struct attendance_lines *l)
{
	char *s = l->at;

	l->n = 0;
	if (!*s)
		return false;
	for (;;) {
		char *cell = s;

		if (*s == '"')
			cell = quoted(&s);
		while (*s && *s != l->separator && *s != '\n')
			s++;
		if (l->n < ATTENDANCE_COLUMNS)
			l->cells[l->n++] = cell;
		if (*s == l->separator && *s) {
			*s++ = '\0';
			continue;
		}
		if (*s)
			*s++ = '\0';
		break;
	}
	l->at = s;
	l->count++;
	return true;
}

/* Without blanks around, NBSP and CR among them; changed in place. */
static char *trimmed(char *s)
{
	size_t n;

	for (;;) {
		if (*s && strchr(" \t\r\v\f", *s))
			s++;
		else if (!strncmp(s, "\xc2\xa0", 2))
			s += 2;
		else
			break;
	}
	for (n = strlen(s); n; n--) {
		if (n > 1 && !memcmp(s + n - 2, "\xc2\xa0", 2))
			n--;
		else if (!strchr(" \t\r\v\f", s[n - 1]))
			break;
	}
	s[n] = '\0';
	return s;
}

bool attendance_line_empty(const struct attendance_lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (*l->cells[i])
			return false;
	return true;
}

bool attendance_line_read(struct attendance_lines *l)
{
	if (!line_next(l))
		return false;
	for (size_t i = 0; i < l->n; i++)
		l->cells[i] = trimmed(l->cells[i]);
	return true;
}
