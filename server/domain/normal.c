#include "domain/normal.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define ROUNDS 4	/* until nothing changes any more; two suffice today */

/* Before the decomposition, which would make ´ a blank with an accent. */
static utf8proc_int32_t plain_sign(utf8proc_int32_t c, void *unused)
{
	(void)unused;
	switch (c) {
	case '`': case 0x00b4: case 0x02b9: case 0x02bb: case 0x02bc:
	case 0x02c8: case 0x2018: case 0x2019: case 0x201a: case 0x201b:
	case 0x2032: case 0x2035:
		return '\'';
	case 0x00ab: case 0x00bb: case 0x201c: case 0x201d: case 0x201e:
	case 0x201f: case 0x2033: case 0x2036: case 0x301d: case 0x301e:
		return '"';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014:
	case 0x2015: case 0x2212: case 0xfe58: case 0xfe63: case 0xff0d:
		return '-';
	case '\t': case '\n': case '\v': case '\f': case '\r': case 0x85:
	case 0x2028: case 0x2029:
		return ' ';
	}
	return utf8proc_category(c) == UTF8PROC_CATEGORY_ZS ? ' ' : c;
}

/* One round; NULL when the library will not. */
static const char *round_of(struct arena *mem, const char *text, bool fold)
{
	utf8proc_uint8_t *made = NULL;
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE |
		UTF8PROC_COMPAT | UTF8PROC_IGNORE |
		(fold ? UTF8PROC_CASEFOLD : 0);
	const utf8proc_ssize_t n = utf8proc_map_custom(
		(const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strlen(text),
		&made, options, plain_sign, NULL);
	const char *copy;

	if (n < 0) {
		free(made);
		return NULL;
	}
	copy = arena_copy(mem, made, (size_t)n);
	free(made);
	return copy;
}

static const char *joined(struct arena *mem, const char *text)
{
	char *out = arena_copy(mem, text, strlen(text));
	size_t n = 0;

	for (const char *s = text; *s; s++)
		if (*s != ' ' || (n && out[n - 1] != ' '))
			out[n++] = *s;
	if (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

const char *normal_text(struct arena *mem, const char *text, bool ignore_case)
{
	const size_t size = strnlen(text, NORMAL_MOST + 1);

	if (size > NORMAL_MOST)
		return NULL;
	for (int i = 0; i < ROUNDS; i++) {
		const char *next = round_of(mem, text, ignore_case);

		if (!next)
			return NULL;
		next = joined(mem, next);
		if (strcmp(next, text) == 0)
			break;
		text = next;
	}
	return text;
}
