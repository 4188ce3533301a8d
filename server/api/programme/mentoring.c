/*
 * Pairs of mentor and mentee. Organisers make them and see numbers; what is said
 * in a session is read and written by the two alone, whatever role somebody has.
 */
#include <string.h>

#include "api/field.h"
#include "api/scope.h"
#include "api/wire.h"
#include "domain/day.h"
#include "routes.h"
#include "serve.h"
#include "store/like.h"
#include "store/mentoring.h"
#include "store/person.h"
#include "store/programme.h"
#include "training/notice.h"

#define PAGE 20
#define FILE_MOST 5000
#define MINE_MOST 50

static const struct phrase kind_rule = { {
	"Pilih mentoring atau coaching.", "Choose mentoring or coaching." } };
static const struct phrase state_rule = { {
	"Pilih going atau ended.", "Choose going or ended." } };
static const struct phrase who_rule = { {
	"Pilih orang yang aktif di instansi Anda.",
	"Choose somebody who is active in your agency." } };
static const struct phrase same_rule = { {
	"Pendamping dan yang didampingi adalah dua orang yang berbeda.",
	"Nobody accompanies themselves: choose somebody else." } };
static const struct phrase programme_rule = { {
	"Pilih pelatihan instansi Anda.",
	"Choose a programme of your agency." } };
static const struct phrase day_rule = { {
	"Tulis hari pertemuannya, seperti 2027-01-31: paling lambat hari ini, paling awal setahun lalu.",
	"Write the day it was, such as 2027-01-31: today at the latest, a year ago at the earliest." } };

/* ---- As told ------------------------------------------------------------ */

static json_t *programme_json(const struct mentoring *m)
{
	return m->programme_id
		? json_pack("{s:s, s:s}", "id", m->programme_id,
			    "title", m->programme_title) : json_null();
}

static json_t *mentoring_json(const struct mentoring *m)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s}, s:{s:s, s:s}, s:s, s:o,"
			 " s:I, s:o, s:I, s:I, s:s?}",
			 "id", m->id, "kind", m->kind,
			 "mentor", "id", m->mentor_id, "name", m->mentor_name,
			 "mentee", "id", m->mentee_id, "name", m->mentee_name,
			 "topic", m->topic, "programme", programme_json(m),
			 "createdAt", (json_int_t)m->created_at,
			 "endedAt", number_or_null(m->ended_at),
			 "sessions", (json_int_t)m->sessions,
			 "minutes", (json_int_t)m->minutes,
			 "lastDay", m->last_day);
}

static json_t *mine_json(const struct mentoring *m, const char *me)
{
	json_t *json = mentoring_json(m);

	json_object_set_new(json, "role", json_string(
		strcmp(m->mentor_id, me) ? "mentee" : "mentor"));
	return json;
}

static json_t *note_json(const struct mentoring_note *n, const char *me)
{
	return json_pack("{s:s, s:s, s:I, s:s, s:s, s:s, s:b, s:I}",
			 "id", n->id, "day", n->day,
			 "minutes", (json_int_t)n->minutes, "words", n->words,
			 "nextStep", n->next_step, "by", n->by_name,
			 "mine", !strcmp(n->by_id, me),
			 "at", (json_int_t)n->at);
}

/* ---- For organisers ------------------------------------------------------ */

static enum err filter_read(struct request *rq, struct mentoring_filter *out)
{
	*out = (struct mentoring_filter){
		.agency_id = agency_scope_asked(rq),
		.state = query_text(rq, "state"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
	};
	if (*out->state && strcmp(out->state, "going") &&
	    strcmp(out->state, "ended"))
		return field_bad(rq, "state", &state_rule);
	return OK;
}

enum err mentoring_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct mentoring_filter filter;
	struct mentoring *all;
	size_t n, total;
	int64_t page;
	enum err e;

	if ((e = filter_read(rq, &filter)) ||
	    (e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = mentoring_count(rq->db, &filter, &total)) ||
	    (e = mentoring_page(rq->db, &filter, (size_t)(page - 1) * PAGE,
				PAGE, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, mentoring_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I}",
		"mentorings", list, "page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE),
		"total", (json_int_t)total));
}

