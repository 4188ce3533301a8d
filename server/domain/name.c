#include "domain/name.h"

#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

#define LETTERS_MOST 120	/* characters of a name: domain/person.h */
#define SLIPS_MOST 3
#define LETTERS_A_SLIP 6

/* In small letters, of a name's letters alone, without titles. */
struct core {
	utf8proc_int32_t at[LETTERS_MOST];
	size_t n;
};

static bool title_bare(const char *word, size_t n)
{
	static const char *const titles[] = {
		"dr", "drs", "dra", "drg", "drh", "ir", "prof", "h", "hj",
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (strlen(titles[i]) == n && memcmp(titles[i], word, n) == 0)
			return true;
	return false;
}

/* "M.Si." is one, and "Dr."; the "M." of "Ahmad M." is a part of the name. */
static bool is_title(const char *word, size_t n)
{
	const char *dot = memchr(word, '.', n);

	return title_bare(word, n) ||
	       (dot && (dot > word + 1 || memchr(dot + 1, '.',
						 n - (size_t)(dot + 1 - word)) ||
			dot + 1 < word + n));
}

static void letters_add(struct core *c, const char *word, size_t n)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)word;
	utf8proc_int32_t letter;

	while (n && c->n < LETTERS_MOST) {
		const utf8proc_ssize_t size =
			utf8proc_iterate(p, (utf8proc_ssize_t)n, &letter);

		if (size <= 0)
			return;
		p += size;
		n -= (size_t)size;
		switch (utf8proc_category(letter)) {
		case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL:
		case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
		case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN:
			c->at[c->n++] = utf8proc_tolower(letter);
			break;
		default:
			break;
		}
	}
}

static void core_read(struct arena *mem, const char *name, struct core *c)
{
	const char *low = text_lower(mem, name), *end = strchr(low, ',');

	c->n = 0;
	if (!end)
		end = low + strlen(low);
	while (low < end) {
		size_t n = strcspn(low, " ");

		if (low + n > end)
			n = (size_t)(end - low);
		if (!is_title(low, n))
			letters_add(c, low, n);
		low += n + strspn(low + n, " ");
	}
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters put in, left out, or put for another (Levenshtein). */
static size_t distance(const struct core *a, const struct core *b)
{
	size_t row[LETTERS_MOST + 1];

	for (size_t j = 0; j <= b->n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a->n; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b->n; j++) {
			const size_t above = row[j];

			row[j] = least(least(above, row[j - 1]) + 1,
				       corner + (a->at[i - 1] != b->at[j - 1]));
			corner = above;
		}
	}
	return row[b->n];
}

bool name_mended(struct arena *mem, const char *before, const char *after)
{
	struct core a, b;
	size_t slips;

	core_read(mem, before, &a);
	core_read(mem, after, &b);
	slips = a.n / LETTERS_A_SLIP;
	return a.n && b.n &&
	       distance(&a, &b) <= least(slips ? slips : 1, SLIPS_MOST);
}
