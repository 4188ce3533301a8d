/*
 * Cases: a definition on the first line, ways on the others. One that is found
 * to be right is walked, whatever the ways are.
 */
#include <jansson.h>

#include "domain/branching.h"
#include "fuzz.h"

static const char *as_typed(void *with, struct arena *mem, const char *text)
{
	(void)with;
	(void)mem;
	return text;
}

static const struct question_html html = { as_typed, NULL };

static void walked(struct arena *mem, json_t *kase, json_t *path)
{
	struct case_walk w;

	case_walk(mem, kase, path, &w);
	must(w.steps <= CASE_NODES_MOST * CASE_VISITS_MOST);
	must(w.steps <= json_array_size(path));
	must(w.score >= 0 && w.score <= w.most);
	must(case_scaled(&w) >= 0 && case_scaled(&w) <= 1);
	/* It stands at a node, or has come to an ending. */
	must(!w.node == !!w.ending);
	must(!w.node || json_object_get(json_object_get(kase, "nodes"), w.node));
	json_decref(case_result(mem, kase, &w, &html));
}

static void ways(struct arena *mem, json_t *kase, char *rest)
{
	json_t *path = case_ideal(mem, kase);

	json_decref(case_public(mem, kase, &html));
	walked(mem, kase, path);
	json_decref(path);
	for (int i = 0; i < 20 && *rest; i++) {
		path = json_loads(fuzz_line(&rest), JSON_DECODE_ANY, NULL);
		walked(mem, kase, path);
		json_decref(path);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct definition_faults f = { .mem = &mem };
	char *rest = fuzz_text(&mem, bytes, size);
	json_t *kase;

	fuzz_begin();
	kase = json_loads(fuzz_line(&rest), JSON_DECODE_ANY, NULL);
	if (kase)
		case_check(kase, NULL, &f);
	must(f.n <= DEFINITION_FAULTS_MOST);
	for (size_t i = 0; i < f.n; i++)
		must(fuzz_utf8(definition_message(&mem, &f.list[i], LANG_ID),
			       20000));
	if (kase && !f.n)
		ways(&mem, kase, rest);
	json_decref(kase);
	arena_end(&mem);
	return 0;
}
