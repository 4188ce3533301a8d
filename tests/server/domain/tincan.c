/* What a Tin Can package's statements tell of its unit. */
#include "domain/tincan.h"

#include "check.h"

#define ACTIVITY "https://contoh.go.id/k"

static void rows(void)
{
	static const struct {
		const char *verb;
		struct statement said;
		enum completion completion;
		enum success success;
	} all[] = {
		{ "initialized", { .id = NULL }, COMPLETION_INCOMPLETE,
		  SUCCESS_UNKNOWN },
		{ "completed", { .id = NULL }, COMPLETION_COMPLETED,
		  SUCCESS_UNKNOWN },
		{ "completed", { .succeeded = true }, COMPLETION_COMPLETED,
		  SUCCESS_PASSED },
		{ "completed", { .failed = true }, COMPLETION_COMPLETED,
		  SUCCESS_FAILED },
		{ "passed", { .id = NULL }, COMPLETION_COMPLETED,
		  SUCCESS_PASSED },
		{ "failed", { .id = NULL }, COMPLETION_INCOMPLETE,
		  SUCCESS_FAILED },
		{ "experienced", { .completed = true }, COMPLETION_COMPLETED,
		  SUCCESS_UNKNOWN },
		{ "answered", { .succeeded = true }, COMPLETION_INCOMPLETE,
		  SUCCESS_UNKNOWN },
	};

	TEST("a statement about the launched activity itself counts") {
		for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
			struct statement s = all[i].said;
			struct progress p;
			char verb[96];

			snprintf(verb, sizeof(verb), VERB_ADL "%s", all[i].verb);
			s.verb = verb;
			s.activity = ACTIVITY;
			tincan_progress(&s, ACTIVITY, &p);
			check_int(p.completion, all[i].completion);
			check_int(p.success, all[i].success);
		}
	}
	TEST("one about a part of it tells only that something was done") {
		const struct statement s = {
			.verb = VERB_ADL "passed", .activity = ACTIVITY "/1",
			.score.scaled = { true, 1 }, .lasted = true,
			.duration_ms = 9,
		};
		struct progress p;

		tincan_progress(&s, ACTIVITY, &p);
		check_int(p.completion, COMPLETION_INCOMPLETE);
		check_int(p.success, SUCCESS_UNKNOWN);
		check(!p.score.scaled.known && !p.time_ms);
	}
}

int main(void)
{
	rows();
	return test_end();
}
