/*
 * Attendance files: what is read of one is bounded, plain, and about people who
 * were there no longer than there is; whom its names are is one of the seats.
 */
#include "base/text.h"
#include "domain/attendance_match.h"
#include "fuzz.h"

static void person_check(const struct attendance_person *p)
{
	must(*p->name && text_utf8(p->name, strlen(p->name)));
	must(text_plain(p->name));
	must(text_length(p->name) <= ATTENDANCE_NAME_MOST);
	must(!*p->email || (strchr(p->email, '@') && text_plain(p->email)));
	must(p->minutes >= 0 && p->minutes <= ATTENDANCE_MINUTES_MOST);
	must(p->from >= 0 && p->until >= p->from && p->joins > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct attendance_clock clock = {
		INT64_C(1795658400000), 420 };
	static const struct match_seat seats[] = {
		{ "a", "Sari Wulandari", "sari.wulandari@contoh.go.id" },
		{ "b", "Drs. Budi Santoso, M.Si", NULL },
		{ "c", "", "" },
	};
	struct arena mem = ARENA_INIT;
	struct attendance_report r;
	struct match *matches;

	fuzz_begin();
	if (attendance_read(&mem, (const char *)bytes, size, &clock, &r) ==
	    ATTENDANCE_GOOD) {
		must(r.n && r.n <= ATTENDANCE_PEOPLE_MOST);
		for (size_t i = 0; i < r.n; i++)
			person_check(&r.people[i]);
		matches = arena_array(&mem, struct match, r.n);
		attendance_match(&mem, r.people, r.n, seats, 3, matches);
		for (size_t i = 0; i < r.n; i++)
			must(!matches[i].person_id ==
			     (matches[i].state == MATCH_UNKNOWN));
	} else {
		must(!r.n);
	}
	arena_end(&mem);
	return 0;
}
