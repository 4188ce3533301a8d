/*
 * Times and durations as meeting services write them.
 */
#include <stdlib.h>
#include <string.h>

#include "domain/attendance_file.h"
#include "domain/day.h"
#include "domain/moment.h"

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* With a decimal comma or point; at most nine digits count. */
static double number_at(const char **s)
{
	double value = 0, part = 1;
	int n = 0;

	for (; digit(**s); (*s)++)
		if (n++ < 9)
			value = value * 10 + (**s - '0');
	if ((**s == '.' || **s == ',') && digit((*s)[1])) {
		for ((*s)++; digit(**s); (*s)++)
			value += (part /= 10) * (**s - '0');
	}
	return value;
}

static int64_t clock_duration(const char *s)
{
	int64_t part[3] = { 0 };
	int n = 0;

	while (digit(*s) && n < 3) {
		part[n++] = (int64_t)number_at(&s);
		if (*s != ':')
			break;
		s++;
	}
	if (*s || n < 2)
		return -1;
	return n == 3 ? part[0] * 3600 + part[1] * 60 + part[2]
		      : part[0] * 60 + part[1];
}

int64_t attendance_duration(const char *s, int64_t unit)
{
	double seconds = 0;
	bool any = false;

	if (strchr(s, ':')) {
		const int64_t value = clock_duration(s);

		return value > ATTENDANCE_SECONDS_MOST ? ATTENDANCE_SECONDS_MOST : value;
	}
	while (*s) {
		double value;

		if (*s == ' ' || *s == ',') {
			s++;
			continue;
		}
		if (!digit(*s))
			return -1;
		value = number_at(&s);
		while (*s == ' ')
			s++;
		switch (small(*s)) {
		case 'h': case 'j': value *= 3600; break;
		case 'm': value *= 60; break;
		case 's': case 'd': break;
		default: value *= (double)unit;
		}
		while (letter(*s) || *s == '.')
			s++;
		seconds += value;
		any = true;
	}
	if (!any)
		return -1;
	return seconds > (double)ATTENDANCE_SECONDS_MOST ? ATTENDANCE_SECONDS_MOST
					      : (int64_t)(seconds + 0.5);
}

/* Days since 1970 of a Gregorian day; the month is 1 to 12. */
static int64_t day_number(int64_t y, int64_t m, int64_t d)
{
	const int64_t year = m <= 2 ? y - 1 : y;
	const int64_t era = year / 400, of_era = year - era * 400;
	const int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static bool day_good(int64_t y, int64_t m, int64_t d)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	return y >= 1970 && y < 2200 && m >= 1 && m <= 12 && d >= 1 &&
	       d <= days[m - 1];
}

struct numbers {
	int64_t value[7];
	size_t n;
	char separator;		/* behind the first one */
	int month;		/* that a word names; 0 without */
	int half;		/* 1 am, 2 pm, 0 unsaid */
};

static int month_of(const char *s, size_t n)
{
	static const char *const months[] = {
		"jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep",
		"okt", "nov", "des", "may", "aug", "oct", "dec", "peb", "agt", "nop"
	};
	static const int which[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
				     5, 8, 10, 12, 2, 8, 11 };

	for (size_t i = 0; n >= 3 && i < 19; i++)
		if (small(s[0]) == months[i][0] && small(s[1]) == months[i][1] &&
		    small(s[2]) == months[i][2])
			return which[i];
	return 0;
}

static void word_take(struct numbers *out, const char *s, size_t n)
{
	const char second = n > 1 ? small(s[1]) : '\0';

	if (out->n > 1 && n <= 2 && (second == 'm' || !second) &&
	    (small(*s) == 'a' || small(*s) == 'p'))
		out->half = small(*s) == 'a' ? 1 : 2;
	else if (!out->month)
		out->month = month_of(s, n);
}

static void numbers_read(const char *s, struct numbers *out)
{
	*out = (struct numbers){ .n = 0 };
	while (*s && out->n < 7) {
		size_t n = 0;

		if (digit(*s)) {
			int64_t value = 0;

			for (; digit(s[n]); n++)
				if (n < 9)
					value = value * 10 + (s[n] - '0');
			out->value[out->n++] = value;
			if (out->n == 1)
				out->separator = s[n];
		} else if (letter(*s)) {
			while (letter(s[n]))
				n++;
			word_take(out, s, n);
		}
		s += n ? n : 1;
	}
	/* "9:05:00 a.m." has seven numbers before it at most. */
	for (; *s; s++)
		if (letter(*s)) {
			word_take(out, s, letter(s[1]) ? 2 : 1);
			break;
		}
}

static bool time_of(const struct numbers *n, size_t from, int64_t *ms)
{
	int64_t hour = 0, minute = 0, second = 0;

	if (n->n > from)
		hour = n->value[from];
	if (n->n > from + 1)
		minute = n->value[from + 1];
	if (n->n > from + 2)
		second = n->value[from + 2];
	if (n->half && (hour < 1 || hour > 12))
		return false;
	if (n->half)
		hour = hour % 12 + (n->half == 2 ? 12 : 0);
	*ms = ((hour * 60 + minute) * 60 + second) * 1000;
	return hour < 24 && minute < 60 && second < 61;
}

static int64_t away(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

/* The better of what was found so far and that day; 0 is nothing yet. */
static int64_t nearer(int64_t so_far, int64_t y, int64_t m, int64_t d,
		      int64_t time, const struct attendance_clock *clock)
{
	int64_t at;

	if (y < 100)
		y += 2000;
	if (!day_good(y, m, d))
		return so_far;
	at = day_number(y, m, d) * DAY_MS + time -
	     (int64_t)clock->minutes_east * 60000;
	return !so_far || away(at, clock->starts_at) <
				  away(so_far, clock->starts_at) ? at : so_far;
}

/* On the event's day, or the one beside it. */
static int64_t time_alone(int64_t time, const struct attendance_clock *clock)
{
	const int64_t east = (int64_t)clock->minutes_east * 60000;
	const int64_t day = (clock->starts_at + east) / DAY_MS * DAY_MS;
	int64_t at = day + time - east;

	if (at - clock->starts_at > DAY_MS / 2)
		at -= DAY_MS;
	if (clock->starts_at - at > DAY_MS / 2)
		at += DAY_MS;
	return at > 0 ? at : 0;
}

static bool iso(const char *s)
{
	return strlen(s) > 18 && s[4] == '-' && s[10] == 'T' &&
	       (s[strlen(s) - 1] == 'Z' || s[19] == '+' || s[19] == '-');
}

int64_t attendance_moment(const char *s, const struct attendance_clock *clock)
{
	struct numbers n;
	int64_t time, at = 0;

	if (iso(s) && moment_read(s, &at))
		return at > 0 ? at : 0;
	numbers_read(s, &n);
	if (n.month && n.n >= 2) {
		if (time_of(&n, 2, &time))
			at = nearer(0, n.value[1], n.month, n.value[0], time,
				    clock);
	} else if (n.n >= 3 && n.separator != ':' &&
		   (n.n > 3 || n.separator != '.')) {
		const int64_t a = n.value[0], b = n.value[1], c = n.value[2];

		if (!time_of(&n, 3, &time))
			return 0;
		if (a >= 1000)
			return nearer(0, a, b, c, time, clock);
		at = nearer(0, c, b, a, time, clock);
		if (n.separator != '.')
			at = nearer(at, c, a, b, time, clock);
	} else if (n.n >= 2 && time_of(&n, 0, &time)) {
		at = time_alone(time, clock);
	}
	return at > 0 ? at : 0;
}
