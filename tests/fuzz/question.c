/*
 * Questions: lines of JSON. The first is a definition, each further one a
 * response. One that is found to be right is drawn on a paper; nothing given
 * can break its grading, and its own key is right.
 */
#include <jansson.h>

#include "domain/grade.h"
#include "domain/paper.h"
#include "domain/practice.h"
#include "domain/question.h"
#include "domain/quiz.h"
#include "fuzz.h"

static const char *as_typed(void *with, struct arena *mem, const char *text)
{
	(void)with;
	(void)mem;
	return text;
}

static const struct question_html html = { as_typed, NULL };

static void faults_told(const struct definition_faults *f)
{
	must(f->n <= DEFINITION_FAULTS_MOST);
	for (size_t i = 0; i < f->n; i++)
		for (int l = 0; l < LANG_COUNT; l++)
			must(fuzz_utf8(definition_message(f->mem, &f->list[i],
							  (enum lang)l), 20000));
}

static void grade_fits(const struct grade *g)
{
	must(g->state < GRADE_STATES);
	must(g->fraction >= 0 && g->fraction <= 1);
	must((g->state == GRADE_RIGHT) == (g->fraction == 1));
	must((g->state == GRADE_PARTIAL) ==
	     (g->fraction > 0 && g->fraction < 1));
	must(g->why != NULL);
}

static void given(struct arena *mem, json_t *question,
		  const struct paper_question *p, json_t *response)
{
	struct grade g;

	question_grade(mem, question, p, response, &g);
	grade_fits(&g);
	json_decref(question_feedback(mem, question, p, &g, &html, true));
}

static void key_right(struct arena *mem, json_t *question,
		      const struct paper_question *p)
{
	json_t *key = question_key_public(mem, question, p);
	struct grade g;

	question_grade(mem, question, p, key, &g);
	grade_fits(&g);
	if (question_type_of(question) != QUESTION_ESSAY)
		must(g.state == GRADE_RIGHT);
	json_decref(key);
}

static void stored(struct arena *mem, const struct paper_question *p,
		   json_t *question)
{
	struct paper_question copy = *p;
	struct paper paper = { "seed", &copy, 1 }, read;
	json_t *json = paper_json(&paper);

	must(paper_read(mem, json, &read));
	must(read.n == 1 && paper_fits(mem, question, &read.questions[0]));
	json_decref(json);
}

static void asked(struct arena *mem, json_t *question, char *rest)
{
	struct paper_question p;

	must(question_same_shape(question, question));
	if (paper_question_draw(mem, question, "unit", "seed", &p))
		return;
	must(paper_fits(mem, question, &p));
	stored(mem, &p, question);
	json_decref(question_public(mem, question, &p, &html));
	key_right(mem, question, &p);
	for (int i = 0; i < 20 && *rest; i++) {
		json_t *response = json_loads(fuzz_line(&rest),
					      JSON_DECODE_ANY, NULL);

		given(mem, question, &p, response);
		json_decref(response);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct definition_faults f = { .mem = &mem };
	char *rest = fuzz_text(&mem, bytes, size);
	json_t *json;

	fuzz_begin();
	json = json_loads(fuzz_line(&rest), JSON_DECODE_ANY, NULL);
	if (json) {
		question_check(json, true, NULL, &f);
		faults_told(&f);
		if (!f.n)
			asked(&mem, json, rest);
		practice_check(json, NULL, &f);
		quiz_check(json, &f);
		faults_told(&f);
	}
	json_decref(json);
	arena_end(&mem);
	return 0;
}
