/*
 * Attendance files of meeting services: read, matched, looked at, taken.
 *
 * Reading and matching are on the worker's thread, and lines go in and out a few
 * at a time, so that who saves meanwhile does not wait. Every piece may be done
 * twice; a file whose taking was broken off is simply taken again.
 */
#include "domain/attendance_file.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/event/event.h"
#include "api/event/presence.h"
#include "api/field.h"
#include "api/wire.h"
#include "domain/attendance_match.h"
#include "routes.h"
#include "serve.h"
#include "store/attendance.h"
#include "store/event.h"
#include "store/seat.h"
#include "training/presence.h"

#define PIECE 50		/* lines of one write that settles seats */
#define WRITE_PIECE 500		/* of one that only keeps them */
#define FILES_MOST 50
#define NAME_MOST 120
#define SEATS_MOST 20000

static const struct phrase state_rule = { {
	"Pilih confirmed atau refused.", "Choose confirmed or refused." } };
static const struct phrase registered_rule = { {
	"Pilih orang yang terdaftar di kegiatan ini.",
	"Choose somebody who is registered for this event." } };

/* ---- A file comes ------------------------------------------------------------ */

struct taken {
	struct request *rq;
	const char *event_id;
	struct attendance_file file;
	const struct attendance_report *report;
	const struct match *matches;
	size_t from;		/* of this piece */
};

static enum problem_code problem_for(enum attendance_fault fault)
{
	switch (fault) {
	case ATTENDANCE_LARGE: return P_attendance_large;
	case ATTENDANCE_BINARY: return P_attendance_binary;
	case ATTENDANCE_EMPTY: return P_attendance_empty;
	case ATTENDANCE_GOOD: case ATTENDANCE_UNKNOWN: break;
	}
	return P_attendance_unknown;
}

/* The spooled body; refused before it is read when it is too large. */
static enum err body_text(struct request *rq, const char **out)
{
	char *bytes;
	FILE *f;
	size_t n;

	*out = "";
	if (rq->body_size > ATTENDANCE_BYTES_MOST)
		return refuse(rq, P_attendance_large, NO_VALUES);
	if (!rq->body_path)
		return OK;
	f = fopen(rq->body_path, "rbe");
	if (!f)
		return fail(ERR_INTERNAL, "attendance: %s", strerror(errno));
	bytes = arena_alloc(rq->mem, rq->body_size + 1);
	n = fread(bytes, 1, rq->body_size, f);
	fclose(f);
	if (n != rq->body_size)
		return fail(ERR_INTERNAL, "attendance: %zu bytes, not %zu", n,
			    rq->body_size);
	bytes[n] = '\0';
	*out = bytes;
	return OK;
}

static const char *digest_of(struct request *rq, const char *bytes)
{
	unsigned char hash[16];
	char hex[2 * sizeof(hash) + 1];

	crypto_generichash(hash, sizeof(hash),
			   (const unsigned char *)bytes, rq->body_size,
			   NULL, 0);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return arena_copy(rq->mem, hex, strlen(hex));
}

static enum err not_there_yet(struct request *rq, const char *event_id,
			      const char *digest)
{
	struct attendance_file *all;
	size_t n;
	enum err e;

	if ((e = attendance_file_list(rq->db, event_id, FILES_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].digest, digest))
			return refuse(rq, P_attendance_again,
				      VALUES({ "name", all[i].name }));
	return n < FILES_MOST ? OK : refuse(rq, P_attendance_large, NO_VALUES);
}

static enum err seats_match(struct request *rq, struct taken *t,
			    const struct attendance_report *r)
{
	struct match *matches = arena_array(rq->mem, struct match, r->n + 1);
	struct match_seat *seats;
	struct presence_seat *all;
	size_t n;
	enum err e;

	if ((e = presence_seats(rq->db, t->event_id, SEATS_MOST, &all, &n)))
		return e;
	seats = arena_array(rq->mem, struct match_seat, n + 1);
	for (size_t i = 0; i < n; i++)
		seats[i] = (struct match_seat){ all[i].person_id, all[i].name,
						all[i].email };
	serve_read_end(rq);
	attendance_match(rq->mem, r->people, r->n, seats, n, matches);
	t->matches = matches;
	return OK;
}

