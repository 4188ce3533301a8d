#include "domain/lti_launch.h"

#include <stdlib.h>

#include "check.h"

#define NOW INT64_C(1795323600000)	/* ms */
#define S   1795323600			/* the same in seconds */
#define CLAIM(name) "https://purl.imsglobal.org/spec/lti/claim/" name
#define SETTINGS \
	"https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
#define ENDPOINT "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
#define NAMES "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
#define CONTEXT_ROLE "http://purl.imsglobal.org/vocab/lis/v2/membership#"
#define BASE "https://balai.example"
#define MODULE "01jd0000000000000000000000"
#define TARGET BASE "/lti/m/" MODULE
#define LONG16 "aaaaaaaaaaaaaaaa"
#define LONG256 LONG16 LONG16 LONG16 LONG16 LONG16 LONG16 LONG16 LONG16 \
		LONG16 LONG16 LONG16 LONG16 LONG16 LONG16 LONG16 LONG16

static struct arena mem;
static struct lti_said said;
static const char *claim;

static json_t *usual(void)
{
	return json_pack("{s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:s, s:s, s:s,"
			 " s:s, s:{s:s, s:s}, s:[s]}",
			 "iss", "https://lms.example", "aud", "c-81",
			 "sub", "6f0c", "iat", S, "exp", S + 300,
			 "nonce", "n", "name", " Ada \n Lovelace ",
			 CLAIM("message_type"), "LtiResourceLinkRequest",
			 CLAIM("version"), "1.3.0",
			 CLAIM("deployment_id"), "d-1",
			 CLAIM("target_link_uri"), TARGET,
			 CLAIM("resource_link"), "id", "rl-1", "title", "Kuis",
			 CLAIM("roles"), CONTEXT_ROLE "Learner");
}

static struct lti_expect expected(void)
{
	return (struct lti_expect){
		.issuer = "https://lms.example", .client_id = "c-81",
		.deployment = "d-1", .target = TARGET, .base = BASE,
		.nonce_fits = true, .now = NOW,
	};
}

/* With that claim set to what is JSON; NULL: without it. */
static enum lti_claim_fault with(const char *name, const char *json)
{
	static json_t *payload;		/* `said` is of it */
	const struct lti_expect expect = expected();

	json_decref(payload);
	payload = usual();
	if (json)
		check(!json_object_set_new(payload, name,
			json_loads(json, JSON_DECODE_ANY, NULL)));
	else
		json_object_del(payload, name);
	return lti_launch_check(&mem, payload, &expect, &said, &claim);
}

