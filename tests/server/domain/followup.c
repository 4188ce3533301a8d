/* When somebody is asked about an action plan, what, and what an answer is. */
#include "domain/followup.h"

#include <string.h>

#include "check.h"
#include "domain/day.h"

static struct arena mem = ARENA_INIT;
static const char *const ASKS = "{\"superior\":[\"Cadangan diuji.\","
	"\"Hasilnya dicatat.\"],\"colleague\":[\"Saya melihatnya.\"],"
	"\"indicator\":\"Lama layanan\"}";

static void days(void)
{
	check_int(followup_due(1000, 30), 1000 + 30 * DAY_MS);
	check_int(followup_expires(1000), 1000 + 60 * DAY_MS);
}

static void reminders(void)
{
	const int64_t ends = 60 * DAY_MS;

	check_int(followup_next(0, 1, ends), 7 * DAY_MS);
	check_int(followup_next(7 * DAY_MS, 2, ends), 14 * DAY_MS);
	check_int(followup_next(14 * DAY_MS, 3, ends), 0);
	check_int(followup_next(53 * DAY_MS - 1, 1, ends), ends - 1);
	check_int(followup_next(53 * DAY_MS, 1, ends), 0);
}

static size_t asked(const char *json, int day, enum followup_role role)
{
	const struct followup_kind kind = { day, role };
	struct followup_asks asks;

	followup_asks_read(&mem, json, &asks);
	return followup_asked(&asks, &kind);
}

/* The ids of what is asked: "started words". */
static const char *questions(const char *json, int day,
			     enum followup_role role)
{
	const struct followup_kind kind = { day, role };
	struct followup_question all[FOLLOWUP_QUESTIONS];
	struct text out = { .mem = &mem };
	struct followup_asks asks;
	size_t n;

	followup_asks_read(&mem, json, &asks);
	n = followup_questions(&asks, &kind, all);
	for (size_t i = 0; i < n; i++)
		text_putf(&out, "%s%s", i ? " " : "", all[i].id);
	return out.bytes;
}

static void who(void)
{
	for (size_t i = 0; i < FOLLOWUP_KINDS; i++) {
		check(asked("{}", followup_kinds[i].day,
			    followup_kinds[i].role));
		check(asked(ASKS, followup_kinds[i].day,
			    followup_kinds[i].role));
	}
	check(asked("{\"superior\":[\"X\"]}", 90, FOLLOWUP_LEARNER));
	check(asked("{\"superior\":[\"X\"]}", 90, FOLLOWUP_SUPERIOR));
	check(!asked("{\"superior\":[\"X\"]}", 90, FOLLOWUP_COLLEAGUE));
	check(!asked("{\"superior\":[\"X\"]}", 180, FOLLOWUP_SUPERIOR));
	check(!asked("{\"indicator\":\"X\"}", 90, FOLLOWUP_SUPERIOR));
}

static void what(void)
{
	check_str(questions("{}", 30, FOLLOWUP_LEARNER), "started words");
	check_str(questions("{}", 90, FOLLOWUP_LEARNER), "applied words");
	check_str(questions("{}", 180, FOLLOWUP_LEARNER), "running words");
	check_str(questions("{}", 90, FOLLOWUP_SUPERIOR), "statement1 words");
	check_str(questions(ASKS, 90, FOLLOWUP_SUPERIOR),
		  "statement1 statement2 words");
	check_str(questions(ASKS, 90, FOLLOWUP_COLLEAGUE), "statement1 words");
	check_str(questions(ASKS, 180, FOLLOWUP_SUPERIOR),
		  "indicator before after words");
}

