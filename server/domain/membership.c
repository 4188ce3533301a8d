#include "domain/membership.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "domain/metadata.h"

void day_at(int64_t ms, int minutes_east, char out[static DAY_SIZE])
{
	const time_t seconds = (time_t)((ms + minutes_east * INT64_C(60000)) /
					1000);
	struct tm tm = { 0 };

	gmtime_r(&seconds, &tm);
	snprintf(out, DAY_SIZE, "%04u-%02u-%02u",
		 (unsigned)(tm.tm_year + 1900) % 10000u,
		 (unsigned)(tm.tm_mon + 1) % 100u,
		 (unsigned)tm.tm_mday % 100u);
}

static bool same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static enum move open_weigh(const struct membership *last, const char *unit_id,
			    const char *job_id, const char *day)
{
	const int later = strcmp(day, last->from_day);

	if (same(last->unit_id, unit_id) && same(last->job_id, job_id))
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
