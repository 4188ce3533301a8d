#include "domain/share.h"

#include <string.h>

#include "domain/day.h"

#define LINE_MOST 75		/* bytes, without CRLF: RFC 5545, 3.1 */

static const struct phrase
	until = { { "{from} {zone} – {date} pukul {to} {zone}",
		    "{from} {zone} – {date} at {to} {zone}" } },
	message = { {
		"*{title}*\n{date}\n{hours}{place}\n\nInfo dan pendaftaran: {url}",
		"*{title}*\n{date}\n{hours}{place}\n\nDetails and registration: {url}" } },
	calendar_about = { { "Materi, tautan gabung, dan presensi: {url}",
			     "Materials, join link and attendance: {url}" } };

const char *share_date(struct arena *mem, enum lang lang, enum zone zone,
		       int64_t at)
{
	const struct zoned t = zone_time(zone, at);

	return arena_format(mem, "%s, %d %s %d", weekday_name(t.weekday, lang),
			    t.day, month_name(t.month, lang), t.year);
}

const char *share_day(struct arena *mem, enum lang lang, const char *day)
{
	const int month = 10 * (day[5] - '0') + day[6] - '0';
	const int date = 10 * (day[8] - '0') + day[9] - '0';

	return arena_format(mem, "%d %s %.4s", date, month_name(month, lang),
			    day);
}

static const char *clock_of(struct arena *mem, enum lang lang, struct zoned t)
{
	return arena_format(mem, lang == LANG_EN ? "%02d:%02d" : "%02d.%02d",
			    t.hour, t.minute);
}

const char *share_hours(struct arena *mem, enum lang lang, enum zone zone,
			int64_t starts_at, int64_t ends_at)
{
	const struct zoned a = zone_time(zone, starts_at);
	const struct zoned b = zone_time(zone, ends_at);
	const char *from = clock_of(mem, lang, a), *to = clock_of(mem, lang, b);

	if (a.day == b.day && ends_at - starts_at < 24 * 60 * EVENT_MINUTE_MS)
		return arena_format(mem, "%s–%s %s", from, to,
				    zone_name(zone));
	return text_fill(mem, until.in[lang], (struct text_value[]){
		{ "from", from }, { "to", to }, { "zone", zone_name(zone) },
		{ "date", share_date(mem, lang, zone, ends_at) },
		{ NULL, NULL } });
}

/* The host's zone first; the others by their hours alone. */
static const char *all_hours(struct arena *mem, enum lang lang,
			     const struct event *ev)
{
	struct text out = { .mem = mem };

	text_puts(&out, share_hours(mem, lang, ev->zone, ev->starts_at,
				    ev->ends_at));
	for (int z = 0; z < ZONE_COUNT; z++)
		if (z != (int)ev->zone)
			text_putf(&out, " · %s %s",
				  clock_of(mem, lang,
					   zone_time((enum zone)z,
						     ev->starts_at)),
				  zone_name((enum zone)z));
	return out.bytes;
}

const char *share_message(struct arena *mem, enum lang lang,
			  const struct event *ev, const char *url)
{
	return text_fill(mem, message.in[lang], (struct text_value[]){
		{ "title", ev->title }, { "url", url },
		{ "date", share_date(mem, lang, ev->zone, ev->starts_at) },
		{ "hours", all_hours(mem, lang, ev) },
		{ "place", *ev->place ? arena_format(mem, "\n%s", ev->place)
				      : "" },
		{ NULL, NULL } });
}

const char *share_percent(struct arena *mem, const char *s)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (; *s; s++) {
		const unsigned char c = (unsigned char)*s;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("-._~", c))
			text_put(&out, s, 1);
		else
			text_putf(&out, "%%%02X", c);
	}
	return out.bytes;
}

const char *share_whatsapp(struct arena *mem, const char *text)
{
	return arena_format(mem, "https://wa.me/?text=%s",
			    share_percent(mem, text));
}

/* ---- RFC 5545 ------------------------------------------------------------- */

static bool starts_letter(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* 3.1: a longer line goes on in the next, behind a blank. */
static void line(struct text *out, const char *name, const char *value)
{
	const size_t named = strlen(name);
	size_t room = LINE_MOST - named - 1;

	text_putf(out, "%s:", name);
	while (strlen(value) > room) {
		size_t n = room;

		while (n && !starts_letter(value[n]))
			n--;
		text_put(out, value, n);
		text_puts(out, "\r\n ");
		value += n;
		room = LINE_MOST - 1;
	}
	text_putf(out, "%s\r\n", value);
}

/* 3.3.11 */
static const char *escaped(struct arena *mem, const char *s)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (; *s; s++)
		if (*s == '\n')
			text_puts(&out, "\\n");
		else if (*s != '\r')
			text_putf(&out, strchr("\\;,", *s) ? "\\%c" : "%c",
				  *s);
	return out.bytes;
}

static const char *utc(struct arena *mem, int64_t at)
{
	/* Seven hours before WIB. */
	const struct zoned t = zone_time(ZONE_WIB, at - 7 * 60 *
						   EVENT_MINUTE_MS);

	return arena_format(mem, "%04d%02d%02dT%02d%02d%02dZ", t.year, t.month,
			    t.day, t.hour, t.minute,
			    (int)(at / 1000 % 60));
}

static void alarm(struct text *out, const char *title)
{
	line(out, "BEGIN", "VALARM");
	line(out, "ACTION", "DISPLAY");
	line(out, "DESCRIPTION", title);
	line(out, "TRIGGER", "-PT15M");
	line(out, "END", "VALARM");
}

const char *share_calendar(struct arena *mem, enum lang lang,
			   const struct event *ev, const char *url,
			   const char *host, int64_t now)
{
	const bool cancelled = ev->state == EVENT_CANCELLED;
	const char *title = escaped(mem, ev->title);
	struct text out = { .mem = mem };

	line(&out, "BEGIN", "VCALENDAR");
	line(&out, "VERSION", "2.0");
	line(&out, "PRODID", "-//Balai//Balai//ID");
	line(&out, "METHOD", "PUBLISH");
	line(&out, "BEGIN", "VEVENT");
	line(&out, "UID", arena_format(mem, "%s@%s", ev->id, host));
	line(&out, "SEQUENCE", arena_format(mem, "%lld",
					    (long long)ev->revision));
	line(&out, "DTSTAMP", utc(mem, now));
	line(&out, "LAST-MODIFIED", utc(mem, ev->updated_at));
	line(&out, "DTSTART", utc(mem, ev->starts_at));
	line(&out, "DTEND", utc(mem, ev->ends_at));
	line(&out, "SUMMARY", title);
	line(&out, "DESCRIPTION", escaped(mem, text_fill(mem,
		calendar_about.in[lang],
		(struct text_value[]){ { "url", url }, { NULL, NULL } })));
	if (*ev->place)
		line(&out, "LOCATION", escaped(mem, ev->place));
	line(&out, "URL", url);
	line(&out, "STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
	if (!cancelled)
		alarm(&out, title);
	line(&out, "END", "VEVENT");
	line(&out, "END", "VCALENDAR");
	return out.bytes;
}
