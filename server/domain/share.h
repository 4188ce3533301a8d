/*
 * What of an event is passed on: its times in words, a message for WhatsApp,
 * an entry for a calendar (RFC 5545).
 */
#ifndef DOMAIN_SHARE_H
#define DOMAIN_SHARE_H

#include "domain/event.h"

/* "Jumat, 27 November 2026" in the zone; "Friday, 27 November 2026". */
const char *share_date(struct arena *, enum lang, enum zone, int64_t at);

/* "27 November 2026", of a day that day_valid takes. */
const char *share_day(struct arena *, enum lang, const char *day);

/*
 * "09.00–11.00 WIB", in English "09:00–11:00 WIB"; an end on another day has
 * its date: "22.00 WIB – Sabtu, 28 November 2026 pukul 02.00 WIB".
 */
const char *share_hours(struct arena *, enum lang, enum zone,
			int64_t starts_at, int64_t ends_at);

/* What is sent on: title, time in all three zones, place, where to register. */
const char *share_message(struct arena *, enum lang, const struct event *,
			  const char *url);

/* "https://wa.me/?text=…", which opens WhatsApp to choose whom to send it. */
const char *share_whatsapp(struct arena *, const char *message);

/* For the query of a URL: all but unreserved letters as %XX (RFC 3986). */
const char *share_percent(struct arena *, const char *);

/*
 * A calendar of this event, with an alarm a quarter of an hour before. `host`
 * makes its UID everybody's own; `now` is DTSTAMP. Lines end in CRLF, have 75
 * bytes at most and no letter is cut (RFC 5545, 3.1). The join link is not in
 * it: it opens later, and only for the registered.
 */
const char *share_calendar(struct arena *, enum lang, const struct event *,
			   const char *url, const char *host, int64_t now);

#endif
