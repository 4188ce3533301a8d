/* Which JSON is a statement of xAPI. */
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

int main(void)
{
	fitting();
	return test_end();
}
