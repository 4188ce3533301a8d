#include "domain/search.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static const char *stem_of(const char *word)
{
	struct search_bag *bag = search_bag_new(&mem, 4);
	const struct search_word *words;
	size_t n;

	search_bag_add(bag, word, 1, 1);
	words = search_bag_words(bag, &n);
	return n == 1 ? words[0].stem : "not one word";
}

static void stems(void)
{
	static const char *const same[][2] = {
		{ "melayani", "pelayanan" }, { "Dilayani", "layanan" },
		{ "penganggaran", "anggaran" }, { "kepentingan", "penting" },
		{ "peraturannya", "mengatur" }, { "keuangan", "uang" },
		{ "services", "service" }, { "learning", "learned" },
		{ "management", "manager" }, { "ÉTIKA", "etika" },
	};

	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		check_str(stem_of(same[i][0]), stem_of(same[i][1]));
	check(strcmp(stem_of("anggaran"), stem_of("pelayanan")));
}

static size_t words_in(const char *text, size_t most,
		       const struct search_word **out)
{
	struct search_bag *bag = search_bag_new(&mem, most);
	size_t n;

	search_bag_add(bag, text, 2, 6);
	*out = search_bag_words(bag, &n);
	return n;
}

static void words(void)
{
	const struct search_word *w;
	char longest[300];

	check_int(words_in("Satu, dua-tiga (satu); dan yang a 2026!", 9, &w), 4);
	check_str(w[0].word, "satu");
	check_int(w[0].weight, 4);
	check_str(w[2].word, "tiga");
	check_str(w[3].word, "2026");
	check_int(words_in("satu satu satu satu satu", 9, &w), 1);
	check_int(w[0].weight, 6);
	check_int(words_in("a b", 9, &w), 0);
	check_int(words_in("", 9, &w), 0);
	check_int(words_in("satu dua tiga satu", 2, &w), 2);
	check_int(w[0].weight, 4);
	check_int(words_in("公務員 Łódź", 9, &w), 2);
	check_str(w[1].word, "lodz");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	check_int(words_in(longest, 9, &w), 1);
	check_int(strlen(w[0].word), SEARCH_WORD_MOST);
}

static void merged(void)
{
	struct search_bag *bag = search_bag_new(&mem, 9);
	const struct search_word *w;
	size_t n;

	search_bag_add(bag, "pelayanan anggaran", 1, 9);
	search_bag_add(bag, "melayani", 5, 5);
	w = search_bag_stems(bag, &n);
	check_int(n, 2);
	check_str(w[0].stem, "anggar");
	check_str(w[1].stem, "layan");
	check_int(w[1].weight, 5);
	w = search_bag_stems(search_bag_new(&mem, 9), &n);
	check_int(n, 0);
}

static void slips(void)
{
	check(search_near("layanan", "layann"));
	check(search_near("layan", "layann"));
	check(search_near("layanan", "lyaanan"));
	check(search_near("layanan", "layunan"));
	check(search_near("ab", "ba"));
	check(!search_near("layanan", "layanan"));
	check(!search_near("layanan", "lyanana"));
	check(!search_near("layanan", "layanxx"));
	check(!search_near("a", "abc"));
}

/* Every slip of these words is found under the keys of the right word. */
static void keys(const char *right)
{
	const size_t n = strlen(right);
	const char *head = search_head(&mem, right, n);
	const char *tail = search_tail(&mem, right, n);
	char typed[4][64];

	for (size_t i = 0; i <= n; i++) {
		snprintf(typed[0], 64, "%.*sz%s", (int)i, right, right + i);
		snprintf(typed[1], 64, "%.*s%s", (int)i, right,
			 i < n ? right + i + 1 : "z");
		snprintf(typed[2], 64, "%.*sz%s", (int)i, right,
			 i < n ? right + i + 1 : "");
		snprintf(typed[3], 64, "%s", right);
		if (i + 1 < n) {
			typed[3][i] = right[i + 1];
			typed[3][i + 1] = right[i];
		}
		for (int k = 0; k < 4; k++)
			check(strcmp(search_head(&mem, typed[k], n), head) == 0 ||
			      strcmp(search_tail(&mem, typed[k], n), tail) == 0);
	}
}

static void no_keys(void)
{
	check_str(search_head(&mem, "ab", 2), "");
	check_str(search_head(&mem, "2026", 4), "");
	check_str(search_tail(&mem, "公務員", 9), "");
}

static bool fits(struct search_wish w)
{
	static const struct search_candidate c = {
		.id = "1", .title = "T", .agency_id = "g", .topic = 2,
		.state = 1, .jp = 5, .minutes = 225, .created_at = 1000,
		.begun = true,
	};

	return search_fits(&c, &w);
}

#define WISH .topic = -1, .state = -1

static void wishes(void)
{
	check(fits((struct search_wish){ WISH }));
	check(fits((struct search_wish){ .topic = 2, .state = 1, .jp = 2,
		.length = 3, .since = 1000, .mine = 1, .agency_id = "g" }));
	check(!fits((struct search_wish){ .topic = 1, .state = -1 }));
	check(!fits((struct search_wish){ .topic = -1, .state = 0 }));
	check(!fits((struct search_wish){ WISH, .jp = 1 }));
	check(!fits((struct search_wish){ WISH, .length = 2 }));
	check(!fits((struct search_wish){ WISH, .since = 1001 }));
	check(!fits((struct search_wish){ WISH, .mine = 2 }));
	check(!fits((struct search_wish){ WISH, .mine = 3 }));
	check(!fits((struct search_wish){ WISH, .agency_id = "h" }));
}

static const char *first(enum search_sort sort)
{
	struct search_candidate all[] = {
		{ .id = "a", .title = "Beta", .minutes = 0, .updated_at = 1,
		  .created_at = 1, .score = 9 },
		{ .id = "b", .title = "alfa", .minutes = 90, .updated_at = 2,
		  .created_at = 2, .score = 1 },
		{ .id = "c", .title = "Gama", .minutes = 30, .updated_at = 3,
		  .created_at = 3, .score = 1 },
	};

	search_order(all, 3, sort);
	return all[0].id;
}

static void orders(void)
{
	check_str(first(SORT_FIT), "a");
	check_str(first(SORT_NEW), "c");
	check_str(first(SORT_TITLE), "b");
	check_str(first(SORT_SHORT), "c");
	search_order(NULL, 0, SORT_FIT);
	check(search_worth(6, 1, 100) > search_worth(6, 50, 100));
	check(search_worth(40, 50, 100) > search_worth(6, 50, 100));
}

int main(void)
{
	TEST("words of one root have one stem, in both languages")
		stems();
	TEST("a text is cut into distinct words, weighed and bounded")
		words();
	TEST("a stem has the weight of its heaviest word")
		merged();
	TEST("one slip of the fingers is near, two are not")
		slips();
	TEST("a word with a slip is found under the keys of the right one") {
		keys("kota");
		keys("sapu");
		keys("pajak");
		keys("layanan");
		keys("anggaran");
		keys("pelayanan");
	}
	TEST("words too short or with other signs have no keys")
		no_keys();
	TEST("a module fits all of a wish or is left out")
		wishes();
	TEST("modules come in the order that was asked for")
		orders();
	arena_end(&mem);
	return test_end();
}
