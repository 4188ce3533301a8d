#include "domain/branching.h"

#include <math.h>

#include "base/text.h"
#include "check.h"
#include "questions.h"

/* Choices of A, a loop at L, something to pick at P, and a reason at R. */
#define A "'A':{'title':'A','text':'T','choices':[" \
	"{'id':'a','text':'a','to':'P','score':{'W':4,'X':-3}," \
		"'set':{'on':true},'add':{'n':2},'minutes':5,'feedback':'fa'}," \
	"{'id':'b','text':'b','to':'L','score':{'W':6},'feedback':'fb'}]}"
#define L "'L':{'title':'L','text':'T','choices':[" \
	"{'id':'a','text':'a','to':'L','add':{'n':1},'feedback':'f'}," \
	"{'id':'b','text':'b','to':'end:E3','feedback':'f'}," \
	"{'id':'c','text':'c','to':'R','feedback':'f'}]}"
#define P "'P':{'title':'P','text':'T','pick':{'least':1,'most':2,'options':[" \
	"{'id':'a','text':'a','score':{'X':5},'feedback':'f'}," \
	"{'id':'b','text':'b','score':{'X':5},'feedback':'f'}," \
	"{'id':'c','text':'c','score':{'X':-9},'feedback':'f'}]},'to':'end'}"
#define R "'R':{'title':'R','text':'T','choices':[" \
	"{'id':'a','text':'a','to':'end','score':{'W':1},'feedback':'f'}]," \
	"'reasons':{'text':'Mengapa?','options':[" \
	"{'id':'r1','text':'r1','score':{'X':2},'feedback':'f'}," \
	"{'id':'r2','text':'r2','feedback':'f'}]}}"
#define ENDINGS "[{'id':'E1','when':'dimension.W >= 4 && variable.on == true'," \
	"'title':'E1','text':'t','good':true}," \
	"{'id':'E3','when':'dimension.W > 100','title':'E3','text':'t'}," \
	"{'id':'E2','when':'otherwise','title':'E2','text':'t'}]"
#define DIMENSIONS "[{'id':'W','name':'Waspada','most':10}," \
	"{'id':'X','name':'X','most':8}]"
#define CASE_OF(dimensions, nodes, ideal, endings, rest) \
	"{'format':'case/1','id':'c','title':'C','intro':'I','minutes':30," \
	"'dimensions':" dimensions ",'variables':{'n':0,'on':false}," \
	"'start':'A','nodes':{" nodes "},'ideal':" ideal ",'endings':" endings \
	rest "}"
#define NODES A "," L "," P "," R
#define CASE CASE_OF(DIMENSIONS, NODES, "['A.a','P.a+b']", ENDINGS, \
	",'passMark':60")
#define WITH_NODES(nodes) CASE_OF(DIMENSIONS, nodes, "['A.a','P.a+b']", \
	ENDINGS, "")
#define WITH_IDEAL(ideal) CASE_OF(DIMENSIONS, NODES, ideal, ENDINGS, "")
#define WITH_ENDINGS(endings) CASE_OF(DIMENSIONS, NODES, "['A.a','P.a']", \
	endings, "")
#define END_A(when) "[{'id':'E1','when':'" when "','title':'t','text':'t'}," \
	"{'id':'E3','when':'otherwise','title':'t','text':'t'}]"
#define ONE(choice) WITH_NODES("'A':{'title':'A','text':'T','choices':[" \
	choice "]}")

