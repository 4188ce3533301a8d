#include "domain/question.h"

#include <math.h>

#include "check.h"
#include "domain/grade.h"
#include "domain/quiz.h"
#include "questions.h"

/* The rest of a question, and where which fault is: "" and "" for none. */
static const struct row {
	const char *question, *code, *pointer;
} rows[] = {
	{ SINGLE, "", "" }, { MULTIPLE, "", "" }, { TRUE_FALSE, "", "" },
	{ MATCH, "", "" }, { ORDER, "", "" }, { NUMERIC, "", "" },
	{ FORMULA, "", "" }, { TEXT, "", "" }, { CLOZE, "", "" },
	{ ESSAY, "", "" },
	{ "[]", "object_wanted", "" },
	{ "{}", "key_missing", "" },
	{ "{'id':'q','type':'banyak','text':'T'}", "type_unknown", "/type" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':'ya'}",
		"truth_wanted", "/right" },
	{ "{'id':'q r','type':'trueFalse','text':'T','right':true}",
		"ident", "/id" },
	{ "{'id':'q','type':'trueFalse','text':' ','right':true}",
		"text_empty", "/text" },
	{ "{'id':'q','type':'trueFalse','text':5,'right':true}",
		"text_wanted", "/text" },
	{ "{'id':'q','type':'trueFalse','text':'a\\u0007','right':true}",
		"text_signs", "/text" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,'poin':2}",
		"key_near", "/poin" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,'xyzzy':2}",
		"key_unknown", "/xyzzy" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,'a/b~':2}",
		"key_unknown", "/a~1b~0" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,'points':-1}",
		"range", "/points" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,'points':'2'}",
		"number_wanted", "/points" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,'points':null}",
		"", "" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'media':'../x.svg','alt':'a'}", "media", "/media" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'media':'media/../x.svg','alt':'a'}", "media", "/media" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'media':'media/x.svg'}", "alt_missing", "/media" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'checkedAt':'2026-02-29'}", "day", "/checkedAt" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'confidence':'unsure'}", "unsure", "/confidence" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'confidence':'yakin'}", "word_unknown", "/confidence" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'feedback':{'benar':'x'}}", "key_near", "/feedback/benar" },
	{ "{'id':'q','type':'trueFalse','text':'T','right':true,"
		"'tags':['a',5]}", "text_wanted", "/tags/1" },

	{ "{'id':'q','type':'single','text':'T'}", "key_missing", "" },
	{ "{'id':'q','type':'single','text':'T','choices':[{'text':'a',"
		"'right':true}]}", "few", "/choices" },
	{ "{'id':'q','type':'single','text':'T','choices':[{'text':'a'},"
		"{'text':'b'}]}", "choices_no_right", "/choices" },
	{ "{'id':'q','type':'single','text':'T','choices':[{'text':'a',"
		"'right':true},{'text':'b','right':true}]}",
		"choices_many_right", "/choices" },
	{ "{'id':'q','type':'single','text':'T','choices':[{'text':'a',"
		"'right':true},{'text':' a'}]}", "same_twice", "/choices/1" },
	{ "{'id':'q','type':'single','text':'T','choices':[{'text':'a',"
		"'right':true},{'text':'A'}]}", "", "" },
	{ "{'id':'q','type':'single','text':'T','choices':[{'text':'a',"
		"'right':true},{'txet':'b'}]}", "key_near", "/choices/1/txet" },
	{ "{'id':'q','type':'single','text':'T','choices':[{'text':'a',"
		"'right':true},'b']}", "object_wanted", "/choices/1" },
	{ "{'id':'q','type':'multiple','text':'T','choices':[{'text':'a'},"
		"{'text':'b'}]}", "choices_no_right", "/choices" },

	{ "{'id':'q','type':'match','text':'T','pairs':[{'left':'a','right':'1'},"
		"{'left':'a','right':'2'}]}", "same_twice", "/pairs/1" },
	{ "{'id':'q','type':'match','text':'T','pairs':[{'left':'a','right':'1'},"
		"{'left':'b','right':'2'}],'extra':['3','2']}",
		"extra_is_right", "/extra/1" },
	{ "{'id':'q','type':'match','text':'T','pairs':[{'left':'a','right':'1'},"
		"{'left':'b','right':'2'}],'extra':['3','3']}",
		"same_twice", "/extra/1" },
	{ "{'id':'q','type':'order','text':'T','items':['a','b','a']}",
		"same_twice", "/items/2" },
	{ "{'id':'q','type':'order','text':'T','items':['a',{'text':'b'}]}",
		"text_wanted", "/items/1" },

	{ "{'id':'q','type':'numeric','text':'T'}", "answer_missing", "" },
	{ "{'id':'q','type':'numeric','text':'T','answer':1,'formula':'1'}",
		"answer_twice", "" },
	{ "{'id':'q','type':'numeric','text':'T','answer':'1,5'}",
		"number_wanted", "/answer" },
	{ "{'id':'q','type':'numeric','text':'T','answer':1,'tolerance':-1}",
		"range", "/tolerance" },
	{ "{'id':'q','type':'numeric','text':'T','answer':1,'decimals':1.5}",
		"count_wanted", "/decimals" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'1+'}",
		"formula", "/formula" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'B'}",
		"formula_name", "/formula" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'1/3'}",
		"answer_endless", "/formula" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'1/0'}",
		"formula_value", "/formula" },
	{ "{'id':'q','type':'numeric','text':'T','answer':1,'parameters':"
		"{'B':{'from':1,'to':2,'step':1}}}", "parameter_idle", "" },
	{ "{'id':'q','type':'numeric','text':'{C}','formula':'B','parameters':"
		"{'B':{'from':1,'to':2,'step':1}}}", "parameter_unknown", "/text" },
	{ "{'id':'q','type':'numeric','text':'{B} {{instansi}}','formula':'B',"
		"'parameters':{'B':{'from':1,'to':2,'step':1}}}", "", "" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'B','parameters':"
		"{'B':{'from':2,'to':1,'step':1}}}", "parameter_range",
		"/parameters/B" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'B','parameters':"
		"{'B':{'from':1,'to':2,'step':0}}}", "range",
		"/parameters/B/step" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'B','parameters':"
		"{'B':{'from':1,'to':1e9,'step':0.1}}}", "parameter_range",
		"/parameters/B" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'B','parameters':"
		"{'B':{'from':1,'to':2,'step':1},'min':{'from':1,'to':2,"
		"'step':1}}}", "parameter_name", "/parameters/min" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'B','parameters':"
		"{'B':{'from':1,'to':2,'step':1}},'where':'B > 2'}",
		"where_rare", "/where" },
	{ "{'id':'q','type':'numeric','text':'T','formula':'B','parameters':"
		"{'B':{'from':1,'to':2,'step':1}},'where':'B'}",
		"formula", "/where" },

	{ "{'id':'q','type':'text','text':'T','accept':[]}", "few", "/accept" },
	{ "{'id':'q','type':'text','text':'T','accept':['\\u200b']}",
		"accept_blank", "/accept/0" },
	{ "{'id':'q','type':'cloze','text':'{{1}}','gaps':[{'type':'text',"
		"'accept':['a']},{'type':'text','accept':['b']}]}",
		"gap_missing", "/text" },
	{ "{'id':'q','type':'cloze','text':'{{1}}{{1}}','gaps':[{'type':'text',"
		"'accept':['a']}]}", "gap_twice", "/text" },
	{ "{'id':'q','type':'cloze','text':'{{1}}{{2}}{{nama}}','gaps':["
		"{'type':'text','accept':['a']}]}", "gap_unknown", "/text" },
	{ "{'id':'q','type':'cloze','text':'{{1}}','gaps':[{'type':'essay'}]}",
		"word_unknown", "/gaps/0/type" },
	{ "{'id':'q','type':'cloze','text':'{{1}}','gaps':[{'type':'single',"
		"'choices':[{'text':'a'},{'text':'b'}]}]}",
		"choices_no_right", "/gaps/0/choices" },
	{ "{'id':'q','type':'cloze','text':'{{1}}','gaps':[{'type':'numeric',"
		"'formula':'1'}]}", "key_unknown", "/gaps/0/formula" },
	{ "{'id':'q','type':'essay','text':'T','rubric':[]}", "few", "/rubric" },
	{ "{'id':'q','type':'essay','text':'T','points':5,'rubric':["
		"{'text':'a','points':2},{'text':'b','points':2}]}",
		"rubric_sum", "/points" },
};

