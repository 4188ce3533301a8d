/* When units, blocks and courses of cmi5 are satisfied, and what a unit may say. */
#include "domain/cmi5.h"

#include "check.h"

#define ACTIVITY "https://balai.example/xapi/au/1"
#define PUBLISHER "https://contoh.go.id/kursus/1"
#define REGISTRATION "760e3480-ba55-4991-94b0-01820dbd23a2"
#define T0 INT64_C(1700000000000)

static void moving_on(void)
{
	static const struct {
		const char *move_on;
		bool nothing, completed, passed, both;
	} rows[] = {
		{ "Completed", false, true, false, true },
		{ "Passed", false, false, true, true },
		{ "CompletedAndPassed", false, false, false, true },
		{ "CompletedOrPassed", false, true, true, true },
		{ "NotApplicable", true, true, true, true },
		{ "completed", true, true, true, true },
	};

	TEST("a unit is satisfied as its moveOn says (13.1.4)") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			const enum move_on m = move_on_named(rows[i].move_on);

			check_int(au_satisfied(m, &(struct au){ .passed = false }),
				  rows[i].nothing);
			check_int(au_satisfied(m, &(struct au){ .completed = true }),
				  rows[i].completed);
			check_int(au_satisfied(m, &(struct au){ .passed = true }),
				  rows[i].passed);
			check_int(au_satisfied(m, &(struct au){
					.completed = true, .passed = true }),
				  rows[i].both);
		}
	}
	TEST("a unit that was waived is satisfied, whatever its moveOn (9.3.9)") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check(au_satisfied(move_on_named(rows[i].move_on),
					   &(struct au){ .waived = true }));
	}
	TEST("a unit is waived once, and only while it is not done (9.3.7)") {
		check(au_waivable(&(struct au){ .waived = false }, false));
		check(au_waivable(&(struct au){ .passed = true }, false));
		check(!au_waivable(&(struct au){ .passed = true }, true));
		check(!au_waivable(&(struct au){ .waived = true }, false));
	}
	TEST("a unit is waived for one of the reasons that there are (9.5.5.2)") {
		check(waive_reason_valid("Tested Out"));
		check(waive_reason_valid("Administrative"));
		check(!waive_reason_valid("administrative"));
		check(!waive_reason_valid(""));
	}
	TEST("a unit that can still be passed is not opened to look at") {
		const enum move_on m = MOVE_ON_COMPLETED_OR_PASSED;

		check(!au_review(m, true, &(struct au){ .completed = true }));
		check(au_review(m, false, &(struct au){ .completed = true }));
		check(au_review(m, true, &(struct au){ .passed = true }));
		check(!au_review(MOVE_ON_NOT_APPLICABLE, false,
				 &(struct au){ .passed = false }));
		check(!au_review(m, false, &(struct au){ .waived = true }));
		check(!au_review(MOVE_ON_COMPLETED_AND_PASSED, false,
				 &(struct au){ .passed = true }));
	}
}

/* A statement as a unit makes it, in one line of a table. */
struct said {
	const char *verb;		/* behind VERB_ADL */
	const char *result;		/* JSON; NULL: none */
	const char *category;		/* "c", "cm" (moveOn too) or "" */
	const char *more;		/* JSON put over it; NULL: nothing */
};

