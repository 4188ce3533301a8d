/*
 * Days, and the clocks of Indonesia.
 *
 * A day is a text, "2027-01-31", which compares as it sorts. Indonesia has three
 * zones and no summer time (Keppres 41/1987), so a zone is a number of hours. A
 * day or a year that counts for something is one of Jakarta (ZONE_WIB) wherever
 * one was, so that it ends for everybody at one moment.
 */
#ifndef DOMAIN_DAY_H
#define DOMAIN_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)
#define DAY_SIZE 11			/* "2027-01-31" and the NUL */

enum zone { ZONE_WIB, ZONE_WITA, ZONE_WIT, ZONE_COUNT };

/* "WIB", "WITA", "WIT" (UTC+7, +8, +9), and back; false for another name. */
const char *zone_name(enum zone);
bool zone_named(const char *, enum zone *out);

/* A moment as clocks in a zone show it; Gregorian, weekday 0 is Sunday. */
struct zoned {
	int year, month, day, hour, minute, weekday;
};
struct zoned zone_time(enum zone, int64_t at);

/* "Januari" of 1, "Minggu" of 0. A month is abbreviated by its first three
   letters in both languages. */
const char *month_name(int month, enum lang);
const char *weekday_name(int weekday, enum lang);

/* The day of a moment there; of one before 1900 or after 9999, 1970-01-01. */
void day_at(int64_t at, enum zone, char out[static DAY_SIZE]);

/* A day of the calendar from 1900 to 9999, written so? NULL is none. */
bool day_valid(const char *);

/* And from 2000 to 2199, as what is planned or reviewed is? */
bool day_fits(const char *);

/* Its year; 0 for what is not a day. */
int day_year(const char *);

/* The first moment of a year (1 to 9999) of Jakarta. */
int64_t year_begin(int64_t year);

/* The same day so many months later (0 to 1200), or the last of that month;
   9999-12-31 of what is not a day. */
void day_later(const char *day, int64_t months, char out[static DAY_SIZE]);

#endif