static bool row_holds(const struct row *row)
{
	struct arena mem = ARENA_INIT;
	struct definition_faults f = { .mem = &mem };
	bool good = !*row->code;

	question_check(json_of(&mem, row->question), true, NULL, &f);
	for (size_t i = 0; i < f.n; i++)
		if (strcmp(definition_code_name(f.list[i].code), row->code) == 0
		    && strcmp(f.list[i].pointer, row->pointer) == 0)
			good = true;
	good = good && !*row->code == !f.n;
	for (size_t i = 0; !good && i < f.n; i++)
		printf("# %s at '%s'\n", definition_code_name(f.list[i].code),
		       f.list[i].pointer);
	if (!good)
		printf("# %s: '%s' at '%s' wanted\n", row->question, row->code,
		       row->pointer);
	arena_end(&mem);
	return good;
}

static void bounds(struct arena *mem)
{
	struct definition_faults f = { .mem = mem };
	json_t *q = json_of(mem, SINGLE), *list = json_object_get(q, "choices");
	struct text many = { .mem = mem };

	TEST("twenty-one choices are too many, a hundred thousand too") {
		for (int i = 0; i < 18; i++)
			json_array_append_new(list, json_pack("{s:o}", "text",
				json_sprintf("c%d", i)));
		question_check(q, true, NULL, &f);
		check_int(f.n, 1);
		check_str(definition_code_name(f.list[0].code), "many");
		for (int i = 0; i < 100000; i++)
			json_array_append_new(list, json_null());
		f = (struct definition_faults){ .mem = mem };
		question_check(q, true, NULL, &f);
		check(f.n >= 1 && f.n <= DEFINITION_FAULTS_MOST);
	}
	TEST("a text over its limit is told with the limit") {
		for (int i = 0; i < 20001; i++)
			text_puts(&many, "é");
		q = json_of(mem, TRUE_FALSE);
		json_object_set_new(q, "text", json_string(many.bytes));
		f = (struct definition_faults){ .mem = mem };
		question_check(q, true, NULL, &f);
		check_int(f.n, 1);
		check_str(definition_message(mem, &f.list[0], LANG_ID),
			"Teks ini terlalu panjang; batasnya 20.000 huruf. "
			"Pendekkan.");
	}
	TEST("of thousands of faults the first two hundred are told") {
		q = json_of(mem, TRUE_FALSE);
		for (int i = 0; i < 5000; i++)
			json_object_set_new(q, arena_format(mem, "x%d", i),
					    json_true());
		f = (struct definition_faults){ .mem = mem };
		question_check(q, true, NULL, &f);
		check_int(f.n, DEFINITION_FAULTS_MOST);
		definition_fault(&f, NULL, DEFINITION_DAY, NULL);
		check_int(f.n, DEFINITION_FAULTS_MOST);
	}
}

