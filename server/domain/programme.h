/*
 * Programmes: steps in order for a purpose, done together by a batch of people.
 *
 * What counts. A step is done when what it asks for was achieved, whenever and
 * wherever that was: a module finished before the enrolment counts, and so does
 * one that was opened from the catalogue although its step was still locked.
 * What is done stays done; only presence at an event, which a host may correct,
 * is taken back while the programme is not complete.
 *
 * Complete are all required steps and at least `least` of the others (or all of
 * them when there are fewer). Where nothing is needed nothing is complete.
 *
 * Progress is one figure from 0 to 100: the mean of the shares of the needed
 * steps, all of one weight, rounded down. Needed are the required ones and, of
 * the others, the `least` that are furthest. A step that is done has a share of
 * 1; a module that is begun has that of its lessons that are done, at most
 * STEP_SHARE_MOST, so that 100 means complete and nothing else does.
 *
 * Passed is who is complete and, where there is a mark to reach, has it as the
 * mean of what the quizzes, assignments and tools gave: those that are required, one
 * without a score as 0, and of the others those that have one. A step that must
 * be passed is not done before.
 *
 * While people are enrolled a programme only becomes easier: steps may be added
 * as optional ones or removed, what is required may become optional, never the
 * other way round. Who has completed it keeps that.
 */
#ifndef DOMAIN_PROGRAMME_H
#define DOMAIN_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/progress.h"

#define STEPS_MOST 60		/* of a programme */
#define STEP_FREE SIZE_MAX	/* it waits for no other */
#define STEP_SHARE_DONE 1000	/* thousandths */
#define STEP_SHARE_MOST 990	/* of what is not done */
#define STEP_DUE_MOST 1000	/* days */

enum step_kind {
	STEP_MODULE, STEP_EVENT, STEP_QUIZ, STEP_SURVEY, STEP_ASSIGNMENT,
	STEP_DISCUSSION, STEP_TOOL, STEP_KINDS
};

/* In the order in which somebody gets there. */
enum step_reached { STEP_NEW, STEP_BEGUN, STEP_WAITING, STEP_DONE };

struct step {
	const char *id;			/* NULL: not stored yet */
	enum step_kind kind;
	const char *title, *about;
	bool required;
	bool must_pass;			/* of what gives a score, a module too */
	size_t after;			/* must be done first; STEP_FREE */
	int64_t due_days;		/* 0: by the end of the batch */
	const char *module_id;		/* of module, quiz and survey, or NULL */
	const char *unit_ident;		/* of quiz and survey, or "" */
	const char *setting;		/* JSON, of assignment, discussion
					   and tool (lti_place.h) */
	/* How somebody stands in it. */
	enum step_reached reached;
	int share;			/* thousandths; STEP_SHARE_DONE when done */
	struct measure scaled;
	int64_t at;			/* since when; 0: not begun */
};

/* "module" …; "begun" …, STEP_NEW is "new". False for another name. */
const char *step_kind_name(enum step_kind);
bool step_kind_named(const char *, enum step_kind *out);
const char *step_reached_name(enum step_reached);
enum step_reached step_reached_named(const char *);

/* Has that kind a module; a unit of it besides; something to be passed? */
bool step_has_module(enum step_kind);
bool step_has_unit(enum step_kind);
bool step_gives_score(enum step_kind);

/*
 * Until when: the last minute of the `due_days`th day of the batch, and never
 * after its end; `until` (0: none) is somebody's own later deadline.
 */
int64_t step_due(const struct step *, int64_t starts_at, int64_t ends_at,
		 int64_t until);

/* What a learner is shown. */
enum step_state { STEP_IS_LOCKED, STEP_IS_OPEN, STEP_IS_BEGUN, STEP_IS_WAITING,
		  STEP_IS_DONE };

const char *step_state_name(enum step_state);

/* A step that is begun, waits or is done is not locked any more. */
enum step_state step_state(const struct step *all, size_t i);

/* Not done although it is due. */
bool step_late(const struct step *, int64_t due_at, int64_t now);

/*
 * What is to be done now: what is begun; else the first required step that is
 * open, but an event, which has its time, only when there is no other; else an
 * optional one; STEP_FREE when there is none.
 */
size_t step_next(const struct step *all, size_t n);

/* What an achievement says of a step: see step_take(). */
struct step_news {
	bool completed, passed, begun, waiting;
	struct measure scaled;
	int64_t done, units;		/* of its lessons; 0 of 0: not known */
	int64_t at;
};

/*
 * Add what was achieved: nothing ever goes back by it. True when it changed
 * anything.
 */
bool step_take(struct step *, const struct step_news *);

struct programme_rule {
	size_t least;			/* of the steps that are not required */
	struct measure pass_mark;	/* percent */
};

struct programme_outcome {
	size_t needed, done;		/* steps; of the needed ones */
	int percent;
	bool complete, begun;
	/* SUCCESS_UNKNOWN while it is not complete, or where nothing is to be
	   passed: neither a mark nor a step. */
	enum success success;
	struct measure mean;		/* percent, of what the mark asks */
};

void programme_outcome(const struct step *, size_t n,
		       const struct programme_rule *,
		       struct programme_outcome *out);

enum programme_fault {
	PROGRAMME_FITS,
	PROGRAMME_EMPTY,	/* no step */
	PROGRAMME_MANY,		/* more than STEPS_MOST */
	PROGRAMME_NEEDS_NOTHING,
	PROGRAMME_AFTER,	/* a step waits for a later one, or itself */
	PROGRAMME_SAME_STEP,	/* it is another module, event or unit */
	PROGRAMME_HARDER,	/* people are enrolled, and it asks for more */
	PROGRAMME_FAULTS
};

/* May these be the steps? `at` is the place of the one that is wrong. */
enum programme_fault programme_check(const struct step *, size_t n, size_t *at);

/* Besides, may people begin it? */
enum programme_fault programme_ready(const struct step *, size_t n,
				     const struct programme_rule *);

/*
 * May `after` take the place of `before`, told apart by id? `running`: people
 * are enrolled. `at` as above.
 */
enum programme_fault programme_change(const struct step *before, size_t nbefore,
				      const struct step *after, size_t nafter,
				      bool running, size_t *at);

#endif
