/* What is registered of a tool, what it signs for a token, what it is told. */
#include "domain/lti_tool.h"

#include "check.h"

#define NOW INT64_C(1795298400000)	/* 2026-11-21T22:00:00Z */
#define AGS "https://purl.imsglobal.org/spec/lti-ags/scope/"

/* The JSON with 'single' quotes in place of double ones. */
static json_t *json_of(const char *text)
{
	char copy[2048];
	size_t n = 0;

	for (; text[n]; n++)
		copy[n] = text[n] == '\'' ? '"' : text[n];
	return json_loadb(copy, n, JSON_DECODE_ANY, NULL);
}

static void scopes(void)
{
	struct arena mem = ARENA_INIT;
	json_t *asked = json_of("['score','lineitem']");
	json_t *wrong = json_of("['score','all']");

	TEST("lineitem brings lineitem.readonly along") {
		check_str(lti_scopes_read(&mem, asked),
			  "lineitem lineitem.readonly score");
		check(lti_scopes_read(&mem, wrong) == NULL);
	}
	TEST("P15 what is granted was asked for by its whole name and registered") {
		check_str(lti_scopes_grant(&mem, AGS "score " AGS "lineitem x",
					   "score result.readonly"), "score");
		check_str(lti_scopes_grant(&mem, AGS "scor", "score"), "");
		check_str(lti_scopes_grant(&mem, "score", "score"), "");
		check_str(lti_scopes_grant(&mem, "", "score"), "");
	}
	TEST("P18 a scope whose name begins like another is not that one") {
		check(!lti_scope_in("lineitem.readonly", "lineitem"));
		check(!lti_scope_any("lineitem.readonly score", "lineitem"));
		check(lti_scope_any("lineitem.readonly",
				    "lineitem lineitem.readonly"));
	}
	json_decref(asked);
	json_decref(wrong);
	arena_end(&mem);
}

static void customs(void)
{
	static const struct {
		const char *what, *json;
		bool fits;
	} rows[] = {
		{ "P10 texts, empty ones too, are parameters",
		  "{'a':'','b':'$Person.name.full'}", true },
		{ "P10 none is fine", "{}", true },
		{ "P10 null is no text", "{'a':null}", false },
		{ "P10 a number is no text", "{'a':1}", false },
		{ "P10 yes is no text", "{'a':true}", false },
		{ "P10 a list is no object", "['a']", false },
		{ "P10 a parameter has a name", "{'':'x'}", false },
		{ "P10 a name has no blank at its end", "{'a ':'x'}", false },
		{ "P10 a value is one line", "{'a':'x\\ny'}", false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		TEST(rows[i].what) {
			json_t *json = json_of(rows[i].json);

			check(lti_custom_fits(json) == rows[i].fits);
			json_decref(json);
		}
}

static void assertions(void)
{
	static const struct {
		const char *what, *json;
		enum lti_assertion_fault fault;
	} rows[] = {
		{ "P13 all that is asked for",
		  "{'iss':'c','sub':'c','aud':'https://b/t','iat':1795298400,"
		  "'exp':1795298460,'jti':'j'}", LTI_ASSERTION_FINE },
		{ "P13 numbers as text",
		  "{'iss':'c','sub':'c','aud':'https://b','iat':'1795298400',"
		  "'exp':'1795298460','jti':'j'}", LTI_ASSERTION_FINE },
		{ "P13 text that is no number",
		  "{'iss':'c','sub':'c','aud':'https://b','exp':'1795298460x',"
		  "'jti':'j'}", LTI_ASSERTION_TIME },
		{ "P13 the audience among others",
		  "{'iss':'c','sub':'c','aud':[1,'https://b/t'],"
		  "'exp':1795298460,'jti':'j'}", LTI_ASSERTION_FINE },
		{ "P13 no audience",
		  "{'iss':'c','sub':'c','exp':1795298460,'jti':'j'}",
		  LTI_ASSERTION_AUDIENCE },
		{ "P13 another audience",
		  "{'iss':'c','sub':'c','aud':'https://b/t/',"
		  "'exp':1795298460,'jti':'j'}", LTI_ASSERTION_AUDIENCE },
		{ "P13 another's name",
		  "{'iss':'c','sub':'d','aud':'https://b','exp':1795298460,"
		  "'jti':'j'}", LTI_ASSERTION_WHO },
		{ "P13 no end",
		  "{'iss':'c','sub':'c','aud':'https://b','jti':'j'}",
		  LTI_ASSERTION_TIME },
		{ "P13 ten years",
		  "{'iss':'c','sub':'c','aud':'https://b','exp':2110000000,"
		  "'jti':'j'}", LTI_ASSERTION_TIME },
		{ "P13 past all sense",
		  "{'iss':'c','sub':'c','aud':'https://b','exp':1e300,"
		  "'jti':'j'}", LTI_ASSERTION_TIME },
		{ "B04 a clock that is two minutes late",
		  "{'iss':'c','sub':'c','aud':'https://b','iat':1795298280,"
		  "'exp':1795298280,'jti':'j'}", LTI_ASSERTION_FINE },
		{ "B04 a clock that is two minutes ahead",
		  "{'iss':'c','sub':'c','aud':'https://b','iat':1795298520,"
		  "'exp':1795298580,'jti':'j'}", LTI_ASSERTION_FINE },
		{ "B04 a clock that is ten minutes late",
		  "{'iss':'c','sub':'c','aud':'https://b','iat':1795297800,"
		  "'exp':1795297860,'jti':'j'}", LTI_ASSERTION_TIME },
		{ "B04 a clock that is ten minutes ahead",
		  "{'iss':'c','sub':'c','aud':'https://b','iat':1795299000,"
		  "'exp':1795299060,'jti':'j'}", LTI_ASSERTION_TIME },
		{ "P13 no jti",
		  "{'iss':'c','sub':'c','aud':'https://b','exp':1795298460}",
		  LTI_ASSERTION_ONCE },
	};
	static const struct lti_assertion a = {
		.client_id = "c", .token_url = "https://b/t",
		.issuer = "https://b", .now = NOW,
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		TEST(rows[i].what) {
			json_t *json = json_of(rows[i].json);
			const char *jti;
			int64_t until;

			check_int(lti_assertion_check(json, &a, &jti, &until),
				  rows[i].fault);
			json_decref(json);
		}
}

static void redirects(void)
{
	static const char *const uris[] = { "https://a.example/x" };

	TEST("P01 an address is known to the letter, or not at all") {
		check(lti_redirect_known("https://a.example/x", uris, 1));
		check(!lti_redirect_known("https://a.example/x/", uris, 1));
		check(!lti_redirect_known("https://a.example/X", uris, 1));
		check(!lti_redirect_known("https://a.example/x?", uris, 1));
		check(!lti_redirect_known("https://a.example/", uris, 1));
		check(!lti_redirect_known("", uris, 1));
	}
}

int main(void)
{
	scopes();
	customs();
	assertions();
	redirects();
	return test_end();
}
