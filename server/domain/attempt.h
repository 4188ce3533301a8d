/*
 * One learner's way through a version: an attempt, made of runs (launches of a
 * unit) that leave progress.
 */
#ifndef DOMAIN_ATTEMPT_H
#define DOMAIN_ATTEMPT_H

#include "domain/progress.h"

struct attempt {
	const char *id;
	const char *person_id;
	const char *module_id;
	const char *version_id;
	int64_t number;			/* 1 and up, of this person at this module;
					   below 0: they only look at it */
	const char *unit_id;		/* launched last; NULL: none yet */
	struct outcome outcome;
	const char *activity;		/* JSON of the activity tree; "" at first */
	int64_t started_at, last_at;
};

/* Has anything been reached in it? One that has not needs no successor. */
static inline bool attempt_begun(const struct attempt *a)
{
	return a->outcome.completion != COMPLETION_NOT_ATTEMPTED;
}

struct run {
	const char *id;
	const char *attempt_id;
	const char *unit_id;
	const char *person_id, *module_id, *version_id;
	int64_t started_at;
	int64_t sequence;		/* of the last item that counted; 0: none */
	int64_t saved_at;
	int64_t time_ms;		/* that this run reported */
	bool ended;
	bool sat;			/* of a unit that the server grades */
};

/* Progress as it is stored: where it belongs and who says so. */
struct unit_progress {
	const char *attempt_id;
	const char *unit_id;
	const char *run_id;		/* the newest that saved anything */
	struct progress progress;
	bool graded;			/* by the server, not claimed by a package */
	int64_t saved_at;
	/* Of its unit, where all of an attempt are asked for. */
	bool optional, unscored;
};

#endif
