#include "domain/paper.h"

#include <math.h>

#include "check.h"
#include "questions.h"

/* A generator that changed would show old sittings wrongly: these numbers were
   computed by another program, those of splitmix64 are Rosetta Code's. */
static void vectors(void)
{
	static const uint64_t first[] = { 0x6546bb2a542bd5f6, 0xec8acfbfe64ad54b,
		0x7eaa690151015e81, 0x68e1f1934a21f079 };
	static const uint64_t splitmix[] = { 6457827717110365317U,
		3203168211198807973U, 9817491932198370423U };
	static const size_t dice[] = { 1, 3, 0, 1, 0, 1, 3, 5, 4, 1 };
	static const size_t mixed[] = { 3, 1, 7, 4, 0, 5, 2, 6 };
	struct lots lots = { 1234567 };
	size_t list[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };

	for (size_t i = 0; i < 3; i++)
		check(lots_next(&lots) == splitmix[i]);
	lots = lots_begin("balai", "KI-01");
	for (size_t i = 0; i < 4; i++)
		check(lots_next(&lots) == first[i]);
	lots = lots_begin("balai", "");
	for (size_t i = 0; i < 10; i++)
		check_int(lots_below(&lots, 6), dice[i]);
	lots = lots_begin("balai", "KI-01");
	lots_shuffle(&lots, list, 8);
	for (size_t i = 0; i < 8; i++)
		check_int(list[i], mixed[i]);
}

/* Chi square of `n` equally likely cells over `all` draws: 99.99 % of fair
   ones are below. */
static bool fair(const size_t *counts, size_t n, size_t all)
{
	const double want = (double)all / (double)n;
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += ((double)counts[i] - want) * ((double)counts[i] - want) /
		       want;
	return sum < (double)n + 4 * sqrt(2 * (double)n) + 12;
}

#define QUIZ "{'shuffle':%s,'draw':%s}"

static json_t *quiz_of(struct arena *mem, const char *shuffle, const char *draw)
{
	return json_of(mem, arena_format(mem, QUIZ, shuffle, draw));
}

/* n questions; every third has the tag "dasar". */
static json_t *questions_of(struct arena *mem, const char *prefix, size_t n)
{
	json_t *list = owned(mem, json_array());

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:o, s:s, s:s, s:b, s:[s]}",
			"id", json_sprintf("%s%zu", prefix, i),
			"type", "trueFalse", "text", "T", "right", 1,
			"tags", i % 3 ? "lanjut" : "dasar"));
	return list;
}

static bool distinct(const struct paper *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (paper_find(p, p->questions[i].id) != &p->questions[i])
			return false;
	return true;
}

static size_t from(const struct paper *p, const char *where)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += strcmp(p->questions[i].from, where) == 0;
	return n;
}

/* The one of `with` that "bank:ID" names; `reads` counts. */
static size_t reads;

static enum err read_whole(void *with, const char *from, json_t **out)
{
	json_t *question;
	size_t i;

	reads++;
	json_array_foreach((json_t *)with, i, question)
		if (!strcmp(question_id(question), from + 5))
			*out = question;
	return OK;
}

static void reading(struct arena *mem)
{
	json_t *whole = questions_of(mem, "b", 30), *one;
	json_t *brief = owned(mem, json_array());
	json_t *quiz = quiz_of(mem, "true", "[{'count':4,'bank':'X'},"
			       "{'count':3,'bank':'X','tag':'dasar'}]");
	const char *from[30];
	size_t i;

	json_array_foreach(whole, i, one) {
		json_object_set_new(one, "type", json_string("single"));
		json_object_set_new(one, "choices", json_pack("[{}, {}, {}]"));
		json_array_append_new(brief, json_pack("{s:O, s:O}", "id",
			json_object_get(one, "id"), "tags",
			json_object_get(one, "tags")));
		from[i] = arena_format(mem, "bank:%s", question_id(one));
	}
	TEST("of a bank's questions only those are read that are drawn") {
		const struct paper_pool all = { .bank = "X",
			.questions = whole, .from = from };
		const struct paper_pool some = { .bank = "X",
			.questions = brief, .from = from,
			.whole = read_whole, .with = whole };
		struct paper p, q;

		check(!paper_draw(mem, quiz, &all, 1, "s", &p));
		check(!paper_draw(mem, quiz, &some, 1, "s", &q));
		check_int(reads, 7);
		check(json_equal(owned(mem, paper_json(&p)),
				 owned(mem, paper_json(&q))));
	}
}

