/* When two statements are the same. */
#include "domain/statement_digest.h"

#include <stdbool.h>
#include <string.h>

#include "check.h"

#define ID "7ca5b8c2-7f3e-4a8c-9d4d-6f2a1a3b5c77"
#define BASE \
	"\"actor\":{\"mbox\":\"mailto:a@b.id\"}," \
	"\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/answered\"}," \
	"\"object\":{\"id\":\"https://contoh.go.id/x\"}"

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

int main(void)
{
	sameness();
	return test_end();
}
