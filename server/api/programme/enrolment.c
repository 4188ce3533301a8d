/*
 * Who takes part in a batch: organisers enrol people and see how they stand.
 */
#include <string.h>

#include "api/field.h"
#include "api/programme/programme.h"
#include "api/wire.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "routes.h"
#include "serve.h"
#include "store/like.h"

#define AT_ONCE 20000		/* people of a unit or job */
#define NAMED_MOST 2000		/* ids in a body */
#define PIECE 500		/* rows in one write */
#define SETTLE_AT_ONCE 20	/* the rest is the job's */
#define PAGE 50
#define ROWS_MOST 20000
#define FAR INT64_C(4102444800000)	/* the year 2100 */

static const struct phrase
	whom = { {
		"Pilih satu: unit, job, atau people.",
		"Choose one: unit, job or people." } },
	too_many = { {
		"Paling banyak 2.000 orang sekali kirim.",
		"2,000 people at most at once." } };

static enum err open_for_people(struct request *rq, const struct batch *b)
{
	if (strcmp(b->state, "open") || strcmp(b->programme_state, "published"))
		return refuse(rq, P_batch_not_open, NO_VALUES);
	return OK;
}

/* ---- Enrolling many ----------------------------------------------------- */

struct enrolling {
	struct request *rq;
	struct batch batch;
	const char *how;
	struct candidate *all;
	size_t n;
	size_t from;		/* of the piece that is written now */
	size_t fresh;		/* enrolled now, in all pieces before it */
	size_t piece_fresh;
};

static enum err ids_read(struct request *rq, const char *const **out,
			 size_t *n)
{
	json_t *list = json_object_get(rq->json, "people");
	const char **ids;

	*n = json_array_size(list);
	if (!json_is_array(list) || *n > NAMED_MOST)
		return field_bad(rq, "people", &too_many);
	ids = arena_array(rq->mem, const char *, *n);
	for (size_t i = 0; i < *n; i++) {
		const char *id = json_string_value(json_array_get(list, i));

		ids[i] = id ? id : "";
	}
	*out = ids;
	return OK;
}

static enum err candidates(struct request *rq, struct enrolling *x)
{
	const char *agency = x->batch.agency_id, *unit = NULL, *job = NULL;
	const char *const *ids = NULL;
	bool roster = false;
	size_t n = 0;
	enum err e;

	if ((e = field_text(rq, "unit", 40, &unit)) ||
	    (e = field_text(rq, "job", 40, &job)) ||
	    (e = field_bool(rq, "roster", &roster)))
		return e;
	if (unit) {
		x->how = "unit";
		return candidate_of_unit(rq->db, x->batch.id, agency, unit,
					 AT_ONCE, &x->all, &x->n);
	}
	if (job) {
		x->how = "job";
		return candidate_of_job(rq->db, x->batch.id, agency, job,
					AT_ONCE, &x->all, &x->n);
	}
	if (!json_object_get(rq->json, "people"))
		return field_bad(rq, "people", &whom);
	x->how = roster ? "roster" : "person";
	if ((e = ids_read(rq, &ids, &n)))
		return e;
	return candidate_of_ids(rq->db, x->batch.id, agency, ids, n, &x->all,
				&x->n);
}

/* May run again, so what it counts begins anew. */
static enum err piece_write(struct db *db, void *context)
{
	struct enrolling *x = context;
	enum err e = OK;

	x->piece_fresh = 0;
	for (size_t i = x->from; !e && i < x->n && i < x->from + PIECE; i++) {
		struct enrolment en = {
			.person_id = x->all[i].person_id,
			.unit_id = x->all[i].unit_id,
			.how = x->how, .by_id = x->rq->person->id,
		};

		if (x->all[i].enrolled)
			continue;
		e = enrolment_begin(db, &x->batch, &en, x->rq->now);
		x->piece_fresh += en.id != NULL;
	}
	return e;
}

static enum err enrol_all(struct request *rq, struct enrolling *x)
{
	enum err e = OK;

	serve_read_end(rq);
	for (x->from = 0; !e && x->from < x->n; x->from += PIECE) {
		e = serve_write(rq, piece_write, x);
		x->fresh += x->piece_fresh;
	}
	return e;
}

/*
 * In pieces, so that learners who save meanwhile do not wait. Broken off it is
 * simply asked for again: who is in already stays.
 */
enum err enrolments_check(struct request *rq, struct response *rs)
{
	struct enrolling *x = arena_new(rq->mem, struct enrolling);
	enum err e;

