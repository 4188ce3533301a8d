/* Codes that are typed: made, and read as people write them. */
#include "auth/code.h"

#include "check.h"

#define TWO 10
#define THREE 15

static void test_new(void)
{
	char code[THREE], again[THREE];

	TEST("a code is of fours with hyphens, without what is taken for another") {
		for (int i = 0; i < 1000; i++) {
			code_new(code, THREE);
			check_int(strlen(code), THREE - 1);
			check(code[4] == '-' && code[9] == '-');
			check_int(strspn(code, "ACDEFGHJKMNPQRTVWXY34679-"),
				  THREE - 1);
			check(code_form(code, again, THREE));
			check_str(again, code);
		}
	}
}

static void test_form(void)
{
	char code[THREE];

	TEST("small letters, blanks and hyphens do not matter") {
		check(code_form("k7mp49xt", code, TWO));
		check_str(code, "K7MP-49XT");
		check(code_form(" k7 mp-49\txt\n", code, TWO));
		check_str(code, "K7MP-49XT");
		check(code_form("K7MP49XTACDE", code, THREE));
		check_str(code, "K7MP-49XT-ACDE");
	}
	TEST("too short, too long or of other letters is no code") {
		check(!code_form("", code, TWO));
		check(!code_form("K7MP-49X", code, TWO));
		check(!code_form("K7MP-49XTA", code, TWO));
		check(!code_form("K7MP-49XT", code, THREE));
		check(!code_form("K7MP-49X0", code, TWO));
		check(!code_form("K7MP\xc3\xa9", code, TWO));
	}
}

int main(void)
{
	test_new();
	test_form();
	return test_end();
}
