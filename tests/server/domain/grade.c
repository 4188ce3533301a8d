#include "domain/grade.h"

#include <math.h>

#include "check.h"
#include "questions.h"

#define NO_PARTIAL "{'id':'q','type':'multiple','text':'T','partial':false," \
	"'choices':[{'text':'a','right':true},{'text':'b','right':true}," \
	"{'text':'c'}]}"
#define PERCENT "{'id':'q','type':'numeric','text':'T','answer':12.5," \
	"'tolerance':0.5,'unit':'%'}"
#define THIRD "{'id':'q','type':'numeric','text':'T','formula':'100/3'," \
	"'decimals':2}"
#define CASED "{'id':'q','type':'text','text':'T','accept':['pH'],"\
	"'ignoreCase':false}"

/* The question, what was given, what it is worth. A fraction of 2: waiting; of
   -1: empty, for this reason. */
static const struct row {
	const char *question, *response;
	double fraction;
	const char *why;
} rows[] = {
	{ SINGLE, "{'choice':'2'}", 1, NULL },
	{ SINGLE, "{'choice':'1'}", 0, NULL },
	{ SINGLE, "null", -1, "" },
	{ SINGLE, "{}", -1, "" },
	{ SINGLE, "{'choice':null}", -1, "" },
	{ SINGLE, "{'choice':2}", -1, "shape" },
	{ SINGLE, "{'choice':['2']}", -1, "shape" },
	{ SINGLE, "{'choice':'0'}", -1, "unknown" },
	{ SINGLE, "{'choice':'4'}", -1, "unknown" },
	{ SINGLE, "{'choice':'02'}", -1, "unknown" },
	{ SINGLE, "{'choice':'-1'}", -1, "unknown" },
	{ SINGLE, "{'choice':'2 '}", -1, "unknown" },
	{ SINGLE, "{'choice':''}", -1, "unknown" },
	{ SINGLE, "{'choice':'18446744073709551618'}", -1, "unknown" },
	{ SINGLE, "{'choices':['2']}", -1, "" },
	{ SINGLE, "[]", -1, "shape" },
	{ SINGLE, "'2'", -1, "shape" },
	{ SINGLE, "true", -1, "shape" },

	{ MULTIPLE, "{'choices':['1','2']}", 1, NULL },
	{ MULTIPLE, "{'choices':['2','1']}", 1, NULL },
	{ MULTIPLE, "{'choices':['1']}", 0.5, NULL },
	{ MULTIPLE, "{'choices':['1','2','3']}", 0.5, NULL },
	{ MULTIPLE, "{'choices':['1','3']}", 0, NULL },
	{ MULTIPLE, "{'choices':['3','4']}", 0, NULL },
	{ MULTIPLE, "{'choices':['1','2','3','4']}", 0, NULL },
	{ MULTIPLE, "{'choices':[]}", -1, "" },
	{ MULTIPLE, "{'choices':['1','1']}", -1, "duplicate" },
	{ MULTIPLE, "{'choices':['1','5']}", -1, "unknown" },
	{ MULTIPLE, "{'choices':['1',null]}", -1, "shape" },
	{ MULTIPLE, "{'choices':['1',2]}", -1, "shape" },
	{ MULTIPLE, "{'choices':{'1':true}}", -1, "shape" },
	{ MULTIPLE, "{'choices':'1'}", -1, "shape" },
	{ NO_PARTIAL, "{'choices':['1','2']}", 1, NULL },
	{ NO_PARTIAL, "{'choices':['1']}", 0, NULL },
	{ NO_PARTIAL, "{'choices':['1','2','3']}", 0, NULL },

	{ TRUE_FALSE, "{'value':false}", 1, NULL },
	{ TRUE_FALSE, "{'value':true}", 0, NULL },
	{ TRUE_FALSE, "{'value':null}", -1, "" },
	{ TRUE_FALSE, "{'value':0}", -1, "shape" },
	{ TRUE_FALSE, "{'value':'false'}", -1, "shape" },

	{ MATCH, "{'pairs':{'1':'1','2':'2','3':'1'}}", 1, NULL },
	{ MATCH, "{'pairs':{'1':'1'}}", 1.0 / 3, NULL },
	{ MATCH, "{'pairs':{'1':'1','2':null}}", 1.0 / 3, NULL },
	{ MATCH, "{'pairs':{'1':'2','2':'1','3':'3'}}", 0, NULL },
	{ MATCH, "{'pairs':{'1':'1','2':'1','3':'1'}}", 2.0 / 3, NULL },
	{ MATCH, "{'pairs':{}}", -1, "" },
	{ MATCH, "{'pairs':{'1':null}}", -1, "" },
	{ MATCH, "{'pairs':{'4':'1'}}", -1, "unknown" },
	{ MATCH, "{'pairs':{'1':'4'}}", -1, "unknown" },
	{ MATCH, "{'pairs':{'1':1}}", -1, "shape" },
	{ MATCH, "{'pairs':[['1','1']]}", -1, "shape" },

	{ ORDER, "{'order':['1','2','3','4']}", 1, NULL },
	{ ORDER, "{'order':['2','3','4','1']}", 2.0 / 3, NULL },
	{ ORDER, "{'order':['2','1','3','4']}", 1.0 / 3, NULL },
	{ ORDER, "{'order':['4','3','2','1']}", 0, NULL },
	{ ORDER, "{'order':['1','2','3']}", -1, "missing" },
	{ ORDER, "{'order':['1','2','3','3']}", -1, "duplicate" },
	{ ORDER, "{'order':['1','2','3','4','1']}", -1, "duplicate" },
	{ ORDER, "{'order':['1','2','3','5']}", -1, "unknown" },
	{ ORDER, "{'order':[]}", -1, "" },
	{ ORDER, "{'order':'1234'}", -1, "shape" },

	{ NUMERIC, "{'text':'1.234,5'}", 1, NULL },
	{ NUMERIC, "{'text':'1234.5'}", 1, NULL },
	{ NUMERIC, "{'text':' 1234,50 jam '}", 1, NULL },
	{ NUMERIC, "{'text':'１２３４，５'}", 1, NULL },
	{ NUMERIC, "{'text':'1 234,5'}", 1, NULL },
	{ NUMERIC, "{'text':'3×24'}", 1, NULL },
	{ NUMERIC, "{'text':' 3×24 '}", 1, NULL },
	{ NUMERIC, "{'text':'3x24'}", 0, "number" },
	{ NUMERIC, "{'text':'1234'}", 0, "" },
	{ NUMERIC, "{'text':'1.234.5'}", 0, "number" },
	{ NUMERIC, "{'text':'-1234,5'}", 0, "" },
	{ NUMERIC, "{'text':'seribu'}", 0, "number" },
	{ NUMERIC, "{'text':''}", -1, "" },
	{ NUMERIC, "{'text':' \\u00a0 '}", -1, "" },
	{ NUMERIC, "{'text':1234.5}", -1, "shape" },
	{ PERCENT, "{'text':'12,5%'}", 1, NULL },
	{ PERCENT, "{'text':'13'}", 1, NULL },
	{ PERCENT, "{'text':'12'}", 1, NULL },
	{ PERCENT, "{'text':'13,01'}", 0, "" },
	{ PERCENT, "{'text':'0,125'}", 0, "" },
	{ THIRD, "{'text':'33,33'}", 1, NULL },
	{ THIRD, "{'text':'33,3333333333333'}", 1, NULL },
	{ THIRD, "{'text':'33,34'}", 0, "" },
	{ THIRD, "{'text':'33,3'}", 0, "" },
	{ THIRD, "{'text':'33,334'}", 0, "" },

	{ TEXT, "{'text':'\\u0022Dinas\\u0022 kesehatan'}", 1, NULL },
	{ TEXT, "{'text':'  DINKES '}", 1, NULL },
	{ TEXT, "{'text':'ｄｉｎｋｅｓ'}", 1, NULL },
	{ TEXT, "{'text':'din kes'}", 0, NULL },
	{ TEXT, "{'text':'\\u200b'}", -1, "" },
	{ TEXT, "{'text':['dinkes']}", -1, "shape" },
	{ CASED, "{'text':'pH'}", 1, NULL },
	{ CASED, "{'text':'ph'}", 0, NULL },

	{ CLOZE, "{'gaps':{'1':{'text':'Satu'},'2':{'choice':'2'},"
		"'3':{'text':'0,5'}}}", 1, NULL },
	{ CLOZE, "{'gaps':{'1':{'text':'satu'},'2':{'choice':'1'}}}", 1.0 / 3,
		NULL },
	{ CLOZE, "{'gaps':{'3':{'text':'.5'}}}", 1.0 / 3, NULL },
	/* One gap of a wrong shape is that gap left open. */
	{ CLOZE, "{'gaps':{'1':'satu','2':{'choice':'2'}}}", 1.0 / 3, NULL },
	{ CLOZE, "{'gaps':{'1':{'text':'dua'}}}", 0, NULL },
	{ CLOZE, "{'gaps':{}}", -1, "" },
	{ CLOZE, "{'gaps':{'1':{'text':''},'2':null}}", -1, "" },
	{ CLOZE, "{'gaps':{'1':'satu'}}", -1, "shape" },
	{ CLOZE, "{'gaps':{'2':{'choice':'3'}}}", -1, "unknown" },
	{ CLOZE, "{'gaps':{'4':{'text':'x'}}}", -1, "unknown" },
	{ CLOZE, "{'gaps':['satu']}", -1, "shape" },

	{ ESSAY, "{'text':'Menurut saya'}", 2, NULL },
	{ ESSAY, "{'text':' \\n '}", -1, "" },
	{ ESSAY, "{'text':'\\u00a0'}", -1, "" },
	{ ESSAY, "{'text':null}", -1, "" },
	{ ESSAY, "{'text':5}", -1, "shape" },
	{ ESSAY, "{'text':'1234567890123456789é'}", 2, NULL },
	{ ESSAY, "{'text':'12345678901234567890é'}", -1, "long" },
};