static json_t *made(const struct said *said)
{
	json_t *category = json_array(), *json;

	if (*said->category)
		json_array_append_new(category, json_pack("{s:s}", "id",
							  CMI5_CATEGORY));
	if (*said->category && said->category[1])
		json_array_append_new(category, json_pack("{s:s}", "id",
							  CMI5_MOVEON));
	json = json_pack("{s:s, s:s, s:{s:{s:s, s:s}}, s:{s:s+}, s:{s:s},"
		"s:{s:s, s:{s:o, s:[{s:s}]}, s:{s:s, s:f}}}",
		"id", "7ca5b8c2-7f3e-4a8c-9d4d-6f2a1a3b5c77",
		"timestamp", "2023-11-14T22:13:21Z",
		"actor", "account", "homePage", "https://balai.example",
		"name", "a", "verb", "id", VERB_ADL, said->verb,
		"object", "id", ACTIVITY, "context",
		"registration", REGISTRATION, "contextActivities",
		"category", category, "grouping", "id", PUBLISHER,
		"extensions", CMI5_EXTENSION "sessionid", "s1",
		CMI5_EXTENSION "masteryscore", 0.5);
	if (said->result)
		json_object_set_new(json, "result",
				    json_loads(said->result, 0, NULL));
	if (said->more) {
		json_t *more = json_loads(said->more, 0, NULL);

		json_object_update_recursive(json, more);
		json_decref(more);
	}
	return json;
}

static const struct au_launch launch = {
	.activity = ACTIVITY, .publisher = PUBLISHER,
	.registration = REGISTRATION, .session = "s1",
	.move_on = MOVE_ON_PASSED, .mastery = { true, 0.5 },
};

static char clause[16];

/* The clause that it breaks, as "9.3.4"; "" when it is right. */
static const char *broken_in(const struct said *said,
			     const struct au_launch *l,
			     const struct au_session *in, const struct au *au,
			     int64_t now)
{
	struct arena mem = ARENA_INIT;
	json_t *json = made(said);
	struct statement s;
	const char *wrong = statement_read(&mem, json, &s);
	const char *fault = wrong ? NULL : cmi5_fault(&s, l, in, au, now);
	const char *at = fault ? strrchr(fault, '(') : NULL;

	snprintf(clause, sizeof(clause), "%.*s",
		 at ? (int)strcspn(at + 1, ")") : 15,
		 wrong ? wrong : at ? at + 1 : fault ? fault : "");
	json_decref(json);
	arena_end(&mem);
	return clause;
}

#define PASSED "{\"success\":true,\"duration\":\"PT1M\",\"score\":{\"scaled\":0.5}}"
#define FAILED "{\"success\":false,\"duration\":\"PT1M\",\"score\":{\"scaled\":0.4}}"
#define COMPLETED "{\"completion\":true,\"duration\":\"PT1M\"}"
#define LASTED "{\"duration\":\"PT1M\"}"

