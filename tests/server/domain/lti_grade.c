/* What a gradebook elsewhere is told, when again, and what its answers mean. */
#include "domain/lti_grade.h"

#include <string.h>

#include "check.h"

#define NOW INT64_C(1800000000000)
#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)

static struct arena mem = ARENA_INIT;

/* "Completed FullyGraded 0.75", or "-" for no score. */
static const char *told(struct lti_standing s)
{
	struct lti_told t;

	lti_grade_tell(&s, &t);
	return t.scaled.known
		? arena_format(&mem, "%s %s %.2f", t.activity, t.grading,
			       t.scaled.value)
		: arena_format(&mem, "%s %s -", t.activity, t.grading);
}

static void telling(void)
{
	const struct measure most = { true, 0.75 }, minus = { true, -0.5 };

	check_str(told((struct lti_standing){ .begun = false }),
		  "Initialized NotReady -");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_INCOMPLETE }), "Started NotReady -");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_INCOMPLETE, .scaled = most }),
		  "InProgress Pending 0.75");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_COMPLETED, .scaled = most }),
		  "Completed FullyGraded 0.75");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_COMPLETED }),
		  "Completed FullyGraded 1.00");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_COMPLETED,
		.success = SUCCESS_FAILED }), "Completed FullyGraded 0.00");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_INCOMPLETE,
		.success = SUCCESS_PASSED }), "Completed FullyGraded 1.00");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_COMPLETED, .scaled = minus }),
		  "Completed FullyGraded 0.00");
}

static void waiting(void)
{
	const struct measure some = { true, 0.4 };

	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_INCOMPLETE, .waiting = true }),
		  "Submitted PendingManual -");
	check_str(told((struct lti_standing){ .begun = true,
		.completion = COMPLETION_COMPLETED, .waiting = true }),
		  "Completed PendingManual -");
	check_str(told((struct lti_standing){ .begun = true, .scaled = some,
		.completion = COMPLETION_INCOMPLETE, .waiting = true }),
		  "Submitted PendingManual 0.40");
}

static void moments(void)
{
	struct lti_told t;

	lti_grade_tell(&(struct lti_standing){ .begun = true,
		.completion = COMPLETION_COMPLETED, .started_at = 500,
		.last_at = 400 }, &t);
	check_int(t.started_at, 500);
	check_int(t.submitted_at, 500);
	check_int(lti_grade_at(NOW, 0), NOW * 1000);
	check_int(lti_grade_at(NOW, NOW * 1000), NOW * 1000 + 1000);
	check_int(lti_grade_at(NOW, NOW * 1000 + 5000), NOW * 1000 + 6000);
	check_str(lti_timestamp(&mem, INT64_C(1795298400123000)),
		  "2026-11-21T22:00:00.123Z");
}

static void same(void)
{
	struct lti_told a = { { true, 0.5 }, "Completed", "FullyGraded", 1, 2 };
	struct lti_told b = a;

	b.submitted_at = 9;
	check(lti_told_same(&a, &b));
	b.scaled.value = 0.6;
	check(!lti_told_same(&a, &b));
	b.scaled.known = false;
	check(!lti_told_same(&a, &b));
	b = a;
	b.grading = "PendingManual";
	check(!lti_told_same(&a, &b));
}

/* Whatever chance says, each wait is at most its minutes and three quarters of
   them at least. */
static void waits(void)
{
	static const int64_t minutes[] = { 1, 1, 2, 4, 8, 16, 32, 60, 60, 60 };

	for (int64_t n = 0; n < 10; n++)
		for (uint32_t chance = 0; chance < 4000000; chance += 99991) {
			const int64_t wait = lti_grade_next(NOW, NOW, n, 0,
							    chance) - NOW;

			check(wait <= minutes[n] * MINUTE &&
			      wait > minutes[n] * MINUTE * 3 / 4);
		}
}

static void patience(void)
{
	const int64_t asked = NOW - 72 * HOUR;

	check_int(lti_grade_next(NOW, asked, 80, 0, 0), 0);
	check_int(lti_grade_next(NOW - 1, asked, 80, 0, 0), NOW);
	check_int(lti_grade_next(NOW - MINUTE, asked, 1, NOW + HOUR, 0), NOW);
	check_int(lti_grade_next(NOW, NOW, 1, NOW + HOUR, 0), NOW + HOUR);
}

