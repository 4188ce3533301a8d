/* What is sent to a course when somebody chose of ours: the claims. */
#include "lti/choice.h"

#include "check.h"
#include "domain/lti_grade.h"

#define NOW INT64_C(1795298400000)
#define CLAIM "https://purl.imsglobal.org/spec/lti/claim/"
#define DL "https://purl.imsglobal.org/spec/lti-dl/claim/"

static struct arena mem = ARENA_INIT;

static void json_done(void *json)
{
	json_decref(json);
}

/* The JSON with 'single' quotes in place of double ones; the arena's. */
static json_t *json_of(const char *text)
{
	char *copy = arena_copy(&mem, text, strlen(text));
	json_t *json;

	for (char *p = copy; *p; p++)
		if (*p == '\'')
			*p = '"';
	json = json_loads(copy, 0, NULL);
	check(json != NULL);
	arena_own(&mem, json, json_done);
	return json;
}

static const struct lti_choice lesson = {
	.module_id = "m1", .unit_ident = "quiz:akhir bab", .title = "Kuis",
	.graded = true };
static const struct lti_choice module = {
	.module_id = "m2", .unit_ident = "", .title = "Modul" };

static json_t *claims_of(const char *settings, const struct lti_choice *items,
			 size_t n)
{
	json_t *claims = lti_choice_claims(&mem, &(struct lti_choosing){
		.base = "https://kita.example", .issuer = "https://lms.example",
		.client_id = "c", .settings = json_of(settings) },
		items, n, "n", NOW);

	arena_own(&mem, claims, json_done);
	return claims;
}

static const json_t *item_of(const char *settings, const struct lti_choice *c)
{
	return json_array_get(json_object_get(claims_of(settings, c, 1),
					      DL "content_items"), 0);
}

static const char *text_at(const json_t *json, const char *name)
{
	return json_string_value(json_object_get(json, name));
}

static const struct {
	const char *settings;
	bool offered, many, graded;
} asked[] = {
	{ "{'accept_types':['ltiResourceLink']}", true, true, true },
	{ "{'accept_types':['link','ltiResourceLink'],"
	  "'accept_multiple':false}", true, false, true },
	{ "{'accept_types':['html',7],'accept_lineitem':false}", false, true,
	  false },
	{ "{'accept_types':'ltiResourceLink'}", false, true, true },
	{ "{}", false, true, true },
};

static void settings(void)
{
	TEST("T49 what a platform takes is what it says, and one thing or many")
		for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
			const json_t *s = json_of(asked[i].settings);

			check_int(lti_choice_offered(s), asked[i].offered);
			check_int(lti_choice_many(s), asked[i].many);
			check_int(lti_choice_graded(s), asked[i].graded);
		}
}

static void messages(void)
{
	const json_t *c = claims_of("{'deployment_id':'d','data':'x'}", &module,
				    1);
	const json_t *none = claims_of("{'deployment_id':'d'}", NULL, 0);

	TEST("the response is from the client to the issuer, for five minutes") {
		check_str(text_at(c, "iss"), "c");
		check_str(text_at(c, "aud"), "https://lms.example");
		check_str(text_at(c, "nonce"), "n");
		check_int(json_integer_value(json_object_get(c, "exp")),
			  NOW / 1000 + 300);
		check_str(text_at(c, CLAIM "message_type"),
			  "LtiDeepLinkingResponse");
		check_str(text_at(c, CLAIM "version"), "1.3.0");
		check_str(text_at(c, CLAIM "deployment_id"), "d");
	}
	TEST("data go back as they came, and are not made up") {
		check_str(text_at(c, DL "data"), "x");
		check(!json_object_get(none, DL "data"));
	}
	TEST("who chose nothing says so by an empty list")
		check(json_is_array(json_object_get(none, DL "content_items")) &&
		      !json_array_size(json_object_get(none,
						       DL "content_items")));
}

static void items(void)
{
	const json_t *i = item_of("{'deployment_id':'d',"
		"'accept_presentation_document_targets':['iframe']}", &lesson);
	const json_t *line = json_object_get(i, "lineItem");
	const json_t *plain = item_of("{'deployment_id':'d',"
		"'accept_lineitem':false}", &lesson);
	const json_t *whole = item_of("{'deployment_id':'d'}", &module);

	TEST("an item leads to the module or lesson by its stable address") {
		check_str(text_at(i, "type"), "ltiResourceLink");
		check_str(text_at(i, "url"), "https://kita.example/lti/m/m1/"
					     "quiz%3Aakhir%20bab");
		check_str(text_at(whole, "url"),
			  "https://kita.example/lti/m/m2");
		check_str(text_at(whole, "title"), "Modul");
	}
	TEST("its parameters say the same once more, and what it was copied from") {
		const json_t *custom = json_object_get(i, "custom");

		check_str(text_at(custom, "module"), "m1");
		check_str(text_at(custom, "unit"), "quiz:akhir bab");
		check_str(text_at(custom, "link_history"),
			  "$ResourceLink.id.history");
	}
	TEST("a column comes with it where it is wanted and taken") {
		check_str(text_at(line, "label"), "Kuis");
		check_str(text_at(line, "tag"), LTI_GRADE_TAG);
		check_str(text_at(line, "resourceId"),
			  lti_resource_id(&mem, "m1", "quiz:akhir bab"));
		check(!json_object_get(plain, "lineItem"));
		check(!json_object_get(whole, "lineItem"));
	}
	TEST("a frame's size is told to who frames") {
		check(json_object_get(i, "iframe") != NULL);
		check(!json_object_get(plain, "iframe"));
	}
}

int main(void)
{
	settings();
	messages();
	items();
	arena_end(&mem);
	return test_end();
}
