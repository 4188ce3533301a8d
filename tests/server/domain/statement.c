/* Which JSON is a statement of xAPI, and when two are the same. */
#include "domain/statement.h"

#include "check.h"

#define ID "7ca5b8c2-7f3e-4a8c-9d4d-6f2a1a3b5c77"
#define BASE \
	"\"actor\":{\"mbox\":\"mailto:a@b.id\"}," \
	"\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/answered\"}," \
	"\"object\":{\"id\":\"https://contoh.go.id/x\"}"

static char place[128];

/* Where it does not fit; "" when it does, "json" when it is none. */
static const char *wrong(const char *text)
{
	struct arena mem = ARENA_INIT;
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
	struct statement s;
	const char *at = json ? statement_read(&mem, json, &s) : "json";

	snprintf(place, sizeof(place), "%s", at ? at : "");
	json_decref(json);
	arena_end(&mem);
	return place;
}

struct row {
	const char *text, *where;
};

static void fitting(void)
{
	static const struct row rows[] = {
		{ "{" BASE "}", "" },
		{ "{" BASE ",\"id\":\"" ID "\",\"version\":\"1.0.3\"}", "" },
		{ "{" BASE ",\"version\":\"0.9\"}", "version" },
		{ "[]", "statement" },
		{ "null", "statement" },
		{ "{" BASE ",\"id\":null}", "id" },
		{ "{" BASE ",\"id\":\"7ca5b8c2-7f3e-4a8c-9d4d-6f2a1a3b5c7\"}",
		  "id" },
		{ "{" BASE ",\"id\":\"7ca5b8c2-7f3e-4a8c-cd4d-6f2a1a3b5c77\"}",
		  "id" },
		{ "{" BASE ",\"Result\":{}}", "Result" },
		{ "{" BASE ",\"result\":{\"score\":{\"min\":1,\"max\":1}}}",
		  "result.score" },
		{ "{" BASE ",\"result\":{\"score\":{\"raw\":\"1\"}}}",
		  "result.score.raw" },
		{ "{" BASE ",\"result\":{\"success\":\"true\"}}",
		  "result.success" },
		{ "{" BASE ",\"context\":{\"language\":\"id-ID\","
		  "\"team\":{\"objectType\":\"Group\",\"member\":"
		  "[{\"mbox\":\"mailto:a@b.id\"}]}}}", "" },
		{ "{" BASE ",\"context\":{\"team\":{\"mbox\":"
		  "\"mailto:a@b.id\"}}}", "context.team.objectType" },
		{ "{" BASE ",\"context\":{\"language\":\"bahasa indonesia\"}}",
		  "context.language" },
		{ "{" BASE ",\"context\":{\"contextActivities\":{\"parent\":"
		  "{\"id\":\"https://a.id\"}}}}", "" },
		{ "{" BASE ",\"context\":{\"contextActivities\":{\"parents\":"
		  "[]}}}", "context.contextActivities.parents" },
		{ "{" BASE ",\"context\":{\"contextAgents\":[{\"objectType\":"
		  "\"contextAgent\",\"agent\":{\"mbox\":\"mailto:a@b.id\"}}]}}",
		  "" },
		{ "{" BASE ",\"attachments\":[{\"usageType\":\"http://a.id/u\","
		  "\"display\":{\"id\":\"x\"},\"contentType\":\"text/plain\","
		  "\"length\":3,\"sha2\":\"672fa5fa658017f1b72d65036f13379c6ab05"
		  "d4ab3b6664908d8acf0b6a0c634\"}]}", "attachments.fileUrl" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\",\"openid\":"
		  "\"https://a.id\"},\"verb\":{\"id\":\"http://v.id\"},"
		  "\"object\":{\"id\":\"http://x.id\"}}", "actor" },
		{ "{\"actor\":{\"objectType\":\"Group\",\"member\":[]},"
		  "\"verb\":{\"id\":\"http://v.id\"},"
		  "\"object\":{\"id\":\"http://x.id\"}}", "actor" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"http://v.id\",\"display\":{\"i d\":\"\"}},"
		  "\"object\":{\"id\":\"http://x.id\"}}", "verb.display" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"" VERB_VOIDED "\"},"
		  "\"object\":{\"id\":\"http://x.id\"}}", "object" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"" VERB_VOIDED "\"},\"object\":"
		  "{\"objectType\":\"StatementRef\",\"id\":\"" ID "\"}}", "" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"http://v.id\"},\"object\":"
		  "{\"objectType\":\"SubStatement\"," BASE "}}", "" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"http://v.id\"},\"object\":"
		  "{\"objectType\":\"SubStatement\",\"id\":\"" ID "\"," BASE
		  "}}", "object.id" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"http://v.id\"},\"object\":"
		  "{\"objectType\":\"Agent\",\"mbox\":\"mailto:a@b.id\"},"
		  "\"context\":{\"platform\":\"x\"}}", "context.revision" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"http://v.id\"},\"object\":{\"id\":"
		  "\"http://x.id\",\"definition\":{\"choices\":[]}}}",
		  "object.definition" },
		{ "{\"actor\":{\"mbox\":\"mailto:a@b.id\"},"
		  "\"verb\":{\"id\":\"http://v.id\"},\"object\":{\"id\":"
		  "\"http://x.id\",\"definition\":{\"interactionType\":"
		  "\"choice\",\"choices\":[{\"id\":\"a\"},{\"id\":\"a\"}]}}}",
		  "object.definition.choices" },
	};

	TEST("a statement fits, or it is told where it does not") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			check_str(wrong(rows[i].text), rows[i].where);
			if (strcmp(place, rows[i].where))
				printf("# of row %zu\n", i);
		}
	}
}