static const struct { const char *kase, *code, *pointer; } checks[] = {
	{ CASE, "", "" },
	{ "5", "object_wanted", "" },
	{ CASE_OF(DIMENSIONS, NODES, "['A.a','P.a']", ENDINGS, ",'nodse':1"),
		"key_near", "/nodse" },
	{ CASE_OF("[]", NODES, "['A.a']", ENDINGS, ""), "few", "/dimensions" },
	{ CASE_OF("[{'id':'W','name':'W','most':0},{'id':'X','name':'X',"
		"'most':1}]", NODES, "['A.a']", ENDINGS, ""), "range",
		"/dimensions/0/most" },
	{ CASE_OF("[{'id':'W','name':'W','most':1},{'id':'W','name':'X',"
		"'most':1},{'id':'X','name':'X','most':1}]", NODES, "['A.a']",
		ENDINGS, ""), "id_twice", "/dimensions/1" },
	{ CASE_OF("[{'id':'W','name':'W','most':1}]", NODES, "['A.a']", ENDINGS,
		""), "dimension_unknown", "/nodes/A/choices/0/score/X" },
	{ WITH_NODES(L "," P "," R), "node_absent", "/start" },
	{ WITH_NODES(A "," P "," R), "node_absent", "/nodes/A/choices/1/to" },
	{ WITH_NODES(NODES ",'Z':{'title':'Z','text':'T','choices':[{'id':'a',"
		"'text':'a','to':'end','feedback':'f'}]}"), "node_unreached",
		"/nodes/Z" },
	{ WITH_NODES(NODES ",'Z':{'title':'Z','text':'T','choices':[{'id':'a',"
		"'text':'a','to':'Z','feedback':'f'}]}"), "node_no_end",
		"/nodes/Z" },
	{ ONE("{'id':'a','text':'a','to':'A','feedback':'f'}"), "node_no_end",
		"/nodes/A" },
	{ ONE("{'id':'a','text':'a','to':'end'}"), "key_missing",
		"/nodes/A/choices/0" },
	{ ONE("{'id':'a','text':'a','to':'end','feedback':' '}"), "text_empty",
		"/nodes/A/choices/0/feedback" },
	{ ONE("{'id':'a','text':'a','to':'end:E9','feedback':'f'}"),
		"ending_absent", "/nodes/A/choices/0/to" },
	{ ONE("{'id':'a','text':'a','to':'end','feedback':'f',"
		"'set':{'m':1}}"), "variable_unknown",
		"/nodes/A/choices/0/set/m" },
	{ ONE("{'id':'a','text':'a','to':'end','feedback':'f',"
		"'set':{'on':1}}"), "variable_kind",
		"/nodes/A/choices/0/set/on" },
	{ ONE("{'id':'a','text':'a','to':'end','feedback':'f',"
		"'add':{'on':true}}"), "variable_kind",
		"/nodes/A/choices/0/add/on" },
	{ ONE("{'id':'a','text':'a','to':'end','feedback':'f',"
		"'set':{'n':'1'}}"), "number_wanted",
		"/nodes/A/choices/0/set/n" },
	{ ONE("{'id':'a','text':'a','to':'end','feedback':'f'},"
		"{'id':'a','text':'b','to':'end','feedback':'f'}"), "id_twice",
		"/nodes/A/choices/1" },
	{ WITH_NODES("'A':{'title':'A','text':'T'}"), "node_form", "/nodes/A" },
	{ WITH_NODES(A "," L "," R ",'P':{'title':'P','text':'T','pick':{"
		"'least':3,'most':2,'options':[{'id':'a','text':'a',"
		"'feedback':'f'},{'id':'b','text':'b','feedback':'f'}]},"
		"'to':'end'}"), "pick_range", "/nodes/P/pick" },
	{ WITH_NODES(A "," L "," R ",'P':{'title':'P','text':'T','pick':{"
		"'least':1,'most':3,'options':[{'id':'a','text':'a',"
		"'feedback':'f'},{'id':'b','text':'b','feedback':'f'}]},"
		"'to':'end'}"), "pick_range", "/nodes/P/pick" },
	{ WITH_NODES(A "," L "," R ",'P':{'title':'P','text':'T','pick':{"
		"'least':1,'most':1,'options':[{'id':'a','text':'a',"
		"'feedback':'f'},{'id':'b','text':'b','feedback':'f'}]}}"),
		"node_form", "/nodes/P" },
	{ WITH_NODES(NODES ",'a.b':{'title':'Z','text':'T','choices':[{'id':'a',"
		"'text':'a','to':'end','feedback':'f'}]}"), "ident",
		"/nodes/a.b" },

	{ WITH_ENDINGS(END_A("dimension.W >")), "condition", "/endings/0/when" },
	{ WITH_ENDINGS(END_A("dimension.Y > 1")), "condition_name",
		"/endings/0/when" },
	{ WITH_ENDINGS(END_A("W > 1")), "condition_name", "/endings/0/when" },
	{ WITH_ENDINGS(END_A("variable.on > 1")), "condition_kind",
		"/endings/0/when" },
	{ WITH_ENDINGS(END_A("dimension.W")), "condition_kind",
		"/endings/0/when" },
	{ WITH_ENDINGS(END_A("otherwise")), "otherwise", "/endings/0/when" },
	{ WITH_ENDINGS("[{'id':'E3','when':'variable.on','title':'t',"
		"'text':'t'}]"), "otherwise", "/endings/0/when" },
	{ CASE_OF("[{'id':'W','name':'W','most':1}]",
		"'A':{'title':'A','text':'T','choices':[{'id':'a','text':'a',"
		"'to':'end:E2','feedback':'f'}]}", "['A.a']", "[{'id':'E1',"
		"'when':'variable.on','title':'t','text':'t'},{'id':'E2',"
		"'when':'otherwise','title':'t','text':'t'}]", ""),
		"ending_unused", "/endings/0" },

	{ WITH_IDEAL("['A.z']"), "ideal_step", "/ideal/0" },
	{ WITH_IDEAL("['A']"), "ideal_step", "/ideal/0" },
	{ WITH_IDEAL("['Q.a']"), "ideal_step", "/ideal/0" },
	{ WITH_IDEAL("['A.a','P.a+b+c']"), "ideal_step", "/ideal/1" },
	{ WITH_IDEAL("['A.a','P.a+a']"), "ideal_step", "/ideal/1" },
	{ WITH_IDEAL("['A.a','L.b']"), "ideal_broken", "/ideal/1" },
	{ WITH_IDEAL("['A.a','P.a','P.a']"), "ideal_broken", "/ideal/2" },
	{ WITH_IDEAL("['A.b','L.c','R.a']"), "ideal_step", "/ideal/2" },
	{ WITH_IDEAL("['A.b','L.c','R.a/r2']"), "", "" },
	{ WITH_IDEAL("['A.a']"), "ideal_short", "/ideal" },
};

