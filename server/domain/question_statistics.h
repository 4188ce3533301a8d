/*
 * Numbers about questions, of the sittings of one version of a quiz.
 *
 * Learners may have had different questions (drawn ones), so each number is of
 * those who had the question. What compares a question with the rest of the
 * paper uses the share of the other questions' points, so that a question does
 * not agree with itself ("corrected").
 */
#ifndef DOMAIN_QUESTION_STATISTICS_H
#define DOMAIN_QUESTION_STATISTICS_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Of fewer sittings nothing is judged: chance is larger than what is measured. */
#define STATISTICS_LEAST 20

/* One question of one sitting. */
struct statistics_answer {
	double fraction;	/* 0 to 1; NAN: was not asked, or has no mark yet */
	int64_t ms;		/* time spent; 0: not known */
	uint32_t chosen;	/* bit i: the author's choice i was chosen */
};

/* `n` sittings of `k` questions, and what each question is worth. */
struct statistics_table {
	const struct statistics_answer *answers;	/* [sitting * k + question] */
	const double *points;				/* k */
	size_t n, k;
};

enum statistics_flag {
	STATISTICS_EASY = 1,		/* facility above 0.95 */
	STATISTICS_HARD = 2,		/* facility below 0.2 */
	STATISTICS_WEAK = 4,		/* discrimination below 0.1 */
	STATISTICS_NEGATIVE = 8,	/* discrimination below 0 */
	STATISTICS_IDLE_CHOICE = 16,	/* nobody chose a wrong choice */
	STATISTICS_STRONG_CHOICE = 32	/* the strong chose a wrong one */
};

struct question_numbers {
	size_t n;		/* who had it */
	double facility;	/* the mean fraction; NAN when n is 0 */
	double discrimination;	/* correlation with the rest: for right and wrong
				   the corrected point-biserial; NAN where one of
				   the two is the same for all */
	int64_t median_ms;	/* of those whose time is known; 0: of none */
	bool few;		/* n is below STATISTICS_LEAST: no flags */
	unsigned flags;
};

struct quiz_numbers {
	size_t n;
	double mean, deviation;	/* of the totals, 0 to 1; of the population */
	/*
	 * Cronbach's alpha of the points, which is KR-20 where every answer is
	 * right or wrong (`dichotomous`); NAN when not all had the same
	 * questions, there are fewer than two, or all totals are the same.
	 */
	double alpha;
	bool dichotomous;
	bool few;
};

void statistics_quiz(const struct statistics_table *, struct quiz_numbers *out);

/* One question, but for the flags of choices. */
void statistics_question(struct arena *, const struct statistics_table *,
			 size_t question, struct question_numbers *out);

struct choice_numbers {
	size_t n;		/* who chose it */
	double mean_total;	/* of their totals, 0 to 1; NAN when n is 0 */
	double mean_rest;	/* the same without this question */
};

/*
 * The choices of a question of one or several choices, at most 32; `right` has
 * a bit for each right one. The flags of `numbers` are added to: a wrong choice
 * that nobody chose; one that at least three and 5 % chose, whose rest is above
 * that of those who chose a right one.
 */
void statistics_choices(const struct statistics_table *, size_t question,
			size_t nchoices, uint32_t right,
			struct choice_numbers *out,
			struct question_numbers *numbers);

#endif
