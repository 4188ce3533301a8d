/* What kinds of units there are, and which rules hold for each. */
#include "domain/module.h"

#include "check.h"

static const struct {
	const char *kind;
	bool sat, branching, score;
} kinds[] = {
	{ "quiz",   true,  false, true },
	{ "case",   true,  true,  true },
	{ "sco",    false, false, true },
	{ "au",     false, false, true },
	{ "lesson", false, false, false },
	{ "survey", false, false, false },
	{ "plan",   false, false, false },
	{ "asset",  false, false, false },
	{ "page",   false, false, false },
	{ "link",   false, false, false },
	{ "file",   false, false, false },
};

int main(void)
{
	TEST("quizzes and cases are sat, and packages may give scores too")
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
			const struct unit u = { .kind = kinds[i].kind };

			check_int(unit_sat(&u), kinds[i].sat);
			check_int(unit_branching(&u), kinds[i].branching);
			check_int(unit_gives_score(&u), kinds[i].score);
		}
	return test_end();
}
