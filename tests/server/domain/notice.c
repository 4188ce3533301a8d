/* What people are told, filled in. */
#include "domain/notice.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

/* 2026-11-27 16:59 UTC is 23.59 in Jakarta and the next day further east. */
#define LATE INT64_C(1795798740000)

static const char *detail(enum zone zone, const char *title)
{
	return notice_detail(&mem, zone, (const struct notice_value[]){
		{ "title", title, 0 }, { "at", NULL, LATE },
		{ NULL, NULL, 0 } });
}

static const char *title(enum lang lang, const char *of)
{
	return notice_fill(&mem, lang, NOTICE_event_soon, of).title;
}

int main(void)
{
	TEST("a moment is told with its weekday, in the zone of who is meant") {
		check_str(notice_moment(&mem, LANG_ID, ZONE_WIB, LATE),
			  "Jumat, 27 Nov 2026 pukul 23.59 WIB");
		check_str(notice_moment(&mem, LANG_ID, ZONE_WITA, LATE),
			  "Sabtu, 28 Nov 2026 pukul 00.59 WITA");
		check_str(notice_moment(&mem, LANG_EN, ZONE_WIT, LATE),
			  "Saturday, 28 Nov 2026 at 01:59 WIT");
	}
	TEST("a notice says in either language what its values are") {
		check_str(title(LANG_ID, detail(ZONE_WITA, "Kas")),
			  "“Kas” dimulai Sabtu, 28 Nov 2026 pukul 00.59 WITA");
		check_str(title(LANG_EN, detail(ZONE_WIB, "Kas")),
			  "“Kas” begins Friday, 27 Nov 2026 at 23:59 WIB");
	}
	TEST("a title that looks like a place for a value stays as it is")
		check_str(title(LANG_ID, detail(ZONE_WIB, "{at}")),
			  "“{at}” dimulai Jumat, 27 Nov 2026 pukul 23.59 WIB");
	TEST("what is no JSON fills nothing")
		check_str(title(LANG_EN, "]"), "“{title}” begins {at}");
	TEST("a kind is found by its name, and no other is") {
		enum notice_kind kind;

		for (int i = 0; i < NOTICE_KINDS; i++) {
			check(notice_named(notice_name((enum notice_kind)i),
					   &kind));
			check_int(kind, i);
		}
		check(!notice_named("nothing", &kind));
	}
	arena_end(&mem);
	return test_end();
}
