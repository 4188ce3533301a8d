/* The wall clock: read as text, and set ahead for trials. */
#include "base/clock.h"

#include "check.h"

int main(void)
{
	TEST("a moment is read as it is written, and a day is its beginning")
	{
		char text[CLOCK_TEXT_SIZE];
		int64_t at = 0;

		check(clock_read("2027-01-31T08:00:00.000Z", &at));
		clock_text(at, text);
		check_str(text, "2027-01-31T08:00:00.000Z");
		check(clock_read("2028-02-29", &at));
		clock_text(at, text);
		check_str(text, "2028-02-29T00:00:00.000Z");
	}

	TEST("what is no moment is not read as another one")
	{
		static const char *const none[] = {
			"", "2027", "2027-02-30", "2027-1-31", "2027-01-31T25:00:00Z",
			"2027-01-31 08:00", "2027-01-31T08:00:00+07:00", "x",
		};
		int64_t at = 5;

		for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
			check(!clock_read(none[i], &at));
		check_int(at, 5);
	}

	TEST("a clock that was set goes on from there")
	{
		const int64_t then = 1801382400000;

		clock_set(then);
		check(clock_now() >= then && clock_now() < then + 60000);
	}
	return test_end();
}
