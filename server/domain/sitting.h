/*
 * One learner's go at a quiz or a case. (An *attempt* is the way through a whole
 * version; it may hold several sittings of each of its quizzes.)
 */
#ifndef DOMAIN_SITTING_H
#define DOMAIN_SITTING_H

#include "domain/progress.h"
#include "domain/quiz.h"

/* Ended: given up, so that there is nothing to grade. Waiting: for marks that a
   person gives. */
enum sitting_state {
	SITTING_OPEN,
	SITTING_ENDED,
	SITTING_WAITING,
	SITTING_GRADED
};

struct sitting {
	const char *id;
	const char *attempt_id;
	const char *unit_id;		/* as it was when it began */
	const char *unit_ident;
	const char *person_id, *module_id;
	int64_t number;			/* 1 and up, of the person at the unit */
	bool branching;			/* a case, not a quiz */
	bool preview;			/* counts nowhere */
	enum sitting_state state;
	const char *paper, *responses;	/* JSON; NULL where a list leaves them out */
	const char *place;		/* the question looked at last; NULL */
	int64_t began_at;
	int64_t deadline;		/* 0: none */
	int64_t ended_at, seen_at;	/* 0: not yet */
	int64_t late_ms;		/* see store/schema/0019_sitting.sql */
	struct measure points, most, scaled;
	enum success passed;
};

/* What a question was given. Texts are NULL where there are none. */
struct sitting_mark {
	const char *sitting_id;
	int64_t place;			/* 0 and up, as it was asked */
	const char *question;
	const char *source;		/* "unit", or "bank:ID:VERSION" */
	struct measure points;
	double most;
	const char *state;		/* "right", "partial", "wrong", "empty", "waiting" */
	int64_t time_ms;
	const char *choice;		/* JSON, by the author's places */
	const char *rubric;		/* JSON: points by line */
	const char *comment;		/* "": none */
	const char *marked_by;		/* NULL: the grader */
	int64_t marked_at;
	int64_t revision;
};

/* More time or more sittings for one person, and who gave them. */
struct leave_given {
	const char *person_id, *person_name, *person_agency;
	const char *unit_ident;
	struct quiz_leave leave;
	const char *reason;
	const char *given_by, *giver_name;
	int64_t at;
};

/* "open", "ended", "waiting", "graded", and back; unknown names are open. */
const char *sitting_state_name(enum sitting_state);
enum sitting_state sitting_state_named(const char *);

#endif