static void columns_put(struct request *rq, struct sheet *s)
{
	static const struct {
		struct phrase title;
		enum sheet_type type;
	} columns[] = {
		{ { { "Jenis", "Kind" } }, SHEET_TEXT },
		{ { { "Pendamping", "Mentor" } }, SHEET_TEXT },
		{ { { "Didampingi", "Mentee" } }, SHEET_TEXT },
		{ { { "Tentang", "About" } }, SHEET_TEXT },
		{ { { "Pelatihan", "Programme" } }, SHEET_TEXT },
		{ { { "Mulai", "Began" } }, SHEET_MOMENT },
		{ { { "Berakhir", "Ended" } }, SHEET_MOMENT },
		{ { { "Pertemuan", "Sessions" } }, SHEET_NUMBER },
		{ { { "Menit", "Minutes" } }, SHEET_NUMBER },
		{ { { "Pertemuan terakhir", "Last session" } }, SHEET_TEXT },
	};

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(s, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(s);
}

static void line_put(struct sheet *s, const struct mentoring *m)
{
	sheet_text(s, m->kind);
	sheet_text(s, m->mentor_name);
	sheet_text(s, m->mentee_name);
	sheet_text(s, m->topic);
	sheet_text(s, m->programme_title);
	sheet_moment(s, m->created_at);
	sheet_moment(s, m->ended_at);
	sheet_number(s, (double)m->sessions);
	sheet_number(s, (double)m->minutes);
	sheet_text(s, m->last_day);
	sheet_row(s);
}

enum err mentoring_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	struct mentoring_filter filter;
	struct mentoring *all;
	size_t n;
	enum err e;

	if ((e = filter_read(rq, &filter)) ||
	    (e = mentoring_page(rq->db, &filter, 0, FILE_MOST, &all, &n)))
		return e;
	columns_put(rq, &s);
	for (size_t i = 0; i < n; i++)
		line_put(&s, &all[i]);
	return respond_sheet(rq, rs, &s, "pendampingan.csv");
}

/* ---- A pair begins ------------------------------------------------------- */

static enum err person_read(struct request *rq, const char *member,
			    struct person *out)
{
	const char *id;
	enum err e;

	if ((e = field_text_needed(rq, member, 64, &id)))
		return e;
	e = person_by_id(rq->db, id, out);
	return e == ERR_NOT_FOUND ? field_bad(rq, member, &who_rule) : e;
}

/* Administrators make pairs in whichever agency the mentor works. */
static enum err pair_read(struct request *rq, struct mentoring *m)
{
	struct person mentor, mentee;
	enum err e;

	if ((e = person_read(rq, "mentor", &mentor)) ||
	    (e = person_read(rq, "mentee", &mentee)))
		return e;
	m->agency_id = *agency_scope_filter(rq) ? rq->person->agency_id
						: mentor.agency_id;
	m->mentor_id = mentor.id;
	m->mentor_name = mentor.name;
	m->mentee_id = mentee.id;
	m->mentee_name = mentee.name;
	switch (mentoring_check(m->agency_id, &mentor, &mentee)) {
	case MENTORING_MENTOR:
		return field_bad(rq, "mentor", &who_rule);
	case MENTORING_MENTEE:
		return field_bad(rq, "mentee", &who_rule);
	case MENTORING_SAME:
		return field_bad(rq, "mentee", &same_rule);
	case MENTORING_FITS:
		break;
	}
	return OK;
}

static enum err programme_read(struct request *rq, struct mentoring *m)
{
	struct programme p;
	enum err e;

	if ((e = field_text(rq, "programme", 64, &m->programme_id)) ||
	    !m->programme_id || !*m->programme_id) {
		m->programme_id = NULL;
		return e;
	}
	e = programme_by_id(rq->db, m->programme_id, &p);
	if (e == ERR_NOT_FOUND || (!e && strcmp(p.agency_id, m->agency_id)))
		return field_bad(rq, "programme", &programme_rule);
	return e;
}

static enum err mentoring_read(struct request *rq, struct mentoring *m)
{
	const char *topic;
	enum err e;

	if ((e = field_text_needed(rq, "kind", 20, &m->kind)))
		return e;
	if (!mentoring_kind_fits(m->kind))
		return field_bad(rq, "kind", &kind_rule);
	if ((e = pair_read(rq, m)) || (e = programme_read(rq, m)) ||
	    (e = field_text_needed(rq, "topic", 4 * MENTORING_TOPIC_MOST,
				   &topic)))
		return e;
	m->topic = text_line(rq->mem, topic, MENTORING_TOPIC_MOST);
	return *m->topic ? OK : field_missing(rq, "topic");
}

static enum err tell(struct request *rq, enum notice_kind kind,
		     const struct mentoring *m, const char *person_id,
		     const char *other)
{
	return notice_tell(rq->db, kind, &(struct notice_to){
		.person_id = person_id, .href = "/saya/pendampingan",
		.occasion = arena_format(rq->mem, "%s:%s", notice_name(kind),
					 m->id),
		.by_mail = kind == NOTICE_mentoring_begun,
	}, NOTE({ "name", other, 0 }, { "topic", m->topic, 0 }), rq->now);
}

enum err mentoring_create(struct request *rq, struct response *rs)
{
	struct mentoring m = { .created_at = rq->now };
	bool there;
	enum err e;

	if ((e = mentoring_read(rq, &m)) ||
	    (e = mentoring_goes_on(rq->db, &m, &there)))
		return e;
	if (there)
		return refuse(rq, P_mentoring_there, VALUES(
			{ "mentor", m.mentor_name },
			{ "mentee", m.mentee_name }));
	if ((e = mentoring_add(rq->db, &m, rq->person->id)) ||
	    (e = tell(rq, NOTICE_mentoring_begun, &m, m.mentor_id,
		      m.mentee_name)) ||
	    (e = tell(rq, NOTICE_mentoring_begun, &m, m.mentee_id,
		      m.mentor_name)) ||
	    (e = mentoring_by_id(rq->db, m.id, &m)))
		return e;
	return respond_json(rq, rs, 201, mentoring_json(&m));
}

