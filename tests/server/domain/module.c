/* What kinds of units there are, and which rules hold for each. */
#include "domain/module.h"

#include "check.h"
#include "domain/person.h"

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

static void seen(void)
{
	static const struct person own = { .id = "a", .agency_id = "A" };
	static const struct person far = { .id = "b", .agency_id = "B" };
	static const struct person author = { .id = "c", .agency_id = "B",
					      .roles = ROLE_AUTHOR };
	static const struct person admin = { .id = "d", .agency_id = "B",
					     .roles = ROLE_ADMIN };
	struct module m = { .agency_id = "A", .state = MODULE_PUBLISHED };

	check(module_visible(&m, &own, false, false));
	check(!module_visible(&m, &far, false, false));
	check(!module_visible(&m, &author, false, false));
	check(module_visible(&m, &admin, false, false));
	check(module_visible(&m, &far, false, true));
	check(module_visible(&m, &far, true, false));
	m.shared = true;
	check(module_visible(&m, &far, false, false));
	m.state = MODULE_DRAFT;
	check(!module_visible(&m, &far, false, true));
	check(!module_visible(&m, &own, false, true));
}

int main(void)
{
	TEST("a published module is its own agency's until it is shared")
		seen();
	TEST("quizzes and cases are sat, and packages may give scores too")
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
			const struct unit u = { .kind = kinds[i].kind };

			check_int(unit_sat(&u), kinds[i].sat);
			check_int(unit_branching(&u), kinds[i].branching);
			check_int(unit_gives_score(&u), kinds[i].score);
		}
	return test_end();
}
