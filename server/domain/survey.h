/*
 * The survey at a module's end: what it asks, which answers fit, and what may
 * be told of them all. Its words are the browser's (web/src/text/survey.ts).
 */
#ifndef DOMAIN_SURVEY_H
#define DOMAIN_SURVEY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Fewer answers are not told of: they would point at somebody. */
#define SURVEY_LEAST 5
#define SURVEY_TEXT_MOST 4000	/* bytes of one answer */

enum survey_kind {
	SURVEY_SCALE,	/* 1 to 5 */
	SURVEY_CHOICE,	/* one of `choices` */
	SURVEY_LESSON,	/* the ident of a lesson of the module */
	SURVEY_TEXT,
};

struct survey_question {
	const char *id;
	enum survey_kind kind;
	bool needed;
	const char *choices[4];		/* NULL behind the last */
};

struct survey {
	const char *name;
	const struct survey_question *questions;
	size_t n;
};

/* The form of that name; NULL when there is none. */
const struct survey *survey_named(const char *name);

/* "scale", "choice", "lesson", "text". */
const char *survey_kind_name(enum survey_kind);

/* A lesson that may be named, in the order of the module. */
struct survey_lesson {
	const char *ident, *title;
};

/*
 * The id of the first answer that is missing or does not fit, "" for one that
 * nobody asked for; NULL when all do. What was left empty counts as not given.
 */
const char *survey_wrong(const struct survey *, const json_t *answers,
			 const struct survey_lesson *, size_t nlessons);

/*
 * What `n` people answered, each an object that survey_wrong has let pass: a
 * list with a line for each question,
 *
 *	{"id","kind","answers":N,"counts":{"1":3,…}}	scale, choice, lesson
 *	{"id","kind","answers":N,"texts":["…"]}		text
 *
 * where a line with fewer than SURVEY_LEAST answers has neither counts nor
 * texts, and "answers" null. A new reference; NULL is out of memory.
 */
json_t *survey_summary(const struct survey *, json_t *const *answers, size_t n);

#endif
