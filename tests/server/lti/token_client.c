/* What token endpoints answer, and what they had better not. */
#include "lti/token_client.h"

#include <string.h>

#include "check.h"

static struct arena mem = ARENA_INIT;

static bool grant(const char *body, struct lti_grant *out)
{
	return lti_grant_read(&mem, body, strlen(body), out);
}

static int64_t life(const char *said)
{
	struct lti_grant g;

	check(grant(arena_format(&mem, "{\"access_token\":\"a\","
				 "\"token_type\":\"Bearer\"%s}", said), &g));
	return g.life_ms;
}

static void grants(void)
{
	static const char *const none[] = {
		"", "{}", "[]", "<html>", "{\"access_token\":\"a\"}",
		"{\"access_token\":\"\",\"token_type\":\"bearer\"}",
		"{\"access_token\":\"a\",\"token_type\":\"mac\"}",
		"{\"access_token\":7,\"token_type\":\"bearer\"}",
		"{\"access_token\":\"a\\r\\nX: y\",\"token_type\":\"bearer\"}",
		"{\"access_token\":\"a b\",\"token_type\":\"bearer\"}",
	};
	struct lti_grant g;

	TEST("a token is one of type bearer, however that is written") {
		check(grant("{\"access_token\":\"a.b-c\","
			    "\"token_type\":\"bEARER\"}", &g));
		check_str(g.bearer, "a.b-c");
		check(!g.scopes);
	}
	TEST("what is none, or would break out of a header, is not taken") {
		for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
			check(!grant(none[i], &g));
	}
	TEST("it lives as long as is said, five minutes when nothing is") {
		check_int(life(""), 300000);
		check_int(life(",\"expires_in\":60"), 60000);
		check_int(life(",\"expires_in\":\"60\""), 60000);
	}
	TEST("and a day at most, never less than no time") {
		check_int(life(",\"expires_in\":1e300"), 86400000);
		check_int(life(",\"expires_in\":-5"), 0);
		check_int(life(",\"expires_in\":\"nan\""), 0);
	}
}

static void words(void)
{
	static const struct {
		const char *body, *said;
	} all[] = {
		{ "{\"error\":\"a\",\"error_description\":\"b\"}", "b" },
		{ "{\"errors\":[{\"message\":\"Canvas\"}]}", "Canvas" },
		{ "{\"error\":{\"message\":\"inside\"}}", "inside" },
		{ "{\"status\":400,\"reason\":\"Moodle\"}", "Moodle" },
		{ "<!doctype html><p>Sorry", "" },
		{ "", "" },
	};

	TEST("a failure is told in the platform's words, not in its pages") {
		for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
			check_str(lti_said(&mem, all[i].body,
					   strlen(all[i].body)), all[i].said);
	}
}

int main(void)
{
	grants();
	words();
	arena_end(&mem);
	return test_end();
}
