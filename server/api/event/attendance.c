/*
 * Who was there, for the host: the list, the rule, the host's own word, and
 * every correction with its reason.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/event/presence.h"
#include "api/field.h"
#include "api/wire.h"
#include "domain/normal.h"
#include "domain/sheet.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/seat.h"
#include "training/presence.h"

#define SEATS_MOST 20000
#define PAGE 50
#define PAGES_MOST 10000
#define CORRECTIONS_MOST 200
#define REASON_MOST 500		/* characters */
#define NAMED_MOST 20		/* whom a rule would change */

static const struct phrase reason_rule = { {
	"Tulis alasannya; alasan ini tetap tercatat.",
	"Write why; the reason stays in the record." } };
static const struct phrase show_rule = { {
	"Pilih all, present, atau absent.", "Choose all, present or absent." } };
static const struct phrase present_rule = { {
	"Pilih true, false, atau null.", "Choose true, false or null." } };

enum err reason_read(struct request *rq, const char **out)
{
	enum err e;

	*out = "";
	if ((e = field_line(rq, "reason", REASON_MOST, out)))
		return e;
	return **out ? OK : field_bad(rq, "reason", &reason_rule);
}

/* ---- The list ------------------------------------------------------------------ */

struct wish {
	const char *show;	/* "all", "present", "absent" */
	const char *name;	/* folded; "" any */
	int64_t page;
};

static json_t *sum_json(const struct presence_sum *s, bool present)
{
	return json_pack("{s:b, s:o, s:I, s:o}", "present", present,
			 "minutes", s->minutes_known
			 ? json_integer((json_int_t)s->minutes) : json_null(),
			 "checks", (json_int_t)s->checks,
			 "hostWord", s->host_word < 0
			 ? json_null() : json_boolean(s->host_word));
}

static json_t *seat_json(const struct presence_seat *s, bool present)
{
	json_t *json = sum_json(&s->sum, present);

	json_object_update_new(json, json_pack("{s:s, s:s, s:s, s:b, s:b, s:b}",
		"person", s->person_id, "name", s->name, "agency", s->agency,
		"guest", s->guest, "opened", s->joined_at != 0,
		"survey", s->survey_at != 0));
	return json;
}

static bool wanted(struct request *rq, const struct wish *w,
		   const struct presence_seat *s, bool present)
{
	const char *name;

	if (strcmp(w->show, "all") &&
	    present != !strcmp(w->show, "present"))
		return false;
	if (!*w->name)
		return true;
	name = normal_text(rq->mem, s->name, true);
	return name && strstr(name, w->name);
}

static enum err wish_read(struct request *rq, struct wish *w)
{
	w->show = query_text(rq, "show");
	if (!*w->show)
		w->show = "all";
	if (strcmp(w->show, "all") && strcmp(w->show, "present") &&
	    strcmp(w->show, "absent"))
		return field_bad(rq, "show", &show_rule);
	w->name = normal_text(rq->mem, query_text(rq, "q"), true);
	if (!w->name)
		w->name = "";
	return query_number(rq, "page", 1, PAGES_MOST, 1, &w->page);
}

static json_t *rule_json(const struct presence_rule *r)
{
	return json_pack("{s:I, s:I, s:b, s:I}", "percent",
			 (json_int_t)r->percent, "checks",
			 (json_int_t)r->checks, "both", r->both,
			 "minutes", (json_int_t)r->minutes);
}

enum err attendance_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct presence_seat *seats;
	struct presence_rule rule;
	struct wish w;
	struct event ev;
	size_t n, present = 0, found = 0;
	enum err e;

	if ((e = event_hosted(rq, &ev)) || (e = wish_read(rq, &w)) ||
	    (e = presence_rule_get(rq->db, ev.id, &rule)) ||
	    (e = presence_seats(rq->db, ev.id, SEATS_MOST, &seats, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		const bool there = presence_holds(&rule, &seats[i].sum);

		present += there;
		if (!wanted(rq, &w, &seats[i], there))
			continue;
		if (found++ / PAGE == (size_t)(w.page - 1))
			json_array_append_new(list,
					      seat_json(&seats[i], there));
	}
	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:s, s:s, s:b, s:I, s:s, s:o, s:I, s:I, s:I, s:I, s:I,"
		" s:O}",
		"id", ev.id, "title", ev.title, "state",
		event_state_name(ev.state), "over", ev.ends_at <= rq->now,
		"startsAt", (json_int_t)ev.starts_at, "zone", zone_name(ev.zone),
		"rule", rule_json(&rule), "registered", (json_int_t)n,
		"present", (json_int_t)present, "found", (json_int_t)found,
		"page", (json_int_t)w.page, "pages",
		(json_int_t)((found + PAGE - 1) / PAGE), "people", list));
}

