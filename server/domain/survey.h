/*
 * Surveys: what a form may ask, which answers fit it, how answers are counted,
 * and what may be told of the counts.
 *
 * A form is JSON:
 *
 *	{"questions":[{"id":"q1","kind":"scale|choice|choices|lesson|text",
 *	               "text":"…","help":"","needed":true,"low":"","high":"",
 *	               "choices":[{"id":"a","text":"…"}]}]}
 *
 * An id stays the question's through the versions of a form, so that versions
 * and batches compare by it. The built-in form "standard", of modules and
 * events, has empty texts: its words are the browser's (web/src/text/survey.ts),
 * by the ids.
 *
 * A tally says of each question how many answered it, under "", and how many
 * chose what: {"q1":{"":5,"4":3,"5":2},"q9":{"":2}}. Of a text it is the number
 * alone. What was left empty is not in it.
 */
#ifndef DOMAIN_SURVEY_H
#define DOMAIN_SURVEY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Fewer answers are not told of: they would point at somebody. */
#define SURVEY_LEAST 5
#define SURVEY_TEXT_MOST 4000		/* bytes of one answer */
#define SURVEY_SCALE_MOST 5
#define SURVEY_QUESTIONS_MOST 40
#define SURVEY_CHOICES_LEAST 2
#define SURVEY_CHOICES_MOST 12
#define SURVEY_ID_MOST 24		/* of a-z A-Z 0-9 _ - */
#define SURVEY_QUESTION_MOST 300	/* characters, as are those below */
#define SURVEY_HELP_MOST 500
#define SURVEY_CHOICE_MOST 160
#define SURVEY_LABEL_MOST 60

enum survey_kind {
	SURVEY_SCALE,	/* 1 to SURVEY_SCALE_MOST */
	SURVEY_CHOICE,	/* one of `choices` */
	SURVEY_CHOICES,	/* one and more of them */
	SURVEY_LESSON,	/* the ident of a lesson of the module */
	SURVEY_TEXT,
	SURVEY_KINDS
};

struct survey_choice {
	const char *id, *text;
};

struct survey_question {
	const char *id;
	enum survey_kind kind;
	bool needed;
	const char *text, *help, *low, *high;	/* "" where there is none */
	const struct survey_choice *choices;
	size_t nchoices;
};

struct survey_form {
	const struct survey_question *questions;
	size_t n;
};

/* The one that modules and events have. */
extern const struct survey_form survey_standard;

/* "scale", "choice", "choices", "lesson", "text". */
const char *survey_kind_name(enum survey_kind);

/* What is wrong with a form: where ("q3", or "" for the whole), and why. */
struct survey_fault {
	const char *at;
	const struct phrase *why;	/* NULL: nothing */
};

/*
 * Read a form that somebody wrote: texts trimmed to one line, all bounds kept,
 * ids that are each one question's; `lesson` is for the built-in one alone.
 * false: `fault` says what is wrong, and `out` is nothing.
 */
bool survey_form_read(struct arena *, const json_t *, struct survey_form *out,
		      struct survey_fault *fault);

/* The same of text that survey_form_text made; an empty form when it is none. */
void survey_form_parse(struct arena *, const char *text,
		       struct survey_form *out);

/* A new reference; and as text in the arena. */
json_t *survey_form_json(const struct survey_form *);
const char *survey_form_text(struct arena *, const struct survey_form *);

/* A question that has another kind than the one of that id before, or a choice
   that another question of choices had; NULL: both compare. */
const char *survey_form_breaks(const struct survey_form *before,
			       const struct survey_form *after);

/* A lesson that may be named, in the order of the module. */
struct survey_lesson {
	const char *ident, *title;
};

/*
 * The id of the first answer that is missing or does not fit, "" for one that
 * nobody asked for; NULL when all do. What was left empty counts as not given.
 */
const char *survey_wrong(const struct survey_form *, const json_t *answers,
			 const struct survey_lesson *, size_t nlessons);

/* Add what one person answered, which survey_wrong has let pass, to a tally. */
void survey_count(const struct survey_form *, const json_t *answers,
		  json_t *tally);

/* Did they answer that question? */
bool survey_given(const json_t *answers, const char *id);

/* Add one tally to another. */
void survey_tally_add(json_t *to, const json_t *from);

/* Who answered a scale, and their marks together; a mean is sum / n. */
struct survey_scale {
	int64_t n, sum;
};

/* Add what a tally has of the scale `id`. */
void survey_scale_add(const json_t *tally, const char *id,
		      struct survey_scale *to);

/* What was written to that question; NULL where nothing was. */
const char *survey_text_of(const json_t *answers, const char *id);

/*
 * What a tally tells: a list with a line for each question,
 *
 *	{"id","kind","answers":N,"counts":{"1":3,…},"mean":3.4}	scale
 *	{"id","kind","answers":N,"counts":{"a":3,…},"mean":null}	choices
 *	{"id","kind","answers":N,"counts":null,"texts":["…"]}	text
 *
 * where a line with fewer than `least` answers has "answers", "counts" and
 * "mean" null, and no texts. `texts` is {"q9":["…"]}, or NULL where none are to
 * be told. A new reference.
 */
json_t *survey_lines(const struct survey_form *, const json_t *tally,
		     const json_t *texts, size_t least);

#endif