	(void)rs;
	x->rq = rq;
	rq->prepared = x;
	if ((e = serve_read(rq)) || (e = batch_mine(rq, &x->batch)) ||
	    (e = open_for_people(rq, &x->batch)) || (e = candidates(rq, x)))
		return e;
	return *query_text(rq, "try") ? OK : enrol_all(rq, x);
}

static enum err settle_first(struct request *rq, const struct enrolling *x)
{
	struct enrolment en;
	enum err e = OK;

	for (size_t i = 0; !e && i < x->n && i < SETTLE_AT_ONCE; i++)
		if (!x->all[i].enrolled &&
		    !(e = enrolment_of(rq->db, x->batch.id,
				       x->all[i].person_id, &en)) && en.id)
			e = enrolment_settle(rq->db, en.id, rq->now);
	return e;
}

enum err enrolments_add(struct request *rq, struct response *rs)
{
	const struct enrolling *x = rq->prepared;
	const bool only_try = *query_text(rq, "try");
	size_t before = 0;
	enum err e;

	for (size_t i = 0; i < x->n; i++)
		before += x->all[i].enrolled;
	if (!only_try && (e = settle_first(rq, x)))
		return e;
	if (!only_try)
		rq->after = enrolments_wake;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:I, s:I}",
		"found", (json_int_t)x->n, "before", (json_int_t)before,
		"enrolled", (json_int_t)(only_try ? x->n - before
						  : x->fresh)));
}

/* ---- The list ----------------------------------------------------------- */

static const char *nip_shown(struct request *rq, const char *nip)
{
	char masked[NIP_MASKED_SIZE];

	if (!nip)
		return NULL;
	nip_mask(nip, masked);
	return arena_copy(rq->mem, masked, strlen(masked) + 1);
}

static json_t *enrolment_json(struct request *rq, const struct enrolment *en)
{
	return json_pack("{s:s, s:{s:s, s:s, s:s?}, s:o, s:s, s:s, s:I, s:b,"
			 " s:I, s:o, s:o, s:o, s:o}",
			 "id", en->id, "person", "id", en->person_id,
			 "name", en->person_name,
			 "nip", nip_shown(rq, en->person_nip),
			 "unit", en->unit_id
			 ? json_pack("{s:s, s:s?}", "id", en->unit_id, "name",
				     en->unit_name) : json_null(),
			 "how", en->how, "state", en->state,
			 "progress", (json_int_t)en->progress,
			 "late", en->late, "at", (json_int_t)en->at,
			 "begunAt", number_or_null(en->begun_at),
			 "completedAt", number_or_null(en->completed_at),
			 "until", number_or_null(en->until),
			 "passed", en->passed == SUCCESS_UNKNOWN ? json_null()
			 : json_boolean(en->passed == SUCCESS_PASSED));
}

static struct enrolment_filter filter_of(struct request *rq,
					 const struct batch *b)
{
	return (struct enrolment_filter){
		.batch_id = b->id, .state = query_text(rq, "state"),
		.unit_id = query_text(rq, "unit"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.now = rq->now,
	};
}

enum err enrolments_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct enrolment_filter filter;
	struct enrolment *all;
	size_t n, total;
	struct batch b;
	int64_t page;
	enum err e;

	if ((e = batch_mine(rq, &b)) ||
	    (e = query_number(rq, "page", 1, 100000, 1, &page)))
		return e;
	filter = filter_of(rq, &b);
	if ((e = enrolment_count(rq->db, &filter, &total)) ||
	    (e = enrolment_page(rq->db, &filter, (size_t)(page - 1) * PAGE,
				PAGE, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, enrolment_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I}",
		"enrolments", list, "page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE),
		"total", (json_int_t)total));
}

static const struct phrase columns[] = {
	{ { "Nama", "Name" } }, { { "NIP (disamarkan)", "NIP (masked)" } },
	{ { "Unit kerja", "Unit" } }, { { "Keadaan", "State" } },
	{ { "Kemajuan (%)", "Progress (%)" } },
	{ { "Terlambat", "Late" } }, { { "Mulai", "Begun" } },
	{ { "Selesai", "Completed" } }, { { "Lulus", "Passed" } },
};
static const enum sheet_type column_types[] = {
	SHEET_TEXT, SHEET_TEXT, SHEET_TEXT, SHEET_TEXT, SHEET_NUMBER,
	SHEET_TEXT, SHEET_MOMENT, SHEET_MOMENT, SHEET_TEXT,
};
static const struct phrase
	yes = { { "ya", "yes" } }, no = { { "tidak", "no" } },
	not_begun = { { "belum mulai", "not begun" } },
	going = { { "sedang berjalan", "in progress" } },
	done = { { "selesai", "completed" } },
	left = { { "keluar", "withdrawn" } };