static void saying(void)
{
	static const struct { struct said said; const char *clause; } rows[] = {
		{ { "passed", PASSED, "cm", NULL }, "" },
		{ { "failed", FAILED, "cm", NULL }, "" },
		{ { "completed", COMPLETED, "cm", NULL }, "" },
		{ { "terminated", LASTED, "c", NULL }, "" },
		{ { "experienced", NULL, "", NULL }, "" },
		{ { "passed", NULL, "", NULL }, "" },
		{ { "passed", "{\"success\":true,\"duration\":\"PT1M\"}", "cm",
		    NULL }, "" },
		{ { "initialized", NULL, "c", NULL }, "9.3.2" },
		{ { "launched", NULL, "c", NULL }, "9.3" },
		{ { "experienced", NULL, "c", NULL }, "9.3" },
		{ { "passed", PASSED, "c", NULL }, "9.6.2.2" },
		{ { "terminated", LASTED, "cm", NULL }, "9.6.2.2" },
		{ { "terminated", NULL, "c", NULL }, "9.5.4.1" },
		{ { "passed", "{\"success\":true}", "cm", NULL }, "9.5.4.1" },
		{ { "passed", FAILED, "cm", NULL }, "9.5.2" },
		{ { "failed", PASSED, "cm", NULL }, "9.5.2" },
		{ { "terminated", "{\"duration\":\"PT1M\",\"success\":true}",
		    "cm", NULL }, "9.5.2" },
		{ { "completed", "{\"duration\":\"PT1M\",\"completion\":false}",
		    "cm", NULL }, "9.5.3" },
		{ { "passed", "{\"duration\":\"PT1M\",\"success\":true,"
		    "\"completion\":true}", "cm", NULL }, "9.5.3" },
		{ { "completed", "{\"duration\":\"PT1M\",\"completion\":true,"
		    "\"score\":{\"scaled\":1}}", "cm", NULL }, "9.5.1" },
		{ { "passed", "{\"duration\":\"PT1M\",\"success\":true,"
		    "\"score\":{\"raw\":4}}", "cm", NULL }, "9.5.1" },
		{ { "failed", "{\"duration\":\"PT1M\",\"success\":false,"
		    "\"score\":{\"scaled\":-0.1}}", "cm", NULL }, "9.5.1" },
		{ { "passed", "{\"duration\":\"PT1M\",\"success\":true,"
		    "\"score\":{\"scaled\":0.49}}", "cm", NULL }, "9.3.4" },
		{ { "failed", "{\"duration\":\"PT1M\",\"success\":false,"
		    "\"score\":{\"scaled\":0.5}}", "cm", NULL }, "9.3.5" },
		{ { "passed", PASSED, "cm", "{\"context\":{\"extensions\":{\""
		    CMI5_EXTENSION "masteryscore\":0.4}}}" }, "9.6.3.2" },
		{ { "terminated", LASTED, "c",
		    "{\"object\":{\"id\":\"https://x.id\"}}" }, "9.4" },
		{ { "terminated", LASTED, "c",
		    "{\"context\":{\"contextActivities\":{\"grouping\":[]}}}" },
		  "9.6.2.3" },
		{ { "experienced", NULL, "", "{\"context\":{\"registration\":"
		    "\"760e3480-ba55-4991-94b0-01820dbd23a3\"}}" }, "9.6.1" },
		{ { "experienced", NULL, "", "{\"context\":{\"extensions\":{\""
		    CMI5_EXTENSION "sessionid\":\"s2\"}}}" }, "9.6.3.1" },
	};
	const struct au_session in = { .launched_at = T0,
				       .initialized_at = T0 + 500 };
	const struct au none = { .passed = false };

	TEST("each statement that breaks a rule of cmi5 is told which clause") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check_str(broken_in(&rows[i].said, &launch, &in, &none,
					    T0 + 1000), rows[i].clause);
	}
}

static void standing(void)
{
	static const struct said initialized = { "initialized", NULL, "c", NULL };
	static const struct said passed = { "passed", PASSED, "cm", NULL };
	static const struct said failed = { "failed", FAILED, "cm", NULL };
	static const struct said completed = { "completed", COMPLETED, "cm",
					       NULL };
	static const struct said ended = { "terminated", LASTED, "c", NULL };
	static const struct said other = { "experienced", NULL, "", NULL };
	const struct au none = { .passed = false };
	struct au_session in = { .launched_at = T0 };
	struct au_launch l = launch;

	TEST("the first statement of a session is initialized") {
		check_str(broken_in(&other, &l, &in, &none, T0), "9.3.2");
		check_str(broken_in(&passed, &l, &in, &none, T0), "9.3.2");
		check_str(broken_in(&initialized, &l, &in, &none, T0), "");
	}
	in.initialized_at = T0;
	TEST("what was passed in a registration neither passes nor fails again") {
		const struct au au = { .passed = true };

		check_str(broken_in(&passed, &l, &in, &au, T0), "9.3.4");
		check_str(broken_in(&failed, &l, &in, &au, T0), "9.3");
		check_str(broken_in(&completed, &l, &in, &au, T0), "");
	}
	TEST("what was completed in a registration is not completed again") {
		check_str(broken_in(&completed, &l, &in,
				    &(struct au){ .completed = true }, T0), "9.3.3");
	}
	TEST("a session that failed says neither again, the next one may") {
		in.failed = true;
		check_str(broken_in(&passed, &l, &in, &none, T0), "9.3");
		check_str(broken_in(&failed, &l, &in, &none, T0), "9.3");
		in.failed = false;
		check_str(broken_in(&passed, &l, &in, &none, T0), "");
	}
	TEST("in review only the beginning and the end are said") {
		l.review = true;
		check_str(broken_in(&passed, &l, &in, &none, T0), "10.2.2");
		check_str(broken_in(&ended, &l, &in, &none, T0), "");
		l.review = false;
	}
	TEST("after terminated only what was under way is taken, for ten seconds") {
		in.terminated_at = T0 + 5000;
		in.last_at = T0 + 2000000;
		check_str(broken_in(&other, &l, &in, &none, T0 + 6000), "");
		check_str(broken_in(&ended, &l, &in, &none, T0 + 6000), "9.3");
		check_str(broken_in(&other, &l, &in, &none, T0 + 15001),
			  "9.3.8");
		in.last_at = T0;
		check_str(broken_in(&other, &l, &in, &none, T0 + 6000), "9.3.8");
	}
	TEST("an abandoned session says nothing") {
		in.abandoned_at = T0 + 1;
		check_str(broken_in(&other, &l, &in, &none, T0 + 2), "9.3.6");
	}
}

