/* How saved items add up to what a learner has reached. */
#include "domain/progress.h"

#include "check.h"

#define A "01aaaaaaaaaaaaaaaaaaaaaaaa"
#define B "01bbbbbbbbbbbbbbbbbbbbbbbb"

static const char good[] =
	"{\"attempt\":\"" A "\",\"run\":\"" B "\",\"sequence\":3,"
	"\"kind\":\"cmi\",\"cmi\":{\"cmi.location\":\"p2\"},"
	"\"completion\":\"completed\",\"success\":\"passed\","
	"\"score\":{\"scaled\":0.8,\"raw\":80,\"min\":0,\"max\":100},"
	"\"progressMeasure\":1,\"sessionTimeMs\":4000,\"location\":\"p2\","
	"\"exit\":\"suspend\",\"ended\":true}";

/* The good item with one part replaced; what item_read says of it. */
static const char *wrong_with(const char *key, const char *value)
{
	json_t *json = json_loads(good, 0, NULL);
	json_t *part = json_loads(value, JSON_DECODE_ANY, NULL);
	struct item item;
	const char *wrong;

	json_object_set_new(json, key, part);
	wrong = item_read(json, &item);
	json_decref(json);
	return wrong;
}

static void items(void)
{
	json_t *json = json_loads(good, 0, NULL);
	struct item item;

	TEST("an item is read with all its parts") {
		check_str(item_read(json, &item), NULL);
		check_str(item.attempt, A);
		check_str(item.run, B);
		check_int(item.sequence, 3);
		check_int(item.progress.completion, COMPLETION_COMPLETED);
		check_int(item.progress.success, SUCCESS_PASSED);
		check(item.progress.score.scaled.value == 0.8);
		check_str(item.exit, "suspend");
		check(item.ended);
	}
	json_decref(json);

	TEST("an item with a part that does not fit is refused by its name") {
		check_str(wrong_with("attempt", "\"x\""), "attempt");
		check_str(wrong_with("run", "7"), "run");
		check_str(wrong_with("sequence", "0"), "sequence");
		check_str(wrong_with("sequence", "1.5"), "sequence");
		check_str(wrong_with("completion", "\"done\""), "completion");
		check_str(wrong_with("success", "[]"), "completion");
		check_str(wrong_with("score", "{\"scaled\":1.01}"), "score");
		check_str(wrong_with("score", "{\"raw\":\"9\"}"), "score");
		check_str(wrong_with("progressMeasure", "-0.1"),
			  "progressMeasure");
		check_str(wrong_with("sessionTimeMs", "-1"), "sessionTimeMs");
		check_str(wrong_with("exit", "\"never\""), "exit");
		check_str(wrong_with("cmi", "{\"a\":1}"), "cmi");
		check_str(wrong_with("cmi", "null"), "cmi");
		check_str(wrong_with("activity", "[]"), "activity");
	}
	TEST("what an item need not say may be null or missing") {
		check_str(wrong_with("score", "null"), NULL);
		check_str(wrong_with("location", "null"), NULL);
		check_str(wrong_with("progressMeasure", "null"), NULL);
		check_str(wrong_with("activity", "null"), NULL);
		check_str(wrong_with("success", "null"), NULL);
	}
}

static struct item made(enum completion completion, enum success success,
			double scaled, int64_t time_ms)
{
	return (struct item){
		.sequence = 1,
		.progress = {
			.completion = completion,
			.success = success,
			.score.scaled = { true, scaled },
			.location = "here",
			.time_ms = time_ms,
		},
		.exit = "",
	};
}

static void adding(void)
{
	const struct item first = made(COMPLETION_INCOMPLETE, SUCCESS_UNKNOWN,
				       0.2, 1000);
	const struct item best = made(COMPLETION_COMPLETED, SUCCESS_PASSED,
				      0.9, 3000);
	const struct item again = made(COMPLETION_INCOMPLETE, SUCCESS_FAILED,
				       0.1, 500);
	struct progress one, two, three;

	progress_add(NULL, &first, true, 0, &one);
	progress_add(&one, &best, true, 1000, &two);
	progress_add(&two, &again, true, 0, &three);

	TEST("the first item is the progress") {
		check_int(one.completion, COMPLETION_INCOMPLETE);
		check(one.score.scaled.value == 0.2);
		check_int(one.time_ms, 1000);
	}
	TEST("a later item of the same run adds only the time since the last") {
		check_int(two.time_ms, 3000);
		check_int(two.completion, COMPLETION_COMPLETED);
	}
	TEST("looking at a lesson again takes nothing away that was reached") {
		check_int(three.completion, COMPLETION_COMPLETED);
		check_int(three.success, SUCCESS_PASSED);
		check(three.score.scaled.value == 0.9);
		check_int(three.time_ms, 3500);
	}
	TEST("an item of an older run counts, and leaves the place alone") {
		struct item late = best;
		struct progress out;

		late.progress.location = "elsewhere";
		progress_add(&one, &late, false, 0, &out);
		check_int(out.completion, COMPLETION_COMPLETED);
		check_str(out.location, "here");
	}
	TEST("a clock that ran back takes no time away") {
		struct progress out;

		progress_add(&two, &again, true, 2000, &out);
		check_int(out.time_ms, 3000);
	}
}