static enum err keep_file(struct db *db, void *context)
{
	struct taken *t = context;

	return attendance_file_add(db, t->event_id, &t->file,
				   t->rq->person->id, t->rq->now);
}

static enum err keep_lines(struct db *db, void *context)
{
	const struct taken *t = context;
	enum err e = OK;

	for (size_t i = t->from; !e && i < t->report->n &&
				 i < t->from + WRITE_PIECE; i++) {
		const struct attendance_person *p = &t->report->people[i];

		e = attendance_line_add(db, t->file.id,
			&(struct attendance_line){
				.place = (int64_t)i, .name = p->name,
				.email = p->email, .minutes = p->minutes,
				.from = p->from, .until = p->until,
				.person_id = t->matches[i].person_id,
				.state = match_state_name(t->matches[i].state),
			});
	}
	return e;
}

static enum err keep(struct request *rq, struct taken *t)
{
	enum err e = serve_write(rq, keep_file, t);

	for (t->from = 0; !e && t->from < t->report->n;
	     t->from += WRITE_PIECE)
		e = serve_write(rq, keep_lines, t);
	return e;
}

enum err attendance_file_read(struct request *rq, struct response *rs)
{
	struct attendance_report *report = arena_new(rq->mem,
						struct attendance_report);
	struct taken *t = arena_new(rq->mem, struct taken);
	enum attendance_fault fault;
	const char *bytes;
	struct event ev;
	enum err e;

	(void)rs;
	if ((e = serve_read(rq)) || (e = event_hosted(rq, &ev)) ||
	    (e = body_text(rq, &bytes)))
		return e;
	*t = (struct taken){ .rq = rq, .event_id = ev.id, .report = report };
	t->file.digest = digest_of(rq, bytes);
	t->file.name = text_line(rq->mem, query_text(rq, "name"), NAME_MOST);
	if ((e = not_there_yet(rq, ev.id, t->file.digest)))
		return e;
	fault = attendance_read(rq->mem, bytes, rq->body_size,
				&(struct attendance_clock){ ev.starts_at,
					(7 + (int)ev.zone) * 60 }, report);
	if (fault != ATTENDANCE_GOOD)
		return refuse(rq, problem_for(fault), NO_VALUES);
	t->file.format = attendance_format_name(report->format);
	if ((e = seats_match(rq, t, report)) || (e = keep(rq, t)))
		return e;
	rq->prepared = t;
	return OK;
}

/* ---- Looking at it -------------------------------------------------------------- */

static json_t *file_json(const struct attendance_file *f)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I}", "id", f->id,
			 "format", f->format, "name", f->name,
			 "state", f->state, "by", f->by_name ? f->by_name : "",
			 "at", (json_int_t)f->at);
}

static json_t *line_json(const struct attendance_line *l)
{
	return json_pack("{s:I, s:s, s:s, s:I, s:o, s:o, s:s, s:o}",
		"place", (json_int_t)l->place, "name", l->name,
		"email", l->email, "minutes", (json_int_t)l->minutes,
		"from", number_or_null(l->from), "until", number_or_null(l->until),
		"state", l->state, "person", !l->person_id ? json_null()
			: json_pack("{s:s, s:s?}", "id", l->person_id, "name",
				    l->person_name));
}

