/* What a statement is found by. */
#include "domain/statement_names.h"

#include "check.h"

#define BASE \
	"\"actor\":{\"mbox\":\"mailto:a@b.id\"}," \
	"\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/answered\"}," \
	"\"object\":{\"id\":\"https://contoh.go.id/x\"}"

static void names(void)
{
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
	json_decref(json);
	arena_end(&mem);
}

int main(void)
{
	names();
	return test_end();
}