static void columns(struct request *rq, struct sheet *s)
{
	static const struct phrase titles[] = {
		{ { "Nama", "Name" } }, { { "Instansi", "Agency" } },
		{ { "Hadir", "Present" } }, { { "Menit", "Minutes" } },
		{ { "Cek", "Checks" } },
		{ { "Kata penyelenggara", "Host's word" } },
		{ { "Survei", "Survey" } },
	};

	for (size_t i = 0; i < 7; i++)
		sheet_column(s, titles[i].in[rq->lang],
			     i == 3 || i == 4 ? SHEET_NUMBER : SHEET_TEXT);
	sheet_begin(s);
}

static const char *yes(struct request *rq, bool is)
{
	static const struct phrase words[] = { { { "tidak", "no" } },
					       { { "ya", "yes" } } };

	return words[is].in[rq->lang];
}

static void row(struct request *rq, struct sheet *s,
		const struct presence_seat *p, bool present)
{
	sheet_text(s, p->name);
	sheet_text(s, p->agency);
	sheet_text(s, yes(rq, present));
	if (p->sum.minutes_known)
		sheet_number(s, (double)p->sum.minutes);
	else
		sheet_none(s);
	sheet_number(s, (double)p->sum.checks);
	sheet_text(s, p->sum.host_word < 0 ? "" : yes(rq, p->sum.host_word));
	sheet_text(s, yes(rq, p->survey_at != 0));
	sheet_row(s);
}

enum err attendance_csv(struct request *rq, struct response *rs)
{
	struct sheet sheet = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct presence_seat *seats;
	struct presence_rule rule;
	struct event ev;
	size_t n;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = presence_rule_get(rq->db, ev.id, &rule)) ||
	    (e = presence_seats(rq->db, ev.id, SEATS_MOST, &seats, &n)))
		return e;
	columns(rq, &sheet);
	for (size_t i = 0; i < n; i++)
		row(rq, &sheet, &seats[i],
		    presence_holds(&rule, &seats[i].sum));
	return respond_sheet(rq, rs, &sheet, "presensi.csv");
}

/* ---- The rule -------------------------------------------------------------------- */

static enum err rule_read(struct request *rq, struct presence_rule *rule)
{
	enum err e;

	if ((e = field_number(rq, "percent", 0, 100, &rule->percent)) ||
	    (e = field_number(rq, "checks", 0, PRESENCE_CHECKS_MOST,
			      &rule->checks)))
		return e;
	return field_bool(rq, "both", &rule->both);
}

struct effect {
	json_t *gained, *lost;
	int64_t before, after, ngained, nlost;
};

static void effect_add(struct effect *x, const struct presence_seat *s,
		       bool before, bool after)
{
	json_t *list = after ? x->gained : x->lost;

	x->before += before;
	x->after += after;
	if (before == after)
		return;
	x->ngained += after;
	x->nlost += before;
	if (json_array_size(list) < NAMED_MOST)
		json_array_append_new(list, json_string(s->name));
}

