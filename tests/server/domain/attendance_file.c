/* Attendance files of Zoom, Meet and Teams, as attendance/README.md has them. */
#include "domain/attendance_file.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "check.h"

static struct arena mem = ARENA_INIT;

/* Thursday 26 November 2026, 09.00 WIB. */
static const struct attendance_clock clock_wib = { INT64_C(1795658400000), 420 };

#define AT(hour, minute) \
	(INT64_C(1795658400000) + (((hour) - 9) * 60 + (minute)) * 60000)

static struct attendance_report report;

static enum attendance_fault file(const char *name)
{
	static char bytes[ATTENDANCE_BYTES_MOST + 1];
	const char *path = arena_format(&mem,
		"tests/server/domain/attendance/%s", name);
	FILE *f = fopen(path, "rb");
	size_t size;

	if (!f) {
		printf("# %s is not there\n", path);
		return ATTENDANCE_UNKNOWN;
	}
	size = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	return attendance_read(&mem, bytes, size, &clock_wib, &report);
}

static enum attendance_fault text(const char *bytes)
{
	return attendance_read(&mem, bytes, strlen(bytes), &clock_wib, &report);
}

/* That person is the `i`-th, with these minutes. */
static void person(size_t i, const char *name, const char *email,
		   int64_t minutes)
{
	check(i < report.n);
	if (i >= report.n)
		return;
	check_str(report.people[i].name, name);
	check_str(report.people[i].email, email);
	check_int(report.people[i].minutes, minutes);
}

static const char sari[] = "sari.wulandari@contoh.go.id";

