/*
 * The gradebook as a file: CSV, or the rows of which the browser makes an XLSX.
 */
#include <string.h>

#include "api/field.h"
#include "api/quiz/gradebook.h"
#include "api/wire.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "routes.h"

#define ROWS_MOST 20000
#define PIECE 5000		/* learners read at once */

enum column_word { NAME, NIP, AGENCY, VERSION, STATE, UNITS_DONE, SCORE,
		   GAIN, LAST, UNIT_STATE, UNIT_SCORE, UNIT_SITTINGS, UNIT_WAITING };

static const struct phrase columns[] = {
	[NAME] = { { "Nama", "Name" } },
	[NIP] = { { "NIP", "NIP" } },
	[AGENCY] = { { "Instansi", "Agency" } },
	[VERSION] = { { "Versi", "Version" } },
	[STATE] = { { "Keadaan", "State" } },
	[UNITS_DONE] = { { "Bagian selesai", "Parts done" } },
	[SCORE] = { { "Nilai (0–100)", "Score (0–100)" } },
	[GAIN] = { { "Kenaikan dari pretes", "Gain since the pretest" } },
	[LAST] = { { "Kegiatan terakhir", "Last activity" } },
	[UNIT_STATE] = { { "{unit}: keadaan", "{unit}: state" } },
	[UNIT_SCORE] = { { "{unit}: nilai", "{unit}: score" } },
	[UNIT_SITTINGS] = { { "{unit}: percobaan", "{unit}: tries" } },
	[UNIT_WAITING] = { { "{unit}: menunggu dinilai",
			     "{unit}: waiting for marks" } },
};

static const struct phrase
	not_begun = { { "belum mulai", "not begun" } },
	in_progress = { { "sedang berjalan", "in progress" } },
	done = { { "selesai", "done" } },
	passed = { { "lulus", "passed" } },
	failed = { { "tidak lulus", "not passed" } };

struct export {
	struct request *rq;
	struct gradebook book;
	struct sheet sheet;
	bool nip;
};

static const char *state_word(const struct export *x, enum completion c,
			      enum success s)
{
	const struct phrase *p = s == SUCCESS_PASSED ? &passed
		: s == SUCCESS_FAILED ? &failed
		: c == COMPLETION_COMPLETED ? &done
		: c == COMPLETION_NOT_ATTEMPTED ? &not_begun : &in_progress;

	return p->in[x->rq->lang];
}

static void column(struct export *x, enum column_word word,
		   enum sheet_type type, const char *unit)
{
	const char *title = columns[word].in[x->rq->lang];

	sheet_column(&x->sheet, unit ? text_fill(x->rq->mem, title,
				VALUES({ "unit", unit })) : title, type);
}

static void unit_columns(struct export *x, const struct unit *u)
{
	column(x, UNIT_STATE, SHEET_TEXT, u->title);
	if (unit_gives_score(u))
		column(x, UNIT_SCORE, SHEET_NUMBER, u->title);
	if (unit_sat(u)) {
		column(x, UNIT_SITTINGS, SHEET_NUMBER, u->title);
		column(x, UNIT_WAITING, SHEET_NUMBER, u->title);
	}
}

static void head_put(struct export *x)
{
	column(x, NAME, SHEET_TEXT, NULL);
	if (x->nip)
		column(x, NIP, SHEET_TEXT, NULL);
	column(x, AGENCY, SHEET_TEXT, NULL);
	column(x, VERSION, SHEET_NUMBER, NULL);
	column(x, STATE, SHEET_TEXT, NULL);
	column(x, UNITS_DONE, SHEET_NUMBER, NULL);
	column(x, SCORE, SHEET_NUMBER, NULL);
	if (x->book.gain)
		column(x, GAIN, SHEET_NUMBER, NULL);
	column(x, LAST, SHEET_MOMENT, NULL);
	for (size_t i = 0; i < x->book.nunits; i++)
		unit_columns(x, &x->book.units[i]);
	sheet_begin(&x->sheet);
}

static void score_put(struct export *x, struct measure scaled)
{
	if (scaled.known)
		sheet_number(&x->sheet, 100 * scaled.value);
	else
		sheet_none(&x->sheet);
}

