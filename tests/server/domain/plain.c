#include "domain/plain.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static void words(const char *markdown, const char *expected)
{
	struct arena mem = ARENA_INIT;

	check_str(plain_words(&mem, markdown), expected);
	arena_end(&mem);
}

/* Many beginnings of links, none of which ends. */
static void long_one(void)
{
	const size_t n = 400000;
	char *text = malloc(2 * n + 1);

	if (!text)
		abort();
	for (size_t i = 0; i < n; i++)
		memcpy(text + 2 * i, i % 3 ? "](" : "[<", 2);
	text[2 * n] = '\0';
	words(text, text);
	free(text);
}

int main(void)
{
	TEST("a text is told without its marks") {
		words("Match the **activity** to `it`.", "Match the activity to it.");
		words("A \\> B \\< C & \\[x\\]", "A > B < C & [x]");
		words("to\\_\\_\\_, and", "to___, and");
		words("2 * 3 adalah *enam*", "2 * 3 adalah enam");
		words("Ibu kota {{1}} ialah {{2}}; {{instansi}}.",
		      "Ibu kota … ialah …; {{instansi}}.");
	}
	TEST("of links and pictures the words are told") {
		words("Lihat [halaman *ini*](https://a.b/c) dulu.",
		      "Lihat halaman ini dulu.");
		words("![Peta \\[1\\]](<data:image/png;base64,AAAA>) Apa ini?",
		      "Peta [1] Apa ini?");
		words("[![gambar](<data:x>) besar](<http://a b>)", "gambar besar");
		words("a [b] (c), d](e), ![f", "a [b] (c), d](e), ![f");
		words("\\", "\\");
		words("", "");
	}
	TEST("no text takes long to be told") {
		long_one();
	}
	return test_end();
}
