/* What a session that another LMS began opens: the module of its link. */
#include "domain/launch_scope.h"

#include <stddef.h>

#include "check.h"

static const struct launch_scope link = {
	.module_id = "m", .kind = LAUNCH_LINK, .role = LAUNCH_LEARNER };
static const struct launch_scope teacher = {
	.module_id = "m", .kind = LAUNCH_LINK, .role = LAUNCH_INSTRUCTOR };
static const struct launch_scope choice = {
	.kind = LAUNCH_CHOICE, .role = LAUNCH_INSTRUCTOR };

static const struct {
	const struct launch_scope *of;	/* NULL: a session of one's own */
	const char *module;
	bool opens;
} table[] = {
	{ NULL, "m", true }, { NULL, NULL, true },
	{ &link, "m", true }, { &link, "n", false }, { &link, "", false },
	{ &link, "mm", false }, { &link, NULL, false },
	{ &teacher, "m", true }, { &teacher, "n", false },
	{ &choice, "m", false }, { &choice, NULL, false },
};

int main(void)
{
	TEST("a launched session opens its link's module alone, one's own any")
		for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
			check_int(launch_opens(table[i].of, table[i].module),
				  table[i].opens);
	TEST("who teaches says the launch: nobody does in a session of one's own") {
		check(launch_teaches(&teacher));
		check(!launch_teaches(&link));
		check(!launch_teaches(NULL));
	}
	TEST("kinds and roles are read as they were written") {
		for (int i = LAUNCH_LINK; i <= LAUNCH_REVIEW; i++)
			check_int(launch_kind_named(launch_kind_name(
				(enum launch_kind)i)), i);
		for (int i = LAUNCH_LEARNER; i <= LAUNCH_TEST; i++)
			check_int(launch_role_named(launch_role_name(
				(enum launch_role)i)), i);
	}
	TEST("what is none of them is a learner at a link") {
		check_int(launch_kind_named("Link"), LAUNCH_LINK);
		check_int(launch_kind_named(NULL), LAUNCH_LINK);
		check_int(launch_role_named("instructor "), LAUNCH_LEARNER);
		check_int(launch_role_named(NULL), LAUNCH_LEARNER);
	}
	return test_end();
}
