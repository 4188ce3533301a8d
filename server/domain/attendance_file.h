/*
 * The attendance files of meeting services, as they are downloaded:
 *
 *   Zoom	usage report of a meeting (one line for each joining, or one for
 *		each person), with or without the meeting's own lines above it;
 *		attendee report of a webinar, with its sections
 *   Meet	the sheet that Google sends after a meeting, as CSV
 *   Teams	the list of joinings and leavings of before 2021, in UTF-16 and with
 *		tabs; the report of after, in numbered sections
 *
 * tests/server/domain/attendance/README.md says where each layout was seen.
 * Columns are known by their names, in Indonesian and English, and stand in any
 * order; what separates them (comma, semicolon, tab) is found out. A file says
 * no time zone: its times are those of the event's place.
 *
 * The bytes are a stranger's. Nothing here keeps more than the bounds below.
 */
#ifndef DOMAIN_ATTENDANCE_FILE_H
#define DOMAIN_ATTENDANCE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define ATTENDANCE_BYTES_MOST  (4 << 20)
#define ATTENDANCE_LINES_MOST  20000
#define ATTENDANCE_PEOPLE_MOST 5000
#define ATTENDANCE_COLUMNS     40
#define ATTENDANCE_NAME_MOST   200	/* characters; a longer name is cut */
#define ATTENDANCE_MINUTES_MOST (31 * 24 * 60)
#define ATTENDANCE_SECONDS_MOST ((int64_t)ATTENDANCE_MINUTES_MOST * 60)

enum attendance_format { ATTENDANCE_ZOOM, ATTENDANCE_MEET, ATTENDANCE_TEAMS };

/* "zoom", "meet", "teams". */
const char *attendance_format_name(enum attendance_format);

enum attendance_fault {
	ATTENDANCE_GOOD,
	ATTENDANCE_LARGE,	/* over one of the bounds */
	ATTENDANCE_BINARY,	/* not text: an XLSX, a picture */
	ATTENDANCE_UNKNOWN,	/* no line names columns that we know */
	ATTENDANCE_EMPTY	/* the columns are there, and nobody */
};

/* Somebody, once, however often and from however many devices they joined. */
struct attendance_person {
	const char *name;	/* UTF-8, plain, one line; never empty */
	const char *email;	/* in lower case; "" when not known */
	int64_t minutes;	/* together, what overlaps once; rounded up */
	int64_t from, until;	/* first and last moment; 0: not known */
	int64_t joins;		/* lines that tell of them */
};

struct attendance_report {
	enum attendance_format format;
	struct attendance_person *people;
	size_t n;
	size_t passed_over;	/* lines that name nobody or no time */
};

/* By which the times of a file are read. */
struct attendance_clock {
	int64_t starts_at;	/* of the event: 03/04 is the day nearer to it,
				   and a time without a day is of its day */
	int minutes_east;
};

/* `out` is filled in when it is good; all of it lies in the arena. */
enum attendance_fault attendance_read(struct arena *, const char *bytes,
				      size_t size,
				      const struct attendance_clock *,
				      struct attendance_report *out);

/* "1h 2m 3s", "1:02:03", "62:03", "62", "1 jam 2 mnt": seconds; -1 for none.
   A bare number counts `unit` seconds. */
int64_t attendance_duration(const char *text, int64_t unit);

/* "11/26/25, 4:16:55 PM", "2026-03-20 09:00:00", "20 Nov 2026 09.05": ms since
   1970, 0 for none. */
int64_t attendance_moment(const char *text, const struct attendance_clock *);

#endif