static bool row_holds(const struct row *row)
{
	struct arena mem = ARENA_INIT;
	json_t *q = json_of(&mem, row->question);
	const struct paper_question p = plain_paper(&mem, q);
	struct grade g;
	enum grade_state want = row->fraction < 0 ? GRADE_EMPTY :
		row->fraction > 1 ? GRADE_WAITING :
		row->fraction >= 1 ? GRADE_RIGHT :
		row->fraction > 0 ? GRADE_PARTIAL : GRADE_WRONG;
	const double fraction = row->fraction < 0 || row->fraction > 1 ? 0 :
				row->fraction;
	bool good;

	question_grade(&mem, q, &p, json_of(&mem, row->response), &g);
	good = g.state == want && fabs(g.fraction - fraction) < 1e-12 &&
	       (!row->why || strcmp(g.why, row->why) == 0);
	if (!good)
		printf("# %.50s… %s: %s %g '%s'\n", row->question,
		       row->response, grade_state_name(g.state), g.fraction,
		       g.why);
	arena_end(&mem);
	return good;
}

static void type_rows(const char *type)
{
	const char *wanted = type;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strstr(rows[i].question, wanted))
			check(row_holds(&rows[i]));
}

/* ---- Whatever is given ----------------------------------------------------- */

static bool key_right(struct arena *mem, const char *text, const char *seed)
{
	json_t *q = json_of(mem, text), *key;
	struct paper_question p;
	struct grade g;

	if (paper_question_draw(mem, q, "unit", seed, &p))
		return false;
	key = owned(mem, question_key_public(mem, q, &p));
	question_grade(mem, q, &p, key, &g);
	if (question_type_of(q) == QUESTION_ESSAY)
		return json_is_null(key) && g.state == GRADE_EMPTY;
	if (g.state != GRADE_RIGHT || g.fraction != 1) {
		char *shown = json_dumps(key, 0);

		printf("# %.60s… %s: %s\n", text, seed, shown);
		free(shown);
	}
	for (size_t i = 0; i < g.nparts; i++)
		if (!g.parts[i].right)
			return false;
	return g.state == GRADE_RIGHT && g.fraction == 1;
}

