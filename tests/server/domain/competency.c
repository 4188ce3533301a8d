/* How high somebody stands in a competency. */
#include "domain/competency.h"

#include "check.h"

static int level(const char *story)
{
	struct competency_shown all[16];
	size_t n = 0;

	/* "3" was completed at level 3, "!2" an assessor said 2. */
	for (; *story; story++) {
		all[n] = (struct competency_shown){ .at = (int64_t)n };
		if (*story == '!') {
			all[n].assessed = true;
			story++;
		}
		all[n++].level = *story - '0';
	}
	return competency_level(all, n);
}

int main(void)
{
	TEST("nothing shown is level 0")
		check_int(level(""), 0);
	TEST("what was completed raises a level and never lowers it") {
		check_int(level("2"), 2);
		check_int(level("24"), 4);
		check_int(level("42"), 4);
	}
	TEST("an assessor's word says it anew, downward too, and what comes after raises it again") {
		check_int(level("4!2"), 2);
		check_int(level("4!0"), 0);
		check_int(level("4!23"), 3);
		check_int(level("!52"), 5);
	}
	TEST("a code is letters, digits, dots and hyphens") {
		check(competency_code_fits("KI.T1"));
		check(competency_code_fits("a"));
		check(!competency_code_fits(""));
		check(!competency_code_fits(".A"));
		check(!competency_code_fits("A-"));
		check(!competency_code_fits("A B"));
		check(!competency_code_fits("K\xc3\xa9"));
		check(!competency_code_fits(
			"12345678901234567890123456789012345678901"));
	}
	TEST("there are three kinds") {
		check(competency_kind_fits("technical"));
		check(competency_kind_fits("managerial"));
		check(competency_kind_fits("social"));
		check(!competency_kind_fits("teknis"));
	}
	return test_end();
}