static const struct row {
	const char *number, *name, *json;
	enum lti_claim_fault fault;
} rows[] = {
	{ "T15", "iss", "\"https://lms.example/\"", CLAIM_issuer_other },
	{ "T15", "iss", "\"https://LMS.example\"", CLAIM_issuer_other },
	{ "T15", "iss", NULL, CLAIM_issuer_other },
	{ "T16", "aud", "\"c-82\"", CLAIM_audience_other },
	{ "T16", "aud", "[]", CLAIM_audience_other },
	{ "T16", "aud", "81", CLAIM_audience_other },
	{ "T16", "aud", NULL, CLAIM_audience_other },
	{ "T17", "aud", "[\"c-81\",\"x\"]", CLAIM_audience_other },
	{ "T17", "aud", "[\"c-81\"]", CLAIM_FINE },
	{ "T18", "azp", "\"c-82\"", CLAIM_audience_other },
	{ "T18", "azp", "\"c-81\"", CLAIM_FINE },
	{ "T19", "exp", "1795323419", CLAIM_expired },		/* skew + 1 */
	{ "T19", "exp", "1795323420", CLAIM_expired },
	{ "T19", "exp", "1795323421", CLAIM_FINE },		/* skew - 1 */
	{ "T20", "exp", NULL, CLAIM_times_bad },
	{ "T20", "exp", "\"1795323900\"", CLAIM_times_bad },
	{ "T20", "exp", "1e300", CLAIM_times_bad },
	{ "T20", "exp", "-1", CLAIM_times_bad },
	{ "T20", "exp", "null", CLAIM_times_bad },
	{ "T20", "iat", NULL, CLAIM_times_bad },
	{ "T20", "iat", "\"1795323600\"", CLAIM_times_bad },
	{ "T20", "iat", "null", CLAIM_times_bad },
	{ "T20", "iat", "1795323600.5", CLAIM_FINE },
	{ "T21", "iat", "1795323780", CLAIM_FINE },
	{ "T21", "iat", "1795323781", CLAIM_issued_ahead },
	{ "T22", "iat", "1795320000", CLAIM_FINE },
	{ "T22", "iat", "1795319999", CLAIM_issued_long_ago },
	{ "T29", CLAIM("version"), NULL, CLAIM_version_other },
	{ "T29", CLAIM("version"), "\"1.1.0\"", CLAIM_version_other },
	{ "T29", CLAIM("version"), "\"LTI-1p0\"", CLAIM_version_other },
	{ "T29", CLAIM("version"), "1.3", CLAIM_version_other },
	{ "T30", CLAIM("message_type"), NULL, CLAIM_message_other },
	{ "T30", CLAIM("message_type"), "\"x\"", CLAIM_message_other },
	{ "T30", CLAIM("message_type"), "\"LtiDeepLinkingRequest\"",
	  CLAIM_message_other },
	{ "T31", CLAIM("deployment_id"), NULL, CLAIM_deployment_bad },
	{ "T31", CLAIM("deployment_id"), "\"\"", CLAIM_deployment_bad },
	{ "T31", CLAIM("deployment_id"), "\"" LONG256 "\"",
	  CLAIM_deployment_bad },
	{ "T32", CLAIM("deployment_id"), "\"d-2\"", CLAIM_deployment_other },
	{ "T33", CLAIM("resource_link"), NULL, CLAIM_link_bad },
	{ "T33", CLAIM("resource_link"), "{\"id\":\"\"}", CLAIM_link_bad },
	{ "T33", CLAIM("resource_link"), "{\"id\":\"" LONG256 "\"}",
	  CLAIM_link_bad },
	{ "T33", CLAIM("resource_link"), "{\"id\":7}", CLAIM_link_bad },
	{ "T34", CLAIM("roles"), NULL, CLAIM_roles_bad },
	{ "T34", CLAIM("roles"), "\"Learner\"", CLAIM_roles_bad },
	{ "T34", CLAIM("roles"), "[7]", CLAIM_roles_bad },
	{ "T34", CLAIM("roles"), "[]", CLAIM_FINE },
	{ "T36", "sub", NULL, CLAIM_person_missing },
	{ "T36", "sub", "\"" LONG256 "\"", CLAIM_person_bad },
	{ "T36", "sub", "\"a\\u00e9\"", CLAIM_person_bad },
	{ "T36", "sub", "7", CLAIM_person_bad },
	{ "T37", CLAIM("target_link_uri"), NULL, CLAIM_target_other },
	{ "T37", CLAIM("target_link_uri"), "\"" BASE "/lti/choose\"",
	  CLAIM_target_other },
	{ "", "name", "7", CLAIM_claim_form },
	{ "", CLAIM("context"), "{\"id\":7}", CLAIM_claim_form },
	{ "", CLAIM("context"), "{}", CLAIM_claim_form },
	{ "", CLAIM("custom"), "{\"module\":null}", CLAIM_claim_form },
	{ "", CLAIM("custom"), "{\"other\":null}", CLAIM_FINE },
	{ "", ENDPOINT, "{\"lineitem\":\"x\"}", CLAIM_claim_form },
	{ "", "email", "7", CLAIM_FINE },
};

static void table(const char *number)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *r = &rows[i];

		if (strcmp(r->number, number))
			continue;
		if (with(r->name, r->json) == r->fault)
			continue;
		check_str(r->json ? r->json : "(none)", r->name);
	}
}

/* ---- Addresses ------------------------------------------------------------------ */

static bool target(const char *uri)
{
	static struct lti_target t;

	return lti_target_read(&mem, BASE, uri, &t);
}

