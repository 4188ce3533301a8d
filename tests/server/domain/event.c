/* When an event may be joined, who sees what of it, and what a link may be. */
#include "domain/event.h"

#include "check.h"

#define HOUR (60 * EVENT_MINUTE_MS)
/* 27 Nov 2026 02:00 UTC: 9.00 WIB, a Friday. */
#define START INT64_C(1795744800000)

static const struct person host = {
	.id = "host", .agency_id = "bkd", .roles = ROLE_HOST };
static const struct person organiser = {
	.id = "org", .agency_id = "bkd", .roles = ROLE_ORGANISER };
static const struct person author = {
	.id = "author", .agency_id = "bkd", .roles = ROLE_AUTHOR };
static const struct person other = {
	.id = "other", .agency_id = "dinkes", .roles = ROLE_HOST };
static const struct person admin = {
	.id = "admin", .agency_id = "own", .roles = ROLE_ADMIN };
static const struct person guest = {
	.id = "guest", .agency_id = "bkd", .roles = ROLE_HOST, .guest = true };

static const struct event webinar = {
	.id = "e", .agency_id = "bkd", .audience = "public",
	.state = EVENT_PUBLISHED, .starts_at = START,
	.ends_at = START + 2 * HOUR };

static struct event in_state(enum event_state state, const char *audience)
{
	struct event ev = webinar;

	ev.state = state;
	ev.audience = audience;
	return ev;
}

static void joining(void)
{
	TEST("the link opens a quarter of an hour before and shuts at the end") {
		check(!event_join_open(&webinar, START - 15 * EVENT_MINUTE_MS - 1));
		check(event_join_open(&webinar, START - 15 * EVENT_MINUTE_MS));
		check(event_join_open(&webinar, START + 2 * HOUR - 1));
		check(!event_join_open(&webinar, START + 2 * HOUR));
	}
	TEST("what is a draft, cancelled or closed has no link") {
		static const enum event_state states[] = {
			EVENT_DRAFT, EVENT_CANCELLED, EVENT_CLOSED };

		for (int i = 0; i < 3; i++) {
			const struct event ev = in_state(states[i], "public");

			check(!event_join_open(&ev, START));
			check(!event_open(&ev, START));
		}
	}
}

static void seeing(void)
{
	static const struct {
		enum event_state state;
		const char *audience;
		const struct person *who;
		bool seen;
	} rows[] = {
		{ EVENT_PUBLISHED, "public", NULL, true },
		{ EVENT_CANCELLED, "public", NULL, true },
		{ EVENT_DRAFT, "public", NULL, false },
		{ EVENT_DRAFT, "public", &other, false },
		{ EVENT_DRAFT, "public", &author, false },
		{ EVENT_DRAFT, "public", &host, true },
		{ EVENT_DRAFT, "public", &admin, true },
		{ EVENT_PUBLISHED, "agency", NULL, false },
		{ EVENT_PUBLISHED, "agency", &author, true },
		{ EVENT_PUBLISHED, "agency", &other, false },
		{ EVENT_PUBLISHED, "agency", &guest, false },
		{ EVENT_PUBLISHED, "batch", &author, false },
		{ EVENT_PUBLISHED, "batch", &organiser, true },
	};

	TEST("drafts are for who edits them, the agency's for its people") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			const struct event ev = in_state(rows[i].state,
							 rows[i].audience);

			check_int(event_visible(&ev, rows[i].who),
				  rows[i].seen);
		}
	}
	TEST("hosts and organisers edit those of their agency, guests nothing") {
		check(event_editable(&webinar, &host));
		check(event_editable(&webinar, &organiser));
		check(event_editable(&webinar, &admin));
		check(!event_editable(&webinar, &author));
		check(!event_editable(&webinar, &other));
		check(!event_editable(&webinar, &guest));
		check(!event_editable(&webinar, NULL));
	}
}

static void seats(void)
{
	struct event ev = webinar;

	TEST("without a capacity everybody has a seat") {
		ev.registered = 9999;
		check_int(event_next_seat(&ev), SEAT_REGISTERED);
	}
	TEST("the last seat is given, the next one waits") {
		ev.capacity = 5;
		ev.registered = 4;
		check_int(event_next_seat(&ev), SEAT_REGISTERED);
		ev.registered = 5;
		check_int(event_next_seat(&ev), SEAT_WAITING);
		check_int(event_vacant(&ev), 0);
	}
	TEST("nobody passes those who wait, and a smaller room throws none out") {
		ev.registered = 3;
		ev.waiting = 1;
		check_int(event_next_seat(&ev), SEAT_WAITING);
		check_int(event_vacant(&ev), 2);
		ev.registered = 9;
		check_int(event_vacant(&ev), 0);
	}
}