/* Eight of the 400 draws that question_check looks at, and one in 1,125. */
static void rare(struct arena *mem)
{
	struct lots lots = lots_begin("check", "");
	struct text where = { .mem = mem };
	struct definition_faults faults = { .mem = mem };
	json_t *one, *list = owned(mem, json_array());
	const struct paper_pool pool = { .questions = list };
	struct paper p;

	for (int i = 0; i < 8; i++)
		text_putf(&where, "%s(A-%zu)", i ? "*" : "",
			  lots_below(&lots, 9000));
	text_puts(&where, " == 0");
	TEST("a condition made for what the check looks at is soon given up") {
		for (int i = 0; i < 50; i++) {
			one = json_of(mem, "{'type':'numeric','text':'{A}?',"
				"'formula':'A','feedback':{'right':'r',"
				"'wrong':'w'},'confidence':'seen','parameters':"
				"{'A':{'from':0,'to':8999,'step':1}}}");
			json_object_set_new(one, "id",
					    json_sprintf("N%d", i));
			json_object_set_new(one, "where",
					    json_string(where.bytes));
			json_array_append(list, one);
		}
		question_check(one, true, NULL, &faults);
		check_int(faults.n, 0);
		check_int(paper_draw(mem, quiz_of(mem, "true", "null"), &pool,
				     1, "s", &p), ERR_INVALID);
	}
}

static void draws(struct arena *mem)
{
	json_t *own = questions_of(mem, "u", 12), *bank = questions_of(mem, "b", 9);
	const char *const where[] = { "bank:x:1", "bank:x:1", "bank:x:1",
		"bank:x:1", "bank:x:1", "bank:x:1", "bank:x:2", "bank:x:2",
		"bank:x:2", "bank:x:2", "bank:x:2", "bank:x:2" };
	const struct paper_pool pools[] = { { .questions = own },
					    { .bank = "Bank X",
		.questions = bank, .from = where } };
	struct paper p;

	TEST("without a rule all questions are drawn, in their order if told") {
		check(!paper_draw(mem, quiz_of(mem, "false", "null"), pools, 2,
				  "s", &p));
		check_int(p.n, 12);
		check(distinct(&p));
		check_str(p.questions[0].id, "u0");
		check_str(p.questions[11].id, "u11");
	}
	TEST("rules draw by tag and bank, and none twice") {
		for (int i = 0; i < 200; i++) {
			const char *seed = arena_format(mem, "%d", i);

			check(!paper_draw(mem, quiz_of(mem, "true",
				"[{'count':3},{'count':4,'tag':'dasar'},"
				"{'count':5,'bank':'Bank X'},"
				"{'count':3,'bank':'Bank X','tag':'dasar'}]"),
				pools, 2, seed, &p));
			check_int(p.n, 15);
			check(distinct(&p));
			check_int(from(&p, "unit"), 7);
			check_int(from(&p, "bank:x:1") + from(&p, "bank:x:2"), 8);
			/* All four of the tag, though "any three" stands first. */
			check(paper_find(&p, "u0") && paper_find(&p, "u3") &&
			      paper_find(&p, "u6") && paper_find(&p, "u9"));
		}
	}
	TEST("a question of two pools with one id is drawn once") {
		const struct paper_pool twice[] = { { .questions = own },
						    { .bank = "Bank X",
			.questions = own, .from = where } };

		check(!paper_draw(mem, quiz_of(mem, "true", "[{'count':6},"
			"{'count':6,'bank':'Bank X'}]"), twice, 2, "s", &p));
		check(distinct(&p));
		check_int(p.n, 12);
	}
	TEST("too few to draw from, an unknown bank and no seed are refused") {
		check_int(paper_draw(mem, quiz_of(mem, "true", "[{'count':13}]"),
				     pools, 2, "s", &p), ERR_CONFLICT);
		check_int(paper_draw(mem, quiz_of(mem, "true",
			"[{'count':1,'bank':'Y'}]"), pools, 2, "s", &p),
			ERR_NOT_FOUND);
		check_int(paper_draw(mem, quiz_of(mem, "true", "null"), pools, 2,
				     "", &p), ERR_INVALID);
		check_int(paper_draw(mem, quiz_of(mem, "true", "null"), pools, 2,
				     "a b", &p), ERR_INVALID);
		check_int(paper_draw(mem, quiz_of(mem, "true", "null"), pools, 2,
			"0123456789012345678901234567890123456789"
			"01234567890123456789012345", &p), ERR_INVALID);
	}
}

