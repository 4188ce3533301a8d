#include "domain/decimal.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/text.h"
#include "domain/normal.h"

#define TYPED_MOST 400	/* bytes: 100 characters */
#define DIGITS_MOST 30

/* ---- Digits to a double -------------------------------------------------- */

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t plain;	/* what strtod and printf must not be left to choose */

static void plain_make(void)
{
	plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (!plain)
		abort();
}

static double nearest(const char *digits)
{
	pthread_once(&once, plain_make);
	return strtod_l(digits, NULL, plain);
}

bool number_plain(const char *text, size_t size, double *out)
{
	char copy[48];
	size_t whole, part = 0;

	if (size == 0 || size > 40)
		return false;
	memcpy(copy, text, size);
	copy[size] = '\0';
	whole = strspn(copy, "0123456789");
	if (whole && copy[whole] == '.')
		part = strspn(copy + whole + 1, "0123456789");
	if (whole + (part ? part + 1 : 0) != size)
		return false;
	*out = nearest(copy);
	return true;
}

/* ---- What was typed, in plain signs -------------------------------------- */

/* The value of a digit of any script; -1 for anything else. */
static int digit_of(utf8proc_int32_t c)
{
	const utf8proc_int32_t row = c & ~15;

	if (utf8proc_category(c) != UTF8PROC_CATEGORY_ND)
		return -1;
	if (c >= 0x1d7ce && c <= 0x1d7ff)	/* five alphabets in a row */
		return (c - 0x1d7ce) % 10;
	/* Every other script begins its row of ten at …0 or …6. */
	return utf8proc_category(row) == UTF8PROC_CATEGORY_ND ? c - row
							      : c - row - 6;
}

/* 0: leave it out. */
static utf8proc_int32_t plain_sign(utf8proc_int32_t c)
{
	switch (c) {
	case '\t': case '\n': case '\r': case 0x2028: case 0x2029:
		return ' ';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014:
	case 0x2212: case 0xfe58: case 0xfe63: case 0xff0d:
		return '-';
	case 0xff0b: case 0xfe62:
		return '+';
	case 0xff0c: case 0x066b: case 0xfe50:
		return ',';
	case 0xff0e: case 0x066c: case 0xfe52:
		return '.';
	case 0x2018: case 0x2019: case 0x02bc: case 0xff07:
		return '\'';
	case 0xff05: case 0x066a: case 0xfe6a:
		return '%';
	}
	if (utf8proc_category(c) == UTF8PROC_CATEGORY_ZS)
		return ' ';
	return utf8proc_category(c) == UTF8PROC_CATEGORY_CF ? 0 : c;
}

/* `out` has room for what `text` takes: no sign grows. */
static bool plain_text(const char *text, char out[static TYPED_MOST + 1])
{
	const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)text;
	size_t left = strnlen(text, TYPED_MOST + 1), n = 0;
	utf8proc_int32_t c;

	if (left > TYPED_MOST)
		return false;
	while (left) {
		const utf8proc_ssize_t took =
			utf8proc_iterate(s, (utf8proc_ssize_t)left, &c);
		int digit;

		if (took < 1)
			return false;
		s += took;
		left -= (size_t)took;
		if ((digit = digit_of(c)) >= 0)
			out[n++] = (char)('0' + digit);
		else if ((c = plain_sign(c)))
			n += (size_t)utf8proc_encode_char(c,
				(utf8proc_uint8_t *)out + n);
	}
	out[n] = '\0';
	return true;
}

/* ---- Signs to a number --------------------------------------------------- */

/* Runs of digits and what stands between them. */
struct token {
	const char *run[DIGITS_MOST + 2];
	size_t size[DIGITS_MOST + 2];
	char between[DIGITS_MOST + 2];	/* [i] stands before run[i] */
	size_t n, digits;
};

/* Up to what is neither a digit nor between two; blanks behind are left. */
static const char *token_read(const char *s, struct token *t)
{
	char between = 0;

	*t = (struct token){ .n = 0 };
	for (;;) {
		const size_t n = strspn(s, "0123456789");

		t->run[t->n] = s;
		t->size[t->n] = n;
		t->between[t->n++] = between;
		s += n;
		if ((t->digits += n) > DIGITS_MOST || t->n > DIGITS_MOST)
			return NULL;
		between = *s;
		if (!between || !strchr(".,' ", between) ||
		    s[1] < '0' || s[1] > '9')
			return s;
		s++;
	}
}