static void materials(void)
{
	static const struct {
		enum phase phase;
		bool open;
		enum seat_state seat;
		int64_t at;
		bool shown;
	} rows[] = {
		{ PHASE_BEFORE, false, SEAT_REGISTERED, START - 99 * HOUR, true },
		{ PHASE_BEFORE, false, SEAT_WAITING, START - HOUR, false },
		{ PHASE_BEFORE, false, SEAT_NONE, START - HOUR, false },
		{ PHASE_BEFORE, true, SEAT_NONE, START - 99 * HOUR, true },
		{ PHASE_DURING, false, SEAT_REGISTERED, START - HOUR, false },
		{ PHASE_DURING, false, SEAT_REGISTERED, START, true },
		{ PHASE_DURING, false, SEAT_REGISTERED, START + 9 * HOUR, true },
		{ PHASE_DURING, false, SEAT_CANCELLED, START, false },
		{ PHASE_DURING, true, SEAT_NONE, START - HOUR, false },
		{ PHASE_AFTER, false, SEAT_REGISTERED, START + HOUR, false },
		{ PHASE_AFTER, false, SEAT_REGISTERED, START + 2 * HOUR, true },
		{ PHASE_AFTER, false, SEAT_WAITING, START + 2 * HOUR, true },
		{ PHASE_AFTER, false, SEAT_NONE, START + 2 * HOUR, false },
		{ PHASE_AFTER, true, SEAT_NONE, START + 2 * HOUR, true },
	};

	TEST("materials show in their phase, to those who hold a seat") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check_int(material_shown(&webinar, rows[i].phase,
						 rows[i].open, rows[i].seat,
						 rows[i].at), rows[i].shown);
	}
	TEST("what was cancelled has nothing during and after") {
		const struct event ev = in_state(EVENT_CANCELLED, "public");

		check(material_shown(&ev, PHASE_BEFORE, false, SEAT_REGISTERED,
				     START));
		check(!material_shown(&ev, PHASE_AFTER, true, SEAT_REGISTERED,
				      START + 9 * HOUR));
	}
}

static void links(void)
{
	static const char *const good[] = {
		"https://zoom.us/j/123?pwd=a%20b#success",
		"https://meet.google.com/abc-defg-hij",
		"https://bbb.example.go.id:8443/b/x",
		"https://example.go.id",
		"https://example.go.id?a=1",
	};
	static const char *const bad[] = {
		"", "zoom.us/j/1", "http://zoom.us/j/1", "HTTPS://zoom.us",
		"javascript:alert(1)", "https://", "https://localhost/x",
		"https://user@zoom.us/", "https://zoom.us\\@evil.example",
		"https://zoom.us/a b", "https://zoom.us/\"><script>",
		"https://.example.id/", "https://example.id./",
		"https://example.id:x/", "https://example.id:999999/",
		"https://z\xc3\xb6om.us/",
	};
	static const struct {
		const char *url, *service;
	} rows[] = {
		{ "https://us02web.zoom.us/j/8", "zoom" },
		{ "https://ZOOM.us/j/8", "zoom" },
		{ "https://evilzoom.us/j/8", "other" },
		{ "https://zoom.us.example.id/j/8", "other" },
		{ "https://meet.google.com/abc", "meet" },
		{ "https://google.com/meet", "other" },
		{ "https://teams.microsoft.com/l/meetup-join/1", "teams" },
		{ "https://teams.live.com/meet/1", "teams" },
		{ "https://youtu.be/x", "youtube" },
		{ "https://www.youtube.com/live/x", "youtube" },
		{ "https://meet.jit.si/Ruang", "jitsi" },
		{ "https://jitsi.bkd.go.id/Ruang", "jitsi" },
		{ "https://bbb.bkd.go.id/b/adm-1", "bigbluebutton" },
		{ "https://kelas.bkd.go.id/rooms/a/join", "bigbluebutton" },
		{ "https://kelas.bkd.go.id/x", "other" },
		{ "http://zoom.us/j/8", "other" },
	};

	TEST("a link is https to a host with a dot and without a user") {
		for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
			check_str(link_fits(good[i]) ? good[i] : "bad", good[i]);
		for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
			check_str(link_fits(bad[i]) ? bad[i] : "bad", "bad");
		check(!link_fits(NULL));
	}
	TEST("a service is known by its host, not by what looks like it") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check_str(join_service(rows[i].url), rows[i].service);
	}
}

static void codes(void)
{
	char out[SHORT_CODE_SIZE];

	TEST("a short code is read as it is dictated") {
		check(short_code_form("abcdefg", out));
		check(short_code_form(" ABC-DEFG ", out));
		check_str(out, "abcdefg");
	}
	TEST("and nothing else is one") {
		check(!short_code_form("", out));
		check(!short_code_form("abcdef", out));
		check(!short_code_form("abcdefgh", out));
		check(!short_code_form("abcdefi", out));
		check(!short_code_form("abcdef1", out));
		check(!short_code_form("abcdef/", out));
	}
}

int main(void)
{
	joining();
	seeing();
	seats();
	materials();
	links();
	codes();
	return test_end();
}