static void words(struct arena *mem)
{
	static const char *const keys[] = { "choices", "text", "type" };
	struct definition_faults f = { .mem = mem };

	TEST("a key that is nearly right or Indonesian is told with the right one") {
		check_str(definition_near("choises", keys, 3), "choices");
		check_str(definition_near("Text", keys, 3), "text");
		check_str(definition_near("pilihan", keys, 3), "choices");
		check(!definition_near("xylophone", keys, 3));
		check(!definition_near("", keys, 0));
	}
	TEST("every fault has a sentence in both languages, with nothing unfilled")
		for (int c = 1; c < DEFINITION_CODES; c++) {
			struct definition_fault one = { (enum definition_code)c,
				"", "v", "n", 1, 2 };

			for (int l = 0; l < LANG_COUNT; l++) {
				const char *s = definition_message(mem, &one,
							(enum lang)l);

				check(s && strlen(s) > 10);
				check(!strstr(s, "{value}") &&
				      !strstr(s, "{near}") &&
				      !strstr(s, "{least}") &&
				      !strstr(s, "{most}"));
				check(s[strlen(s) - 1] == '.');
			}
		}
	TEST("what was found is shown again, cut short") {
		question_check(json_of(mem, "{'id':'q','type':'"
			"0123456789012345678901234567890123456789"
			"0123456789012345678901234567890123456789'}"), true,
			NULL, &f);
		check_int(f.n, 1);
		check(text_length(f.list[0].value) <= 60);
	}
	TEST("a practice may ask what is unsure") {
		f = (struct definition_faults){ .mem = mem };
		question_check(json_of(mem, "{'id':'q','type':'trueFalse',"
			"'text':'T','right':true,'confidence':'unsure'}"), false,
			NULL, &f);
		check_int(f.n, 0);
	}
}