/* Are runs 0 to n-1 groups of three, all with the same sign between? */
static bool groups_fit(const struct token *t, size_t n)
{
	if (n == 1)
		return true;
	if (t->size[0] < 1 || t->size[0] > 3 || *t->run[0] == '0')
		return false;
	for (size_t i = 1; i < n; i++)
		if (t->size[i] != 3 || t->between[i] != t->between[1])
			return false;
	return true;
}

static size_t count_of(const struct token *t, char between)
{
	size_t n = 0;

	for (size_t i = 1; i < t->n; i++)
		n += t->between[i] == between;
	return n;
}

/* How many runs are whole: all, or all but the last, which is decimals. */
static bool whole_of(const struct token *t, size_t *out)
{
	const char last = t->n > 1 ? t->between[t->n - 1] : 0;
	bool decimals = false;

	if (last == ',')
		decimals = count_of(t, ',') == 1;
	else if (last == '.' && count_of(t, '.') == 1)
		decimals = t->n > 2 || !groups_fit(t, 2);
	*out = t->n - decimals;
	return groups_fit(t, *out);
}

static bool token_value(const struct token *t, double *out)
{
	char digits[DIGITS_MOST + 8] = "0";
	size_t n = 1, whole;

	if (t->digits == 0 || !whole_of(t, &whole))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		if (i == whole)
			digits[n++] = '.';
		memcpy(digits + n, t->run[i], t->size[i]);
		n += t->size[i];
	}
	digits[n] = '\0';
	*out = nearest(digits);
	return true;
}

static void blanks(const char **s)
{
	while (**s == ' ')
		(*s)++;
}

/* Once, in front of "Rp" or behind it. */
static void sign_read(const char **s, bool *signed_, bool *negative)
{
	if (*signed_ || (**s != '-' && **s != '+'))
		return;
	*negative = **s == '-';
	*signed_ = true;
	(*s)++;
	blanks(s);
}

static void rupiah_read(const char **s)
{
	if (strncasecmp(*s, "rp", 2))
		return;
	*s += 2;
	*s += **s == '.';
	blanks(s);
}

static bool unit_fits(const char *rest, const char *unit)
{
	struct arena mem = ARENA_INIT;
	const char *a, *b;
	bool fits = false;

	blanks(&rest);
	if (!*rest || strcmp(rest + (*rest == '%'), "") == 0)
		return true;
	if (unit && *unit) {
		a = normal_text(&mem, rest, true);
		b = normal_text(&mem, unit, true);
		fits = a && b && strcmp(a, b) == 0;
	}
	arena_end(&mem);
	return fits;
}

/* Blanks behind are no part of anything. */
static void blanks_end(char *s)
{
	size_t n = strlen(s);

	while (n && s[n - 1] == ' ')
		s[--n] = '\0';
}

bool number_read(const char *text, const char *unit, double *out)
{
	char typed[TYPED_MOST + 1];
	const char *s = typed;
	bool signed_ = false, negative = false;
	struct token t;
	double value;

	if (!text || !plain_text(text, typed))
		return false;
	blanks_end(typed);
	blanks(&s);
	sign_read(&s, &signed_, &negative);
	rupiah_read(&s);
	sign_read(&s, &signed_, &negative);
	if (!(s = token_read(s, &t)) || !token_value(&t, &value))
		return false;
	if (text_starts(s, ",-"))
		s += 2;
	if (!unit_fits(s, unit))
		return false;
	*out = negative && value != 0 ? -value : value;
	return true;
}

/* ---- A double to digits --------------------------------------------------- */

static void digits_write(char out[static 512], double value, int decimals)
{
	const locale_t before = uselocale(plain);

	snprintf(out, 512, "%.*f", decimals, value);
	uselocale(before);
}

static void shortest_write(char out[static 512], double value)
{
	for (int d = 0; d < 40; d++) {
		digits_write(out, value, d);
		if (fabs(nearest(out) - value) <= 5e-13 * value)
			return;
	}
}

const char *number_write(struct arena *mem, double value, int decimals)
{
	struct text out = { .mem = mem };
	char digits[512];
	size_t whole;

	pthread_once(&once, plain_make);
	if (decimals < 0)
		shortest_write(digits, fabs(value));
	else
		digits_write(digits, fabs(value), decimals);
	whole = strcspn(digits, ".");
	if (value < 0 && strspn(digits, "0.") < strlen(digits))
		text_puts(&out, "-");
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % 3 == 0)
			text_puts(&out, ".");
		text_put(&out, digits + i, 1);
	}
	if (digits[whole])
		text_putf(&out, ",%s", digits + whole + 1);
	return out.bytes;
}
