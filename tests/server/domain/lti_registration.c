/* Dynamic Registration: what is read of a platform, and what is asked of it. */
#include "domain/lti_registration.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

#define LMS "https://lms.example"
#define WHOLE \
	"{\"issuer\":\"" LMS "\"," \
	"\"authorization_endpoint\":\"" LMS "/auth\"," \
	"\"token_endpoint\":\"" LMS "/token\"," \
	"\"jwks_uri\":\"" LMS "/keys\"," \
	"\"registration_endpoint\":\"" LMS "/register\"," \
	"\"scopes_supported\":[\"openid\"," \
	"\"https://purl.imsglobal.org/spec/lti-ags/scope/score\"]," \
	"\"id_token_signing_alg_values_supported\":[\"RS256\"]," \
	"\"https://purl.imsglobal.org/spec/lti-platform-configuration\":" \
	"{\"product_family_code\":\"moodle\",\"version\":\"4.5.6\"," \
	"\"messages_supported\":[{\"type\":\"LtiDeepLinkingRequest\"}]}}"

static struct arena mem;

static bool fits(const char *url, const struct reach *reach)
{
	return strncmp(url, "https://", 8) == 0 ||
	       (reach && strncmp(url, "http://127.", 11) == 0);
}

static enum lti_configuration_fault read_from(const char *body,
	const char *url, struct lti_configuration *out, const char **member)
{
	return lti_configuration_read(&mem, body, strlen(body), url, NULL,
				      fits, out, member);
}

/* WHOLE with the first `from` made `to`. */
static const char *with(const char *from, const char *to)
{
	const char *at = strstr(WHOLE, from);

	check(at != NULL);
	return arena_format(&mem, "%.*s%s%s", (int)(at - WHOLE), WHOLE, to,
			    at + strlen(from));
}

static void test_read(void)
{
	struct lti_configuration c;
	const char *member;

	TEST("a platform's own words are read, and what it offers of what we ask") {
		check_int(read_from(WHOLE, LMS "/openid", &c, &member),
			  LTI_CONFIGURATION_FINE);
		check_str(c.issuer, LMS);
		check_str(c.registration_url, LMS "/register");
		check_str(c.family, "moodle");
		check_str(c.version, "4.5.6");
		check_str(c.token_audience, "");
		check_str(c.scopes,
			  "https://purl.imsglobal.org/spec/lti-ags/scope/score");
		check(c.choice);
	}
	TEST("an issuer of another host than its document is refused") {
		check_int(read_from(WHOLE, "https://evil.example/openid", &c,
				    &member), LTI_CONFIGURATION_ISSUER);
		check_int(read_from(WHOLE, LMS ":444/openid", &c, &member),
			  LTI_CONFIGURATION_ISSUER);
		check_int(read_from(WHOLE, LMS ".evil.example/openid", &c,
				    &member), LTI_CONFIGURATION_ISSUER);
	}
	TEST("Canvas answers for its schools at an address of its own") {
		const char *canvas = with("\"issuer\":\"" LMS,
			"\"issuer\":\"https://canvas.instructure.com");

		check_int(read_from(canvas, "https://sso.canvaslms.com/openid",
				    &c, &member), LTI_CONFIGURATION_FINE);
		check_int(read_from(canvas, "https://evilcanvaslms.com/openid",
				    &c, &member), LTI_CONFIGURATION_ISSUER);
	}
}

