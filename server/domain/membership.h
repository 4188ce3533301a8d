/*
 * Where somebody works, from a day until a day: one unit at a time, and what
 * was stays known.
 *
 * Days are texts, "2027-01-31". A stay begins on its first day and is over on
 * its last: who moves on a day is in the new unit from that day on.
 */
#ifndef DOMAIN_MEMBERSHIP_H
#define DOMAIN_MEMBERSHIP_H

#include <stdbool.h>
#include <stdint.h>

struct membership {
	const char *id;
	const char *person_id;
	const char *unit_id, *unit_name;
	const char *job_id, *job_name;	/* NULL: not said */
	const char *from_day;
	const char *until_day;		/* NULL: still */
};

enum move {
	MOVE_NOTHING,		/* it is so already */
	MOVE_BEGIN,		/* there is none that goes on: one begins */
	MOVE_CHANGE,		/* the one that goes on ends, another begins */
	MOVE_CORRECT,		/* it began that same day: it is put right */
	MOVE_END,		/* it ends, none begins */
	MOVE_UNDO,		/* it began that same day: it never was */
	/* Refused: */
	MOVE_NO_DAY,		/* no day of the calendar */
	MOVE_FUTURE,		/* only what is so is written down */
	MOVE_EARLY,		/* before what is written down already */
};

/*
 * What becomes of it when somebody, whose latest stay is `last` (NULL: none
 * yet), is in that unit (NULL: in none) and job (NULL: none said) from that day
 * on. `today` is the last day that may be said.
 */
enum move move_weigh(const struct membership *last, const char *unit_id,
		     const char *job_id, const char *day, const char *today);

#endif