/* ---- It ends -------------------------------------------------------------- */

static bool organises(struct request *rq, const struct mentoring *m)
{
	return person_is(rq->person, ROLE_ORGANISER) &&
	       !agency_scope_hidden(rq, m->agency_id);
}

static enum err tell_other(struct request *rq, const struct mentoring *m,
			   const char *person_id, const char *other)
{
	return strcmp(person_id, rq->person->id)
		? tell(rq, NOTICE_mentoring_ended, m, person_id, other) : OK;
}

enum err mentoring_finish(struct request *rq, struct response *rs)
{
	struct mentoring m;
	bool organiser;
	enum err e;

	if ((e = mentoring_by_id(rq->db, request_param(rq, "id"), &m)))
		return e;
	organiser = organises(rq, &m);
	if (!organiser && !mentoring_of(&m, rq->person->id))
		return fail(ERR_NOT_FOUND, "not theirs");
	if (!mentoring_may_end(&m, rq->person->id, organiser))
		return refuse(rq, P_mentoring_over, NO_VALUES);
	m.ended_at = rq->now;
	if ((e = mentoring_end(rq->db, m.id, rq->now)) ||
	    (e = tell_other(rq, &m, m.mentor_id, m.mentee_name)) ||
	    (e = tell_other(rq, &m, m.mentee_id, m.mentor_name)))
		return e;
	return respond_json(rq, rs, 200, mentoring_of(&m, rq->person->id)
		? mine_json(&m, rq->person->id) : mentoring_json(&m));
}

/* ---- For the two ---------------------------------------------------------- */

enum err mentoring_mine(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	const char *me = rq->person->id;
	struct mentoring *all;
	size_t n;
	enum err e;

	if ((e = mentoring_of_person(rq->db, me, MINE_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, mine_json(&all[i], me));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "mentorings",
						   list));
}

static enum err mine_by_id(struct request *rq, struct mentoring *out)
{
	const enum err e = mentoring_by_id(rq->db, request_param(rq, "id"),
					   out);

	if (e || mentoring_of(out, rq->person->id))
		return e;
	return fail(ERR_NOT_FOUND, "of two others");
}

static enum err notes_respond(struct request *rq, struct response *rs,
			      int status, const char *id)
{
	json_t *list = request_own_json(rq, json_array());
	struct mentoring_note *all;
	struct mentoring m;
	size_t n;
	enum err e;

	if ((e = mentoring_by_id(rq->db, id, &m)) ||
	    (e = mentoring_notes(rq->db, id, MENTORING_NOTES_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, note_json(&all[i],
						      rq->person->id));
	return respond_json(rq, rs, status, json_pack("{s:o, s:O}",
		"mentoring", mine_json(&m, rq->person->id), "notes", list));
}

enum err mentoring_notes_show(struct request *rq, struct response *rs)
{
	struct mentoring m;
	const enum err e = mine_by_id(rq, &m);

	return e ? e : notes_respond(rq, rs, 200, m.id);
}

static enum err note_read(struct request *rq, struct mentoring_note *n)
{
	const char *words, *next;
	enum err e;

	if ((e = field_text_needed(rq, "day", 10, &n->day)))
		return e;
	if (!mentoring_day_fits(n->day, rq->now))
		return field_bad(rq, "day", &day_rule);
	if ((e = field_number(rq, "minutes", 1, MENTORING_MINUTES_MOST,
			      &n->minutes)) ||
	    (e = field_text_needed(rq, "words", MENTORING_WORDS_MOST,
				   &words)) ||
	    (e = field_text(rq, "nextStep", MENTORING_STEP_MOST, &next)))
		return e;
	if (!n->minutes)
		return field_missing(rq, "minutes");
	n->words = text_trim(rq->mem, words);
	n->next_step = next ? text_trim(rq->mem, next) : "";
	return *n->words ? OK : field_missing(rq, "words");
}

enum err mentoring_note_create(struct request *rq, struct response *rs)
{
	struct mentoring_note n = { .by_id = rq->person->id, .at = rq->now };
	struct mentoring m;
	enum err e;

	if ((e = mine_by_id(rq, &m)))
		return e;
	if (m.ended_at)
		return refuse(rq, P_mentoring_over, NO_VALUES);
	if (m.sessions >= MENTORING_NOTES_MOST)
		return refuse(rq, P_mentoring_full, NO_VALUES);
	n.mentoring_id = m.id;
	if ((e = note_read(rq, &n)) ||
	    (e = mentoring_note_add(rq->db, &n)))
		return e;
	return notes_respond(rq, rs, 201, m.id);
}