static void counting(void)
{
	const struct said passed = { "passed", PASSED, "cm", NULL };
	const struct said allowed = { "passed", PASSED, "", NULL };
	struct arena mem = ARENA_INIT;
	struct au_session in = { .launched_at = T0 };
	struct au au = { .passed = false };
	json_t *one = made(&passed), *two = made(&allowed);
	struct statement s;

	TEST("only cmi5's own statements count, whatever the verb of others") {
		statement_read(&mem, two, &s);
		cmi5_count(&s, &in, &au, T0 + 100);
		check(!au.passed && !in.passed);
		check_int(in.last_at, s.at);
		statement_read(&mem, one, &s);
		cmi5_count(&s, &in, &au, T0 + 100);
		check(au.passed && in.passed && !au.completed);
	}
	TEST("a clock ahead of ours makes no session longer than it was") {
		in.last_at = T0 + 900000;
		check_int(cmi5_lasted(&in, T0 + 5000), 5000);
		in.last_at = T0 - 900000;
		check_int(cmi5_lasted(&in, T0 + 5000), 0);
	}
	json_decref(one);
	json_decref(two);
	arena_end(&mem);
}

static void blocks(void)
{
	static const char text[] =
		"{\"key\":\"k\",\"unit\":null,\"children\":["
		"{\"key\":\"b1\",\"unit\":null,\"children\":["
		"{\"key\":\"a\",\"unit\":\"a\",\"children\":[]},"
		"{\"key\":\"b2\",\"unit\":null,\"children\":["
		"{\"key\":\"b\",\"unit\":\"b\",\"children\":[]}]}]},"
		"{\"key\":\"empty\",\"unit\":null,\"children\":[]},"
		"{\"key\":\"link\",\"unit\":\"elsewhere\",\"children\":[]},"
		"{\"key\":\"c\",\"unit\":\"c\",\"children\":[]}]}";
	struct cmi5_unit units[] = { { "a", true }, { "b", true },
				     { "c", false } };
	struct arena mem = ARENA_INIT;
	json_t *tree = json_loads(text, 0, NULL);
	struct cmi5_block *found;
	size_t n;

	TEST("a block is satisfied when all in it is, blocks within too") {
		cmi5_blocks(&mem, tree, units, 3, &found, &n);
		check_int(n, 2);
		check_str(found[0].key, "b2");
		check_str(found[1].key, "b1");
		check(!found[0].course && !found[1].course);
	}
	TEST("the course is satisfied with the last of its units") {
		units[2].satisfied = true;
		cmi5_blocks(&mem, tree, units, 3, &found, &n);
		check_int(n, 3);
		check_str(found[2].key, "k");
		check(found[2].course);
	}
	TEST("one unit that is not leaves its block and all around it open") {
		units[1].satisfied = false;
		cmi5_blocks(&mem, tree, units, 3, &found, &n);
		check_int(n, 0);
	}
	json_decref(tree);
	arena_end(&mem);
}

int main(void)
{
	moving_on();
	saying();
	standing();
	counting();
	blocks();
	return test_end();
}
