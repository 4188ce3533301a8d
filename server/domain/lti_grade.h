/*
 * What another system's gradebook is told of somebody (LTI AGS 2.0), when it is
 * told again after a failure, and what its answers mean. No I/O.
 */
#ifndef DOMAIN_LTI_GRADE_H
#define DOMAIN_LTI_GRADE_H

#include "base/arena.h"
#include "domain/progress.h"

/* A score is sent for three days before a person has to look. */
#define LTI_GRADE_PATIENCE_MS (INT64_C(72) * 3600 * 1000)

/* The scoreMaximum of what we make, and where theirs is not known. */
#define LTI_GRADE_MOST 100.0

/* What we call our line items, besides their resourceId (lti_resource_id). */
#define LTI_GRADE_TAG "balai"

/* How somebody stands in a module, or in one unit of it. */
struct lti_standing {
	bool begun;
	enum completion completion;
	enum success success;
	struct measure scaled;		/* -1 to 1 */
	bool waiting;			/* for a person to mark it */
	int64_t started_at, last_at;
};

struct lti_told {
	struct measure scaled;		/* 0 to 1; unknown: progress only */
	const char *activity;		/* "Initialized" … "Completed" */
	const char *grading;		/* "FullyGraded" … "NotReady" */
	int64_t started_at, submitted_at;	/* 0: not */
};

/* Completed without a score is all of it, failed without one nothing; what
   waits for a person and has no score yet has none. */
void lti_grade_tell(const struct lti_standing *, struct lti_told *out);

/* Would a gradebook show the same? */
bool lti_told_same(const struct lti_told *, const struct lti_told *);

/* The timestamp of the next telling, in microseconds, after `last_us`. */
int64_t lti_grade_at(int64_t now, int64_t last_us);

/*
 * When it is tried again, after `attempts` failures in a row (1 and up) of what
 * was to be sent from `asked_at` on; not before `not_before` (Retry-After; 0 says
 * nothing). `chance` spreads them. 0: it has been tried long enough.
 */
int64_t lti_grade_next(int64_t now, int64_t asked_at, int64_t attempts,
		       int64_t not_before, uint32_t chance);

/* The moment that a Retry-After names, seconds or a date (RFC 9110 10.2.3), at
   most a day from now; 0 for NULL and what is neither. */
int64_t lti_retry_after(const char *, int64_t now);

enum lti_answer {
	LTI_TAKEN,
	LTI_AGAIN,			/* later, by itself */
	LTI_TOKEN,			/* at once with another token, one time */
	LTI_REDISCOVER,			/* the line item is not there any more */
	LTI_NEWER,			/* they have a later timestamp */
	LTI_ATTENTION			/* not before a person has looked */
};

struct lti_meaning {
	enum lti_answer what;
	const char *code;		/* of lti/faults.def; "" when it was taken */
	bool whole;			/* nothing else will get through now either */
};

/* Of the answer to a service's request: its status, and what they say. */
struct lti_meaning lti_answer_means(long status, const char *said);

/* `url` with "/scores" or "/results" at the end of its path: before the query. */
const char *lti_ags_url(struct arena *, const char *url, const char *part);

/* The resourceId of our line item for a module, or (ident not "") its unit. */
const char *lti_resource_id(struct arena *, const char *module_id,
			    const char *unit_ident);

/* The result that is there is not the one that we know of: shares of 1, as
   near as a gradebook of whole points rounds. */
bool lti_result_differs(struct measure is, struct measure known);

/* "2026-11-21T22:00:00.123Z". */
const char *lti_timestamp(struct arena *, int64_t at_us);

#endif