static const char *state_word(const struct request *rq,
			      const struct enrolment *en)
{
	const struct phrase *p = strcmp(en->state, "withdrawn") == 0 ? &left
		: en->completed_at ? &done : en->begun_at ? &going : &not_begun;

	return p->in[rq->lang];
}

static void line_put(struct request *rq, struct sheet *s,
		     const struct enrolment *en)
{
	sheet_text(s, en->person_name);
	sheet_text(s, nip_shown(rq, en->person_nip));
	sheet_text(s, en->unit_name);
	sheet_text(s, state_word(rq, en));
	sheet_number(s, (double)en->progress);
	sheet_text(s, (en->late ? &yes : &no)->in[rq->lang]);
	sheet_moment(s, en->begun_at);
	sheet_moment(s, en->completed_at);
	sheet_text(s, en->passed == SUCCESS_UNKNOWN ? NULL
		   : (en->passed == SUCCESS_PASSED ? &yes : &no)->in[rq->lang]);
	sheet_row(s);
}

enum err enrolments_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	struct enrolment_filter filter;
	struct enrolment *all;
	struct batch b;
	size_t n;
	enum err e;

	if ((e = batch_mine(rq, &b)))
		return e;
	filter = filter_of(rq, &b);
	if ((e = enrolment_page(rq->db, &filter, 0, ROWS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(&s, columns[i].in[rq->lang], column_types[i]);
	sheet_begin(&s);
	for (size_t i = 0; i < n; i++)
		line_put(rq, &s, &all[i]);
	return respond_sheet(rq, rs, &s, "peserta.csv");
}

/* ---- Who has not begun --------------------------------------------------- */

struct reminding {
	struct request *rq;
	struct batch batch;
	struct enrolment *all;
	size_t n, from;
};

static enum err remind_piece(struct db *db, void *context)
{
	const struct reminding *x = context;
	enum err e = OK;

	for (size_t i = x->from; !e && i < x->n && i < x->from + PIECE; i++)
		e = enrolment_remind(db, &x->batch, &x->all[i], x->rq->now);
	return e;
}

/* In pieces, as enrolling is. */
enum err reminders_check(struct request *rq, struct response *rs)
{
	struct reminding *x = arena_new(rq->mem, struct reminding);
	struct enrolment_filter filter;
	enum err e;

	(void)rs;
	x->rq = rq;
	rq->prepared = x;
	if ((e = serve_read(rq)) || (e = batch_mine(rq, &x->batch)) ||
	    (e = open_for_people(rq, &x->batch)))
		return e;
	filter = (struct enrolment_filter){
		.batch_id = x->batch.id, .state = "waiting", .unit_id = "",
		.like = "%", .now = rq->now };
	if ((e = enrolment_page(rq->db, &filter, 0, ROWS_MOST, &x->all,
				&x->n)))
		return e;
	serve_read_end(rq);
	for (x->from = 0; !e && x->from < x->n; x->from += PIECE)
		e = serve_write(rq, remind_piece, x);
	return e;
}

enum err reminders_told(struct request *rq, struct response *rs)
{
	const struct reminding *x = rq->prepared;

	return respond_json(rq, rs, 200, json_pack("{s:I}",
		"people", (json_int_t)x->n));
}

/* ---- One of them -------------------------------------------------------- */

/* Withdraw somebody, take them back, or give them more time. */
enum err enrolment_patch(struct request *rq, struct response *rs)
{
	bool withdrawn = false;
	struct enrolment en;
	struct batch b;
	int64_t until;
	enum err e;

	if ((e = batch_mine(rq, &b)) ||
	    (e = enrolment_by_id(rq->db, request_param(rq, "enrolment"),
				 &en)))
		return e;
	if (strcmp(en.batch_id, b.id))
		return fail(ERR_NOT_FOUND, "of another batch");
	until = en.until;
	if (json_is_null(json_object_get(rq->json, "until")))
		until = 0;
	else if ((e = field_number(rq, "until", 1, FAR, &until)))
		return e;
	if ((e = field_bool(rq, "withdrawn", &withdrawn)) ||
	    (e = enrolment_set_until(rq->db, en.id, until)))
		return e;
	if (withdrawn && en.completed_at)
		return refuse(rq, P_enrolment_completed, NO_VALUES);
	if (withdrawn && (e = enrolment_end(rq->db, &en, rq->now)))
		return e;
	return respond_empty(rs, 204);
}