/* ---- What the browser is given --------------------------------------------- */

/* Every key there is, at any depth. */
static bool has_key(json_t *json, const char *wanted)
{
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach(json, key, value)
		if (strcmp(key, wanted) == 0 || has_key(value, wanted))
			return true;
	json_array_foreach(json, i, value)
		if (has_key(value, wanted))
			return true;
	return false;
}

static json_t *public_of(struct arena *mem, json_t *q, const char *seed,
			 struct paper_question *p)
{
	check(!paper_question_draw(mem, q, "unit", seed, p));
	return owned(mem, question_public(mem, q, p, &as_typed));
}

static void no_secrets(void)
{
	static const char *const secret[] = { "right", "answer", "accept",
		"formula", "feedback", "tolerance", "where", "parameters", "pairs",
		"extra", "decimals", "confidence", "lesson", "tags" };

	for (size_t i = 0; i < sizeof(one_of_each) / sizeof(*one_of_each); i++) {
		struct arena mem = ARENA_INIT;
		json_t *q = json_of(&mem, one_of_each[i]);
		struct paper_question p;
		json_t *given;

		json_object_set_new(q, "feedback", json_pack("{s:s}", "right",
							     "FEEDBACK"));
		given = public_of(&mem, q, "s", &p);
		for (size_t k = 0; k < sizeof(secret) / sizeof(*secret); k++)
			check(!has_key(given, secret[k]));
		arena_end(&mem);
	}
}

