/*
 * Assignments and the discussion of a batch: what they ask for, when something
 * may be handed in, and what marks amount to.
 *
 * What they ask for is the `setting` of a step, JSON, checked here once and
 * trusted after. Of an assignment:
 *	{"brief": Markdown, "rubric": [{"text", "points"}], "team": false,
 *	 "files": 3, "late": false, "pass": 60}
 * and of a discussion {"brief": Markdown, "posts": 1}. All may be left out. An
 * assignment without a rubric is accepted or returned, without points.
 *
 * It is handed in once, and again whenever it was returned, or marked below what
 * passes; each handing-in stays. A returned one may come after the deadline,
 * since whoever returned it asked for it.
 */
#ifndef DOMAIN_ASSIGNMENT_H
#define DOMAIN_ASSIGNMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/progress.h"

#define RUBRIC_MOST 20				/* lines */
#define RUBRIC_POINTS_MOST 1000			/* of one line */
#define RUBRIC_TEXT_MOST 500			/* characters */
#define BRIEF_MOST 8000				/* characters */
#define SUBMISSION_FILES_MOST 5
#define SUBMISSION_FILE_MOST (INT64_C(20) << 20)	/* bytes */
#define SUBMISSION_WORDS_MOST 20000		/* characters */
#define SUBMISSION_TIMES_MOST 20		/* handings-in */
#define COMMENT_MOST 4000			/* characters */
#define TEAMS_MOST 200				/* of a batch */
#define TEAM_NAME_MOST 80			/* characters */

#define POSTS_WANTED_MOST 20			/* that a discussion asks for */
#define POST_MOST 2000				/* characters */
#define POSTS_AN_HOUR 20			/* of one person */
#define POST_MENDED_MS (INT64_C(15) * 60 * 1000)	/* by who wrote it */

struct rubric_line {
	const char *text;
	double points;			/* the most it gives; above 0 */
};

struct assignment {
	const char *brief;
	struct rubric_line rubric[RUBRIC_MOST];
	size_t n;
	double most;			/* of all lines; 0 without a rubric */
	bool team;
	bool late;			/* after the deadline, too */
	int64_t files;			/* at most so many */
	double pass;			/* percent of `most`; 0: any mark passes */
};

struct discussion {
	const char *brief;
	int64_t posts;			/* one has taken part by so many */
};

enum setting_fault {
	SETTING_FITS,
	SETTING_SHAPE,		/* no object, or a key nobody knows */
	SETTING_BRIEF,
	SETTING_RUBRIC,		/* no list, or too long */
	SETTING_LINE,		/* a line without its words */
	SETTING_POINTS,		/* of a line */
	SETTING_FILES,
	SETTING_PASS,
	SETTING_POSTS,
	SETTING_FAULTS
};

/*
 * NULL or null asks for what is usual. `at` is the place of the line that is
 * wrong, from 0. Texts belong to the JSON.
 */
enum setting_fault assignment_read(const json_t *, struct assignment *out,
				   size_t *at);
enum setting_fault discussion_read(const json_t *, struct discussion *out);

/* Of the newest of what one has handed in. */
enum submission_state {
	SUBMISSION_NONE, SUBMISSION_DRAFT, SUBMISSION_HANDED,
	SUBMISSION_RETURNED, SUBMISSION_MARKED
};

/* "draft" …; SUBMISSION_NONE is "none". */
const char *submission_state_name(enum submission_state);
enum submission_state submission_state_named(const char *);

enum handing {
	HANDING_FITS,
	HANDING_WAITS,		/* what was handed in is not marked yet */
	HANDING_MARKED,		/* nothing is to be mended any more */
	HANDING_LATE,
	HANDING_OFTEN
};

struct handing_in {
	enum submission_state last;	/* of what was handed in; never DRAFT */
	bool passed;			/* of one that is marked */
	int64_t times;			/* that it was handed in */
	int64_t due_at;
};

/* May something be written and handed in now? */
enum handing handing_check(const struct assignment *,
			   const struct handing_in *, int64_t now);

/*
 * What the points of each line amount to. False unless there is one for each,
 * from 0 to the most it gives and in halves.
 */
struct marked {
	double points;
	struct measure scaled;	/* 0 to 1; unknown without a rubric */
	bool passed;
};

bool marks_weigh(const struct assignment *, const double *points, size_t n,
		 struct marked *out);

/*
 * How many are in the `i`th of the teams when `people` are divided evenly into
 * as few as hold `size` each at most: no two differ by more than one.
 */
size_t teams_needed(size_t people, size_t size);
size_t team_share(size_t people, size_t teams, size_t i);

/* May who wrote it change it still? */
bool post_mendable(int64_t at, int64_t now);

#endif
