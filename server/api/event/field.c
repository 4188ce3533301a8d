/*
 * What a host says of an event, read and bounded.
 */
#include <stdlib.h>
#include <string.h>

#include "api/event/event.h"
#include "api/field.h"
#include "base/ident.h"
#include "store/module.h"
#include "store/share.h"

/* 1 Jan 2000 and 1 Jan 2100: what is outside is a slip of the hand. */
#define EARLIEST INT64_C(946684800000)
#define LATEST INT64_C(4102444800000)

static const struct phrase line_rule = { {
	"Tulis satu baris teks biasa, tidak lebih panjang dari batasnya.",
	"Write one line of plain text, within its length." } };
static const struct phrase lines_rule = { {
	"Tulis teks biasa, tidak lebih panjang dari batasnya.",
	"Write plain text, within its length." } };
static const struct phrase title_rule = { {
	"Beri judul, paling banyak 200 huruf.",
	"Give it a title, of 200 characters at most." } };
static const struct phrase link_rule = { {
	"Tempel tautan lengkap yang diawali https://, misalnya dari undangan Zoom, Meet, atau Teams.",
	"Paste the whole link that begins with https://, such as from a Zoom, Meet or Teams invitation." } };
static const struct phrase time_rule = { {
	"Isi tanggal dan jam mulai dan selesai; selesai harus sesudah mulai, paling lama 31 hari.",
	"Give the date and time of start and end; the end is after the start, by 31 days at most." } };
static const struct phrase choice_rule = { {
	"Pilihan ini tidak dikenal.", "This choice is not known." } };
static const struct phrase capacity_rule = { {
	"Kapasitas 1 sampai 100.000 kursi; kosongkan bila tanpa batas.",
	"A capacity is 1 to 100,000 seats; leave it empty for no limit." } };
static const struct phrase module_rule = { {
	"Modul ini tidak ada, atau belum terbit.",
	"There is no such module, or it is not published." } };

enum err field_line(struct request *rq, const char *name, size_t most,
		    const char **out)
{
	const char *text;
	enum err e;

	if ((e = field_text(rq, name, 4 * most, &text)) || !text)
		return e;
	text = text_trim(rq->mem, text);
	if (!text_plain(text) || text_length(text) > most)
		return field_bad(rq, name, &line_rule);
	*out = text;
	return OK;
}

/* Each line by itself is plain; CR LF becomes LF. */
static bool lines_plain(struct arena *mem, const char **text)
{
	char *copy = arena_copy(mem, *text, strlen(*text)), *to = copy;
	char *line, *next = NULL;

	for (const char *s = *text; *s; s++)
		if (*s != '\r')
			*to++ = *s == '\t' ? ' ' : *s;
	*to = '\0';
	*text = arena_copy(mem, copy, strlen(copy));
	for (line = strtok_r(copy, "\n", &next); line;
	     line = strtok_r(NULL, "\n", &next))
		if (!text_plain(line))
			return false;
	return true;
}

enum err field_lines(struct request *rq, const char *name, size_t most,
		     const char **out)
{
	const char *text;
	enum err e;

	if ((e = field_text(rq, name, most, &text)) || !text)
		return e;
	if (!lines_plain(rq->mem, &text))
		return field_bad(rq, name, &lines_rule);
	*out = text_trim(rq->mem, text);
	return OK;
}

static enum err choice(struct request *rq, const char *name,
		       const char *const *words, const char **out)
{
	const char *text;
	enum err e;

	if ((e = field_text(rq, name, 20, &text)) || !text)
		return e;
	for (; *words; words++)
		if (strcmp(text, *words) == 0) {
			*out = *words;
			return OK;
		}
	return field_bad(rq, name, &choice_rule);
}

static const char *const kinds[] = { "webinar", "room", NULL };
static const char *const zones[] = { "WIB", "WITA", "WIT", NULL };
static const char *const audiences[] = { "public", "agency", "batch", NULL };
static const char *const papers[] = { "", "attendance", "completion", "pass",
				      NULL };
static const char *const competencies[] = { "technical", "managerial",
					    "social", NULL };

