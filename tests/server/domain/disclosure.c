/* What strangers are told of a number of people. */
#include "domain/disclosure.h"

#include "check.h"

int main(void)
{
	TEST("fewer than five are not told") {
		for (int64_t n = -1; n < 5; n++)
			check_int(disclosed_count(n), DISCLOSED_NOT);
	}
	TEST("others are rounded down, to steps that grow") {
		static const struct { int64_t n, want; } all[] = {
			{ 5, 5 }, { 9, 5 }, { 10, 10 }, { 99, 95 },
			{ 100, 100 }, { 109, 100 }, { 999, 990 },
			{ 1000, 1000 }, { 1049, 1000 }, { 9999, 9950 },
			{ 10499, 10000 }, { 99999, 99500 }, { 123456, 120000 },
		};

		for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
			check_int(disclosed_count(all[i].n), all[i].want);
	}
	TEST("of a number that is told so never exactly one is meant") {
		for (int64_t n = 5; n < 3000; n++) {
			const int64_t told = disclosed_count(n);

			check(told <= n && told > 0);
			check_int(disclosed_count(told), told);
			check_int(disclosed_count(told + 4), told);
		}
	}
	TEST("a share is of twenty and more, to the nearest five percent") {
		check_int(disclosed_share(19, 19), DISCLOSED_NOT);
		check_int(disclosed_share(0, 20), 0);
		check_int(disclosed_share(20, 20), 100);
		check_int(disclosed_share(13, 20), 65);
		check_int(disclosed_share(12, 41), 30);
		check_int(disclosed_share(1, 41), 0);
		check_int(disclosed_share(2, 41), 5);
	}
	return test_end();
}
