/*
 * Numbers about questions, of the sittings of a quiz.
 *
 * Sittings are added one after the other and none is kept, so a hundred thousand
 * take as much memory as ten: some 20 kB a question.
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
#define STATISTICS_LEAST 10
/* From here on without "carefully": below, a discrimination of 0.2 may be chance. */
#define STATISTICS_SURE 30

/* How often, of all quizzes in order, one is said to have a wrong choice that
   the strong take; and how often a question that they get wrong more often. */
#define STATISTICS_CHANCE 0.02

#define STATISTICS_CHOICES 32	/* the most of one question */
#define STATISTICS_BARS 10	/* of the histogram: 0–10 %, …, 90–100 % */

enum trust { TRUST_NONE, TRUST_SOME, TRUST_FULL };

/* By those two limits. */
enum trust statistics_trust(size_t n);

/* One question of one sitting. */
struct statistics_answer {
	size_t question;	/* its number */
	double fraction;	/* 0 to 1 */
	double points;		/* what it is worth */
	int64_t ms;		/* time spent; 0: not known */
	uint32_t chosen;	/* bit i: the author's choice i was chosen */
	bool empty;		/* nothing was answered; the fraction is 0 */
	/* It counts for the total alone: of the question it is not told yet. */
	bool waits;
};

struct statistics;

/* All of it lives in the arena. */
struct statistics *statistics_begin(struct arena *);

/*
 * A question more; its number, from 0. `nchoices` is 0 where there is nothing to
 * choose from, and STATISTICS_CHOICES at most; `right` has a bit for each right
 * choice.
 */
size_t statistics_ask(struct statistics *, size_t nchoices, uint32_t right);

/* A sitting: what was asked in it and has a mark, each question once. */
void statistics_add(struct statistics *, const struct statistics_answer *,
		    size_t n);

enum statistics_flag {
	STATISTICS_EASY = 1,		/* facility above 0.95 */
	STATISTICS_HARD = 2,		/* facility below 0.2 */
	STATISTICS_WEAK = 4,		/* discrimination below 0.1 */
	STATISTICS_NEGATIVE = 8,	/* and below 0, not by chance */
	STATISTICS_IDLE_CHOICE = 16,	/* nobody chose a wrong choice */
	STATISTICS_STRONG_CHOICE = 32	/* the strong chose a wrong one */
};

/* "easy" …; by their bits, NULL behind the last. */
extern const char *const statistics_flag_names[];

struct question_numbers {
	size_t n;		/* who had it */
	size_t empty;		/* of them, who left it empty */
	double facility;	/* the mean fraction; NAN when n is 0 */
	double discrimination;	/* correlation with the rest: for right and wrong
				   the corrected point-biserial; NAN where one of
				   the two is the same for all */
	int64_t median_ms;	/* of those whose time is known, to half a
				   percent; 0: of none */
	size_t thirds[3];	/* who had it, by their totals: the weakest first.
				   Equal totals (in whole percents) stay together,
				   so they are seldom of one size */
	enum trust trust;	/* TRUST_NONE: no flags */
	unsigned flags;
};

struct quiz_numbers {
	size_t n;
	double mean, deviation;	/* of the totals, 0 to 1; of the population */
	double median;		/* to a thousandth */
	size_t bars[STATISTICS_BARS];
	int64_t median_ms;	/* of the whole sitting, as above */
	/*
	 * Cronbach's alpha of the points, which is KR-20 where every answer is
	 * right or wrong (`dichotomous`); NAN when not all had the same
	 * questions, or some of them wait; when there are fewer than two, or
	 * all totals are the same.
	 */
	double alpha;
	bool dichotomous;
	enum trust trust;
};

void statistics_quiz(const struct statistics *, struct quiz_numbers *out);

/* One question, but for the flags of choices. */
void statistics_question(const struct statistics *, size_t question,
			 struct question_numbers *out);

struct choice_numbers {
	size_t n;		/* who chose it */
	double mean_total;	/* of their totals, 0 to 1; NAN when n is 0 */
	double mean_rest;	/* the same without this question */
	/* How far that is above the mean of those who chose a right one, as a
	   deviate of the normal distribution (of Student's t of the two); NAN
	   where either are fewer than SURVEY_LEAST. */
	double lead;
	size_t thirds[3];	/* of question_numbers */
	unsigned flags;		/* IDLE_CHOICE, STRONG_CHOICE */
};

/*
 * The choices of a question, as many as it was asked with. The flags of
 * `numbers` are added to: a wrong choice that nobody chose; one that 5 % chose,
 * whose rest is above that of those who chose a right one by more than chance
 * has it (statistics_rare). The hints of domain/hint.h go by the same flag.
 */
void statistics_choices(const struct statistics *, size_t question,
			struct choice_numbers *out,
			struct question_numbers *numbers);

/*
 * Is it clearly no chance that a normal one is so high, or higher, in one of
 * `places` of one of `questions`, all looked at? (Bonferroni.)
 */
bool statistics_rare(double z, size_t places, size_t questions);

#endif
