#include "domain/moment.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* `n` digits at *s, which moves on; -1 when they are not there. */
static int digits(const char **s, int n)
{
	int value = 0;

	while (n--) {
		if (!isdigit((unsigned char)**s))
			return -1;
		value = value * 10 + (*(*s)++ - '0');
	}
	return value;
}

static bool one(const char **s, const char *of)
{
	return **s && strchr(of, **s) && *(*s)++;
}

/* Days since 1970 of the proleptic Gregorian calendar. */
static int64_t day_number(int64_t y, int m, int d)
{
	y -= m <= 2;
	const int64_t era = (y >= 0 ? y : y - 399) / 400;
	const int64_t of_era = y - era * 400;
	const int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

/* "Z", "+07:00", "+0700", "+07" or nothing; -00:00 says nothing (RFC 3339). */
static bool zone_read(const char *s, int *minutes)
{
	const char *at = s;
	int h, m = 0;

	*minutes = 0;
	if (!*s || ((*s == 'Z' || *s == 'z') && !s[1]))
		return true;
	if (!one(&at, "+-") || (h = digits(&at, 2)) < 0 || h > 23)
		return false;
	if (*at == ':')
		at++;
	if (*at && ((m = digits(&at, 2)) < 0 || m > 59 || *at))
		return false;
	*minutes = (h * 60 + m) * (*s == '-' ? -1 : 1);
	return *s == '+' || *minutes;
}

static int days_in(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
				    31 };
	const bool leap = (y % 4 == 0 && y % 100) || y % 400 == 0;

	return days[m - 1] + (m == 2 && leap);
}

/* In microseconds; `zoned`: it says which zone. */
static bool instant_read(const char *s, int64_t *us, bool *zoned)
{
	int y, mo, d, h, mi, sec, zone, scale = 100000;
	int64_t fraction = 0;

	if (!s || (y = digits(&s, 4)) < 0 || !one(&s, "-") ||
	    (mo = digits(&s, 2)) < 1 || mo > 12 || !one(&s, "-") ||
	    (d = digits(&s, 2)) < 1 || d > days_in(y, mo) || !one(&s, "Tt") ||
	    (h = digits(&s, 2)) < 0 || h > 23 || !one(&s, ":") ||
	    (mi = digits(&s, 2)) < 0 || mi > 59 || !one(&s, ":") ||
	    (sec = digits(&s, 2)) < 0 || sec > 60)
		return false;
	if (one(&s, ".,")) {
		if (!isdigit((unsigned char)*s))
			return false;
		for (; isdigit((unsigned char)*s); s++, scale /= 10)
			fraction += (*s - '0') * scale;
	}
	*zoned = *s;
	if (!zone_read(s, &zone))
		return false;
	*us = ((day_number(y, mo, d) * 24 + h) * 60 + mi - zone) * 60000000 +
	      sec * INT64_C(1000000) + fraction;
	return true;
}

bool moment_read(const char *s, int64_t *ms)
{
	int64_t us;
	bool zoned;

	if (!instant_read(s, &us, &zoned))
		return false;
	/* Down also before 1970. */
	*ms = us / 1000 - (us % 1000 < 0);
	return true;
}

bool moment_read_us(const char *s, int64_t *us)
{
	bool zoned;

	return instant_read(s, us, &zoned) && zoned;
}

/* A number at *s, perhaps with a fraction; its unit's letter behind it. */
static bool amount(const char **s, double *value, char *unit, bool *fraction)
{
	const char *at = *s;

	*value = 0;
	if (!isdigit((unsigned char)*at))
		return false;
	for (; isdigit((unsigned char)*at); at++)
		*value = *value * 10 + (*at - '0');
	*fraction = *at == '.' || *at == ',';
	if (*fraction) {
		double part = 0.1;

		if (!isdigit((unsigned char)*++at))
			return false;
		for (; isdigit((unsigned char)*at); at++, part /= 10)
			*value += (*at - '0') * part;
	}
	*unit = *at;
	*s = *at ? at + 1 : at;
	return *unit != '\0';
}

bool duration_read(const char *s, int64_t *ms)
{
	static const char dates[] = "YMWD", times[] = "HMS";
	static const double date_ms[] = { 365 * 864e5, 30 * 864e5, 7 * 864e5,
					  864e5 };
	static const double time_ms[] = { 36e5, 6e4, 1e3 };
	const double most = 1e15;
	const char *left = dates, *at;
	bool any = false, fraction = false;
	double sum = 0, value;
	char unit;

	if (!s || *s++ != 'P' || strlen(s) > 64)
		return false;
	while (*s) {
		const bool clock = left >= times && left <= times + 3;

		if (*s == 'T' && !clock) {
			left = times;
			s++;
			any = false;
			continue;
		}
		if (fraction || !amount(&s, &value, &unit, &fraction) ||
		    !(at = strchr(left, unit)))
			return false;
		sum += value * (clock ? time_ms[at - times]
				      : date_ms[at - dates]);
		left = at + 1;
		any = true;
	}
	if (!any || !(sum < most))
		return false;
	*ms = (int64_t)llround(sum);
	return true;
}

void duration_write(int64_t ms, char out[static 32])
{
	if (ms < 0)
		ms = 0;
	snprintf(out, 32, "PT%lld.%02lldS", (long long)(ms / 1000),
		 (long long)(ms % 1000 / 10));
}
