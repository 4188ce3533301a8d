#include "domain/mentoring.h"

#include <string.h>

#include "domain/day.h"

bool mentoring_kind_fits(const char *kind)
{
	return !strcmp(kind, "mentoring") || !strcmp(kind, "coaching");
}

static bool works_there(const struct person *p, const char *agency_id)
{
	return !p->guest && !p->disabled_at && !strcmp(p->agency_id, agency_id);
}

enum mentoring_fault mentoring_check(const char *agency_id,
				     const struct person *mentor,
				     const struct person *mentee)
{
	if (!works_there(mentor, agency_id))
		return MENTORING_MENTOR;
	if (!works_there(mentee, agency_id))
		return MENTORING_MENTEE;
	return strcmp(mentor->id, mentee->id) ? MENTORING_FITS
					      : MENTORING_SAME;
}

bool mentoring_of(const struct mentoring *m, const char *person_id)
{
	return !strcmp(m->mentor_id, person_id) ||
	       !strcmp(m->mentee_id, person_id);
}

bool mentoring_may_end(const struct mentoring *m, const char *person_id,
		       bool organiser)
{
	return !m->ended_at && (organiser || mentoring_of(m, person_id));
}

bool mentoring_day_fits(const char *day, int64_t now)
{
	char first[DAY_SIZE], last[DAY_SIZE];

	/* The day is one of where they are: it may have begun there already. */
	day_at(now, ZONE_WIT, last);
	day_at(now - 366 * DAY_MS, ZONE_WIB, first);
	return day_fits(day) && strcmp(first, day) <= 0 &&
	       strcmp(day, last) <= 0;
}