static void test_faults(void)
{
	struct lti_configuration c;
	const char *member, *deep;
	char nested[2000];

	TEST("what is missing, or leads where we do not go, is named") {
		check_int(read_from(with("token_endpoint", "other"),
				    LMS "/openid", &c, &member),
			  LTI_CONFIGURATION_MEMBER);
		check_str(member, "token_endpoint");
		check_int(read_from(with("\"" LMS "/keys\"", "7"),
				    LMS "/openid", &c, &member),
			  LTI_CONFIGURATION_MEMBER);
		check_str(member, "jwks_uri");
		check_int(read_from(with(LMS "/register",
					 "http://127.0.0.1/register"),
				    LMS "/openid", &c, &member),
			  LTI_CONFIGURATION_URL);
		check_str(member, "registration_endpoint");
	}
	TEST("a platform that does not sign with RS256 is refused") {
		check_int(read_from(with("RS256", "ES256"), LMS "/openid", &c,
				    &member), LTI_CONFIGURATION_ALGORITHM);
	}
	TEST("what is no JSON object, or too deep, is refused") {
		check_int(read_from("<html>", LMS, &c, &member),
			  LTI_CONFIGURATION_JSON);
		check_int(read_from("[]", LMS, &c, &member),
			  LTI_CONFIGURATION_JSON);
		check_int(read_from("{\"issuer\":\"a\",\"issuer\":\"b\"}", LMS,
				    &c, &member), LTI_CONFIGURATION_JSON);
		memset(nested, '[', sizeof(nested));
		deep = arena_format(&mem, "{\"a\":%.*s", (int)sizeof(nested),
				    nested);
		check_int(read_from(deep, LMS, &c, &member),
			  LTI_CONFIGURATION_JSON);
	}
}

static const char *member_text(const json_t *json, const char *name)
{
	const char *s = json_string_value(json_object_get(json, name));

	return s ? s : "";
}

static void test_ask(void)
{
	struct lti_configuration c;
	const char *member;
	const json_t *tool;
	json_t *ask;

	TEST("we ask for our own addresses, and choosing where it is offered") {
		read_from(WHOLE, LMS "/openid", &c, &member);
		ask = lti_registration_ask(&c, "https://balai.example:8443",
					   "Balai");
		check_str(member_text(ask, "initiate_login_uri"),
			  "https://balai.example:8443/lti/login");
		check_str(json_string_value(json_array_get(json_object_get(ask,
			"redirect_uris"), 0)),
			  "https://balai.example:8443/lti/launch");
		tool = json_object_get(ask, "https://purl.imsglobal.org/spec/"
				       "lti-tool-configuration");
		check_str(member_text(tool, "domain"), "balai.example:8443");
		check_int(json_array_size(json_object_get(tool, "messages")),
			  2);
		json_decref(ask);
		c.choice = false;
		ask = lti_registration_ask(&c, "https://balai.example",
					   "Balai");
		tool = json_object_get(ask, "https://purl.imsglobal.org/spec/"
				       "lti-tool-configuration");
		check_int(json_array_size(json_object_get(tool, "messages")),
			  1);
		json_decref(ask);
	}
}

static void registered(long status, const char *body,
		       struct lti_registered *out)
{
	lti_registration_read(&mem, status, body, strlen(body), out);
}

static void test_answer(void)
{
	struct lti_registered r;

	TEST("an answer gives our client id, and a deployment where there is one") {
		registered(200, "{\"client_id\":\"c-1\"}", &r);
		check_str(r.client_id, "c-1");
		check_str(r.deployment, "");
		registered(201, "{\"client_id\":17,\"https://purl.imsglobal.org"
			   "/spec/lti-tool-configuration\":"
			   "{\"deployment_id\":\"d-1\"}}", &r);
		check_str(r.client_id, "17");
		check_str(r.deployment, "d-1");
	}
	TEST("a refusal is told in the platform's own words") {
		registered(400, "{\"error\":\"invalid_redirect_uri\","
			   "\"error_description\":\"not yours\"}", &r);
		check(r.client_id == NULL);
		check_str(r.error, "invalid_redirect_uri: not yours");
		registered(422, "Unprocessable", &r);
		check(r.client_id == NULL);
		check_str(r.error, "Unprocessable");
		registered(200, "{}", &r);
		check(r.client_id == NULL);
	}
}

int main(void)
{
	test_read();
	test_faults();
	test_ask();
	test_answer();
	arena_end(&mem);
	return test_end();
}
