/*
 * GIFT there and back: whatever a question of ours is, exported and imported
 * again it is the same.
 */
#include <stdlib.h>

#include "check.h"
#include "domain/question.h"
#include "questions/question_set.h"

#ifdef BALAI_SANITIZED	/* looks for faults of memory, not of the rules */
#define ROUNDS 1000
#else
#define ROUNDS 3000
#endif

static unsigned long long seed = 20261122;

static unsigned lot(unsigned below)
{
	seed = seed * 6364136223846793005ull + 1442695040888963407ull;
	return (unsigned)(seed >> 33) % below;
}

/* Words with all that GIFT and Markdown take for their own. */
static const char *words(struct arena *mem)
{
	static const char *const parts[] = {
		"kota", "=", "~", "#", "{", "}", ":", "::", "\\", "->", "####",
		"%50%", "[html]", "//", "a\nb", "*tebal*", "_x_", "`k`", "é",
		"1,5", "T", "TRUE", " ", "\\n", "$CATEGORY: x", "\n\nbaris",
		"<b>", "&amp;", "[tautan](<https://a.id/?b=c>)", "٣", "“x”",
	};
	struct text out = { .mem = mem };

	text_puts(&out, "w");
	for (unsigned n = lot(6); n; n--)
		text_puts(&out, parts[lot(sizeof(parts) / sizeof(*parts))]);
	if (lot(4))
		text_putf(&out, "%u", lot(100000));
	return out.bytes;
}

static const char *line(struct arena *mem)
{
	return text_line(mem, words(mem), 200);
}

static json_t *list(struct arena *mem, unsigned n, bool lines)
{
	json_t *out = json_array();

	while (n--)
		json_array_append_new(out, json_string(arena_format(
			mem, "%s %u", lines ? line(mem) : words(mem), n)));
	return out;
}

static json_t *choices(struct arena *mem, bool one)
{
	const unsigned n = 2 + lot(5), right = lot(n);
	json_t *out = json_array();

	for (unsigned i = 0; i < n; i++) {
		json_t *c = json_pack("{s:s}", "text", arena_format(
			mem, "%s %u", words(mem), i));

		if (lot(2))
			json_object_set_new(c, "feedback",
					    json_string(words(mem)));
		if (i == right || (!one && lot(2)))
			json_object_set_new(c, "right", json_true());
		json_array_append_new(out, c);
	}
	return out;
}

static json_t *pairs(struct arena *mem)
{
	json_t *out = json_array();

	for (unsigned i = 0, n = 2 + lot(4); i < n; i++)
		json_array_append_new(out, json_pack("{s:s, s:s}",
			"left", arena_format(mem, "%s %u", words(mem), i),
			"right", arena_format(mem, "%s r%u", words(mem), i)));
	return out;
}

static void by_type(struct arena *mem, json_t *q, const char *type)
{
	if (!strcmp(type, "single") || !strcmp(type, "multiple"))
		json_object_set_new(q, "choices", choices(mem,
			!strcmp(type, "single")));
	if (!strcmp(type, "multiple") && lot(2))
		json_object_set_new(q, "partial", json_boolean(lot(2)));
	if (!strcmp(type, "trueFalse"))
		json_object_set_new(q, "right", json_boolean(lot(2)));
	if (!strcmp(type, "match"))
		json_object_set_new(q, "pairs", pairs(mem));
	if (!strcmp(type, "match") && lot(2))
		json_object_set_new(q, "extra", list(mem, 1 + lot(2), false));
	if (!strcmp(type, "order"))
		json_object_set_new(q, "items", list(mem, 3, false));
	if (!strcmp(type, "text"))
		json_object_set_new(q, "accept", list(mem, 1 + lot(3), true));
	if (!strcmp(type, "numeric") && lot(3))
		json_object_set_new(q, "answer", json_real(
			(double)lot(100000) / 8 - 2000));
	else if (!strcmp(type, "numeric"))
		json_object_set_new(q, "formula", json_string("B*2")),
		json_object_set_new(q, "parameters", json_pack(
			"{s:{s:i, s:i, s:i}}", "B", "from", 1, "to", 9,
			"step", 1));
	if (!strcmp(type, "numeric") && lot(2))
		json_object_set_new(q, "tolerance", json_real(
			(double)lot(80) / 8));
	if (!strcmp(type, "essay"))
		json_object_set_new(q, "rubric", json_pack("[{s:s, s:i}]",
			"text", words(mem), "points", 1 + (int)lot(5)));
	if (!strcmp(type, "cloze")) {
		json_object_set_new(q, "text", json_string("x {{1}} y"));
		json_object_set_new(q, "gaps", json_pack("[{s:s, s:[s]}]",
			"type", "text", "accept", line(mem)));
	}
}