static void checks_hold(void)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		struct arena mem = ARENA_INIT;
		struct definition_faults f = { .mem = &mem };
		bool good = !*checks[i].code;

		case_check(json_of(&mem, checks[i].kase), NULL, &f);
		for (size_t k = 0; k < f.n; k++)
			if (strcmp(definition_code_name(f.list[k].code),
				   checks[i].code) == 0 &&
			    strcmp(f.list[k].pointer, checks[i].pointer) == 0)
				good = true;
		good = good && !*checks[i].code == !f.n;
		for (size_t k = 0; !good && k < f.n; k++)
			printf("# %s at %s\n", definition_code_name(
				f.list[k].code), f.list[k].pointer);
		if (!good)
			printf("# row %zu: %s at %s wanted\n", i,
			       checks[i].code, checks[i].pointer);
		check(good);
		arena_end(&mem);
	}
}

/* ---- Ways ------------------------------------------------------------------- */

static const struct way {
	const char *path;
	size_t steps;
	const char *why, *node, *ending;
	double w, x, minutes;
} ways[] = {
	{ "null", 0, "", "A", NULL, 0, 0, 0 },
	{ "[]", 0, "", "A", NULL, 0, 0, 0 },
	{ "{}", 0, "shape", "A", NULL, 0, 0, 0 },
	{ "'A.a'", 0, "shape", "A", NULL, 0, 0, 0 },
	{ "[5]", 0, "shape", "A", NULL, 0, 0, 0 },
	{ "[{'node':'A','choice':'a'}]", 1, "", "P", NULL, 4, 0, 5 },
	{ "[{'node':'A','choice':'a'},{'node':'P','picks':['a','b']}]", 2, "",
		NULL, "E1", 4, 7, 5 },
	/* Bounded at the end, not on the way: -3 + 5 - 9 is 0, 10 is 8. */
	{ "[{'node':'A','choice':'a'},{'node':'P','picks':['a','c']}]", 2, "",
		NULL, "E1", 4, 0, 5 },
	{ "[{'node':'A','choice':'a'},{'node':'P','picks':[]}]", 1, "picks",
		"P", NULL, 4, 0, 5 },
	{ "[{'node':'A','choice':'a'},{'node':'P','picks':['a','b','c']}]", 1,
		"picks", "P", NULL, 4, 0, 5 },
	{ "[{'node':'A','choice':'a'},{'node':'P','picks':['a','a']}]", 1,
		"picks", "P", NULL, 4, 0, 5 },
	{ "[{'node':'A','choice':'a'},{'node':'P','choice':'a'}]", 1, "picks",
		"P", NULL, 4, 0, 5 },
	{ "[{'node':'A','picks':['a']}]", 0, "choice", "A", NULL, 0, 0, 0 },
	{ "[{'node':'A','choice':'z'}]", 0, "choice", "A", NULL, 0, 0, 0 },
	{ "[{'node':'A','choice':null}]", 0, "choice", "A", NULL, 0, 0, 0 },
	{ "[{'node':'P','picks':['a']}]", 0, "node", "A", NULL, 0, 0, 0 },
	{ "[{'choice':'a'}]", 0, "shape", "A", NULL, 0, 0, 0 },
	{ "[{'node':'A','choice':'a','reason':'r1'}]", 0, "reason", "A", NULL, 0,
		0, 0 },
	{ "[{'node':'A','choice':'b'},{'node':'L','choice':'b'}]", 2, "", NULL,
		"E3", 6, 0, 0 },
	{ "[{'node':'A','choice':'b'},{'node':'L','choice':'c'},"
		"{'node':'R','choice':'a'}]", 2, "reason", "R", NULL, 6, 0, 0 },
	{ "[{'node':'A','choice':'b'},{'node':'L','choice':'c'},"
		"{'node':'R','choice':'a','reason':'r9'}]", 2, "reason", "R",
		NULL, 6, 0, 0 },
	/* variable.on is false there. */
	{ "[{'node':'A','choice':'b'},{'node':'L','choice':'c'},"
		"{'node':'R','choice':'a','reason':'r1'}]", 3, "", NULL, "E2",
		7, 2, 0 },
	{ "[{'node':'A','choice':'a'},{'node':'P','picks':['a','b']},"
		"{'node':'P','picks':['a','b']}]", 2, "ended", NULL, "E1", 4, 7,
		5 },
};