static void seeds(struct arena *mem)
{
	const struct paper_pool pool = { .questions = questions_of(mem, "u", 5) };
	json_t *quiz = quiz_of(mem, "true", "null");
	size_t at[5] = { 0 };
	struct paper a, b;

	TEST("one seed gives one paper, another seed another") {
		check(!paper_draw(mem, quiz, &pool, 1, "s1", &a));
		check(!paper_draw(mem, quiz, &pool, 1, "s1", &b));
		check(json_equal(owned(mem, paper_json(&a)),
				 owned(mem, paper_json(&b))));
		check(!paper_draw(mem, quiz, &pool, 1, "s2", &b));
		check(!json_equal(owned(mem, paper_json(&a)),
				  owned(mem, paper_json(&b))));
	}
	TEST("a question stands anywhere on a paper equally often") {
		for (int i = 0; i < 5000; i++) {
			struct arena one = ARENA_INIT;

			if (paper_draw(&one, quiz, &pool, 1,
				       arena_format(&one, "s%d", i), &a))
				break;
			at[paper_find(&a, "u0") - a.questions]++;
			arena_end(&one);
		}
		check(fair(at, 5, 5000));
	}
}

/* Where the right choice is shown, over many seeds and in each place. */
static void positions(struct arena *mem)
{
	json_t *q = json_of(mem, "{'id':'q','type':'single','text':'T',"
		"'choices':[{'text':'a'},{'text':'b','right':true},"
		"{'text':'c'},{'text':'d'}]}");
	json_t *fixed = json_of(mem, "{'id':'q','type':'single','text':'T',"
		"'shuffle':false,'choices':[{'text':'a','right':true},"
		"{'text':'b'}]}");
	json_t *match = json_of(mem, MATCH), *order = json_of(mem, ORDER);
	size_t right[4] = { 0 }, pair[3] = { 0 }, item[4] = { 0 };
	struct paper_question p;

	for (int i = 0; i < 8000; i++) {
		struct arena one = ARENA_INIT;
		const char *seed = arena_format(&one, "%x", i * 2654435761u);

		check(!paper_question_draw(&one, q, "unit", seed, &p));
		for (size_t j = 0; j < 4; j++)
			right[j] += p.order.at[j] == 1;
		check(!paper_question_draw(&one, match, "unit", seed, &p));
		check_int(p.right.n, 3);
		for (size_t j = 0; j < 3; j++)
			pair[j] += p.right.at[j] == 0;
		check(!paper_question_draw(&one, order, "unit", seed, &p));
		for (size_t j = 0; j < 4; j++)
			item[j] += p.order.at[j] == 0;
		arena_end(&one);
	}
	TEST("the right choice is shown in each place equally often") {
		check(fair(right, 4, 8000));
	}
	TEST("so is the right one of a pair, and the first of an order") {
		check(fair(pair, 3, 8000));
		check(fair(item, 4, 8000));
	}
	TEST("choices that are not to be shuffled are not") {
		check(!paper_question_draw(mem, fixed, "unit", "x", &p));
		check(p.order.n == 2 && p.order.at[0] == 0 && p.order.at[1] == 1);
	}
}

static double parameter(const struct paper_question *p, const char *name)
{
	for (size_t i = 0; i < p->nparameters; i++)
		if (strcmp(p->parameters[i].name, name) == 0)
			return p->parameters[i].value;
	return NAN;
}

static void parameters(struct arena *mem)
{
	json_t *q = json_of(mem, FORMULA), *tenths = json_of(mem,
		"{'id':'q','type':'numeric','text':'T','formula':'A','parameters':"
		"{'A':{'from':0.1,'to':0.5,'step':0.1}}}");
	size_t counts[5] = { 0 };
	struct paper_question p;

	TEST("parameters are within their ranges, on a step, and where it holds")
		for (int i = 0; i < 2000; i++) {
			struct arena one = ARENA_INIT;
			double b, g, s;

			check(!paper_question_draw(&one, q, "unit",
				arena_format(&one, "%d", i), &p));
			b = parameter(&p, "B");
			s = parameter(&p, "P");
			g = parameter(&p, "G");
			check(b >= 1200 && b <= 2400 && fmod(b, 50) == 0);
			check(s >= 500 && s <= 900 && fmod(s, 2) == 0);
			check(g >= 40 && g < s && s < b);
			arena_end(&one);
		}
	TEST("steps of a tenth are the tenths, the last one too") {
		for (int i = 0; i < 1000; i++) {
			double v;

			check(!paper_question_draw(mem, tenths, "unit",
				arena_format(mem, "%d", i), &p));
			v = parameter(&p, "A");
			check(v == 0.1 || v == 0.2 || v == 0.3 || v == 0.4 ||
			      v == 0.5);
			counts[(size_t)round(v * 10) - 1]++;
		}
		check(fair(counts, 5, 1000));
	}
}