static void addresses(void)
{
	struct lti_target t;

	check(lti_target_read(&mem, BASE, TARGET "/unit%20satu%2F1", &t));
	check_str(t.module, MODULE);
	check_str(t.unit, "unit satu/1");
	check(lti_target_read(&mem, BASE, BASE "/lti/choose", &t));
	check_int(t.kind, LTI_TARGET_CHOICE);
	check(lti_target_read(&mem, BASE, BASE "/lti/launch", &t));
	check_str(t.module, "");
	check(target(TARGET));
	check(!target("https://evil.example/lti/m/" MODULE));
	check(!target("//evil.example/lti/m/" MODULE));
	check(!target("javascript:alert(1)"));
	check(!target("https://us@balai.example/lti/m/" MODULE));
	check(!target(BASE ".evil.example/lti/m/" MODULE));
	check(!target(BASE "@evil.example/lti/m/" MODULE));
	check(!target(BASE "/lti/m/" MODULE "/"));
	check(!target(BASE "/lti/m/" MODULE "/a/b"));
	check(!target(BASE "/lti/m/" MODULE "/a?b"));
	check(!target(BASE "/lti/m/" MODULE "/%zz"));
	check(!target(BASE "/lti/m/" MODULE "/%00"));
	check(!target(BASE "/lti/m/x"));
	check(!target(BASE "/lti/m/"));
	check(!target(BASE));
	check(!target(""));
}

/* ---- Roles ----------------------------------------------------------------------- */

static enum launch_role role(const char *roles)
{
	json_t *list = json_loads(roles, 0, NULL);
	const enum launch_role out = lti_role_of(list);

	json_decref(list);
	return out;
}

static void teachers(void)
{
	check_int(role("[\"" CONTEXT_ROLE "Instructor\"]"), LAUNCH_INSTRUCTOR);
	check_int(role("[\"" CONTEXT_ROLE "ContentDeveloper\"]"),
		  LAUNCH_INSTRUCTOR);
	check_int(role("[\"" CONTEXT_ROLE "Administrator\"]"),
		  LAUNCH_INSTRUCTOR);
	check_int(role("[\"Instructor\"]"), LAUNCH_INSTRUCTOR);
	check_int(role("[\"urn:lti:role:ims/lis/Instructor\"]"),
		  LAUNCH_INSTRUCTOR);
	check_int(role("[\"x\",\"" CONTEXT_ROLE "Instructor\"]"),
		  LAUNCH_INSTRUCTOR);
	check_int(role("[\"Instructor\",\"http://purl.imsglobal.org/vocab/lti/"
		       "system/person#TestUser\"]"), LAUNCH_TEST);
}

static void no_teachers(void)
{
	static const char *const names[] = {
		"http://evil/membership#Instructor",
		CONTEXT_ROLE "InstructorX", CONTEXT_ROLE "instructor",
		" " CONTEXT_ROLE "Instructor", CONTEXT_ROLE "Learner",
		"http://purl.imsglobal.org/vocab/lis/v2/membership/"
		"Learner#Instructor",
		"http://purl.imsglobal.org/vocab/lis/v2/membership/"
		"Instructor#TeachingAssistant",
		"http://purl.imsglobal.org/vocab/lis/v2/institution/"
		"person#Administrator",
		"http://purl.imsglobal.org/vocab/lis/v2/system/"
		"person#Administrator",
		"urn:lti:instrole:ims/lis/Instructor",
		"urn:lti:sysrole:ims/lis/Administrator", "",
	};
	json_t *list;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		list = json_pack("[s]", names[i]);
		if (lti_role_of(list) != LAUNCH_LEARNER)
			check_str(names[i], "a learner");
		json_decref(list);
	}
}

/* ---- What is read ------------------------------------------------------------------ */

static void reading(void)
{
	check_int(with("x", "1"), CLAIM_FINE);
	check_str(said.name, "Ada Lovelace");
	check_str(said.sub, "6f0c");
	check_str(said.link_title, "Kuis");
	check_str(said.target.module, MODULE);
	check_str(said.line_item, "");
	check_int(with(ENDPOINT, "{\"scope\":[\"https://purl.imsglobal.org/spec"
		       "/lti-ags/scope/score\",\"x\"],\"lineitem\":"
		       "\"https://lms.example/li/7?t=3\"}"), CLAIM_FINE);
	check_str(said.scopes, "score");
	check_str(said.line_item, "https://lms.example/li/7?t=3");
	check_int(with(NAMES, "{\"context_memberships_url\":\"u\"}"),
		  CLAIM_FINE);
	check_str(said.members_url, "u");
	check_int(with(CLAIM("custom"), "{\"module\":\"x\",\"link_history\":"
		       "\"$ResourceLink.id.history\"}"), CLAIM_FINE);
	check_str(said.link_history, "");
	check_str(said.target.module, MODULE);
}

