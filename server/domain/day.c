#include "domain/day.h"

#include <stdio.h>
#include <string.h>

#define MINUTE_MS (INT64_C(60) * 1000)

static const char *const zones[ZONE_COUNT] = { "WIB", "WITA", "WIT" };

const char *zone_name(enum zone z)
{
	return zones[z];
}

bool zone_named(const char *name, enum zone *out)
{
	for (int i = 0; name && i < ZONE_COUNT; i++)
		if (strcmp(name, zones[i]) == 0) {
			*out = (enum zone)i;
			return true;
		}
	return false;
}

/* Days since 1970 to a date: H. Hinnant, "chrono-compatible low-level date
   algorithms", civil_from_days. */
static void date_of(int64_t days, struct zoned *out)
{
	const int64_t z = days + 719468;
	const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	const int64_t doe = z - era * 146097;
	const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) /
			    365;
	const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	const int64_t mp = (5 * doy + 2) / 153;

	out->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	out->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	out->year = (int)(yoe + era * 400 + (out->month <= 2));
	out->weekday = (int)(((days % 7) + 11) % 7);
}

struct zoned zone_time(enum zone z, int64_t at)
{
	const int64_t local = at + (7 + (int64_t)z) * 60 * MINUTE_MS;
	const int64_t days = local / DAY_MS - (local % DAY_MS < 0);
	const int64_t minutes = (local - days * DAY_MS) / MINUTE_MS;
	struct zoned out;

	date_of(days, &out);
	out.hour = (int)(minutes / 60);
	out.minute = (int)(minutes % 60);
	return out;
}

const char *month_name(int month, enum lang lang)
{
	static const struct phrase names[] = {
		{ { "Januari", "January" } }, { { "Februari", "February" } },
		{ { "Maret", "March" } }, { { "April", "April" } },
		{ { "Mei", "May" } }, { { "Juni", "June" } },
		{ { "Juli", "July" } }, { { "Agustus", "August" } },
		{ { "September", "September" } }, { { "Oktober", "October" } },
		{ { "November", "November" } }, { { "Desember", "December" } },
	};

	return names[month - 1].in[lang];
}

const char *weekday_name(int weekday, enum lang lang)
{
	static const struct phrase names[] = {
		{ { "Minggu", "Sunday" } }, { { "Senin", "Monday" } },
		{ { "Selasa", "Tuesday" } }, { { "Rabu", "Wednesday" } },
		{ { "Kamis", "Thursday" } }, { { "Jumat", "Friday" } },
		{ { "Sabtu", "Saturday" } },
	};

	return names[weekday].in[lang];
}

static void day_write(int y, int m, int d, char out[static DAY_SIZE])
{
	out[0] = (char)('0' + y / 1000 % 10);
	out[1] = (char)('0' + y / 100 % 10);
	out[2] = (char)('0' + y / 10 % 10);
	out[3] = (char)('0' + y % 10);
	out[4] = out[7] = '-';
	out[5] = (char)('0' + m / 10);
	out[6] = (char)('0' + m % 10);
	out[8] = (char)('0' + d / 10);
	out[9] = (char)('0' + d % 10);
	out[10] = '\0';
}

void day_at(int64_t at, enum zone zone, char out[static DAY_SIZE])
{
	const struct zoned z = zone_time(zone, at);

	if (z.year < 1900 || z.year > 9999)
		day_write(1970, 1, 1, out);
	else
		day_write(z.year, z.month, z.day, out);
}

static int number_at(const char *text, size_t digits)
{
	int n = 0;

	for (size_t i = 0; i < digits; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		n = 10 * n + (text[i] - '0');
	}
	return n;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
				    31 };
	const bool leap = year % 4 == 0 && (year % 100 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool day_valid(const char *day)
{
	int y, m, d;

	if (!day || strlen(day) != 10 || day[4] != '-' || day[7] != '-')
		return false;
	y = number_at(day, 4);
	m = number_at(day + 5, 2);
	d = number_at(day + 8, 2);
	return y >= 1900 && m >= 1 && m <= 12 && d >= 1 &&
	       d <= month_days(y, m);
}

bool day_fits(const char *day)
{
	return day_year(day) >= 2000 && day_year(day) <= 2199;
}

int64_t year_begin(int64_t year)
{
	const int64_t y = year - 1;
	const int64_t days = y * 365 + y / 4 - y / 100 + y / 400 - 719162;

	return days * DAY_MS - 7 * DAY_MS / 24;
}

int day_year(const char *day)
{
	return day_valid(day) ? number_at(day, 4) : 0;
}

void day_later(const char *day, int64_t months, char out[static DAY_SIZE])
{
	int64_t whole;
	int y, m, d;

	if (!day_valid(day) || months < 0 || months > 1200) {
		snprintf(out, DAY_SIZE, "9999-12-31");
		return;
	}
	whole = 12 * (int64_t)number_at(day, 4) + number_at(day + 5, 2) - 1 +
		months;
	y = (int)(whole / 12) % 10000;
	m = (int)(whole % 12) + 1;
	d = number_at(day + 8, 2);
	if (d > month_days(y, m))
		d = month_days(y, m);
	day_write(y, m, d, out);
}
