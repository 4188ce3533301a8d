/*
 * What the sittings of a quiz say about its questions.
 *
 * The page and the file tell the same; nobody is named, and where fewer than
 * NUMBERS_TOLD learners have answered nothing is told, as with surveys.
 */
#ifndef API_FIGURES_NUMBERS_H
#define API_FIGURES_NUMBERS_H

#include "domain/module.h"
#include "domain/question_statistics.h"
#include "domain/survey.h"
#include "http/http.h"
#include "play/asked.h"
#include "store/numbers.h"

#define NUMBERS_TOLD SURVEY_LEAST

/*
 * A question as its definition is in some versions: one that was changed between
 * two is two. So is one that was drawn from a bank in two versions of it.
 */
struct numbers_question {
	const char *ident, *source;
	const char *same;		/* the definition as a text; "": not known */
	json_t *definition;		/* NULL: not known any more */
	const struct asked *asked;	/* of the newest version that has it */
	json_t *versions;		/* their numbers, the newest first */
	size_t at;			/* its number in the statistics */
	size_t nchoices;
	uint32_t right;			/* of statistics_ask */
	const char *learners[NUMBERS_TOLD];	/* some who had it */
	size_t nlearners;
};

struct numbers {
	struct module module;
	struct numbers_unit *units;	/* every quiz in every version */
	size_t nunits;
	const char *ident, *title;	/* the quiz; NULL: the module has none */
	int64_t version;		/* 0: all */
	bool first;			/* of first sittings alone */
	struct asked asked;		/* the newest of those versions */
	struct statistics *statistics;
	struct numbers_question *questions;
	size_t n, room;
	int64_t learners;		/* whose first sittings count */
	size_t passed, judged;		/* sittings; those that could be passed */
};

/* The module is theirs (module_mine), and the query names a quiz (?unit=, ?version=
   "all" or a number, ?sittings= "all" or "first"); nothing is counted. */
enum err numbers_begin(struct request *, struct numbers *out);

/* The same, and count. */
enum err numbers_read(struct request *, struct numbers *out);

/* May this be told: have enough learners had it? */
bool numbers_told(const struct numbers *, const struct numbers_question *);

/* Does the version count here? */
bool numbers_wanted(const struct numbers *, const struct numbers_unit *);

/* Its numbers and those of its `nchoices` choices (in the request's arena). */
void numbers_of(struct request *, const struct numbers *,
		const struct numbers_question *, struct question_numbers *out,
		struct choice_numbers **choices);

#endif