static void ways_hold(struct arena *mem)
{
	json_t *kase = json_of(mem, CASE);

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		const struct way *way = &ways[i];
		struct case_walk w;
		const char *ending;
		bool good;

		case_walk(mem, kase, json_of(mem, way->path), &w);
		ending = w.ending ? json_string_value(json_object_get(w.ending,
							"id")) : NULL;
		good = w.steps == way->steps && text_same(w.why, way->why) &&
		       text_same(w.node, way->node) &&
		       text_same(ending, way->ending) &&
		       w.dimensions[0].value == way->w &&
		       w.dimensions[1].value == way->x &&
		       w.minutes == way->minutes &&
		       w.score == way->w + way->x && w.most == 18;
		if (!good)
			printf("# %s: %zu steps, '%s' at %s, %s, W %g X %g\n",
			       way->path, w.steps, w.why, w.node, ending,
			       w.dimensions[0].value, w.dimensions[1].value);
		check(good);
	}
}

/* Round and round at L. */
static json_t *loop(struct arena *mem, int times)
{
	json_t *path = json_array();

	json_array_append_new(path, json_pack("{s:s, s:s}", "node", "A",
					      "choice", "b"));
	while (times--)
		json_array_append_new(path, json_pack("{s:s, s:s}", "node", "L",
						      "choice", "a"));
	return owned(mem, path);
}