static void anonymous(void)
{
	struct lti_expect expect = expected();
	json_t *payload = usual();

	json_object_del(payload, "sub");
	expect.anonymous = true;
	check_int(lti_launch_check(&mem, payload, &expect, &said, &claim),
		  CLAIM_FINE);
	check_str(said.sub, "");
	json_object_set_new(payload, "sub", json_null());
	check_int(lti_launch_check(&mem, payload, &expect, &said, &claim),
		  CLAIM_person_bad);
	json_decref(payload);
}

static enum lti_claim_fault choice(const char *settings)
{
	struct lti_expect expect = expected();
	json_t *payload = usual();
	enum lti_claim_fault fault;

	expect.target = BASE "/lti/choose";
	json_object_set_new(payload, CLAIM("target_link_uri"),
			    json_string(expect.target));
	json_object_set_new(payload, CLAIM("message_type"),
			    json_string("LtiDeepLinkingRequest"));
	json_object_del(payload, CLAIM("resource_link"));
	json_object_set_new(payload, SETTINGS,
			    json_loads(settings, JSON_DECODE_ANY, NULL));
	fault = lti_launch_check(&mem, payload, &expect, &said, &claim);
	json_decref(payload);
	return fault;
}

static void choices(void)
{
	check_int(choice("{\"deep_link_return_url\":\"u\",\"accept_types\":"
			 "[\"link\"]}"), CLAIM_FINE);
	check_int(said.kind, LAUNCH_CHOICE);
	check_int(choice("{\"accept_types\":[]}"), CLAIM_settings_bad);
	check_int(choice("{\"deep_link_return_url\":\"u\"}"),
		  CLAIM_settings_bad);
	check_int(choice("{\"deep_link_return_url\":\"u\",\"accept_types\":[],"
			 "\"data\":7}"), CLAIM_settings_bad);
	check_int(choice("7"), CLAIM_settings_bad);
}

static void histories(void)
{
	const char *h = "a,b%2Cc, d,%zz", *end = "";

	check_str(lti_history_next(&mem, &h), "a");
	check_str(lti_history_next(&mem, &h), "b,c");
	check_str(lti_history_next(&mem, &h), "d");
	check_str(lti_history_next(&mem, &h), "");
	check(!lti_history_next(&mem, &h));
	check(!lti_history_next(&mem, &end));
}

static void nonces(void)
{
	struct lti_expect expect = expected();
	json_t *payload = usual();

	expect.nonce_fits = false;
	check_int(lti_launch_check(&mem, payload, &expect, &said, &claim),
		  CLAIM_nonce_other);
	json_decref(payload);
}

int main(void)
{
	TEST("T15 the issuer is compared letter by letter")
		table("T15");
	TEST("T16 the audience is we")
		table("T16");
	TEST("T17 nobody is meant besides")
		table("T17");
	TEST("T18 who presents it is we")
		table("T18");
	TEST("T19 a token holds to its end and the skew of clocks")
		table("T19");
	TEST("T20 times are numbers of this world")
		table("T20");
	TEST("T21 what was issued ahead of the skew is refused")
		table("T21");
	TEST("T22 what was issued more than an hour ago is refused")
		table("T22");
	TEST("T23 another login's nonce is refused")
		nonces();
	TEST("T29 the version is 1.3.0")
		table("T29");
	TEST("T30 the message is known, and meant for the address")
		table("T30");
	TEST("T31 a deployment is named")
		table("T31");
	TEST("T32 the deployment is that of step 1")
		table("T32");
	TEST("T33 the place has an id")
		table("T33");
	TEST("T34 roles are a list of texts")
		table("T34");
	TEST("T35 whole names of the course make a teacher")
		teachers();
	TEST("T35 nothing that looks like them does")
		no_teachers();
	TEST("T36 the person has an id of ASCII")
		table("T36");
	TEST("T36 nobody in particular is let in where that is allowed")
		anonymous();
	TEST("T37 the address is that of step 1")
		table("T37");
	TEST("T37 an address is ours byte for byte")
		addresses();
	TEST("what is used has its type, what is not used is not looked at")
		table("");
	TEST("names, places and services are read")
		reading();
	TEST("a choice says where it returns to, and what it takes")
		choices();
	TEST("a history is ids, coded, the newest first")
		histories();
	arena_end(&mem);
	return test_end();
}