static void keys(void)
{
	const size_t n = sizeof(one_of_each) / sizeof(*one_of_each);

	for (size_t i = 0; i < n; i++)
		for (int seed = 0; seed < 300; seed++) {
			struct arena mem = ARENA_INIT;

			check(key_right(&mem, one_of_each[i],
				arena_format(&mem, "s%d", seed)));
			arena_end(&mem);
		}
}

/* A list or object of 100,000, as the browser might send. */
static json_t *crowd(struct arena *mem, const char *key, bool object,
		     const char *value)
{
	json_t *inside = object ? json_object() : json_array();

	for (int i = 0; i < 100000; i++)
		if (object)
			json_object_set_new(inside, arena_format(mem, "%d", i + 1),
					    json_string(value));
		else
			json_array_append_new(inside, json_string(value));
	return owned(mem, json_pack("{s:o}", key, inside));
}

static json_t *deep(struct arena *mem, int levels)
{
	json_t *json = json_string("1");

	while (levels--)
		json = json_pack("{s:o}", "choice", json);
	return owned(mem, json);
}

static void crowds(struct arena *mem)
{
	static const char *const keys[] = { "choices", "pairs", "order", "gaps",
					    "text", "choice", "value" };
	const size_t n = sizeof(one_of_each) / sizeof(*one_of_each);

	for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
		json_t *list = crowd(mem, keys[k], false, "1");
		json_t *object = crowd(mem, keys[k], true, "1");

		for (size_t i = 0; i < n; i++) {
			json_t *q = json_of(mem, one_of_each[i]);
			const struct paper_question p = plain_paper(mem, q);
			struct grade g;

			question_grade(mem, q, &p, list, &g);
			check_int(g.state, GRADE_EMPTY);
			question_grade(mem, q, &p, object, &g);
			check_int(g.state, GRADE_EMPTY);
			question_grade(mem, q, &p, deep(mem, 1000), &g);
			check_int(g.state, GRADE_EMPTY);
		}
	}
}