static bool back_again(struct arena *mem, const struct paper *p)
{
	json_t *json = owned(mem, paper_json(p)), *stored;
	char *text = json_dumps(json, JSON_COMPACT);
	struct paper read;
	bool same;

	stored = owned(mem, json_loads(text, 0, NULL));
	free(text);
	same = paper_read(mem, stored, &read) && read.n == p->n &&
	       json_equal(owned(mem, paper_json(&read)), json);
	for (size_t i = 0; same && i < p->n; i++) {
		const size_t q = (size_t)atoi(p->questions[i].id + 1);

		same = paper_fits(mem, json_of(mem, one_of_each[q]),
				  &read.questions[i]);
	}
	return same;
}

static void stored(struct arena *mem)
{
	static const char *const bad[] = {
		"null", "[]", "{}", "{'seed':'s'}", "{'questions':[]}",
		"{'seed':'','questions':[]}", "{'seed':'s','questions':{}}",
		"{'seed':'s','questions':[1]}",
		"{'seed':'s','questions':[{'id':'q'}]}",
		"{'seed':'s','questions':[{'id':'q','from':'u','order':5}]}",
		"{'seed':'s','questions':[{'id':'q','from':'u','order':[-1]}]}",
		"{'seed':'s','questions':[{'id':'q','from':'u','order':['1']}]}",
		"{'seed':'s','questions':[{'id':'q','from':'u','right':[1.5]}]}",
		"{'seed':'s','questions':[{'id':'q','from':'u','gaps':[1]}]}",
		"{'seed':'s','questions':[{'id':'q','from':'u',"
			"'parameters':{'B':'1'}}]}",
		"{'seed':'s','questions':[{'id':'q','from':'u',"
			"'parameters':{'min':1}}]}",
	};
	json_t *all = owned(mem, json_array());
	const struct paper_pool pool = { .questions = all };
	struct paper p;

	for (size_t i = 0; i < sizeof(one_of_each) / sizeof(*one_of_each); i++) {
		json_t *q = json_of(mem, one_of_each[i]);

		json_object_set_new(q, "id", json_sprintf("q%zu", i));
		json_array_append(all, q);
	}
	TEST("a paper read back is the same")
		for (int i = 0; i < 200; i++) {
			check(!paper_draw(mem, quiz_of(mem, "true", "null"),
				&pool, 1, arena_format(mem, "%d", i), &p));
			check(back_again(mem, &p));
		}
	TEST("what is no paper is not read")
		for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
			if (paper_read(mem, json_of(mem, bad[i]), &p))
				printf("# %s\n", bad[i]);
			check(!paper_read(mem, json_of(mem, bad[i]), &p));
		}
}

static void fitting(struct arena *mem)
{
	static const struct { const char *question, *paper; } bad[] = {
		{ SINGLE, "{'id':'q','from':'u'}" },
		{ SINGLE, "{'id':'q','from':'u','order':[0,1]}" },
		{ SINGLE, "{'id':'q','from':'u','order':[0,1,3]}" },
		{ SINGLE, "{'id':'q','from':'u','order':[0,1,1]}" },
		{ SINGLE, "{'id':'q','from':'u','order':[0,1,2,3]}" },
		{ MATCH, "{'id':'q','from':'u','right':[0,1]}" },
		{ MATCH, "{'id':'q','from':'u','right':[0,1,2,3]}" },
		{ ORDER, "{'id':'q','from':'u','order':[3,2,1]}" },
		{ CLOZE, "{'id':'q','from':'u','gaps':[[],[0,1]]}" },
		{ CLOZE, "{'id':'q','from':'u','gaps':[[],[1],[]]}" },
		{ FORMULA, "{'id':'q','from':'u','parameters':{'B':1,'P':2}}" },
		{ FORMULA, "{'id':'q','from':'u','parameters':"
			"{'B':1,'P':2,'X':3}}" },
	};

	TEST("a paper of another question does not fit")
		for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
			json_t *q = json_of(mem, bad[i].question);
			struct paper p;

			check(paper_read(mem, json_of(mem, arena_format(mem,
				"{'seed':'s','questions':[%s]}", bad[i].paper)),
				&p));
			if (paper_fits(mem, q, &p.questions[0]))
				printf("# %s\n", bad[i].paper);
			check(!paper_fits(mem, q, &p.questions[0]));
		}
}

int main(void)
{
	struct arena mem = ARENA_INIT;

	TEST("the generator gives the numbers it has always given")
		vectors();
	draws(&mem);
	reading(&mem);
	rare(&mem);
	seeds(&mem);
	positions(&mem);
	parameters(&mem);
	stored(&mem);
	fitting(&mem);
	arena_end(&mem);
	return test_end();
}
