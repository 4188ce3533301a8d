#include "domain/near.h"

#include <stdbool.h>
#include <string.h>

#define WORDS 12
#define LETTERS 23

struct word {
	char letters[LETTERS + 1];
	size_t n;
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool counts(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	       (lower(c) >= 'a' && lower(c) <= 'z');
}

static size_t words_of(const char *s, struct word out[static WORDS])
{
	size_t n = 0;

	while (*s && n < WORDS) {
		struct word *w = &out[n];

		while (*s && !counts(*s))
			s++;
		for (w->n = 0; counts(*s); s++)
			if (w->n < LETTERS)
				w->letters[w->n++] = lower(*s);
		w->letters[w->n] = '\0';
		n += w->n > 0;
	}
	return n;
}

/* Levenshtein's distance, two rows at a time. */
static size_t distance(const struct word *a, const struct word *b)
{
	size_t row[LETTERS + 1];

	for (size_t j = 0; j <= b->n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a->n; i++) {
		size_t before = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b->n; j++) {
			const size_t change = before +
				(a->letters[i - 1] != b->letters[j - 1]);
			size_t least = row[j] < row[j - 1] ? row[j]
							   : row[j - 1];

			before = row[j];
			least++;
			row[j] = change < least ? change : least;
		}
	}
	return row[b->n];
}

/* 0 to 10. */
static int alike(const struct word *a, const struct word *b)
{
	const struct word *less = a->n < b->n ? a : b;
	const size_t apart = a->n + b->n - 2 * less->n;

	if (strcmp(a->letters, b->letters) == 0)
		return 10;
	if (less->n >= 3 && memcmp(a->letters, b->letters, less->n) == 0)
		return 8;
	if (less->n < 4 || apart > 2)
		return 0;
	return distance(a, b) <= (less->n >= 8 ? 2u : 1u) ? 7 : 0;
}

static int best(const struct word *w, const struct word *all, size_t n)
{
	int most = 0;

	for (size_t i = 0; i < n && most < 10; i++) {
		const int is = alike(w, &all[i]);

		most = is > most ? is : most;
	}
	return most;
}

int near_score(const char *typed, const char *name)
{
	struct word a[WORDS], b[WORDS];
	const size_t na = words_of(typed, a), nb = words_of(name, b);
	int sum = 0;

	for (size_t i = 0; i < na; i++)
		sum += best(&a[i], b, nb);
	for (size_t i = 0; i < nb; i++)
		sum += best(&b[i], a, na);
	return na + nb ? sum * 10 / (int)(na + nb) : 0;
}

size_t near_names(const char *typed, const char *const *names, size_t n,
		  size_t out[static NEAR_MOST])
{
	int scores[NEAR_MOST];
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const int score = near_score(typed, names[i]);
		size_t at = found;

		if (score < 50)
			continue;
		while (at > 0 && scores[at - 1] < score)
			at--;
		if (at == NEAR_MOST)
			continue;
		found += found < NEAR_MOST;
		for (size_t k = found - 1; k > at; k--) {
			scores[k] = scores[k - 1];
			out[k] = out[k - 1];
		}
		scores[at] = score;
		out[at] = i;
	}
	return found;
}