static int64_t moment(const char *text)
{
	int64_t ms;

	return moment_read(text, &ms) ? ms : -1;
}

static int64_t lasting(const char *text)
{
	int64_t ms;

	return duration_read(text, &ms) ? ms : -1;
}

static void times(void)
{
	char text[32];

	TEST("moments are read in any zone, and only when they exist") {
		check_int(moment("2023-11-14T22:13:20.125Z"), 1700000000125);
		check_int(moment("2023-11-15T05:13:20+07:00"), 1700000000000);
		check_int(moment("2023-11-14T16:13:20-0600"), 1700000000000);
		check_int(moment("2024-02-29T00:00:00"), 1709164800000);
		check_int(moment("2023-02-29T00:00:00Z"), -1);
		check_int(moment("2023-11-14T22:13:20-00:00"), -1);
		check_int(moment("2023-11-14T24:00:00Z"), -1);
		check_int(moment("2023-11-14"), -1);
		check_int(moment("2023-11-14T22:13:20Z "), -1);
	}
	TEST("durations are read as ISO 8601 has them") {
		check_int(lasting("PT1H2M3.5S"), 3723500);
		check_int(lasting("P1DT1S"), 86401000);
		check_int(lasting("P2W"), 1209600000);
		check_int(lasting("P1Y1M"), INT64_C(395) * 86400000);
		check_int(lasting("PT0S"), 0);
		check_int(lasting("P"), -1);
		check_int(lasting("PT"), -1);
		check_int(lasting("P1DT"), -1);
		check_int(lasting("PT1S1M"), -1);
		check_int(lasting("PT1.5M1S"), -1);
		check_int(lasting("PT1"), -1);
		check_int(lasting("1M"), -1);
		check_int(lasting("PT99999999999999999999S"), -1);
	}
	TEST("a duration is written so that it can be read") {
		duration_write(3723456, text);
		check_str(text, "PT3723.45S");
		check_int(lasting(text), 3723450);
		duration_write(-5, text);
		check_str(text, "PT0.00S");
	}
}

static bool same(const char *a, const char *b)
{
	struct arena mem = ARENA_INIT;
	json_t *one = json_loads(a, 0, NULL), *two = json_loads(b, 0, NULL);
	const bool equal = strcmp(statement_digest(&mem, one),
				  statement_digest(&mem, two)) == 0;

	json_decref(one);
	json_decref(two);
	arena_end(&mem);
	return equal;
}

static void sameness(void)
{
	TEST("what a receiver adds, and descriptions, make no other statement") {
		check(same("{" BASE "}", "{" BASE ",\"stored\":\"x\",\"version\""
			   ":\"1.0.0\",\"authority\":{},\"id\":\"" ID "\"}"));
		check(same("{\"a\":1," BASE "}", "{" BASE ",\"a\":1}"));
		check(same("{\"object\":{\"id\":\"http://x.id\"}}",
			   "{\"object\":{\"id\":\"http://x.id\",\"definition\":"
			   "{\"name\":{}},\"objectType\":\"Activity\"}}"));
		check(same("{\"context\":{\"contextActivities\":{\"other\":"
			   "{\"id\":\"http://x.id\"}}}}",
			   "{\"context\":{\"contextActivities\":{\"other\":"
			   "[{\"id\":\"http://x.id\"}]}}}"));
	}
	TEST("another result is another statement") {
		check(!same("{" BASE "}", "{" BASE ",\"result\":{}}"));
		check(!same("{\"result\":{\"success\":true}}",
			    "{\"result\":{\"success\":false}}"));
	}
}

static void names(void)
{
	char one[UUID_SIZE], two[UUID_SIZE];
	struct arena mem = ARENA_INIT;
	json_t *json = json_loads("{" BASE ",\"context\":{\"contextActivities\":"
		"{\"parent\":{\"id\":\"https://contoh.go.id/x\"},\"grouping\":"
		"[{\"id\":\"https://contoh.go.id/y\"}]},\"instructor\":"
		"{\"mbox\":\"mailto:guru@b.id\"}}}", 0, NULL);
	struct statement_name *list;
	size_t n;

	TEST("a statement is found by whom and what it names, each once") {
		statement_names(&mem, json, &list, &n);
		check_int(n, 4);
		check_str(list[0].name, "mbox mailto:a@b.id");
		check(list[0].near);
		check_str(list[1].name, "https://contoh.go.id/x");
		check(list[1].near);
		check_str(list[2].name, "https://contoh.go.id/y");
		check(!list[2].near);
		check_str(list[3].name, "mbox mailto:guru@b.id");
		check(!list[3].near);
	}
	TEST("a name has one UUID, and its kind another") {
		uuid_named("registration", "a", one);
		uuid_named("registration", "a", two);
		check(uuid_valid(one));
		check_str(one, two);
		uuid_named("launched", "a", two);
		check(strcmp(one, two) != 0);
	}
	json_decref(json);
	arena_end(&mem);
}

int main(void)
{
	fitting();
	times();
	sameness();
	names();
	return test_end();
}
