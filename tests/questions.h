/*
 * Questions for tests, written in C with ' where JSON has ", and drawn on a
 * paper.
 */
#ifndef QUESTIONS_H
#define QUESTIONS_H

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "domain/paper.h"
#include "domain/question.h"

static void json_gone_(void *json)
{
	json_decref(json);
}

/* It lives as long as the arena; the test stops when it is no JSON. */
static inline json_t *json_of(struct arena *mem, const char *text)
{
	char *copy = arena_copy(mem, text, strlen(text));
	json_error_t e;
	json_t *json;

	for (char *s = copy; *s; s++)
		if (*s == '\'')
			*s = '"';
	json = json_loads(copy, JSON_DECODE_ANY, &e);
	if (!json) {
		fprintf(stderr, "%s\n%s\n", e.text, copy);
		exit(2);
	}
	arena_own(mem, json, json_gone_);
	return json;
}

/* The arena owns it from now on. */
static inline json_t *owned(struct arena *mem, json_t *json)
{
	arena_own(mem, json, json_gone_);
	return json;
}

/* Drawn with nothing shuffled: "1" is the author's first. */
static inline struct paper_question plain_paper(struct arena *mem, json_t *q)
{
	struct paper_question p;
	const char **texts;

	if (paper_question_draw(mem, q, "unit", "seed", &p))
		exit(2);
	if (p.right.n)
		p.right.n = paper_rights(mem, q, &texts, NULL);
	for (size_t i = 0; i < p.order.n; i++)
		p.order.at[i] = i;
	for (size_t i = 0; i < p.right.n; i++)
		p.right.at[i] = i;
	for (size_t g = 0; g < p.ngaps; g++)
		for (size_t i = 0; i < p.gaps[g].n; i++)
			p.gaps[g].at[i] = i;
	return p;
}

/* Markdown that is shown as it is. */
static inline const char *as_typed_(void *with, struct arena *mem,
				    const char *markdown)
{
	(void)with;
	(void)mem;
	return markdown;
}

static const struct question_html as_typed = { as_typed_, NULL };

/* One of each type, with what makes it awkward. */
#define SINGLE "{'id':'q','type':'single','text':'T','choices':[" \
	"{'text':'a'},{'text':'b','right':true,'feedback':'fb'},{'text':'c'}]}"
#define MULTIPLE "{'id':'q','type':'multiple','text':'T','choices':[" \
	"{'text':'a','right':true},{'text':'b','right':true}," \
	"{'text':'c'},{'text':'d'}]}"
#define TRUE_FALSE "{'id':'q','type':'trueFalse','text':'T','right':false}"
#define MATCH "{'id':'q','type':'match','text':'T','pairs':[" \
	"{'left':'l1','right':'r1'},{'left':'l2','right':'r2'}," \
	"{'left':'l3','right':'r1'}],'extra':['x']}"
#define ORDER "{'id':'q','type':'order','text':'T'," \
	"'items':['i1','i2','i3','i4']}"
#define NUMERIC "{'id':'q','type':'numeric','text':'T','answer':1234.5," \
	"'unit':'jam','accept':['3×24']}"
#define FORMULA "{'id':'q','type':'numeric','text':'Rp{B} dan {P}'," \
	"'formula':'(P-G)/B*100','decimals':2," \
	"'parameters':{'P':{'from':500,'to':900,'step':2}," \
	"'B':{'from':1200,'to':2400,'step':50}," \
	"'G':{'from':40,'to':1200,'step':2}},'where':'G < P && P < B'}"
#define TEXT "{'id':'q','type':'text','text':'T'," \
	"'accept':['“Dinas” Kesehatan','dinkes']}"
#define CLOZE "{'id':'q','type':'cloze','text':'A {{1}} b {{2}} c {{3}}'," \
	"'gaps':[{'type':'text','accept':['satu']}," \
	"{'type':'single','choices':[{'text':'x'},{'text':'y','right':true}]}," \
	"{'type':'numeric','answer':0.5}]}"
#define ESSAY "{'id':'q','type':'essay','text':'T','mostCharacters':20," \
	"'rubric':[{'text':'isi','points':2},{'text':'bahasa','points':1}]}"

static const char *const one_of_each[] = {
	SINGLE, MULTIPLE, TRUE_FALSE, MATCH, ORDER, NUMERIC, FORMULA, TEXT, CLOZE,
	ESSAY,
};

#endif