static void long_texts(struct arena *mem)
{
	static const char *const typed[] = { NUMERIC, TEXT, ESSAY };
	char *many = arena_alloc(mem, 1000001);
	struct grade g;

	memset(many, '1', 1000000);
	for (size_t i = 0; i < 3; i++) {
		json_t *q = json_of(mem, typed[i]);
		const struct paper_question p = plain_paper(mem, q);

		question_grade(mem, q, &p, owned(mem, json_pack("{s:s}", "text",
								many)), &g);
		check_int(g.state, GRADE_EMPTY);
		check_str(g.why, "long");
	}
}

/* ---- Parts ----------------------------------------------------------------- */

static bool picked(struct arena *mem, const char *question, const char *seed,
		   const char *response, struct grade *g)
{
	json_t *q = json_of(mem, question);
	struct paper_question p;

	if (paper_question_draw(mem, q, "unit", seed, &p))
		return false;
	question_grade(mem, q, &p, json_of(mem, response), g);
	return true;
}

static void parts(struct arena *mem)
{
	json_t *q = json_of(mem, SINGLE);
	struct paper_question p;
	struct grade g;

	TEST("what was picked is told by the author's place, not the shown one")
		for (int i = 0; i < 20; i++) {
			const char *seed = arena_format(mem, "%d", i);

			check(!paper_question_draw(mem, q, "unit", seed, &p));
			check(picked(mem, SINGLE, seed, "{'choice':'1'}", &g));
			check_int(g.nparts, 1);
			check_int(g.parts[0].picked, p.order.at[0]);
		}
	TEST("of several choices each is told as chosen or not") {
		p = plain_paper(mem, json_of(mem, MULTIPLE));
		question_grade(mem, json_of(mem, MULTIPLE), &p,
			       json_of(mem, "{'choices':['2','3']}"), &g);
		check_int(g.nparts, 4);
		check(g.parts[0].picked == 0 && !g.parts[0].right);
		check(g.parts[1].picked == 1 && g.parts[1].right);
		check(g.parts[2].picked == 1 && !g.parts[2].right);
		check(g.parts[3].picked == 0 && g.parts[3].right);
	}
	TEST("nothing is picked in an empty response, not even before its fault") {
		p = plain_paper(mem, json_of(mem, ORDER));
		question_grade(mem, json_of(mem, ORDER), &p,
			       json_of(mem, "{'order':['1','2','2']}"), &g);
		check_int(g.nparts, 4);
		check(g.parts[0].picked == GRADE_NOTHING && !g.parts[0].right);
	}
	TEST("a paper that does not fit leaves the question empty") {
		p = plain_paper(mem, json_of(mem, ORDER));
		question_grade(mem, q, &p, json_of(mem, "{'choice':'1'}"), &g);
		check_int(g.state, GRADE_EMPTY);
		check_str(g.why, "paper");
	}
}

static void marks(struct arena *mem)
{
	static const struct { const char *marks; double points; } good[] = {
		{ "[2,1]", 3 }, { "[0,0]", 0 }, { "[1.5,0.5]", 2 } };
	static const char *const bad[] = { "null", "[]", "[2]", "[2,1,0]",
		"[3,1]", "[-1,1]", "['2',1]", "[null,1]", "{'0':2}" };
	json_t *q = json_of(mem, ESSAY);
	double points;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		check(grade_marks(q, json_of(mem, good[i].marks), &points) &&
		      points == good[i].points);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check(!grade_marks(q, json_of(mem, bad[i]), &points));
}

int main(void)
{
	struct arena mem = ARENA_INIT;

	TEST("a single choice is right or not")
		type_rows("'single','text':'T'");
	TEST("of several choices wrong ones take away what right ones bring")
		type_rows("'multiple'");
	TEST("true or false is right or not")
		type_rows("'trueFalse'");
	TEST("a match brings its share of right pairs")
		type_rows("'match'");
	TEST("an order brings its share of neighbours that were kept")
		type_rows("'order'");
	TEST("a number is read as it is typed here, within its tolerance")
		type_rows("'numeric','text'");
	TEST("a text is what was accepted, however it was typed")
		type_rows("'type':'text','text'");
	TEST("a cloze brings its share of right gaps")
		type_rows("'cloze'");
	TEST("an essay waits for a person, unless there is none")
		type_rows("'essay'");
	TEST("the key given as a response is right, for every type and seed")
		keys();
	TEST("responses of 100,000 things or 1,000 levels are empty")
		crowds(&mem);
	TEST("so is a text of a million characters")
		long_texts(&mem);
	parts(&mem);
	TEST("a rubric's marks are one for each line, within its points")
		marks(&mem);
	arena_end(&mem);
	return test_end();
}
