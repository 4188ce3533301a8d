/* What is passed on of an event: its times in words, WhatsApp, calendars. */
#include "domain/share.h"

#include <stdlib.h>

#include "check.h"

#define HOUR (60 * EVENT_MINUTE_MS)
/* 27 Nov 2026 02:00 UTC, a Friday. */
#define START INT64_C(1795744800000)

static struct arena mem = ARENA_INIT;

static struct event webinar(void)
{
	return (struct event){
		.id = "01m0000000000000000000000e", .title = "Pelayanan",
		.place = "", .about = "", .zone = ZONE_WITA,
		.state = EVENT_PUBLISHED, .revision = 3,
		.starts_at = START, .ends_at = START + 2 * HOUR };
}

static const char *calendar(const struct event *ev)
{
	return share_calendar(&mem, LANG_ID, ev, "https://b.go.id/k/abcdefg",
			      "b.go.id", START - 24 * HOUR);
}

static void words(void)
{
	struct event ev = webinar();

	TEST("a date and hours are written as each language does") {
		check_str(share_date(&mem, LANG_ID, ZONE_WIB, START),
			  "Jumat, 27 November 2026");
		check_str(share_date(&mem, LANG_EN, ZONE_WIB, START),
			  "Friday, 27 November 2026");
		check_str(share_hours(&mem, LANG_ID, ZONE_WIT, START,
				      START + 2 * HOUR), "11.00–13.00 WIT");
		check_str(share_hours(&mem, LANG_EN, ZONE_WIB, START,
				      START + 2 * HOUR), "09:00–11:00 WIB");
	}
	TEST("an end on another day has its date") {
		check_str(share_hours(&mem, LANG_ID, ZONE_WIB, START,
				      START + 26 * HOUR),
			  "09.00 WIB – Sabtu, 28 November 2026 pukul 11.00 WIB");
	}
	TEST("a message has the host's zone first and the address last") {
		check_str(share_message(&mem, LANG_ID, &ev, "https://b.go.id/k/x"),
			  "*Pelayanan*\nJumat, 27 November 2026\n"
			  "10.00–12.00 WITA · 09.00 WIB · 11.00 WIT\n\n"
			  "Info dan pendaftaran: https://b.go.id/k/x");
	}
	TEST("WhatsApp gets it with every sign that could end it escaped") {
		check_str(share_whatsapp(&mem, "a b&c#d\n\"é"),
			  "https://wa.me/?text=a%20b%26c%23d%0A%22%C3%A9");
	}
}

static size_t longest_line(const char *text)
{
	size_t most = 0;

	for (const char *s = text; *s; s += strcspn(s, "\r") + 2)
		if (strcspn(s, "\r") > most)
			most = strcspn(s, "\r");
	return most;
}

/* The folds taken out again, RFC 5545, 3.1. */
static char *unfolded(const char *text)
{
	char *out = arena_copy(&mem, text, strlen(text)), *to = out;

	for (const char *s = out; *s; s++)
		if (strncmp(s, "\r\n ", 3) == 0)
			s += 2;
		else
			*to++ = *s;
	*to = '\0';
	return out;
}

static void calendars(void)
{
	struct event ev = webinar();
	const char *text;

	TEST("a calendar has UTC times, a lasting UID and the revision") {
		text = calendar(&ev);
		check(strstr(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") == text);
		check(strstr(text, "DTSTART:20261127T020000Z\r\n") != NULL);
		check(strstr(text, "DTEND:20261127T040000Z\r\n") != NULL);
		check(strstr(text, "DTSTAMP:20261126T020000Z\r\n") != NULL);
		check(strstr(text, "SEQUENCE:3\r\n") != NULL);
		check(strstr(text, "UID:01m0000000000000000000000e@b.go.id\r\n")
		      != NULL);
		check(strstr(text, "STATUS:CONFIRMED\r\n") != NULL);
		check(strstr(text, "TRIGGER:-PT15M\r\n") != NULL);
		check(text_ends(text, "END:VEVENT\r\nEND:VCALENDAR\r\n"));
	}
	TEST("what was cancelled says so and rings nobody") {
		ev.state = EVENT_CANCELLED;
		text = calendar(&ev);
		check(strstr(text, "STATUS:CANCELLED\r\n") != NULL);
		check(strstr(text, "VALARM") == NULL);
	}
	TEST("signs that mean something there are escaped") {
		ev.title = "a,b;c\\d\ne";
		check(strstr(calendar(&ev), "SUMMARY:a\\,b\\;c\\\\d\\ne\r\n")
		      != NULL);
	}
}

/* Titles by chance, of letters of one to four bytes. */
static void folding(void)
{
	static const char *const letters[] = { "a", "é", "→", "😀", " ", ",",
					       "\\" };
	struct event ev = webinar();

	srand(5545);
	TEST("lines have 75 bytes at most, no letter cut, nothing lost") {
		for (int i = 0; i < 300; i++) {
			struct text title = { .mem = &mem }, want = { .mem = &mem };
			const char *text;

			text_puts(&want, "SUMMARY:");
			for (int n = 1 + rand() % 200; n > 0; n--) {
				const char *l = letters[rand() % 7];

				text_puts(&title, l);
				text_puts(&want, strchr(",\\", *l) ? "\\" : "");
				text_puts(&want, l);
			}
			ev.title = title.bytes;
			text = calendar(&ev);
			check(longest_line(text) <= 75);
			check(strstr(unfolded(text), want.bytes) != NULL);
			for (const char *s = text; *s; s += strcspn(s, "\r") + 2)
				check(text_utf8(s, strcspn(s, "\r")));
		}
	}
}

int main(void)
{
	words();
	calendars();
	folding();
	arena_end(&mem);
	return test_end();
}