/* A version without the unit leaves its cells empty. */
static void cell_put(struct export *x, const struct unit *u,
		     const struct grade_cell *c)
{
	const struct measure none = { false, 0 };

	sheet_text(&x->sheet, c ? state_word(x, c->completion, c->success)
				: NULL);
	if (unit_gives_score(u))
		score_put(x, c ? c->scaled : none);
	for (int i = 0; unit_sat(u) && i < 2; i++)
		if (c)
			sheet_number(&x->sheet, (double)(i ? c->waiting
							   : c->sittings));
		else
			sheet_none(&x->sheet);
}

static const struct grade_cell *cell_of(const struct grade_line *l,
					const char *ident)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->cells[i].ident, ident) == 0)
			return &l->cells[i];
	return NULL;
}

static enum err line_put(struct export *x, const struct grade_line *l)
{
	struct measure gain;
	enum err e;

	if ((e = gradebook_gain(x->rq, &x->book, l, &gain)))
		return e;
	sheet_text(&x->sheet, l->name);
	if (x->nip)
		sheet_nip(&x->sheet, l->nip);
	sheet_text(&x->sheet, l->agency_name);
	sheet_number(&x->sheet, (double)l->version);
	sheet_text(&x->sheet, state_word(x, l->outcome.completion,
					 l->outcome.success));
	sheet_number(&x->sheet, (double)l->outcome.units_done);
	score_put(x, l->outcome.scaled);
	if (x->book.gain)
		score_put(x, gain);
	sheet_moment(&x->sheet, l->last_at);
	for (size_t i = 0; i < x->book.nunits; i++)
		cell_put(x, &x->book.units[i],
			 cell_of(l, x->book.units[i].ident));
	sheet_row(&x->sheet);
	return OK;
}

/* The rows of a piece are forgotten with it: only the file grows. */
static enum err piece_put(struct export *x, size_t offset, size_t *n)
{
	struct db *db = x->rq->db;
	struct arena mem = ARENA_INIT;
	struct arena *before = db_lend(db, &mem);
	struct grade_line *lines;
	int64_t total;
	enum err e;

	*n = 0;
	e = grade_page(db, &x->book.filter, offset, PIECE, &lines, n, &total);
	for (size_t i = 0; i < *n && !e; i++)
		e = line_put(x, &lines[i]);
	db_lend(db, before);
	arena_end(&mem);
	return e;
}

static enum err sheet_make(struct export *x)
{
	size_t n = PIECE;
	enum err e = OK;

	head_put(x);
	for (size_t i = 0; i < ROWS_MOST && n == PIECE && !e; i += PIECE)
		e = piece_put(x, i, &n);
	sheet_end(&x->sheet);
	return e;
}

/* Indonesia's zones alone: an offset is no way to write into the file. */
static void zone_read(int64_t minutes, struct sheet *s)
{
	s->minutes_east = minutes == 480 || minutes == 540 ? (int)minutes : 420;
	s->zone = minutes == 480 ? "WITA" : minutes == 540 ? "WIT" : "WIB";
}

static enum err export(struct request *rq, struct response *rs,
		       enum sheet_form form, const char *type)
{
	struct export x = {
		.rq = rq, .sheet = { .form = form, .out.mem = rq->mem },
		.nip = person_is(rq->person, ROLE_ADMIN),
	};
	int64_t zone;
	enum err e;

	if ((e = query_number(rq, "zone", -900, 900, 420, &zone)) ||
	    (e = gradebook_read(rq, &x.book)))
		return e;
	zone_read(zone, &x.sheet);
	if ((e = sheet_make(&x)))
		return e;
	rs->status = 200;
	rs->type = type;
	rs->bytes = x.sheet.out.bytes;
	rs->size = x.sheet.out.size;
	return OK;
}

enum err gradebook_export(struct request *rq, struct response *rs)
{
	(void)rs;
	return score_look(rq, "export", NULL);
}

enum err gradebook_csv(struct request *rq, struct response *rs)
{
	respond_attachment(rq, rs, "nilai.csv");
	return export(rq, rs, SHEET_CSV, "text/csv; charset=utf-8");
}

enum err gradebook_rows(struct request *rq, struct response *rs)
{
	return export(rq, rs, SHEET_JSON, "application/json");
}
