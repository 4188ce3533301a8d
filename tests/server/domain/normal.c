#include "domain/normal.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "check.h"

static void same(const char *a, const char *b, bool fold)
{
	struct arena mem = ARENA_INIT;

	check_str(normal_text(&mem, a, fold), b);
	arena_end(&mem);
}

/* Every character there is, between two letters: done twice is done once. */
static size_t unstable(bool fold)
{
	size_t n = 0;

	for (utf8proc_int32_t c = 1; c < 0x110000; c++) {
		struct arena mem = ARENA_INIT;
		char text[8] = "a";
		utf8proc_ssize_t size;
		const char *once;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		size = utf8proc_encode_char(c, (utf8proc_uint8_t *)text + 1);
		text[1 + size] = 'b';
		text[2 + size] = '\0';
		once = normal_text(&mem, text, fold);
		if (!once || strcmp(normal_text(&mem, once, fold), once)) {
			printf("# U+%04X\n", (unsigned)c);
			n++;
		}
		arena_end(&mem);
	}
	return n;
}

int main(void)
{
	struct arena mem = ARENA_INIT;
	char *many;

	TEST("blanks of any kind are joined and trimmed") {
		same("  a \t\n b\xc2\xa0\xe2\x80\x83" "c ", "a b c", false);
		same("a\xe2\x80\x8b" "b\xef\xbb\xbf", "ab", false);
		same("\xc2\xa0", "", false);
	}
	TEST("letters composed or not, wide or not, are the same") {
		same("e\xcc\x81", "\xc3\xa9", false);
		same("\xef\xbc\xa1\xef\xbc\x91", "A1", false);
		same("\xef\xac\x81", "fi", false);
	}
	TEST("case is folded only where it is to be ignored") {
		same("APBD", "apbd", true);
		same("APBD", "APBD", false);
		same("Stra\xc3\x9f" "e", "strasse", true);
		same("\xce\xa3\xce\xaf\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x82",
		     "\xcf\x83\xce\xaf\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x83",
		     true);
	}
	TEST("quotation marks, apostrophes, dashes and dots are plain") {
		same("\xe2\x80\x9c" "a\xe2\x80\x9d \xe2\x80\x98" "b\xe2\x80\x99",
		     "\"a\" 'b'", false);
		same("Jum\xca\xbc" "at \xc2\xab" "c\xc2\xbb", "Jum'at \"c\"",
		     false);
		same("1\xe2\x80\x93" "2\xe2\x80\x94" "3\xe2\x88\x92" "4", "1-2-3-4",
		     false);
		same("a\xe2\x80\xa6", "a...", false);
	}
	TEST("what is not UTF-8 has no normal form") {
		check(!normal_text(&mem, "\xff", true));
		check(!normal_text(&mem, "\xed\xa0\x80", true));
	}
	TEST("a text over the limit has none, one below it has") {
		many = arena_alloc(&mem, NORMAL_MOST + 2);
		memset(many, 'a', NORMAL_MOST);
		check(normal_text(&mem, many, true) != NULL);
		many[NORMAL_MOST] = 'a';
		check(!normal_text(&mem, many, true));
	}
	TEST("done again it changes nothing, whatever the character") {
		check_int(unstable(false), 0);
		check_int(unstable(true), 0);
	}
	arena_end(&mem);
	return test_end();
}