static void zoom(void)
{
	TEST("Zoom: a line for each joining, put together, what overlaps once") {
		check_int(file("zoom-usage.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_ZOOM);
		check_int(report.n, 3);
		person(0, "Sari Wulandari", sari, 118);
		person(1, "Drs. Budi Santoso, M.Si", "", 120);
		person(2, "HP Dewi (Dewi Lestari)", "", 120);
		check_int(report.people[0].joins, 2);
		check_int(report.people[2].from, AT(9, 0));
		check_int(report.people[2].until, AT(11, 0));
	}
	TEST("Zoom: one line for each person, without times") {
		check_int(file("zoom-unique.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_ZOOM);
		check_int(report.n, 2);
		person(0, "Sari Wulandari", sari, 118);
		check_int(report.people[0].from, 0);
	}
	TEST("Zoom: behind the meeting's own lines, days before months") {
		check_int(file("zoom-meeting.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_ZOOM);
		check_int(report.n, 2);
		person(0, "Sari Wulandari", sari, 130);
		check_int(report.people[0].from, AT(8, 55));
		person(1, "Budi Santoso", "", 60);
	}
	TEST("Zoom: in Indonesian, with semicolons, and points in its times") {
		check_int(file("zoom-id.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_ZOOM);
		check_int(report.n, 2);
		person(0, "Sari Wulandari", sari, 127);
		person(1, "Ni Luh Putu Ayu", "", 20);
		check_int(report.people[1].until, AT(9, 20));
		check_int(file("zoom-unique-id.csv"), ATTENDANCE_GOOD);
		person(0, "Sari Wulandari", sari, 118);
	}
	TEST("Zoom: a webinar's sections; who did not come is not there") {
		check_int(file("zoom-webinar.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_ZOOM);
		check_int(report.n, 2);
		person(0, "Penyelenggara", "penyelenggara@contoh.go.id", 125);
		person(1, "Sari Wulandari", sari, 115);
		/* The heading of the second section. */
		check_int(report.passed_over, 1);
	}
}

static void meet(void)
{
	TEST("Meet: times without a day are of the event's") {
		check_int(file("meet.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_MEET);
		check_int(report.n, 2);
		person(0, "Sari Wulandari", sari, 118);
		check_int(report.people[0].from, AT(9, 1));
		person(1, "Budi Santoso", "", 58);
	}
	TEST("Meet: one name, other forms of a duration, a meeting's lines above") {
		check_int(file("meet-name.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_MEET);
		person(0, "Sari Wulandari", sari, 118);
		person(1, "Budi Santoso", "budi@contoh.go.id", 42);
		check_int(file("meet-short.csv"), ATTENDANCE_GOOD);
		person(0, "Sari Wulandari", sari, 33);
	}
}

static void teams(void)
{
	TEST("Teams before 2021: joinings and leavings; who had not left stays") {
		check_int(file("teams-old.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_TEAMS);
		check_int(report.n, 3);
		person(0, "Sari Wulandari", "", 125);
		person(1, "Budi Santoso", "", 90);
		person(2, "Dewi Lestari", "", 60);
	}
	TEST("Teams today: the people's section, and not their joinings again") {
		check_int(file("teams-report.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_TEAMS);
		check_int(report.n, 2);
		person(0, "Sari Wulandari", sari, 111);
		person(1, "Budi Santoso (Guest)", "", 60);
		check_int(report.people[0].from, AT(8, 58) + 41000);
	}
	TEST("the same, saved again by a spreadsheet") {
		check_int(file("teams-report-utf8.csv"), ATTENDANCE_GOOD);
		check_int(report.format, ATTENDANCE_TEAMS);
		check_int(report.n, 2);
		person(0, "Sari Wulandari", sari, 111);
	}
}

static void others(void)
{
	TEST("a file that names no columns of ours is told so") {
		check_int(text("NIP;Nama;Golongan\n1;Sari;III/a\n"),
			  ATTENDANCE_UNKNOWN);
		check_int(text(""), ATTENDANCE_UNKNOWN);
		check_int(text("\"\"\"\"\""), ATTENDANCE_UNKNOWN);
	}
	TEST("columns and nobody below them is empty") {
		check_int(text("Name,Email,Duration\n\n,,\n"),
			  ATTENDANCE_EMPTY);
	}
	TEST("what is no text is told so") {
		check_int(attendance_read(&mem, "PK\x03\x04\0\0\1", 7,
					  &clock_wib, &report),
			  ATTENDANCE_BINARY);
	}
	TEST("old Windows letters are read as letters") {
		check_int(text("Name,Email,Duration\nJos\xe9 Silva,,30\n"),
			  ATTENDANCE_GOOD);
		person(0, "Jos\xc3\xa9 Silva", "", 30);
	}
	TEST("a name is one plain line, however it was made") {
		check_int(text("Name,Email,Duration\n\"Sa\nri\x01 "
			       "\xe2\x80\xae" "Ayu\",,30\n"), ATTENDANCE_GOOD);
		check(text_plain(report.people[0].name));
	}
	TEST("two devices, one signed in and one not, are one person") {
		check_int(text("Name,Email,Join Time,Leave Time,Duration\n"
			"Sari W,sari@x.id,09:00,10:00,60\n"
			"sari w,,09:30,10:30,60\n"), ATTENDANCE_GOOD);
		check_int(report.n, 1);
		person(0, "Sari W", "sari@x.id", 90);
	}
	TEST("two people of one name and two addresses are two") {
		check_int(text("Name,Email,Duration\nSiti,a@x.id,60\n"
			       "Siti,b@x.id,30\n"), ATTENDANCE_GOOD);
		check_int(report.n, 2);
	}
	TEST("durations without times are added, up to what is between the times") {
		check_int(text("Name,Email,Join Time,Leave Time,Duration\n"
			"Sari,,09:00,10:00,20\nSari,,10:00,10:30,90\n"),
			ATTENDANCE_GOOD);
		person(0, "Sari", "", 90);
		check_int(text("Name,Email,Duration\nSari,,20\nSari,,90\n"),
			  ATTENDANCE_GOOD);
		person(0, "Sari", "", 110);
	}
}

static void durations(void)
{
	static const struct { const char *text; int64_t seconds; } forms[] = {
		{ "57", 3420 }, { "57.5", 3450 }, { "57,5", 3450 },
		{ "59m 41s", 3581 }, { "1h 0m 3s", 3603 }, { "1 hr 2 min", 3720 },
		{ "1 jam 2 mnt 3 dtk", 3723 }, { "1 j 5 menit", 3900 },
		{ "32:14", 1934 }, { "1:00:05", 3605 }, { "3h", 10800 },
		{ "", -1 }, { "-", -1 }, { "--", -1 }, { "abc", -1 },
		{ "1:2:3:4", -1 }, { "99999999999999", 44640 * 60 },
		{ "-5", -1 }, { ":", -1 },
	};
	static const struct { const char *text; int64_t at; } moments[] = {
		{ "11/26/2026 08:55:02 AM", AT(8, 55) + 2000 },
		{ "26/11/2026 08:55:02", AT(8, 55) + 2000 },
		{ "26/11/2026 08.55.02", AT(8, 55) + 2000 },
		{ "26.11.2026 08.55", AT(8, 55) },
		{ "11/26/26, 4:16:55 PM", AT(16, 16) + 55000 },
		{ "2026-11-26 09:00:00", AT(9, 0) },
		{ "2026-11-26T02:00:00Z", AT(9, 0) },
		{ "Nov 26, 2026 09:00:00 AM", AT(9, 0) },
		{ "26 Nov 2026 09.05", AT(9, 5) },
		{ "26 Nopember 2026 09.05", AT(9, 5) },
		{ "9:01 AM", AT(9, 1) }, { "13:02", AT(13, 2) },
		{ "12:10 AM", AT(0, 10) }, { "12:10 PM", AT(12, 10) },
		{ "9.05", AT(9, 5) },
		{ "", 0 }, { "--", 0 }, { "kemarin", 0 }, { "25:00", 0 },
		{ "11/26/2026 13:00 PM", 0 }, { "99/99/2026 09:00", 0 },
	};

	TEST("a duration in each form that was seen, and what is none") {
		for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
			check_int(attendance_duration(forms[i].text, 60),
				  forms[i].seconds);
		check_int(attendance_duration("90", 1), 90);
	}
	TEST("a moment in each form, by the event's day and zone") {
		for (size_t i = 0; i < sizeof(moments) / sizeof(*moments); i++) {
			const int64_t at = attendance_moment(moments[i].text,
							     &clock_wib);

			if (at != moments[i].at)
				printf("# %s\n", moments[i].text);
			check_int(at, moments[i].at);
		}
	}
	TEST("the 3rd of April or the 4th of March, whichever is nearer") {
		const struct attendance_clock march = {
			INT64_C(1772762400000), 420 };	/* 6 March 2026 */
		const struct attendance_clock april = {
			INT64_C(1775181600000), 420 };	/* 3 April 2026 */

		check_int(attendance_moment("03/04/2026 09:00", &march),
			  INT64_C(1772589600000));
		check_int(attendance_moment("03/04/2026 09:00", &april),
			  INT64_C(1775181600000));
	}
}

static void bounds(void)
{
	struct text t = { .mem = &mem };

	TEST("more people than there may be are refused, not cut") {
		text_puts(&t, "Name,Email,Duration\n");
		for (int i = 0; i < ATTENDANCE_PEOPLE_MOST; i++)
			text_putf(&t, "Orang %d,o%d@x.id,60\n", i, i);
		check_int(text(t.bytes), ATTENDANCE_GOOD);
		check_int(report.n, ATTENDANCE_PEOPLE_MOST);
		text_puts(&t, "Seorang,,60\n");
		check_int(text(t.bytes), ATTENDANCE_LARGE);
	}
	TEST("more lines or bytes than there may be as well") {
		t.size = 0;
		text_puts(&t, "Name,Email,Duration\n");
		for (int i = 0; i < ATTENDANCE_LINES_MOST; i++)
			text_puts(&t, "Sari,,1\n");
		check_int(text(t.bytes), ATTENDANCE_LARGE);
		while (t.size <= ATTENDANCE_BYTES_MOST)
			text_puts(&t, "                                      ");
		check_int(text(t.bytes), ATTENDANCE_LARGE);
	}
}

int main(void)
{
	zoom();
	meet();
	teams();
	others();
	durations();
	bounds();
	arena_end(&mem);
	return test_end();
}
