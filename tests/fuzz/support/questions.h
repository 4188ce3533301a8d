/*
 * What is true of every reader of questions, whatever it was given.
 */
#ifndef FUZZ_QUESTIONS_H
#define FUZZ_QUESTIONS_H

#include "domain/question.h"
#include "fuzz.h"
#include "questions/question_set.h"

/* A taken question is one by our rules, and its GIFT is the same question. */
static inline void question_holds(struct arena *mem, json_t *q)
{
	struct definition_faults faults = { .mem = mem };
	struct text out = { .mem = mem };
	struct question_set again;

	question_check(q, false, NULL, &faults);
	must(!faults.n);
	gift_write(mem, q, &out);
	questions_parse(mem, QUESTIONS_GIFT, &(struct question_file){
		"", out.bytes, out.size }, 1, &again);
	must(again.ntaken == 1 && !again.nrefused);
	must(json_equal(again.taken[0].question, q));
}

static inline void note_holds(struct arena *mem, const struct question_note *n)
{
	for (int l = 0; l < LANG_COUNT; l++) {
		const char *s = question_note_sentence(mem, n, (enum lang)l);

		must(*s && text_utf8(s, strlen(s)));
		s = question_note_place(mem, n->file, n->line, (enum lang)l);
		must(text_utf8(s, strlen(s)));
	}
	must(text_utf8(n->name, strlen(n->name)));
}

static inline void questions_fuzz(enum questions_format format,
				  const char *path, const uint8_t *bytes,
				  size_t size)
{
	struct arena mem = ARENA_INIT;
	struct question_set set;

	fuzz_begin();
	if (size > 200000)
		return;
	questions_parse(&mem, format, &(struct question_file){
		path, arena_copy(&mem, bytes, size), size }, 1, &set);
	must(set.ntaken || set.nrefused);
	for (size_t i = 0; i < set.ntaken; i++)
		question_holds(&mem, set.taken[i].question);
	for (size_t i = 0; i < set.nrefused; i++)
		note_holds(&mem, &set.refused[i]);
	for (size_t i = 0; i < set.nwarnings; i++)
		note_holds(&mem, &set.warnings[i]);
	arena_end(&mem);
}

#endif