static enum err file_respond(struct request *rq, struct response *rs,
			     int status, const struct attendance_file *f)
{
	json_t *list = request_own_json(rq, json_array());
	struct attendance_line *lines;
	json_t *out;
	size_t n;
	enum err e;

	if ((e = attendance_lines(rq->db, f->id, 0, ATTENDANCE_PEOPLE_MOST,
				  &lines, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, line_json(&lines[i]));
	out = file_json(f);
	json_object_set(out, "lines", list);
	return respond_json(rq, rs, status, out);
}

enum err attendance_file_put(struct request *rq, struct response *rs)
{
	struct taken *t = rq->prepared;
	enum err e;

	if ((e = attendance_file_turn(rq->db, t->file.id, "review")))
		return e;
	t->file.state = "review";
	t->file.by_name = rq->person->name;
	return file_respond(rq, rs, 201, &t->file);
}

static enum err file_asked(struct request *rq, struct event *ev,
			   struct attendance_file *f)
{
	enum err e;

	if ((e = event_hosted(rq, ev)))
		return e;
	return attendance_file_by_id(rq->db, ev->id, request_param(rq, "file"),
				     f);
}

enum err attendance_file_show(struct request *rq, struct response *rs)
{
	struct attendance_file f;
	struct event ev;
	enum err e;

	if ((e = file_asked(rq, &ev, &f)))
		return e;
	return file_respond(rq, rs, 200, &f);
}

enum err attendance_file_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct attendance_file *all;
	struct event ev;
	size_t n;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = attendance_file_list(rq->db, ev.id, FILES_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, file_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "files", list));
}

/* {"state": "confirmed"|"refused", "person"?}: whom it is, or that it is nobody. */
enum err attendance_line_patch(struct request *rq, struct response *rs)
{
	const int place = atoi(request_param(rq, "place"));
	const char *state, *person = NULL;
	struct attendance_line *lines;
	struct attendance_file f;
	struct event ev;
	struct seat seat;
	size_t n;
	enum err e;

	if ((e = file_asked(rq, &ev, &f)) ||
	    (e = field_text_needed(rq, "state", 20, &state)) ||
	    (e = field_text(rq, "person", 64, &person)) ||
	    (e = attendance_lines(rq->db, f.id, place, place + INT64_C(1),
				  &lines, &n)))
		return e;
	if (strcmp(f.state, "review"))
		return refuse(rq, P_attendance_done, NO_VALUES);
	if (strcmp(state, "confirmed") && strcmp(state, "refused"))
		return field_bad(rq, "state", &state_rule);
	if (!n)
		return fail(ERR_NOT_FOUND, "no such line");
	/* Refused too: whom it names is told by name. */
	if (!strcmp(state, "confirmed") || person) {
		if (!person)
			person = lines[0].person_id;
		if (!person ||
		    (e = seat_get(rq->db, ev.id, person, &seat)) ||
		    seat.state != SEAT_REGISTERED)
			return e ? e : field_bad(rq, "person", &registered_rule);
	}
	if (!person)
		person = lines[0].person_id;
	if ((e = attendance_line_set(rq->db, f.id, place, state, person)) ||
	    (e = attendance_lines(rq->db, f.id, place, place + INT64_C(1),
				  &lines, &n)))
		return e;
	return respond_json(rq, rs, 200, line_json(&lines[0]));
}

/* ---- Taking it, and taking it back ------------------------------------------------- */

struct moved {
	struct request *rq;
	const char *event_id;
	struct attendance_file file;
	const char *reason;
	int64_t from;
	size_t seen, counted;	/* lines of this piece; and that count */
};

static bool counts(const struct attendance_line *l)
{
	return l->person_id && (!strcmp(l->state, "sure") ||
				!strcmp(l->state, "confirmed"));
}

static enum err line_take(struct db *db, const struct moved *m,
			  const struct attendance_line *l)
{
	struct presence_entry entry = {
		.row = { .source = PRESENCE_BY_FILE, .minutes = l->minutes,
			 .from = l->from, .until = l->until },
		.once = arena_format(db_arena(db), "file/%s/%lld", m->file.id,
				     (long long)l->place),
		.reason = m->file.name, .by_id = m->rq->person->id,
	};
	struct seat seat;
	bool added;
	enum err e;

	if ((e = seat_get(db, m->event_id, l->person_id, &seat)) ||
	    seat.state != SEAT_REGISTERED)
		return e;
	if ((e = presence_add(db, m->event_id, l->person_id, &entry,
			      m->rq->now, &added)))
		return e;
	return presence_recount(db, m->event_id, l->person_id, m->rq->now,
				NULL);
}

