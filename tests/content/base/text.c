/* Two texts beside each other. */
#include "base/text.h"

#include "check.h"

static void test_same(void)
{
	char again[] = "sama";

	TEST("a text is the same wherever it lies, and no other is") {
		check(text_same("sama", again) && text_alike("sama", again));
		check(!text_same("sama", "sam") && !text_alike("sam", "sama"));
		check(!text_same("sama", "Sama") && !text_alike("a", "b"));
	}
	TEST("none is the same as none alone") {
		check(text_same(NULL, NULL));
		check(!text_same(NULL, "") && !text_same("", NULL));
		check(!text_same("sama", NULL) && !text_same(NULL, "sama"));
	}
	TEST("none and an empty one are alike, and like nothing else") {
		check(text_alike(NULL, NULL) && text_alike("", ""));
		check(text_alike(NULL, "") && text_alike("", NULL));
		check(!text_alike("sama", NULL) && !text_alike("", "sama"));
	}
}

int main(void)
{
	test_same();
	return test_end();
}
