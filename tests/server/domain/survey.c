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
	const char *at = survey_wrong(&survey_standard, answers,
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
}

static bool form_good(const char *json, const char **at)
{
	static struct arena mem;
	json_t *given = json_loads(json, 0, NULL);
	struct survey_form form;
	struct survey_fault fault;
	const bool good = survey_form_read(&mem, given, &form, &fault);

	json_decref(given);
	*at = fault.at;
	return good;
}

#define CHOICES "\"choices\":[{\"id\":\"a\",\"text\":\"Ya\"}," \
		"{\"id\":\"b\",\"text\":\"Tidak\"}]"
#define ONE "{\"id\":\"q1\",\"kind\":\"scale\",\"text\":\"Jelas?\"}"

static void forms(void)
{
	const char *at;

	TEST("a form has questions of all kinds but that of lessons") {
		check(form_good("{\"questions\":[" ONE ",{\"id\":\"q2\","
				"\"kind\":\"choices\",\"text\":\"Apa?\","
				CHOICES "},{\"id\":\"q3\",\"kind\":\"text\","
				"\"text\":\"Lain?\"}]}", &at));
		check(!form_good("{\"questions\":[{\"id\":\"q1\",\"kind\":"
				 "\"lesson\",\"text\":\"Mana?\"}]}", &at));
		check_str(at, "1");
	}
	TEST("a form without questions, and one of 41, is none") {
		json_t *many = json_pack("{s:[]}", "questions");
		struct arena mem = ARENA_INIT;
		struct survey_form form;
		struct survey_fault fault;

		check(!form_good("{}", &at));
		check_str(at, "");
		for (int i = 0; i < 41; i++)
			json_array_append_new(json_object_get(many,
							      "questions"),
				json_pack("{s:s, s:s, s:s}", "id",
					  arena_format(&mem, "q%d", i),
					  "kind", "text", "text", "Apa?"));
		check(!survey_form_read(&mem, many, &form, &fault));
		json_array_remove(json_object_get(many, "questions"), 0);
		check(survey_form_read(&mem, many, &form, &fault));
		json_decref(many);
		arena_end(&mem);
	}
	TEST("each question and each choice has an id of its own") {
		check(!form_good("{\"questions\":[" ONE "," ONE "]}", &at));
		check_str(at, "2");
		check(!form_good("{\"questions\":[{\"id\":\"a b\",\"kind\":"
				 "\"text\",\"text\":\"Apa?\"}]}", &at));
		check(!form_good("{\"questions\":[{\"id\":\"q\",\"kind\":"
				 "\"choice\",\"text\":\"Apa?\",\"choices\":"
				 "[{\"id\":\"a\",\"text\":\"x\"},{\"id\":"
				 "\"a\",\"text\":\"y\"}]}]}", &at));
	}
	TEST("one choice is no choice") {
		check(!form_good("{\"questions\":[{\"id\":\"q\",\"kind\":"
				 "\"choice\",\"text\":\"Apa?\",\"choices\":"
				 "[{\"id\":\"a\",\"text\":\"x\"}]}]}", &at));
	}
}

static void several(void)
{
	static const char form_text[] = "{\"questions\":[{\"id\":\"q\","
		"\"kind\":\"choices\",\"text\":\"Apa?\"," CHOICES "}]}";
	static const struct { const char *answers, *wrong; } all[] = {
		{ "{\"q\":[\"a\",\"b\"]}", NULL },
		{ "{\"q\":[]}", NULL }, { "{}", NULL },
		{ "{\"q\":[\"a\",\"a\"]}", "q" },
		{ "{\"q\":[\"c\"]}", "q" }, { "{\"q\":\"a\"}", "q" },
		{ "{\"q\":[1]}", "q" },
	};
	struct arena mem = ARENA_INIT;
	struct survey_form form;

	survey_form_parse(&mem, form_text, &form);
	TEST("of several choices each is taken once") {
		for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
			json_t *answers = json_loads(all[i].answers, 0, NULL);

			check_str(survey_wrong(&form, answers, NULL, 0),
				  all[i].wrong);
			json_decref(answers);
		}
	}
	arena_end(&mem);
}

static json_t *summary(size_t n, const char *topics)
{
	json_t *tally = json_object(), *texts = json_object(), *out;

	for (size_t i = 0; i < n; i++) {
		json_t *one = json_loads("{" NEEDED "}", 0, NULL);

		json_object_set_new(one, "applicable",
				    json_integer(1 + (json_int_t)(i % 2)));
		if (topics && i < 4)
			json_object_set_new(one, "topics",
					    json_string(topics));
		survey_count(&survey_standard, one, tally);
		json_decref(one);
	}
	json_object_set_new(texts, "topics", json_pack("[s]", topics));
	out = survey_lines(&survey_standard, tally, texts, SURVEY_LEAST);
	json_decref(tally);
	json_decref(texts);
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
		check(json_real_value(json_object_get(
			part(five, "applicable"), "mean")) == 1.4);
	}
	TEST("a scale is added up over tallies, and its zero counts nobody") {
		json_t *tally = json_pack("{s:{s:i, s:i, s:i, s:i}}", "q", "", 3,
					  "1", 1, "5", 2, "0", 9);
		struct survey_scale scale = { 0, 0 };

		survey_scale_add(tally, "q", &scale);
		survey_scale_add(tally, "q", &scale);
		survey_scale_add(tally, "other", &scale);
		check_int(scale.n, 6);
		check_int(scale.sum, 22);
		json_decref(tally);
	}
	TEST("a question that fewer than five answered tells nothing") {
		check(!json_object_get(part(five, "topics"), "texts"));
		check(json_is_null(json_object_get(part(five, "topics"),
						   "answers")));
		check(json_is_null(json_object_get(part(four, "applicable"),
						   "counts")));
		check(json_is_null(json_object_get(part(four, "applicable"),
						   "mean")));
	}
	json_decref(five);
	json_decref(four);
}

int main(void)
{
	answers();
	forms();
	several();
	told();
	return test_end();
}