static enum err choices(struct request *rq, struct event *ev)
{
	const char *kind = ev->room ? "room" : "webinar";
	const char *zone = zone_name(ev->zone);
	enum err e;

	if ((e = choice(rq, "kind", kinds, &kind)) ||
	    (e = choice(rq, "zone", zones, &zone)) ||
	    (e = choice(rq, "audience", audiences, &ev->audience)) ||
	    (e = choice(rq, "paper", papers, &ev->paper)) ||
	    (e = choice(rq, "competency", competencies, &ev->competency)))
		return e;
	ev->room = strcmp(kind, "room") == 0;
	zone_named(zone, &ev->zone);
	return OK;
}

static enum err words(struct request *rq, struct event *ev)
{
	enum err e;

	if ((e = field_line(rq, "title", EVENT_TITLE_MOST, &ev->title)) ||
	    (e = field_lines(rq, "about", EVENT_ABOUT_MOST, &ev->about)) ||
	    (e = field_line(rq, "place", EVENT_PLACE_MOST / 4, &ev->place)) ||
	    (e = field_line(rq, "joinUrl", EVENT_URL_MOST, &ev->join_url)))
		return e;
	if (!*ev->title)
		return field_bad(rq, "title", &title_rule);
	if (*ev->join_url && !link_fits(ev->join_url))
		return field_bad(rq, "joinUrl", &link_rule);
	return OK;
}

static enum err times(struct request *rq, struct event *ev)
{
	enum err e;

	if ((e = field_number(rq, "startsAt", EARLIEST, LATEST,
			      &ev->starts_at)) ||
	    (e = field_number(rq, "endsAt", EARLIEST, LATEST, &ev->ends_at)))
		return e;
	if (!ev->starts_at)
		return field_bad(rq, "startsAt", &time_rule);
	if (ev->ends_at <= ev->starts_at ||
	    ev->ends_at - ev->starts_at > EVENT_LONGEST_MS)
		return field_bad(rq, "endsAt", &time_rule);
	return OK;
}

static enum err capacity(struct request *rq, struct event *ev)
{
	const json_t *value = json_object_get(rq->json, "capacity");

	if (!value)
		return OK;
	if (json_is_null(value)) {
		ev->capacity = 0;
		return OK;
	}
	if (!json_is_integer(value) || json_integer_value(value) < 1 ||
	    json_integer_value(value) > EVENT_CAPACITY_MOST)
		return field_bad(rq, "capacity", &capacity_rule);
	ev->capacity = json_integer_value(value);
	return OK;
}

static enum err paper_module(struct request *rq, struct event *ev)
{
	const json_t *value = json_object_get(rq->json, "paperModule");
	const char *id = json_string_value(value);
	struct module m;
	bool seen;
	enum err e;

	if (!value)
		return OK;
	if (json_is_null(value) || (id && !*id)) {
		ev->paper_module = NULL;
		return OK;
	}
	if (!id || !ident_valid(id))
		return field_bad(rq, "paperModule", &module_rule);
	e = module_by_id(rq->db, id, &m);
	if (e == ERR_NOT_FOUND)
		return field_bad(rq, "paperModule", &module_rule);
	if (e || (e = module_seen_by(rq->db, &m, rq->person, false, &seen)))
		return e;
	if (!seen)
		return field_bad(rq, "paperModule", &module_rule);
	ev->paper_module = m.id;
	return OK;
}

enum err event_fields(struct request *rq, struct event *ev)
{
	enum err e;

	if ((e = words(rq, ev)) || (e = choices(rq, ev)) ||
	    (e = times(rq, ev)) || (e = capacity(rq, ev)) ||
	    (e = paper_module(rq, ev)) ||
	    (e = field_number(rq, "leastPercent", 0, 100,
			      &ev->least_percent)) ||
	    (e = field_number(rq, "leastChecks", 0, 50, &ev->least_checks)) ||
	    (e = field_number(rq, "jp", 0, 100000, &ev->jp)))
		return e;
	return field_bool(rq, "paperSurvey", &ev->paper_survey);
}
