/* Days as texts, and the clocks of Indonesia. */
#include "domain/day.h"

#include "check.h"

/* 27 Nov 2026 02:00 UTC: 9.00 WIB, a Friday. */
#define START INT64_C(1795744800000)

static const char *day(int64_t at, enum zone zone)
{
	static char out[DAY_SIZE];

	day_at(at, zone, out);
	return out;
}

static const char *later(const char *from, int64_t months)
{
	static char out[DAY_SIZE];

	day_later(from, months, out);
	return out;
}

static void zones(void)
{
	struct zoned t;

	TEST("a moment is 9.00 in WIB, 10.00 in WITA and 11.00 in WIT") {
		t = zone_time(ZONE_WIB, START);
		check_int(t.year * 10000 + t.month * 100 + t.day, 20261127);
		check_int(t.hour, 9);
		check_int(t.weekday, 5);
		check_int(zone_time(ZONE_WITA, START).hour, 10);
		check_int(zone_time(ZONE_WIT, START).hour, 11);
	}
	TEST("the day turns in the east first, over a leap day too") {
		/* 29 Feb 2028 15:30 UTC */
		const int64_t at = INT64_C(1835451000000);

		t = zone_time(ZONE_WIB, at);
		check_int(t.month * 100 + t.day, 229);
		check_int(t.hour * 100 + t.minute, 2230);
		t = zone_time(ZONE_WIT, at);
		check_int(t.month * 100 + t.day, 301);
		check_int(t.hour * 100 + t.minute, 30);
	}
	TEST("moments before 1970 are dates too") {
		t = zone_time(ZONE_WIB, -8 * 3600 * INT64_C(1000));
		check_int(t.year * 10000 + t.month * 100 + t.day, 19691231);
		check_int(t.hour, 23);
		check_int(t.weekday, 3);
	}
}

static void days(void)
{
	TEST("the year turns at midnight in Jakarta, not in London") {
		check_str(day(INT64_C(1798736399999), ZONE_WIB), "2026-12-31");
		check_str(day(INT64_C(1798736400000), ZONE_WIB), "2027-01-01");
		check_str(day(INT64_C(1798736399999), ZONE_WIT), "2027-01-01");
		check_int(day_year("2027-01-01"), 2027);
	}
	TEST("a year begins at midnight in Jakarta, after leap years too") {
		/* 2025-12-31T17:00Z, 2027-12-31T17:00Z, 2028-12-31T17:00Z */
		check_int(year_begin(2026), INT64_C(1767200400000));
		check_int(year_begin(2028), INT64_C(1830272400000));
		check_int(year_begin(2029) - year_begin(2028), 366 * DAY_MS);
		check_int(year_begin(2101) - year_begin(2100), 365 * DAY_MS);
	}
	TEST("every year begins with its first day and ends with its last") {
		char first[DAY_SIZE], last[DAY_SIZE];

		for (int year = 1901; year < 10000; year++) {
			snprintf(first, sizeof(first), "%04d-01-01", year);
			snprintf(last, sizeof(last), "%04d-12-31", year - 1);
			check_str(day(year_begin(year), ZONE_WIB), first);
			check_str(day(year_begin(year) - 1, ZONE_WIB), last);
		}
	}
	TEST("a moment that no calendar of ours has is the first of 1970") {
		check_str(day(INT64_MAX / 2, ZONE_WIB), "1970-01-01");
		check_str(day(INT64_MIN / 2, ZONE_WIB), "1970-01-01");
	}
	TEST("a day exists or is none") {
		check(day_valid("2028-02-29"));
		check(!day_valid("2027-02-29"));
		check(!day_valid("2100-02-29"));
		check(!day_valid("2027-13-01"));
		check(!day_valid("2027-1-01"));
		check(!day_valid("2027-01-011"));
		check(!day_valid(""));
		check(!day_valid(NULL));
		check_int(day_year("soon"), 0);
	}
	TEST("months later is that day, or the last of a shorter month") {
		check_str(later("2027-01-31", 1), "2027-02-28");
		check_str(later("2027-12-15", 1), "2028-01-15");
		check_str(later("2028-02-29", 12), "2029-02-28");
		check_str(later("2027-05-05", 0), "2027-05-05");
		check_str(later("nonsense", 1), "9999-12-31");
	}
}

static void planned(void)
{
	TEST("a day is one of the calendar") {
		check(day_fits("2027-01-31"));
		check(day_fits("2028-02-29"));
		check(day_fits("2000-02-29"));
		check(!day_fits("2100-02-29"));
		check(!day_fits("2027-02-29"));
		check(!day_fits("2027-04-31"));
		check(!day_fits("2027-13-01"));
		check(!day_fits("2027-00-10"));
		check(!day_fits("2027-01-00"));
		check(!day_fits("1999-12-31"));
		check(!day_fits("2027/01/31"));
		check(!day_fits("2027-1-31"));
		check(!day_fits("2027-01-3x"));
	}
}

static void named(void)
{
	TEST("a month and a day of the week have their names in both languages") {
		check_str(month_name(1, LANG_ID), "Januari");
		check_str(month_name(8, LANG_ID), "Agustus");
		check_str(month_name(12, LANG_EN), "December");
		check_str(weekday_name(0, LANG_ID), "Minggu");
		check_str(weekday_name(5, LANG_EN), "Friday");
	}
	TEST("the first three letters of a month are its own, in each language") {
		for (int a = 1; a <= 12; a++)
			for (int b = 1; b < a; b++)
				for (int in = 0; in < LANG_COUNT; in++)
					check(strncmp(month_name(a, in),
						      month_name(b, in), 3));
	}
}

int main(void)
{
	zones();
	named();
	days();
	planned();
	return test_end();
}
