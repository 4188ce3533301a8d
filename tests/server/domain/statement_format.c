/* A statement as a reader asks for it. */
#include "domain/statement_format.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

#define AGENT(name) "{\"mbox\":\"mailto:" name "@b.id\",\"name\":\"" name "\"}"
#define BARE(name) "{\"mbox\":\"mailto:" name "@b.id\"}"

static char got[2048];

static const char *sorted(json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);

	snprintf(got, sizeof(got), "%s", text);
	free(text);
	json_decref(json);
	return got;
}

static const char *ids(const char *text)
{
	json_t *json = json_loads(text, 0, NULL);

	statement_ids(json);
	return sorted(json);
}

static const char *canonical(const char *text, const char *accept)
{
	json_t *json = json_loads(text, 0, NULL);

	statement_canonical(json, accept);
	return sorted(json);
}

static void by_names(void)
{
	TEST("by ids, nothing stays but what names things") {
		check_str(ids("{\"actor\":" AGENT("a") ",\"verb\":{\"id\":\"v\","
			      "\"display\":{\"id\":\"x\"}},\"object\":{\"id\":"
			      "\"o\",\"definition\":{}},\"result\":{}}"),
			  "{\"actor\":" BARE("a") ",\"object\":{\"id\":\"o\"},"
			  "\"result\":{},\"verb\":{\"id\":\"v\"}}");
		check_str(ids("{\"context\":{\"contextActivities\":{\"parent\":"
			      "[{\"definition\":{},\"id\":\"p\"}]},"
			      "\"instructor\":" AGENT("g") "}}"),
			  "{\"context\":{\"contextActivities\":{\"parent\":"
			  "[{\"id\":\"p\"}]},\"instructor\":" BARE("g") "}}");
		check_str(ids("{\"object\":{\"objectType\":\"SubStatement\","
			      "\"actor\":" AGENT("s") "}}"),
			  "{\"object\":{\"actor\":" BARE("s") ","
			  "\"objectType\":\"SubStatement\"}}");
	}
	TEST("a group that has a name of its own goes without its members") {
		check_str(ids("{\"actor\":{\"mbox\":\"mailto:k@b.id\","
			      "\"member\":[" AGENT("a") "]}}"),
			  "{\"actor\":" BARE("k") "}");
		check_str(ids("{\"actor\":{\"member\":[" AGENT("a") "],"
			      "\"name\":\"x\"}}"),
			  "{\"actor\":{\"member\":[" BARE("a") "]}}");
	}
}

static void in_one_language(void)
{
	static const char text[] =
		"{\"verb\":{\"display\":{\"en-US\":\"said\",\"id\":\"kata\"}}}";
	static const char english[] =
		"{\"verb\":{\"display\":{\"en-US\":\"said\"}}}";
	static const char indonesian[] =
		"{\"verb\":{\"display\":{\"id\":\"kata\"}}}";

	TEST("in canonical form each text is in the language liked best") {
		check_str(canonical(text, "id"), indonesian);
		check_str(canonical(text, "en"), english);
		check_str(canonical(text, "en;q=0.3, ID;q=0.8"), indonesian);
		check_str(canonical(text, "fr, en-us;q=0.1"), english);
		check_str(canonical(text, "fr"), english);
		check_str(canonical(text, NULL), english);
	}
	TEST("the choices of a question too, and what has one language stays") {
		check_str(canonical("{\"object\":{\"id\":\"o\",\"definition\":"
				    "{\"name\":{\"fr\":\"n\"},\"choices\":[{\"id\""
				    ":\"a\",\"description\":{\"en\":\"x\",\"id\":"
				    "\"y\"}}]}}}", "id"),
			  "{\"object\":{\"definition\":{\"choices\":[{"
			  "\"description\":{\"id\":\"y\"},\"id\":\"a\"}],"
			  "\"name\":{\"fr\":\"n\"}},\"id\":\"o\"}}");
	}
	TEST("canonical leaves agents as they are") {
		check_str(canonical("{\"actor\":" AGENT("a") "}", "id"),
			  "{\"actor\":" AGENT("a") "}");
	}
}

int main(void)
{
	by_names();
	in_one_language();
	return test_end();
}