/* What no import would let through is read all the same, and asks ours. */
static void damaged(void)
{
	static const char *const texts[] = {
		"", "x", "[]", "{\"superior\":1}", "{\"superior\":[]}",
		"{\"superior\":[\"\",3,null]}", "{\"colleague\":\"X\"}",
		"{\"indicator\":[]}",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		check_str(questions(texts[i], 90, FOLLOWUP_SUPERIOR),
			  "statement1 words");
	check_str(questions("{\"superior\":[\"a\",\"b\",\"c\",\"d\"]}", 90,
			    FOLLOWUP_SUPERIOR),
		  "statement1 statement2 statement3 words");
}

/* The first that does not fit, "" for none, and what is stored. */
static const char *answered(int day, enum followup_role role,
			    const char *given, const char **stored,
			    const char **gist)
{
	const struct followup_kind kind = { day, role };
	struct followup_question all[FOLLOWUP_QUESTIONS];
	json_t *root = json_loads(given, 0, NULL), *answers;
	struct followup_asks asks;
	const char *wrong;
	size_t n;
	char *text;

	followup_asks_read(&mem, ASKS, &asks);
	n = followup_questions(&asks, &kind, all);
	wrong = followup_check(&mem, all, n, root, &answers, gist);
	json_decref(root);
	if (wrong)
		return wrong;
	text = json_dumps(answers, JSON_COMPACT | JSON_SORT_KEYS);
	*stored = arena_copy(&mem, text, strlen(text));
	free(text);
	json_decref(answers);
	return "";
}

static void answers(void)
{
	const char *stored = "", *gist = "";

	check_str(answered(30, FOLLOWUP_LEARNER,
			   "{\"started\":\" done\",\"words\":\"  \"}", &stored,
			   &gist), "");
	check_str(stored, "{\"started\":\"done\"}");
	check_str(gist, "done");
	check_str(answered(90, FOLLOWUP_SUPERIOR,
			   "{\"statement1\":\"yes\",\"statement2\":\"partly\","
			   "\"words\":\"Baik.\\u0007\\nYa.\",\"lain\":\"x\"}",
			   &stored, &gist), "");
	check_str(stored, "{\"statement1\":\"yes\",\"statement2\":\"partly\","
		  "\"words\":\"Baik. \\nYa.\"}");
	check_str(gist, "yes,partly");
	check_str(answered(180, FOLLOWUP_SUPERIOR,
			   "{\"indicator\":\"same\",\"before\":\"1.500\","
			   "\"after\":\"\"}", &stored, &gist), "");
	check_str(stored, "{\"before\":1500.0,\"indicator\":\"same\"}");
}

static void refusals(void)
{
	const char *stored, *gist;

	check_str(answered(30, FOLLOWUP_LEARNER, "{}", &stored, &gist),
		  "started");
	check_str(answered(30, FOLLOWUP_LEARNER, "{\"started\":\"yes\"}",
			   &stored, &gist), "started");
	check_str(answered(90, FOLLOWUP_SUPERIOR, "{\"statement1\":\"yes\"}",
			   &stored, &gist), "statement2");
	check_str(answered(90, FOLLOWUP_SUPERIOR, "{\"statement1\":\"yes\","
			   "\"statement2\":\"unknown\"}", &stored, &gist),
		  "statement2");
	check_str(answered(180, FOLLOWUP_SUPERIOR, "{\"indicator\":\"same\","
			   "\"before\":\"banyak\"}", &stored, &gist),
		  "before");
}

static void length(void)
{
	char words[2 * FOLLOWUP_WORDS + 3] = "";
	const char *stored, *gist;

	for (size_t i = 0; i < FOLLOWUP_WORDS; i++)
		strcat(words, "é");
	check_str(answered(30, FOLLOWUP_LEARNER, arena_format(&mem,
		"{\"started\":\"no\",\"words\":\"%s\"}", words), &stored,
		&gist), "");
	check_str(answered(30, FOLLOWUP_LEARNER, arena_format(&mem,
		"{\"started\":\"no\",\"words\":\"%sx\"}", words), &stored,
		&gist), "words");
}

static void counts(void)
{
	const struct followup_kind kind = { 90, FOLLOWUP_SUPERIOR };
	json_t *all = json_object();
	char *text;

	followup_count(all, &kind, "yes,no", 4);
	followup_count(all, &kind, "yes", 1);
	followup_count(all, &kind, "no,partly,yes", 2);
	followup_count(all, &kind, "maybe,", 9);
	text = json_dumps(all, JSON_COMPACT | JSON_SORT_KEYS);
	check_str(text, "{\"statement1\":{\"no\":2,\"partly\":0,\"yes\":5},"
		  "\"statement2\":{\"no\":4,\"partly\":2,\"yes\":0},"
		  "\"statement3\":{\"no\":0,\"partly\":0,\"yes\":2}}");
	free(text);
	json_decref(all);
}

int main(void)
{
	TEST("days count from the end, and sixty are given to answer") days();
	TEST("a week and two weeks later there are reminders, none that comes too late")
		reminders();
	TEST("who is asked: all by our words, by an author's only those they wrote for")
		who();
	TEST("each day and role has its questions, in the author's words where there are any")
		what();
	TEST("asks that are damaged ask what ours do") damaged();
	TEST("an answer keeps what was said: choices, words without controls, numbers")
		answers();
	TEST("the first answer that does not fit is named") refusals();
	TEST("words have five hundred characters, however many bytes") length();
	TEST("answers are counted by question, of as many statements as each had")
		counts();
	arena_end(&mem);
	return test_end();
}
