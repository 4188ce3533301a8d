/* The names of rows: what order they stand in, and what is one. */
#include "base/ident.h"

#include <string.h>

#include "check.h"

#define MANY 100000

static void order(void)
{
	char before[IDENT_SIZE], after[IDENT_SIZE];
	size_t wrong = 0;

	ident_new(1800000000000, before);
	for (int i = 0; i < MANY; i++) {
		ident_new(1800000000000, after);
		wrong += strcmp(before, after) >= 0;
		memcpy(before, after, sizeof(before));
	}
	check_int(wrong, 0);
	ident_new(1800000000001, after);
	check(strcmp(before, after) < 0);
	ident_new(1799999999999, after);
	check(strcmp(before, after) > 0);
}

/* How much of the chance of two neighbours is alike. */
static void chance(void)
{
	unsigned char a[IDENT_BYTES], b[IDENT_BYTES];
	char text[IDENT_SIZE];
	size_t same = 0;

	for (int i = 0; i < 1000; i++) {
		ident_new(1800000000000, text);
		ident_pack(text, a);
		ident_new(1800000000000, text);
		ident_pack(text, b);
		same += memcmp(a + 12, b + 12, 4) == 0;
	}
	check_int(same, 0);
	for (int i = 0; i < 1000; i++) {
		ident_new(1800000000000, text);
		ident_pack(text, a);
		ident_new(1800000000001, text);
		ident_pack(text, b);
		same += memcmp(a + 6, b + 6, 4) == 0;
	}
	check_int(same, 0);
}

int main(void)
{
	TEST("of one millisecond the later name is the greater") { order(); }
	TEST("and no name says which comes next") { chance(); }
	TEST("what is packed is the same again") {
		unsigned char packed[IDENT_BYTES];
		char text[IDENT_SIZE], again[IDENT_SIZE];

		ident_new(1800000000000, text);
		check(ident_valid(text));
		ident_pack(text, packed);
		ident_unpack(packed, again);
		check_str(again, text);
	}
	return test_end();
}
