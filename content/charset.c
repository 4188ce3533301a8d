#include "charset.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static void put_code(struct text *out, uint32_t c)
{
	char b[4];
	size_t n = 0;

	if (c < 0x80) {
		b[n++] = (char)c;
	} else if (c < 0x800) {
		b[n++] = (char)(0xc0 | c >> 6);
	} else if (c < 0x10000) {
		b[n++] = (char)(0xe0 | c >> 12);
		b[n++] = (char)(0x80 | (c >> 6 & 63));
	} else {
		b[n++] = (char)(0xf0 | c >> 18);
		b[n++] = (char)(0x80 | (c >> 12 & 63));
		b[n++] = (char)(0x80 | (c >> 6 & 63));
	}
	if (c >= 0x80)
		b[n++] = (char)(0x80 | (c & 63));
	text_put(out, b, n);
}

/* What Windows-1252 has where Latin-1 has controls; 0: nothing. */
static const uint16_t windows[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
};

static void from_windows(const unsigned char *p, size_t n, struct text *out)
{
	for (size_t i = 0; i < n; i++) {
		const uint32_t c = p[i] >= 0x80 && p[i] < 0xa0
			? windows[p[i] - 0x80] : p[i];

		put_code(out, c ? c : 0xfffd);
	}
}

static void from_wide(const unsigned char *p, size_t n, bool little,
		      struct text *out)
{
	uint32_t high = 0;

	for (size_t i = 0; i + 1 < n; i += 2) {
		const uint32_t c = little ? p[i] | p[i + 1] * 256u
					  : p[i] * 256u | p[i + 1];
		const bool low = c >= 0xdc00 && c < 0xe000;

		if (high)
			put_code(out, low ? 0x10000 + ((high - 0xd800) << 10) +
					    (c - 0xdc00) : 0xfffd);
		if (!(high && low) && (c < 0xd800 || c >= 0xe000))
			put_code(out, c);
		else if (!high && low)
			put_code(out, 0xfffd);
		high = c >= 0xd800 && c < 0xdc00 ? c : 0;
	}
}

char *charset_utf8(struct arena *mem, const char *bytes, size_t size)
{
	struct text out = { .mem = mem };
	const unsigned char *p = (const unsigned char *)bytes;

	text_puts(&out, "");
	if (size >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
			  memcmp(p, "\xfe\xff", 2) == 0))
		from_wide(p + 2, size - 2, p[0] == 0xff, &out);
	else if (size >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		text_put(&out, bytes + 3, size - 3);
	else if (size && memchr(bytes, '\0', size))
		return NULL;
	else if (text_utf8(bytes, size))
		text_put(&out, bytes, size);
	else
		from_windows(p, size, &out);
	return text_utf8(out.bytes, out.size) ? out.bytes : NULL;
}