static json_t *any_question(struct arena *mem, const char *type)
{
	json_t *q = json_pack("{s:s, s:s, s:s}", "type", type, "id",
			      lot(2) ? "KI-01" : "a_b.c", "text", words(mem));

	by_type(mem, q, type);
	if (lot(2))
		json_object_set_new(q, "tags", list(mem, 1 + lot(3), true));
	if (lot(3) == 0 && strcmp(type, "essay"))
		json_object_set_new(q, "points", json_integer(1 + lot(9)));
	if (lot(2))
		json_object_set_new(q, "feedback", json_pack("{s:s, s:s}",
			"right", words(mem), "wrong", words(mem)));
	if (lot(5) == 0)
		json_object_set_new(q, "hint", json_string(words(mem)));
	if (lot(5) == 0)
		json_object_set_new(q, "shuffle", json_false());
	if (strcmp(type, "single") && strcmp(type, "multiple"))
		json_object_del(q, "shuffle");
	return q;
}

static void there_and_back(const char *type)
{
	struct arena mem = ARENA_INIT;
	struct definition_faults faults = { .mem = &mem };
	struct text out = { .mem = &mem };
	json_t *q = any_question(&mem, type);
	struct question_set set;

	question_check(q, false, NULL, &faults);
	if (!faults.n) {
		gift_write(&mem, q, &out);
		questions_parse(&mem, QUESTIONS_GIFT, &(struct question_file){
			"", out.bytes, out.size }, 1, &set);
		if (set.ntaken != 1 || set.nrefused ||
		    !json_equal(set.taken[0].question, q)) {
			check(false);
			printf("# %s\n# %s\n", out.bytes, set.ntaken
			       ? json_dumps(set.taken[0].question, 0)
			       : question_note_sentence(&mem, set.refused,
							LANG_EN));
		}
		check_int(set.nwarnings, 0);
		for (size_t i = 0; i < set.nwarnings; i++)
			printf("# %s: %s\n", question_note_sentence(
				&mem, &set.warnings[i], LANG_EN), out.bytes);
	}
	json_decref(q);
	arena_end(&mem);
}

static void parse(struct arena *mem, const char *gift, struct question_set *out)
{
	questions_parse(mem, QUESTIONS_GIFT, &(struct question_file){
		"", gift, strlen(gift) }, 1, out);
}

int main(void)
{
	static const char *const types[] = { "single", "multiple", "trueFalse",
		"match", "order", "numeric", "text", "cloze", "essay" };
	struct arena mem = ARENA_INIT;
	struct question_set set;

	for (size_t t = 0; t < sizeof(types) / sizeof(*types); t++) {
		char sentence[100];

		snprintf(sentence, sizeof(sentence), "whatever stands in a "
			 "question of type %s, it comes back the same",
			 types[t]);
		TEST(sentence)
			for (int i = 0; i < ROUNDS && !check_failures; i++)
				there_and_back(types[t]);
	}
	TEST("what GIFT can hold needs no comment") {
		struct text out = { .mem = &mem };

		parse(&mem, "::a::[markdown]x\\ny {=b#ya ~c}\n", &set);
		check(gift_write(&mem, set.taken[0].question, &out));
		check_str(out.bytes, "::a::[markdown]x\\ny{\n\t=b#ya\n\t~c\n}\n"
			  "\n");
	}
	TEST("a question that was changed keeps only what the change left right") {
		parse(&mem, "// balai: {\"of\":\"0\",\"points\":3,"
			    "\"choices\":[]}\n::a::x{=b ~c}\n", &set);
		check_int(set.ntaken, 1);
		check_int(json_integer_value(json_object_get(
			set.taken[0].question, "points")), 3);
		check_int(json_array_size(json_object_get(
			set.taken[0].question, "choices")), 2);
		check_str(question_note_name(set.warnings[0].code),
			  "comment_old");
	}
	TEST("a comment cannot bring in what the rules of questions refuse") {
		parse(&mem, "// balai: {\"question\":{\"id\":\"a\",\"type\":"
			    "\"single\",\"text\":\"x\",\"evil\":1}}\n\n", &set);
		check_int(set.ntaken, 0);
		check_str(question_note_name(set.refused[0].code), "check");
	}
	TEST("a brace that is not closed takes no other question along") {
		parse(&mem, "::a::x{=b ~c\n\n::d::y{T}\n", &set);
		check_int(set.ntaken, 1);
		check_int(set.nrefused, 1);
		check_str(question_note_name(set.refused[0].code), "unclosed");
		check_int(set.refused[0].line, 1);
	}
	TEST("categories, idents and tags of Moodle are taken") {
		parse(&mem, "$CATEGORY: $course$/top/Hukum\n\n// [id:k-9] "
			    "[tag:mudah]\n::n::x{F}\n", &set);
		check_str(json_string_value(json_object_get(
			set.taken[0].question, "id")), "k-9");
		check_int(json_array_size(json_object_get(
			set.taken[0].question, "tags")), 2);
	}
	TEST("the same text without a name has the same ident") {
		parse(&mem, "Apa itu?{T}\n\nBukan ini?{T}\n", &set);
		check(strcmp(json_string_value(json_object_get(
			set.taken[0].question, "id")), json_string_value(
			json_object_get(set.taken[1].question, "id"))));
	}
	arena_end(&mem);
	return test_end();
}
