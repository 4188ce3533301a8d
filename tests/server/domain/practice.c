#include "domain/practice.h"

#include "check.h"
#include "questions.h"

#define OF(type, rest) "{'id':'a','type':'" type "','text':'T'," rest "}"
#define TREE(rest) OF("tree", "'start':'t1','nodes':{'t1':{'text':'?'," \
	"'speaker':'Ani','choices':[{'text':'ya','to':'t9'}]}," \
	"'t9':{'text':'.','end':true}}" rest)

static const struct { const char *json, *code, *pointer; } rows[] = {
	{ SINGLE, "", "" },
	{ OF("sort", "'groups':['x','y'],'cards':[{'text':'a','group':'x',"
		"'why':'w'},{'text':'b','group':'y'}]"), "", "" },
	{ OF("sort", "'groups':['x','y'],'cards':[{'text':'a','group':'z'},"
		"{'text':'b','group':'y'}]"), "group_unknown",
		"/cards/0/group" },
	{ OF("sort", "'groups':['x'],'cards':[]"), "few", "/groups" },
	{ OF("mark", "'passages':[{'title':'t','text':'Klik di sini.',"
		"'fake':true,'parts':[{'text':'di sini','why':'w'}]}]"), "", "" },
	{ OF("mark", "'passages':[{'text':'Klik di sini.','fake':true,"
		"'parts':[{'text':'Di sini','why':'w'}]}]"), "part_absent",
		"/passages/0/parts/0" },
	{ OF("mark", "'passages':[{'text':'Klik.','fake':false,"
		"'parts':[{'text':'Klik','why':'w'}]}]"), "genuine_parts",
		"/passages/0/parts" },
	{ OF("matrix", "'options':['A','B'],'criteria':[{'text':'c',"
		"'weight':3}],'values':[[1],[5]]"), "", "" },
	{ OF("matrix", "'options':['A','B'],'criteria':[{'text':'c',"
		"'weight':3}],'values':[[1],[5,2]]"), "matrix_size", "/values" },
	{ OF("matrix", "'options':['A','B'],'criteria':[{'text':'c',"
		"'weight':3}],'values':[[1],[6]]"), "range", "/values/1/0" },
	{ OF("matrix", "'options':['A','B'],'criteria':[{'text':'c',"
		"'weight':6}],'values':[[1],[5]]"), "range",
		"/criteria/0/weight" },
	{ OF("scale", "'labels':['jarang','sering'],'statements':[{'text':'s',"
		"'group':'g'}]"), "", "" },
	{ OF("scale", "'labels':['jarang','sering'],'statements':['s']"),
		"object_wanted", "/statements/0" },
	{ TREE(""), "", "" },
	{ TREE(",'situations':[{'text':'s','end':'t9','why':'w'}]"), "", "" },
	{ TREE(",'situations':[{'text':'s','end':'t1'}]"), "node_absent",
		"/situations/0" },
	{ OF("tree", "'start':'t0','nodes':{'t9':{'text':'.','end':true}}"),
		"node_absent", "/start" },
	{ OF("tree", "'start':'t1','nodes':{'t1':{'text':'?','choices':["
		"{'text':'y','to':'t9'}]}}"), "node_absent",
		"/nodes/t1/choices/0" },
	{ OF("tree", "'start':'t1','nodes':{'t1':{'text':'?','end':true},"
		"'t2':{'text':'?','end':true}}"), "node_unreached",
		"/nodes/t2" },
	{ OF("tree", "'start':'t1','nodes':{'t1':{'text':'?'}}"), "key_missing",
		"/nodes/t1" },
	{ OF("tree", "'start':'t1','nodes':{'t1':{'text':'?','end':true,"
		"'choices':[{'text':'y','to':'t1'}]}}"), "end_form",
		"/nodes/t1/choices" },
	{ OF("grid", "'rows':'r','columns':'c','size':5,'prompts':['p']"), "",
		"" },
	{ OF("grid", "'rows':'r','columns':'c','size':9"), "range", "/size" },
	{ OF("note", "'prompts':['p']"), "", "" },
	{ OF("note", "'prompts':[]"), "few", "/prompts" },
	{ OF("pareto", "'bars':[{'text':'a','count':5},{'text':'b','count':1}],"
		"'question':{'text':'T','choices':[{'text':'a','right':true},"
		"{'text':'b'}]}"), "", "" },
	{ OF("pareto", "'bars':[{'text':'a','count':5},{'text':'b','count':1}],"
		"'question':{'text':'T','choices':[{'text':'a'},"
		"{'text':'b'}]}"), "choices_no_right", "/question/choices" },
	{ OF("cards", "'fields':[{'label':'l','placeholder':'p'}]"), "", "" },
	{ OF("cards", "'fields':[{'lable':'l'}]"), "key_near",
		"/fields/0/lable" },
	{ OF("teka-teki", "'x':1"), "type_unknown", "/type" },
	{ OF("note", "'prompts':['p'],'points':1"), "key_unknown", "/points" },
	{ "{'id':'a'}", "key_missing", "" },
	{ "7", "object_wanted", "" },
};

static void rows_hold(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct arena mem = ARENA_INIT;
		struct definition_faults f = { .mem = &mem };
		bool good = !*rows[i].code;

		practice_check(json_of(&mem, rows[i].json), NULL, &f);
		for (size_t k = 0; k < f.n; k++)
			if (strcmp(definition_code_name(f.list[k].code),
				   rows[i].code) == 0 &&
			    strcmp(f.list[k].pointer, rows[i].pointer) == 0)
				good = true;
		good = good && !*rows[i].code == !f.n;
		for (size_t k = 0; !good && k < f.n; k++)
			printf("# %s at %s\n", definition_code_name(
				f.list[k].code), f.list[k].pointer);
		if (!good)
			printf("# %s: %s wanted\n", rows[i].json, rows[i].code);
		check(good);
		arena_end(&mem);
	}
}

int main(void)
{
	enum practice_type t;

	TEST("an activity that makes sense has no fault, any other its own")
		rows_hold();
	TEST("what learners write of themselves is theirs alone") {
		check(practice_type_named("note", &t) && practice_private(t));
		check(practice_type_named("scale", &t) && practice_private(t));
		check(practice_type_named("sort", &t) && !practice_private(t));
		check(!practice_type_named("single", &t));
	}
	return test_end();
}