static enum err take_piece(struct db *db, void *context)
{
	struct moved *m = context;
	struct attendance_line *lines;
	enum err e;

	m->counted = 0;
	if ((e = attendance_lines(db, m->file.id, m->from, m->from + PIECE,
				  &lines, &m->seen)))
		return e;
	for (size_t i = 0; i < m->seen; i++) {
		if (!counts(&lines[i]))
			continue;
		if ((e = line_take(db, m, &lines[i])))
			return e;
		m->counted++;
	}
	return OK;
}

static enum err undo_piece(struct db *db, void *context)
{
	struct moved *m = context;
	struct presence_made *made;
	size_t n;
	bool added;
	enum err e;

	if ((e = presence_of_file(db, m->event_id, m->file.id, m->from,
				  m->from + PIECE, &made, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		struct presence_entry undo = {
			.row = { .source = PRESENCE_BY_HOST,
				 .undoes = made[i].id },
			.reason = m->reason, .by_id = m->rq->person->id,
		};

		if ((e = presence_add(db, m->event_id, made[i].person_id,
				      &undo, m->rq->now, &added)) ||
		    (e = presence_recount(db, m->event_id, made[i].person_id,
					  m->rq->now, NULL)))
			return e;
	}
	m->seen = m->from + PIECE < ATTENDANCE_PEOPLE_MOST;
	return OK;
}

/* All pieces, one after the other. */
static enum err move_all(struct request *rq, struct moved *m,
			 enum err (*piece)(struct db *, void *))
{
	size_t counted = 0;
	enum err e;

	serve_read_end(rq);
	for (m->from = 0;; m->from += PIECE) {
		if ((e = serve_write(rq, piece, m)))
			return e;
		counted += m->counted;
		if (!m->seen)
			break;
	}
	m->counted = counted;
	rq->prepared = m;
	return OK;
}

enum err attendance_file_move(struct request *rq, struct response *rs)
{
	struct moved *m = arena_new(rq->mem, struct moved);
	struct event ev;
	enum err e;

	(void)rs;
	m->rq = rq;
	if ((e = serve_read(rq)) || (e = file_asked(rq, &ev, &m->file)))
		return e;
	m->event_id = ev.id;
	if (!strcmp(m->file.state, "dropped"))
		return refuse(rq, P_attendance_done, NO_VALUES);
	return move_all(rq, m, take_piece);
}

static void moved_after(struct request *rq)
{
	rq->prepared = (void *)((struct moved *)rq->prepared)->event_id;
	presence_after(rq);
}

enum err attendance_file_take(struct request *rq, struct response *rs)
{
	const struct moved *m = rq->prepared;
	enum err e;

	if ((e = attendance_file_turn(rq->db, m->file.id, "taken")))
		return e;
	rq->after = moved_after;
	return respond_json(rq, rs, 200, json_pack("{s:I}", "counted",
						   (json_int_t)m->counted));
}

enum err attendance_file_unmove(struct request *rq, struct response *rs)
{
	struct moved *m = arena_new(rq->mem, struct moved);
	struct event ev;
	enum err e;

	(void)rs;
	m->rq = rq;
	if ((e = serve_read(rq)) || (e = file_asked(rq, &ev, &m->file)) ||
	    (e = reason_read(rq, &m->reason)))
		return e;
	m->event_id = ev.id;
	rq->prepared = m;
	return strcmp(m->file.state, "taken") ? OK
		: move_all(rq, m, undo_piece);
}

enum err attendance_file_drop(struct request *rq, struct response *rs)
{
	const struct moved *m = rq->prepared;
	enum err e;

	if ((e = attendance_file_turn(rq->db, m->file.id, "dropped")))
		return e;
	rq->after = moved_after;
	return respond_empty(rs, 204);
}
