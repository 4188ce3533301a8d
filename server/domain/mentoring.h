/*
 * Mentoring and coaching: two people of one agency, after training.
 *
 * An organiser makes a pair, and either of the two or the organiser ends it.
 * What they write of their sessions is theirs: nobody else reads a word of it,
 * and what an organiser sees is how many sessions there were, how long, and when
 * the last was. Notes are added only, and none after the end.
 */
#ifndef DOMAIN_MENTORING_H
#define DOMAIN_MENTORING_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/person.h"

#define MENTORING_TOPIC_MOST 300	/* characters */
#define MENTORING_MINUTES_MOST 600
#define MENTORING_WORDS_MOST 4000	/* bytes, of a note */
#define MENTORING_STEP_MOST 1000	/* bytes, of what comes next */
#define MENTORING_NOTES_MOST 500	/* of one pair */

struct mentoring {
	const char *id, *agency_id;
	const char *kind;		/* "mentoring", "coaching" */
	const char *mentor_id, *mentor_name;
	const char *mentee_id, *mentee_name;
	const char *topic;
	const char *programme_id, *programme_title;	/* NULL: it follows none */
	int64_t created_at, ended_at;	/* 0: goes on */
	/* Of its sessions. */
	int64_t sessions, minutes;
	const char *last_day;		/* NULL: there was none */
};

bool mentoring_kind_fits(const char *);

/* May the two be a pair of that agency? */
enum mentoring_fault {
	MENTORING_FITS,
	MENTORING_SAME,		/* nobody accompanies themselves */
	MENTORING_MENTOR,	/* not of this agency, a guest, or disabled */
	MENTORING_MENTEE
};
enum mentoring_fault mentoring_check(const char *agency_id,
				     const struct person *mentor,
				     const struct person *mentee);

/* Is this person one of the two? */
bool mentoring_of(const struct mentoring *, const char *person_id);

/* The two of them, while it goes on; `organiser`: acts for its agency. */
bool mentoring_may_end(const struct mentoring *, const char *person_id,
		       bool organiser);

/* A session of that day may be noted today: neither one to come nor one that is
   more than a year ago. */
bool mentoring_day_fits(const char *day, int64_t now);

#endif