static enum err effect_find(struct request *rq, const struct event *ev,
			    const struct presence_rule *from,
			    const struct presence_rule *to, json_t **out)
{
	struct effect x = { request_own_json(rq, json_array()),
			    request_own_json(rq, json_array()), 0, 0, 0, 0 };
	struct presence_seat *seats;
	size_t n;
	enum err e;

	if ((e = presence_seats(rq->db, ev->id, SEATS_MOST, &seats, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		effect_add(&x, &seats[i], presence_holds(from, &seats[i].sum),
			   presence_holds(to, &seats[i].sum));
	*out = json_pack("{s:I, s:I, s:I, s:I, s:I, s:O, s:O}",
			 "registered", (json_int_t)n,
			 "before", (json_int_t)x.before,
			 "after", (json_int_t)x.after,
			 "gained", (json_int_t)x.ngained,
			 "lost", (json_int_t)x.nlost,
			 "gainedNames", x.gained, "lostNames", x.lost);
	return OK;
}

/* With "try" only what would come of it. */
enum err presence_rule_set(struct request *rq, struct response *rs)
{
	struct presence_rule now, then;
	bool try_it = false;
	struct event ev;
	json_t *effect;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = presence_rule_get(rq->db, ev.id, &now)))
		return e;
	then = now;
	if ((e = rule_read(rq, &then)) || (e = field_bool(rq, "try", &try_it)) ||
	    (e = effect_find(rq, &ev, &now, &then, &effect)))
		return e;
	if (!try_it &&
	    (e = presence_rule_put(rq->db, ev.id, &then, rq->now))) {
		json_decref(effect);
		return e;
	}
	rq->prepared = (void *)ev.id;
	rq->after = presence_after;
	return respond_json(rq, rs, 200, json_pack("{s:o, s:o}", "rule",
				rule_json(&then), "effect", effect));
}

/* It is over: what follows from its seats is seen to in the background. */
enum err event_close(struct request *rq, struct response *rs)
{
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)))
		return e;
	if (ev.state == EVENT_CANCELLED)
		return refuse(rq, P_event_cancelled, NO_VALUES);
	if (ev.state == EVENT_DRAFT || ev.starts_at > rq->now)
		return refuse(rq, P_event_not_begun, NO_VALUES);
	if (ev.state == EVENT_PUBLISHED) {
		ev.state = EVENT_CLOSED;
		ev.closed_at = rq->now;
		if ((e = event_turn(rq->db, &ev, rq->now)))
			return e;
	}
	rq->prepared = (void *)ev.id;
	rq->after = presence_after;
	return event_respond(rq, rs, 200, &ev);
}

/* ---- One person -------------------------------------------------------------------- */

static enum err seat_asked(struct request *rq, struct event *ev,
			   const char **person)
{
	struct seat seat;
	enum err e;

	*person = request_param(rq, "person");
	if ((e = event_hosted(rq, ev)) ||
	    (e = seat_get(rq->db, ev->id, *person, &seat)))
		return e;
	return seat.state == SEAT_REGISTERED ? OK
		: fail(ERR_NOT_FOUND, "not registered");
}

static json_t *entry_json(const struct presence_entry *p, bool stands)
{
	static const char *const sources[] = { "code", "host", "file" };
	const bool said = p->row.source != PRESENCE_BY_CODE;

	return json_pack("{s:s, s:s, s:s?, s:o, s:o, s:s, s:s, s:I, s:b}",
		"id", p->row.id, "source", sources[p->row.source],
		"undoes", p->row.undoes,
		"minutes", said ? json_integer((json_int_t)p->row.minutes)
				: json_null(),
		"check", p->check < 0 ? json_null() : json_integer(p->check),
		"reason", p->reason, "by", p->by_name ? p->by_name : "",
		"at", (json_int_t)p->row.at, "stands", stands);
}

static enum err person_respond(struct request *rq, struct response *rs,
			       const struct event *ev, const char *person)
{
	json_t *list = request_own_json(rq, json_array());
	struct presence_entry *entries;
	struct presence_row *rows;
	struct presence_rule rule;
	struct presence_sum sum;
	bool *used;
	size_t n;
	enum err e;

	if ((e = presence_rule_get(rq->db, ev->id, &rule)) ||
	    (e = presence_of_person(rq->db, ev->id, person, &entries, &n)))
		return e;
	rows = arena_array(rq->mem, struct presence_row, n + 1);
	used = arena_array(rq->mem, bool, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = entries[i].row;
	presence_sum(rows, n, &rule, used, &sum);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, entry_json(&entries[i], used[i]));
	return respond_json(rq, rs, 200, json_pack("{s:s, s:o, s:O}",
		"person", person, "sum", sum_json(&sum, sum.present),
		"rows", list));
}