static void loops(struct arena *mem)
{
	json_t *kase = json_of(mem, CASE);
	struct case_walk w;

	case_walk(mem, kase, loop(mem, 20), &w);
	check_int(w.steps, 21);
	check_str(w.why, "");
	check(w.variables[0].value == 20 && !w.variables[0].truth);
	case_walk(mem, kase, loop(mem, 21), &w);
	check_int(w.steps, 21);
	check_str(w.why, "visits");
	case_walk(mem, kase, loop(mem, 100000), &w);
	check_int(w.steps, 21);
}

/* ---- What is told ----------------------------------------------------------- */

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

static void told(struct arena *mem)
{
	static const char *const secret[] = { "score", "set", "add", "when",
		"ideal", "endings", "variables", "passMark", "good" };
	json_t *kase = json_of(mem, CASE), *given, *result;
	struct case_walk w;
	char *text;

	given = owned(mem, case_public(mem, kase, &as_typed));
	TEST("the browser's graph has no score, condition or ideal way") {
		for (size_t i = 0; i < sizeof(secret) / sizeof(*secret); i++)
			check(!has_key(given, secret[i]));
		text = json_dumps(given, 0);
		check(!strstr(text, "E1") && !strstr(text, "E3"));
		free(text);
	}
	TEST("it has every node and way, with feedback") {
		check(json_equal(json_object_get(json_object_get(given, "nodes"),
			"A"), json_of(mem, "{'title':'A','html':'T','choices':["
			"{'id':'a','html':'a','to':'P','minutes':5,"
			"'feedback':'fa'},"
			"{'id':'b','html':'b','to':'L','feedback':'fb'}]}")));
		check(json_equal(json_object_get(json_object_get(json_object_get(
			given, "nodes"), "R"), "reasons"), json_of(mem,
			"{'html':'Mengapa?','options':["
			"{'id':'r1','html':'r1','feedback':'f'},"
			"{'id':'r2','html':'r2','feedback':'f'}]}")));
	}
	TEST("a way that has ended is told with its scores, ending and ideal") {
		case_walk(mem, kase, json_of(mem, ways[6].path), &w);
		result = owned(mem, case_result(mem, kase, &w, &as_typed));
		check(json_equal(json_object_get(result, "ending"), json_of(mem,
			"{'id':'E1','title':'E1','html':'t','good':true}")));
		check(json_equal(json_object_get(result, "ideal"),
				 json_of(mem, "['A.a','P.a+b']")));
		check(json_equal(json_object_get(result, "dimensions"),
				 json_of(mem, "{'W':4.0,'X':7.0}")));
		check(json_is_true(json_object_get(result, "passed")));
		check(fabs(case_scaled(&w) - 11.0 / 18) < 1e-12);
	}
	TEST("without a pass mark nobody passes or fails") {
		json_object_set_new(kase, "passMark", json_null());
		result = owned(mem, case_result(mem, kase, &w, &as_typed));
		check(json_is_null(json_object_get(result, "passed")));
	}
}

int main(void)
{
	struct arena mem = ARENA_INIT;

	TEST("a case that can be walked has no fault, any other its own")
		checks_hold();
	TEST("a way is followed as far as it is valid")
		ways_hold(&mem);
	TEST("a node is visited twenty times and no more")
		loops(&mem);
	told(&mem);
	arena_end(&mem);
	return test_end();
}
