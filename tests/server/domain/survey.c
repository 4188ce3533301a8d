#include "domain/survey.h"

#include "check.h"

static const struct survey_lesson lessons[] = {
	{ "lesson:satu", "Satu" }, { "lesson:dua", "Dua" },
};

#define NEEDED "\"applicable\":4,\"examples\":5,\"difficulty\":\"right\"," \
	       "\"time\":\"fits\",\"opened\":3"

static const char *wrong(const char *json)
{
	static char kept[64];
	json_t *answers = json_loads(json, 0, NULL);
	const char *at = survey_wrong(survey_named("standard"), answers,
				      lessons, 2);

	if (at)
		snprintf(kept, sizeof(kept), "%s", at);
	json_decref(answers);
	return at ? kept : NULL;
}

static void answers(void)
{
	TEST("a survey is answered by its scales and choices alone") {
		check_str(wrong("{" NEEDED "}"), NULL);
		check_str(wrong("{" NEEDED ",\"helped\":null,\"topics\":\"\"}"),
			  NULL);
	}
	TEST("a lesson that is named is one of the module's") {
		check_str(wrong("{" NEEDED ",\"helped\":\"lesson:dua\"}"), NULL);
		check_str(wrong("{" NEEDED ",\"helped\":\"lesson:tiga\"}"),
			  "helped");
		check_str(wrong("{" NEEDED ",\"improve\":7}"), "improve");
	}
	TEST("what is missing or outside its scale is named") {
		check_str(wrong("{}"), "applicable");
		check_str(wrong("{\"applicable\":0}"), "applicable");
		check_str(wrong("{\"applicable\":6}"), "applicable");
		check_str(wrong("{\"applicable\":\"4\"}"), "applicable");
		check_str(wrong("{\"applicable\":4,\"examples\":1,"
				"\"difficulty\":\"mild\"}"), "difficulty");
	}
	TEST("an answer to what nobody asked is refused") {
		check_str(wrong("{" NEEDED ",\"name\":\"Ani\"}"), "");
	}
	TEST("a form that there is not has no questions") {
		check(!survey_named("other"));
	}
}

static json_t *summary(size_t n, const char *topics)
{
	json_t *all[10], *out;

	for (size_t i = 0; i < n; i++) {
		all[i] = json_loads("{" NEEDED "}", 0, NULL);
		json_object_set_new(all[i], "applicable",
				    json_integer(1 + (json_int_t)(i % 2)));
		if (topics && i < 4)
			json_object_set_new(all[i], "topics",
					    json_string(topics));
	}
	out = survey_summary(survey_named("standard"), all, n);
	for (size_t i = 0; i < n; i++)
		json_decref(all[i]);
	return out;
}

static json_t *part(json_t *list, const char *id)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (!strcmp(json_string_value(json_object_get(one, "id")), id))
			return one;
	return NULL;
}

static void told(void)
{
	json_t *five = summary(5, "pajak"), *four = summary(4, "pajak");
	json_t *counts = json_object_get(part(five, "applicable"), "counts");

	TEST("the answers of five are counted") {
		check_int(json_integer_value(json_object_get(counts, "1")), 3);
		check_int(json_integer_value(json_object_get(counts, "2")), 2);
		check_int(json_integer_value(json_object_get(
			part(five, "applicable"), "answers")), 5);
	}
	TEST("a question that fewer than five answered tells nothing") {
		check(!json_object_get(part(five, "topics"), "texts"));
		check(json_is_null(json_object_get(part(five, "topics"),
						   "answers")));
		check(!json_object_get(part(four, "applicable"), "counts"));
	}
	json_decref(five);
	json_decref(four);
}

int main(void)
{
	answers();
	told();
	return test_end();
}
