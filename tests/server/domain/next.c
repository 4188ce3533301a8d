#include "domain/next.h"

#include "check.h"

#define OF(ident, why) { .id = ident, .title = ident, .reason = why, .name = "" }

static void choose(void)
{
	static const struct next_module all[] = {
		OF("done", NEXT_JOB), OF("job1", NEXT_JOB),
		OF("job2", NEXT_JOB), OF("job1", NEXT_LEVEL),
		OF("level", NEXT_LEVEL), OF("topic", NEXT_TOPIC),
	};
	struct next_module out[NEXT_MOST];

	check_int(next_choose(all, 6, "done", out), 3);
	check_str(out[0].id, "job1");
	check_str(out[1].id, "level");
	check_str(out[2].id, "topic");
	check_int(next_choose(all, 3, "done", out), 2);
	check_str(out[1].id, "job2");
	check_int(next_choose(all, 1, "done", out), 0);
	check_int(next_choose(all, 1, "", out), 1);
	check_int(next_choose(all, 0, "", out), 0);
}

static void words(void)
{
	check_str(next_reason_name(NEXT_JOB), "job");
	check_str(next_reason_name(NEXT_LEVEL), "level");
	check_str(next_reason_name(NEXT_PROGRAMME), "programme");
	check_str(next_reason_name(NEXT_TOPIC), "topic");
}

int main(void)
{
	TEST("three at most, one of each reason first, none twice, none done")
		choose();
	TEST("reasons have names on the wire")
		words();
	return test_end();
}
