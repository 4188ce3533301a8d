#include "domain/indicator.h"

#include <math.h>
#include <string.h>

#include "domain/day.h"

static const char *const phases[] = {
	[INDICATOR_BEFORE] = "before", [INDICATOR_AFTER] = "after" };
static const char *const betters[] = {
	[INDICATOR_LOWER] = "lower", [INDICATOR_HIGHER] = "higher" };

const char *indicator_phase_name(enum indicator_phase phase)
{
	return phases[phase];
}

const char *indicator_better_name(enum indicator_better better)
{
	return betters[better];
}

bool indicator_phase_named(const char *name, enum indicator_phase *out)
{
	*out = strcmp(name, phases[INDICATOR_AFTER]) ? INDICATOR_BEFORE
						     : INDICATOR_AFTER;
	return !strcmp(name, phases[*out]);
}

bool indicator_better_named(const char *name, enum indicator_better *out)
{
	*out = strcmp(name, betters[INDICATOR_HIGHER]) ? INDICATOR_LOWER
						       : INDICATOR_HIGHER;
	return !strcmp(name, betters[*out]);
}

bool indicator_value_fits(double value)
{
	return isfinite(value) && fabs(value) <= INDICATOR_LARGEST;
}

bool indicator_day_fits(const char *day, int64_t now)
{
	char last[DAY_SIZE];

	day_at(now, ZONE_WIT, last);
	return day_fits(day) && strcmp(day, last) <= 0;
}

const char *indicator_course_name(enum indicator_course course)
{
	static const char *const names[] = { "unknown", "same", "better",
					     "worse" };

	return names[course];
}

static enum indicator_course course_of(const struct indicator_sum *s,
				       enum indicator_better better)
{
	/* Means of the same figures may differ in their last binary digits. */
	const double close = 1e-9 * fmax(1, fabs(s->before_mean));

	if (!s->before || !s->after)
		return INDICATOR_UNKNOWN;
	if (fabs(s->change) <= close)
		return INDICATOR_SAME;
	return (s->change < 0) == (better == INDICATOR_LOWER)
		? INDICATOR_BETTER : INDICATOR_WORSE;
}

void indicator_sum(const struct indicator_value *all, size_t n,
		   enum indicator_better better, struct indicator_sum *out)
{
	double sum[2] = { 0, 0 };
	size_t count[2] = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		if (!all[i].taken_back_at) {
			sum[all[i].phase] += all[i].value;
			count[all[i].phase]++;
		}
	*out = (struct indicator_sum){
		.before = count[INDICATOR_BEFORE],
		.after = count[INDICATOR_AFTER],
	};
	if (out->before)
		out->before_mean = sum[INDICATOR_BEFORE] / (double)out->before;
	if (out->after)
		out->after_mean = sum[INDICATOR_AFTER] / (double)out->after;
	if (out->before && out->after)
		out->change = out->after_mean - out->before_mean;
	out->percent_known = out->before && out->after &&
			     fabs(out->before_mean) > 1e-9;
	if (out->percent_known)
		out->percent = 100 * out->change / fabs(out->before_mean);
	out->course = course_of(out, better);
}
