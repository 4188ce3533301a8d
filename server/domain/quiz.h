/*
 * The rules of a quiz: who may begin, until when answers count, which score is
 * kept, what feedback is due. The moment is always an argument (ms since 1970).
 */
#ifndef DOMAIN_QUIZ_H
#define DOMAIN_QUIZ_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/definition.h"

enum quiz_kind { QUIZ_PRETEST, QUIZ_QUIZ, QUIZ_PRACTICE, QUIZ_KINDS };
enum quiz_keep { KEEP_BEST, KEEP_LAST, KEEP_FIRST, KEEP_AVERAGE, KEEPS };
enum quiz_feedback {
	FEEDBACK_ONCE, FEEDBACK_END, FEEDBACK_CLOSED, FEEDBACK_NEVER, FEEDBACKS
};

/* "pretest" … as they are written. */
const char *quiz_kind_name(enum quiz_kind);
const char *quiz_keep_name(enum quiz_keep);
const char *quiz_feedback_name(enum quiz_feedback);

struct quiz_rules {
	enum quiz_kind kind;
	enum quiz_keep keep;		/* best when not said */
	enum quiz_feedback feedback;	/* end when not said */
	double pass_mark;		/* percent; -1: none */
	int64_t attempts;		/* 0: as many as one likes */
	int64_t time_minutes;		/* 0: no limit */
	int64_t closes_at;		/* ms; 0: never */
	bool shuffle;			/* the order of the questions */
};

/* Note all that is wrong with quizzes/NAME.json, its questions included. Banks
   are elsewhere: that they have enough to draw is not seen here. */
void quiz_check(json_t *quiz, struct definition_faults *);

/* The rules of a checked quiz. It closes when its day has ended in WIB, which
   is the last of Indonesia's zones. */
void quiz_rules_read(json_t *quiz, struct quiz_rules *out);

/* What one person is given besides. */
struct quiz_leave {
	int64_t extra_minutes, extra_attempts;
};

enum quiz_bar {
	QUIZ_MAY,		/* begin */
	QUIZ_OPEN,		/* one is open: go on with it */
	QUIZ_USED,		/* all attempts are used */
	QUIZ_CLOSED
};

/* "", "open", "used", "closed" */
const char *quiz_bar_name(enum quiz_bar);

/* `used` counts sittings begun, the open one too. */
enum quiz_bar quiz_may_begin(const struct quiz_rules *,
			     const struct quiz_leave *, int64_t used,
			     bool open, int64_t now);

/* How many more may be begun; -1: as many as one likes. */
int64_t quiz_left(const struct quiz_rules *, const struct quiz_leave *,
		  int64_t used);

/* When the closing comes for this person: later by the extra minutes; 0: never. */
int64_t quiz_closes(const struct quiz_rules *, const struct quiz_leave *);

/*
 * Until when answers count: the earlier of began_at + the minutes + the extra
 * ones, and the closing; 0: no end.
 */
int64_t quiz_deadline(const struct quiz_rules *, const struct quiz_leave *,
		      int64_t began_at);

/*
 * Does an answer given at `at` count that arrives at `now`? A moment after
 * `now` is taken for `now`, one before the beginning for the beginning. It
 * counts when given by the deadline, however late it arrives; whether a sitting
 * that has ended still takes anything is asked before (play/answers.h).
 */
bool quiz_counts(int64_t began_at, int64_t deadline, int64_t at, int64_t now);

/* What may be told of a sitting now. */
struct quiz_telling {
	bool score;		/* the points and whether it was passed */
	bool checks;		/* a question may be checked while it is open */
	bool feedback;		/* each question's state, words and key */
};

/*
 * once: at each check, and all at the end. end: when the sitting has ended.
 * closed: the score at the end, the rest when the quiz has closed for this
 * person (never, if it does not close). never: the score alone.
 */
void quiz_telling(const struct quiz_rules *, const struct quiz_leave *,
		  bool ended, int64_t now, struct quiz_telling *out);

/* Points of a sitting. */
struct quiz_sum {
	double points, most;
	double scaled;		/* points / most, 0 to 1; 0 when most is 0 */
	bool waiting;		/* a mark is missing: points can only grow */
};

/* One question's: add it. `waiting` ones bring 0 points so far. */
void quiz_sum_add(struct quiz_sum *, double fraction, double most,
		  bool waiting);

bool quiz_passed(const struct quiz_rules *, double scaled);

/*
 * The score that is kept of those that are final, in the order in which the
 * sittings were begun; false when there is none.
 */
bool quiz_kept(enum quiz_keep, const double *scaled, size_t n, double *out);

#endif