static void retry_after(void)
{
	check_int(lti_retry_after("120", NOW), NOW + 120000);
	check_int(lti_retry_after("0", NOW), 0);
	check_int(lti_retry_after("99999999999999999999999", NOW),
		  NOW + 24 * HOUR);
	check_int(lti_retry_after(NULL, NOW), 0);
	check_int(lti_retry_after("soon", NOW), 0);
	check_int(lti_retry_after("-5", NOW), 0);
	check_int(lti_retry_after("Fri, 15 Jan 2027 08:01:00 GMT", NOW),
		  NOW + 60000);
	check_int(lti_retry_after("Fri, 15 Jan 2027 07:00:00 GMT", NOW), 0);
	check_int(lti_retry_after("Fri, 15 Xyz 2027 08:01:00 GMT", NOW), 0);
	check_int(lti_retry_after("Fri, 15 J   2027 08:01:00 GMT", NOW), 0);
	check_int(lti_retry_after("Fri, 15 Jan 2030 08:01:00 GMT", NOW),
		  NOW + 24 * HOUR);
}

static void answers(void)
{
	static const struct {
		long status;
		const char *said;
		enum lti_answer what;
		const char *code;
		bool whole;
	} table[] = {
		{ 200, "", LTI_TAKEN, "", false },
		{ 201, "", LTI_TAKEN, "", false },
		{ 204, "", LTI_TAKEN, "", false },
		{ 302, "", LTI_ATTENTION, "answer_strange", false },
		{ 100, "", LTI_ATTENTION, "answer_strange", false },
		{ 400, "", LTI_ATTENTION, "score_refused", false },
		{ 400, "Incorrect score received. No array", LTI_ATTENTION,
		  "score_or_user", false },
		{ 401, "", LTI_TOKEN, "token_not_taken", true },
		{ 403, "", LTI_ATTENTION, "scope_refused", false },
		{ 404, "", LTI_REDISCOVER, "line_item_gone", false },
		{ 409, "", LTI_NEWER, "newer_there", false },
		{ 422, "User not found in course or is not a student",
		  LTI_ATTENTION, "user_unknown", false },
		{ 422, "This course has concluded. AGS requests will no longer "
		  "be accepted", LTI_ATTENTION, "course_closed", false },
		{ 422, "Provided timestamp is in the future", LTI_ATTENTION,
		  "clock_differs", false },
		{ 429, "", LTI_AGAIN, "platform_busy", true },
		{ 500, "", LTI_AGAIN, "platform_error", false },
		{ 503, "", LTI_AGAIN, "platform_error", true },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		const struct lti_meaning m =
			lti_answer_means(table[i].status, table[i].said);

		check_int(m.what, table[i].what);
		check_str(m.code, table[i].code);
		check_int(m.whole, table[i].whole);
	}
	check_str(lti_answer_means(400, NULL).code, "score_refused");
}

static void addresses(void)
{
	check_str(lti_ags_url(&mem, "https://h/li/7?type_id=3", "scores"),
		  "https://h/li/7/scores?type_id=3");
	check_str(lti_ags_url(&mem, "https://h/li/7", "results"),
		  "https://h/li/7/results");
	check_str(lti_ags_url(&mem, "https://h/li/7/?a=/b?c", "scores"),
		  "https://h/li/7/scores?a=/b?c");
	check_str(lti_resource_id(&mem, "m", ""), "m");
	check_str(lti_resource_id(&mem, "m", "u1"), "m/u1");
}

static void overrides(void)
{
	const struct measure none = { .known = false }, half = { true, 0.5 };

	check(!lti_result_differs(none, none));
	check(lti_result_differs(half, none));
	check(lti_result_differs(none, half));
	check(!lti_result_differs((struct measure){ true, 0.505 }, half));
	check(lti_result_differs((struct measure){ true, 0.51 }, half));
}

int main(void)
{
	TEST("a platform is told progress, a score, or all of it when it is "
	     "completed without one")
		telling();
	TEST("what waits for a person is no full score")
		waiting();
	TEST("timestamps go up, whatever the clock does")
		moments();
	TEST("the same standing is told once")
		same();
	TEST("a score that did not arrive is tried after a minute, then twice as "
	     "long, an hour at most")
		waits();
	TEST("it is tried for three days, and when the platform asks for it")
		patience();
	TEST("Retry-After may be seconds or a date, a day at most")
		retry_after();
	TEST("an answer is taken, comes again, or needs a person who is told "
	     "why")
		answers();
	TEST("T52 /scores and /results come before the query of a line item")
		addresses();
	TEST("a result that rounding explains is ours, another is a teacher's")
		overrides();
	arena_end(&mem);
	return test_end();
}
