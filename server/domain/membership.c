#include "domain/membership.h"

#include <string.h>

#include "base/text.h"
#include "domain/day.h"

static enum move open_weigh(const struct membership *last, const char *unit_id,
			    const char *job_id, const char *day)
{
	const int later = strcmp(day, last->from_day);

	if (text_same(last->unit_id, unit_id) &&
	    text_same(last->job_id, job_id))
		return MOVE_NOTHING;
	if (later < 0)
		return MOVE_EARLY;
	if (later == 0)
		return unit_id ? MOVE_CORRECT : MOVE_UNDO;
	return unit_id ? MOVE_CHANGE : MOVE_END;
}

enum move move_weigh(const struct membership *last, const char *unit_id,
		     const char *job_id, const char *day, const char *today)
{
	if (!day_fits(day))
		return MOVE_NO_DAY;
	if (strcmp(day, today) > 0)
		return MOVE_FUTURE;
	if (last && !last->until_day)
		return open_weigh(last, unit_id, job_id, day);
	if (!unit_id)
		return MOVE_NOTHING;
	return last && strcmp(day, last->until_day) < 0 ? MOVE_EARLY
							: MOVE_BEGIN;
}