/* The same question with another key looks the same on the same paper. */
static void no_trace(struct arena *mem)
{
	static const char *const pairs[][2] = {
		{ SINGLE, "{'id':'q','type':'single','text':'T','choices':["
			"{'text':'a','right':true},{'text':'b'},{'text':'c'}]}" },
		{ TRUE_FALSE, "{'id':'q','type':'trueFalse','text':'T',"
			"'right':true}" },
		{ NUMERIC, "{'id':'q','type':'numeric','text':'T','answer':7,"
			"'unit':'jam'}" },
		{ TEXT, "{'id':'q','type':'text','text':'T','accept':['x']}" },
		{ MATCH, "{'id':'q','type':'match','text':'T','pairs':["
			"{'left':'l1','right':'r1'},{'left':'l2','right':'r2'},"
			"{'left':'l3','right':'r2'}],'extra':['x']}" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		for (int seed = 0; seed < 20; seed++) {
			const char *s = arena_format(mem, "%d", seed);
			struct paper_question p;

			check(json_equal(
				public_of(mem, json_of(mem, pairs[i][0]), s, &p),
				public_of(mem, json_of(mem, pairs[i][1]), s, &p)));
		}
}

static void publics(struct arena *mem)
{
	struct paper_question p;
	json_t *given, *q;
	const char *html;

	TEST("no key and no feedback is in what the browser is given")
		no_secrets();
	TEST("nor does anything in it change with the key")
		no_trace(mem);
	TEST("choices are named by where they are shown") {
		given = public_of(mem, json_of(mem, SINGLE), "a", &p);
		for (size_t i = 0; i < 3; i++) {
			json_t *one = json_array_get(json_object_get(given,
							"choices"), i);
			const char *texts[] = { "a", "b", "c" };

			check_str(json_string_value(json_object_get(one, "id")),
				  arena_format(mem, "%zu", i + 1));
			check_str(json_string_value(json_object_get(one,
					"html")), texts[p.order.at[i]]);
		}
	}
	TEST("rights that read the same are shown once") {
		given = public_of(mem, json_of(mem, MATCH), "a", &p);
		check_int(json_array_size(json_object_get(given, "rights")), 3);
		check_int(json_array_size(json_object_get(given, "lefts")), 3);
	}
	TEST("parameters stand in the text as Indonesian numbers") {
		q = json_of(mem, FORMULA);
		json_object_set_new(q, "text", json_string(
			"Rp{B} {{instansi}} {X} {{B}}"));
		p = plain_paper(mem, q);
		p.parameters[0].value = 1850;
		check_str(p.parameters[0].name, "B");
		given = owned(mem, question_public(mem, q, &p, &as_typed));
		check_str(json_string_value(json_object_get(given, "html")),
			  "Rp1.850 {{instansi}} {X} {{B}}");
	}
	TEST("gaps are places in the finished HTML, but not in a tag") {
		q = json_of(mem, CLOZE);
		json_object_set_new(q, "text", json_string(
			"<a href=\"x{{1}}\">{{1}}</a> {{{2}} {{3}} {{4}} {{"));
		given = public_of(mem, q, "a", &p);
		html = json_string_value(json_object_get(given, "html"));
		check_str(html, "<a href=\"x{{1}}\"><span data-gap=\"1\"></span>"
			"</a> {<span data-gap=\"2\"></span> "
			"<span data-gap=\"3\"></span> {{4}} {{");
		check_int(json_array_size(json_object_get(given, "gaps")), 3);
	}
	TEST("an essay's rubric is shown with its points") {
		given = public_of(mem, json_of(mem, ESSAY), "a", &p);
		check(json_equal(json_object_get(given, "rubric"), json_of(mem,
			"[{'text':'isi','points':2},"
			"{'text':'bahasa','points':1}]")));
		check_int(json_integer_value(json_object_get(given, "points")), 3);
		check_int(json_integer_value(json_object_get(given,
				"mostCharacters")), 20);
	}
}

static void feedbacks(struct arena *mem)
{
	json_t *q = json_of(mem, SINGLE), *said;
	struct paper_question p = plain_paper(mem, q);
	struct grade g;

	json_object_set_new(q, "feedback", json_pack("{s:s, s:s}", "right",
						     "ya", "wrong", "tidak"));
	question_grade(mem, q, &p, json_of(mem, "{'choice':'1'}"), &g);
	TEST("feedback has the words for what was chosen, and the key if asked") {
		said = owned(mem, question_feedback(mem, q, &p, &g, &as_typed,
						    true));
		check(json_equal(said, json_of(mem, "{'state':'wrong','points':0,"
			"'most':1,'html':'tidak','choices':{'2':'fb'},"
			"'key':{'choice':'2'}}")));
	}
	TEST("without the key nothing is said of the right choice") {
		said = owned(mem, question_feedback(mem, q, &p, &g, &as_typed,
						    false));
		check(json_equal(said, json_of(mem, "{'state':'wrong','points':0,"
			"'most':1,'html':'tidak'}")));
	}
	TEST("an essay that waits is given no word") {
		q = json_of(mem, ESSAY);
		json_object_set_new(q, "feedback", json_pack("{s:s, s:s}",
			"right", "ya", "wrong", "tidak"));
		p = plain_paper(mem, q);
		question_grade(mem, q, &p, json_of(mem, "{'text':'x'}"), &g);
		said = owned(mem, question_feedback(mem, q, &p, &g, &as_typed,
						    true));
		check(json_equal(said, json_of(mem,
			"{'state':'waiting','points':0,'most':3}")));
	}
}

static void shapes(struct arena *mem)
{
	static const struct { const char *before, *after; bool same; } pairs[] = {
		{ SINGLE, "{'id':'q','type':'single','text':'T2','points':3,"
			"'choices':[{'text':'a','right':true},{'text':'z'},"
			"{'text':'c'}]}", true },
		{ SINGLE, "{'id':'q','type':'single','text':'T','choices':["
			"{'text':'a','right':true},{'text':'b'}]}", false },
		{ SINGLE, "{'id':'r','type':'single','text':'T','choices':["
			"{'text':'a','right':true},{'text':'b'},{'text':'c'}]}",
			false },
		{ SINGLE, MULTIPLE, false },
		{ MATCH, "{'id':'q','type':'match','text':'T','pairs':["
			"{'left':'l1','right':'r1'},{'left':'l2','right':'r2'},"
			"{'left':'l3','right':'r3'}],'extra':['x']}", false },
		/* Two rights changed over: the key was wrong. */
		{ MATCH, "{'id':'q','type':'match','text':'T','pairs':["
			"{'left':'l1','right':'r2'},{'left':'l2','right':'r1'},"
			"{'left':'l3','right':'x'}],'extra':[]}", true },
		{ MATCH, "{'id':'q','type':'match','text':'T','pairs':["
			"{'left':'l2','right':'r2'},{'left':'l1','right':'r1'},"
			"{'left':'l3','right':'r1'}],'extra':['x']}", false },
		{ ORDER, "{'id':'q','type':'order','text':'T',"
			"'items':['i2','i1','i3','i4']}", true },
		{ ORDER, "{'id':'q','type':'order','text':'T',"
			"'items':['i2','i1','i3','i5']}", false },
		{ SINGLE, "{'id':'q','type':'single','text':'T','choices':["
			"{'text':'b','right':true},{'text':'a'},{'text':'c'}]}",
			false },
		{ CLOZE, "{'id':'q','type':'cloze','text':'A {{1}} {{2}} {{3}}',"
			"'gaps':[{'type':'text','accept':['satu']},"
			"{'type':'single','choices':[{'text':'y','right':true},"
			"{'text':'x'}]},{'type':'numeric','answer':0.5}]}",
			false },
		{ FORMULA, NUMERIC, false },
		{ NUMERIC, "{'id':'q','type':'numeric','text':'T','answer':5}",
			true },
		{ CLOZE, CLOZE, true },
		{ ESSAY, "{'id':'q','type':'essay','text':'T','rubric':["
			"{'text':'isi','points':3}]}", false },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		if (question_same_shape(json_of(mem, pairs[i].before),
			json_of(mem, pairs[i].after)) == pairs[i].same)
			continue;
		printf("# %s %s\n", pairs[i].before, pairs[i].after);
		check(false);
	}
}

/* A learner who gave the new key on an old paper is right by it, and sees what
   was seen then. */
static void corrected(struct arena *mem)
{
	json_t *before = json_of(mem, ORDER), *after = json_of(mem,
		"{'id':'q','type':'order','text':'T',"
		"'items':['i3','i1','i4','i2']}");

	for (int i = 0; i < 50; i++) {
		struct paper_question p;
		struct grade g;
		json_t *key;

		check(!paper_question_draw(mem, before, "unit",
					   arena_format(mem, "%d", i), &p));
		check(json_equal(
			owned(mem, question_public(mem, before, &p, &as_typed)),
			owned(mem, question_public(mem, after, &p, &as_typed))));
		key = owned(mem, question_key_public(mem, after, &p));
		question_grade(mem, after, &p, key, &g);
		check_int(g.state, GRADE_RIGHT);
		question_grade(mem, before, &p, key, &g);
		check_int(g.state, GRADE_WRONG);
	}
}

int main(void)
{
	struct arena mem = ARENA_INIT;

	TEST("a question that makes sense has no fault, any other its own")
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check(row_holds(&rows[i]));
	bounds(&mem);
	words(&mem);
	publics(&mem);
	feedbacks(&mem);
	TEST("a corrected question fits papers already drawn, or is told not to")
		shapes(&mem);
	TEST("an order corrected shows on old papers what it showed")
		corrected(&mem);
	arena_end(&mem);
	return test_end();
}
