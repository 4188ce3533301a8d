/* What goes to and comes from gradebooks of other systems (AGS 2.0). */
#include "lti/grades.h"

#include <stdlib.h>

#include "check.h"

static struct arena mem = ARENA_INIT;

static struct measure result(const char *text)
{
	json_t *json = json_loads(text, 0, NULL);
	const struct measure is = lti_result_read(json, "u1");

	json_decref(json);
	return is;
}

static void json_done(void *json)
{
	json_decref(json);
}

static bool item(const char *text, struct their_item *out)
{
	json_t *json = json_loads(text, 0, NULL);
	const bool is = their_item_read(json, out);

	arena_own(&mem, json, json_done);
	return is;
}

static void results(void)
{
	TEST("of a list of results the one of that user counts, as a share") {
		const struct measure is = result(
			"[{\"userId\":\"u2\",\"resultScore\":9},"
			"{\"userId\":\"u1\",\"resultScore\":3,"
			"\"resultMaximum\":4}]");

		check(is.known && is.value == 0.75);
	}
	TEST("numbers may be texts, and the most is 1 when it is not said") {
		check(result("[{\"userId\":\"u1\",\"resultScore\":\"0.5\"}]")
		      .value == 0.5);
		check(result("[{\"userId\":\"u1\",\"resultScore\":0.5,"
			     "\"resultMaximum\":null}]").value == 0.5);
	}
	TEST("what is no result of theirs says nothing") {
		check(!result("[]").known);
		check(!result("{}").known);
		check(!result("[{\"userId\":\"u1\"}]").known);
		check(!result("[{\"userId\":\"u1\",\"resultScore\":\"a\"}]")
		      .known);
		check(!result("[{\"userId\":\"u1\",\"resultScore\":1,"
			      "\"resultMaximum\":0}]").known);
	}
}

static void items(void)
{
	struct their_item is;

	TEST("a line item is known by its id; the rest may be absent") {
		check(item("{\"id\":\"https://a/1\"}", &is));
		check_str(is.resource_link, "");
		check(is.most == 0);
		check(item("{\"id\":\"https://a/1\",\"scoreMaximum\":\"20\","
			   "\"resourceLinkId\":\"r\",\"tag\":\"t\"}", &is));
		check(is.most == 20);
		check_str(is.resource_link, "r");
		check_str(is.tag, "t");
	}
	TEST("one without an id, or of no such most, is none or has none") {
		check(!item("{\"label\":\"x\"}", &is));
		check(!item("[]", &is));
		check(item("{\"id\":\"i\",\"scoreMaximum\":-1}", &is));
		check(is.most == 0);
		check(item("{\"id\":\"i\",\"scoreMaximum\":1e300}", &is));
		check(is.most == 0);
	}
}

static const char *score(const struct lti_told *told, double most)
{
	struct lti_grade_job job = { .grade.told = *told, .sub = "u1" };
	json_t *json = lti_score_json(&mem, &job, most,
				      INT64_C(1792000000123456));
	char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS |
				      JSON_REAL_PRECISION(12));
	const char *out = arena_format(&mem, "%s", text);

	json_decref(json);
	free(text);
	return out;
}

static void scores(void)
{
	TEST("a score has its most with it, to four digits") {
		check_str(score(&(struct lti_told){
				.scaled = { true, 1.0 / 3 },
				.activity = "Completed",
				.grading = "FullyGraded",
			}, 10),
			"{\"activityProgress\":\"Completed\","
			"\"gradingProgress\":\"FullyGraded\","
			"\"scoreGiven\":3.3333,\"scoreMaximum\":10.0,"
			"\"timestamp\":\"2026-10-14T17:46:40.123Z\","
			"\"userId\":\"u1\"}");
	}
	TEST("progress alone names neither score nor most, but when it began") {
		check_str(score(&(struct lti_told){
				.activity = "InProgress",
				.grading = "NotReady",
				.started_at = INT64_C(1792000000000),
			}, 10),
			"{\"activityProgress\":\"InProgress\","
			"\"gradingProgress\":\"NotReady\","
			"\"submission\":{\"startedAt\":"
			"\"2026-10-14T17:46:40.000Z\"},"
			"\"timestamp\":\"2026-10-14T17:46:40.123Z\","
			"\"userId\":\"u1\"}");
	}
}

static void numbers(void)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {
		{ 3.3333, "{\"n\":3.3333}" },
		{ 10, "{\"n\":10.0}" },
		{ 66.6667, "{\"n\":66.6667}" },
		{ 0.1, "{\"n\":0.1}" },
		{ 0.1 + 0.2, "{\"n\":0.30000000000000004}" },
		{ 1.0 / 3, "{\"n\":0.3333333333333333}" },
		{ 123456789012.3457, "{\"n\":123456789012.3457}" },
	};

	TEST("a number is sent by the fewest digits that read back the same")
		for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
			json_t *json = json_pack("{s:f}", "n",
						 cases[i].number);

			check_str(lti_json_text(&mem, json), cases[i].text);
			json_decref(json);
		}
	TEST("and what is no JSON is sent as nothing")
		check_str(lti_json_text(&mem, NULL), "{}");
}

int main(void)
{
	numbers();
	results();
	items();
	scores();
	arena_end(&mem);
	return test_end();
}