static void wholes(void)
{
	const struct progress done = { .completion = COMPLETION_COMPLETED };
	const struct progress passed = {
		.completion = COMPLETION_INCOMPLETE, .success = SUCCESS_PASSED,
		.score.scaled = { true, 0.5 },
	};
	const struct progress failed = {
		.completion = COMPLETION_COMPLETED, .success = SUCCESS_FAILED,
		.score.scaled = { true, 0.1 },
	};
	struct outcome out;

	TEST("a module with nothing begun is not attempted") {
		outcome_of(NULL, 0, 3, &out);
		check_int(out.completion, COMPLETION_NOT_ATTEMPTED);
		check(!out.scaled.known);
	}
	TEST("a module is complete when each unit is completed or passed") {
		outcome_of((const struct outcome_part[]){ { &done, 0, 0 },
							  { &passed, 0, 0 } },
			   2, 3, &out);
		check_int(out.completion, COMPLETION_INCOMPLETE);
		check_int(out.units_done, 2);
		outcome_of((const struct outcome_part[]){ { &done, 0, 0 },
							  { &passed, 0, 0 } },
			   2, 2, &out);
		check_int(out.completion, COMPLETION_COMPLETED);
		check_int(out.success, SUCCESS_PASSED);
	}
	TEST("one unit failed fails the whole; its score is the mean") {
		outcome_of((const struct outcome_part[]){ { &passed, 0, 0 },
							  { &failed, 0, 0 } },
			   2, 2, &out);
		check_int(out.success, SUCCESS_FAILED);
		check(out.scaled.value > 0.299 && out.scaled.value < 0.301);
	}
	TEST("an optional unit is done, and completes nothing") {
		outcome_of((const struct outcome_part[]){ { &done, true, 0 } },
			   1, 1, &out);
		check_int(out.completion, COMPLETION_INCOMPLETE);
		check_int(out.units_done, 1);
		outcome_of((const struct outcome_part[]){ { &passed, 0, 0 },
							  { &done, true, 0 } },
			   2, 1, &out);
		check_int(out.completion, COMPLETION_COMPLETED);
	}
	TEST("only what is required and scored passes or fails the whole") {
		static const struct {
			bool optional, unscored;
			enum success of, whole;
		} cases[] = {
			{ false, false, SUCCESS_FAILED, SUCCESS_FAILED },
			{ true, false, SUCCESS_FAILED, SUCCESS_PASSED },
			{ false, true, SUCCESS_FAILED, SUCCESS_PASSED },
			{ true, true, SUCCESS_FAILED, SUCCESS_PASSED },
			{ false, false, SUCCESS_PASSED, SUCCESS_PASSED },
			{ true, false, SUCCESS_PASSED, SUCCESS_PASSED },
		};

		for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
			const struct progress *p = cases[i].of == SUCCESS_PASSED
				? &passed : &failed;

			outcome_of((const struct outcome_part[]){
				{ &passed, 0, 0 },
				{ p, cases[i].optional, cases[i].unscored } },
				2, 1 + !cases[i].optional, &out);
			check_int(out.completion, COMPLETION_COMPLETED);
			check_int(out.success, cases[i].whole);
		}
	}
	TEST("what is optional or a pretest alone neither passes nor fails") {
		outcome_of((const struct outcome_part[]){
			{ &done, 0, 0 }, { &passed, true, 0 },
			{ &failed, true, true } }, 3, 1, &out);
		check_int(out.completion, COMPLETION_COMPLETED);
		check_int(out.success, SUCCESS_UNKNOWN);
		outcome_of((const struct outcome_part[]){
			{ &done, 0, 0 }, { &failed, true, 0 } }, 2, 1, &out);
		check_int(out.success, SUCCESS_UNKNOWN);
	}
	TEST("a unit that is not scored neither fails nor passes the whole") {
		outcome_of((const struct outcome_part[]){ { &passed, 0, 0 },
							  { &failed, 0, true } },
			   2, 2, &out);
		check_int(out.success, SUCCESS_PASSED);
		check(out.scaled.value > 0.499 && out.scaled.value < 0.501);
	}
}

static void resuming(void)
{
	TEST("SCORM 2004 begins anew after a normal end, and goes on after others") {
		check(!run_resumes("scorm2004-4", "normal", true));
		check(!run_resumes("scorm2004-3", "", true));
		check(run_resumes("scorm2004-4", "suspend", true));
		check(run_resumes("scorm2004-4", "", false));
	}
	TEST("SCORM 1.2 keeps its data whatever the exit") {
		check(run_resumes("scorm12", "", true));
		check(run_resumes("scorm12", "logout", true));
	}
}

int main(void)
{
	items();
	adding();
	wholes();
	resuming();
	return test_end();
}
