/* Words as they are looked for: two texts, the second on the last line. */
#include "base/text.h"
#include "domain/search.h"
#include "fuzz.h"

static void words_check(struct arena *mem, const char *text)
{
	struct search_bag *bag = search_bag_new(mem, 50), *again;
	const struct search_word *words;
	size_t n, m;

	search_bag_add(bag, text, 2, 10);
	words = search_bag_words(bag, &n);
	must(n <= 50);
	for (size_t i = 0; i < n; i++) {
		must(fuzz_utf8(words[i].word, SEARCH_WORD_MOST));
		must(fuzz_utf8(words[i].stem, 2 * SEARCH_WORD_MOST));
		must(words[i].weight >= 2 && words[i].weight <= 10);
		for (size_t k = 0; k < i; k++)
			must(strcmp(words[i].word, words[k].word));
		/* What was a word is one, and the same. */
		again = search_bag_new(mem, 4);
		search_bag_add(again, words[i].word, 1, 1);
		must(!strcmp(search_bag_words(again, &m)->word,
			     words[i].word) && m == 1);
	}
	words = search_bag_stems(bag, &m);
	must(m <= n);
	for (size_t i = 1; i < m; i++)
		must(strcmp(words[i - 1].stem, words[i].stem) < 0);
}

/* A slip is one whichever side it is on, and the keys find it. */
static void slip_check(struct arena *mem, const char *a, const char *b)
{
	const size_t n = strlen(a), m = strlen(b);
	const char *plain = "abcdefghijklmnopqrstuvwxyz";

	must(search_near(a, b) == search_near(b, a));
	must(!search_near(a, a));
	if (n > 1)
		must(search_near(a, a + 1) || strcmp(a, a + 1) == 0);
	if (!search_near(a, b) || m < SEARCH_TYPO_LEAST || n < m - 1 ||
	    a[strspn(a, plain)] || b[strspn(b, plain)])
		return;
	must(!strcmp(search_head(mem, a, n), search_head(mem, b, n)) ||
	     !strcmp(search_tail(mem, a, n), search_tail(mem, b, n)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	char *text, *last;

	fuzz_begin();
	text = fuzz_text(&mem, bytes, size);
	if (text_utf8(text, size)) {
		words_check(&mem, text);
		last = strrchr(text, '\n');
		if (last) {
			*last++ = '\0';
			slip_check(&mem, text, last);
		}
		(void)text_line(&mem, text, 20);
		must(text_plain(text_line(&mem, text, 20)));
		must(text_length(text_line(&mem, text, 20)) <= 20);
	}
	arena_end(&mem);
	return 0;
}