enum err attendance_show(struct request *rq, struct response *rs)
{
	const char *person;
	struct event ev;
	enum err e;

	if ((e = seat_asked(rq, &ev, &person)))
		return e;
	return person_respond(rq, rs, &ev, person);
}

static enum err corrected(struct request *rq, struct response *rs,
			  const struct event *ev, const char *person)
{
	enum err e;

	if ((e = presence_recount(rq->db, ev->id, person, rq->now, NULL)))
		return e;
	rq->prepared = (void *)ev->id;
	rq->after = presence_after;
	return person_respond(rq, rs, ev, person);
}

static enum err row_undo(struct request *rq, const struct event *ev,
			 const char *person, const char *row,
			 const char *reason)
{
	struct presence_entry undo = {
		.row = { .source = PRESENCE_BY_HOST, .undoes = row },
		.reason = reason, .by_id = rq->person->id,
	};
	bool added;

	return presence_add(rq->db, ev->id, person, &undo, rq->now, &added);
}

/* The host's words that stand are taken back, all of them. */
static enum err word_undo(struct request *rq, const struct event *ev,
			  const char *person, const char *reason)
{
	struct presence_entry *all;
	size_t n;
	enum err e;

	if ((e = presence_of_person(rq->db, ev->id, person, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (all[i].row.source == PRESENCE_BY_HOST &&
		    !all[i].row.undoes &&
		    (e = row_undo(rq, ev, person, all[i].row.id, reason)))
			return e;
	return OK;
}

/* After all that was said before, were it in the same millisecond: the last
   word counts. */
static enum err word_say(struct request *rq, const struct event *ev,
			 const char *person, struct presence_entry *word)
{
	struct presence_entry *all;
	int64_t at = rq->now;
	bool added;
	size_t n;
	enum err e;

	if ((e = presence_of_person(rq->db, ev->id, person, &all, &n)))
		return e;
	if (n && all[n - 1].row.at >= at)
		at = all[n - 1].row.at + 1;
	return presence_add(rq->db, ev->id, person, word, at, &added);
}

/* {"present": true|false|null, "reason"}: null takes the host's word back. */
enum err attendance_set(struct request *rq, struct response *rs)
{
	const json_t *present = json_object_get(rq->json, "present");
	struct presence_entry word = { .row.source = PRESENCE_BY_HOST };
	const char *person;
	struct event ev;
	enum err e;

	if ((e = seat_asked(rq, &ev, &person)) ||
	    (e = reason_read(rq, &word.reason)))
		return e;
	if (!json_is_boolean(present) && !json_is_null(present))
		return field_bad(rq, "present", &present_rule);
	word.row.minutes = json_is_true(present);
	word.by_id = rq->person->id;
	e = json_is_null(present)
		? word_undo(rq, &ev, person, word.reason)
		: word_say(rq, &ev, person, &word);
	return e ? e : corrected(rq, rs, &ev, person);
}

/* One row taken back: a code of a burst, minutes of a wrong line. */
enum err attendance_undo(struct request *rq, struct response *rs)
{
	const char *row = request_param(rq, "row"), *person, *reason;
	struct presence_entry *all;
	struct event ev;
	bool known = false;
	size_t n;
	enum err e;

	if ((e = seat_asked(rq, &ev, &person)) ||
	    (e = reason_read(rq, &reason)) ||
	    (e = presence_of_person(rq->db, ev.id, person, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		known = known || !strcmp(all[i].row.id, row);
	if (!known)
		return fail(ERR_NOT_FOUND, "no row of this person");
	if ((e = row_undo(rq, &ev, person, row, reason)))
		return e;
	return corrected(rq, rs, &ev, person);
}

enum err attendance_corrections(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct presence_entry *all;
	struct event ev;
	size_t n;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = presence_corrections(rq->db, ev.id, CORRECTIONS_MOST, &all,
				      &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *one = entry_json(&all[i], true);

		json_object_set_new(one, "person",
				    json_string(all[i].person_id));
		json_object_set_new(one, "name", json_string(all[i].name));
		json_array_append_new(list, one);
	}
	return respond_json(rq, rs, 200, json_pack("{s:O, s:b}", "corrections",
						   list, "more",
						   n == CORRECTIONS_MOST));
}
