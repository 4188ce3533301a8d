/*
 * Programmes, batches, and what became of one of them, as files for Excel.
 */
#include <string.h>

#include "api/field.h"
#include "api/programme/programme.h"
#include "api/scope.h"
#include "domain/sheet.h"
#include "routes.h"
#include "store/like.h"

#define ROWS_MOST 20000

struct column {
	struct phrase title;
	enum sheet_type type;
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const struct column
	programme_columns[] = {
		{ { { "Pelatihan", "Programme" } }, SHEET_TEXT },
		{ { { "Instansi", "Agency" } }, SHEET_TEXT },
		{ { { "Keadaan", "State" } }, SHEET_TEXT },
		{ { { "JP", "JP" } }, SHEET_NUMBER },
		{ { { "Langkah", "Steps" } }, SHEET_NUMBER },
		{ { { "Angkatan", "Batches" } }, SHEET_NUMBER },
		{ { { "Peserta", "People" } }, SHEET_NUMBER },
		{ { { "Diubah", "Changed" } }, SHEET_MOMENT },
	},
	batch_columns[] = {
		{ { { "Angkatan", "Batch" } }, SHEET_TEXT },
		{ { { "Pelatihan", "Programme" } }, SHEET_TEXT },
		{ { { "Keadaan", "State" } }, SHEET_TEXT },
		{ { { "Mulai", "Begins" } }, SHEET_MOMENT },
		{ { { "Selesai", "Ends" } }, SHEET_MOMENT },
		{ { { "Peserta", "People" } }, SHEET_NUMBER },
		{ { { "Sudah mulai", "Begun" } }, SHEET_NUMBER },
		{ { { "Sudah selesai", "Completed" } }, SHEET_NUMBER },
	},
	step_columns[] = {
		{ { { "Langkah", "Step" } }, SHEET_TEXT },
		{ { { "Tenggat", "Deadline" } }, SHEET_MOMENT },
		{ { { "Berjalan", "In progress" } }, SHEET_NUMBER },
		{ { { "Menunggu", "Waiting" } }, SHEET_NUMBER },
		{ { { "Selesai", "Done" } }, SHEET_NUMBER },
	},
	unit_columns[] = {
		{ { { "Unit kerja", "Unit" } }, SHEET_TEXT },
		{ { { "Peserta", "People" } }, SHEET_NUMBER },
		{ { { "Belum mulai", "Not begun" } }, SHEET_NUMBER },
		{ { { "Terlambat", "Late" } }, SHEET_NUMBER },
		{ { { "Selesai", "Completed" } }, SHEET_NUMBER },
		{ { { "Kemajuan (%)", "Progress (%)" } }, SHEET_NUMBER },
	},
	session_columns[] = {
		{ { { "Kegiatan", "Event" } }, SHEET_TEXT },
		{ { { "Mulai", "Begins" } }, SHEET_MOMENT },
		{ { { "Selesai", "Ends" } }, SHEET_MOMENT },
		{ { { "Terdaftar", "Registered" } }, SHEET_NUMBER },
		{ { { "Hadir", "Present" } }, SHEET_NUMBER },
	};
static const struct phrase
	states[] = {
		{ { "draf", "draft" } }, { { "terbit", "published" } },
		{ { "terbuka", "open" } }, { { "ditutup", "closed" } },
		{ { "dibatalkan", "cancelled" } },
	},
	not_table = { {
		"Pilih steps, units, atau sessions.",
		"Choose steps, units or sessions." } };

static const char *state_word(const struct request *rq, const char *state)
{
	static const char *const names[] = { "draft", "published", "open",
					     "closed", "cancelled" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], state) == 0)
			return states[i].in[rq->lang];
	return state;
}

static struct sheet sheet_start(struct request *rq, const struct column *columns,
				size_t n)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };

	for (size_t i = 0; i < n; i++)
		sheet_column(&s, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(&s);
	return s;
}

static enum err sheet_respond(struct response *rs, struct sheet *s,
			      const char *disposition)
{
	sheet_end(s);
	rs->status = 200;
	rs->type = "text/csv; charset=utf-8";
	rs->bytes = s->out.bytes;
	rs->size = s->out.size;
	response_header(rs, "Content-Disposition", disposition);
	response_header(rs, "Cache-Control", "no-store");
	return OK;
}

static struct programme_filter filter_of(struct request *rq)
{
	return (struct programme_filter){
		.agency_id = agency_scope_asked(rq),
		.state = query_text(rq, "state"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
	};
}

enum err programmes_csv(struct request *rq, struct response *rs)
{
	const struct programme_filter filter = filter_of(rq);
	struct programme *all;
	struct sheet s;
	size_t n;
	enum err e;

	if ((e = programme_page(rq->db, &filter, 0, ROWS_MOST, &all, &n)))
		return e;
	s = sheet_start(rq, programme_columns, COUNT(programme_columns));
	for (size_t i = 0; i < n; i++) {
		sheet_text(&s, all[i].title);
		sheet_text(&s, all[i].agency_name);
		sheet_text(&s, state_word(rq, all[i].state));
		sheet_number(&s, (double)all[i].jp / 100);
		sheet_number(&s, (double)all[i].steps);
		sheet_number(&s, (double)all[i].batches);
		sheet_number(&s, (double)all[i].enrolled);
		sheet_moment(&s, all[i].updated_at);
		sheet_row(&s);
	}
	return sheet_respond(rs, &s, "attachment; filename=\"pelatihan.csv\"");
}

enum err batches_csv(struct request *rq, struct response *rs)
{
	const struct programme_filter filter = filter_of(rq);
	struct batch *all;
	struct sheet s;
	size_t n;
	enum err e;

	if ((e = batch_page(rq->db, &filter, 0, ROWS_MOST, &all, &n)))
		return e;
	s = sheet_start(rq, batch_columns, COUNT(batch_columns));
	for (size_t i = 0; i < n; i++) {
		sheet_text(&s, all[i].name);
		sheet_text(&s, all[i].programme_title);
		sheet_text(&s, state_word(rq, all[i].state));
		sheet_moment(&s, all[i].starts_at);
		sheet_moment(&s, all[i].ends_at);
		sheet_number(&s, (double)all[i].enrolled);
		sheet_number(&s, (double)all[i].begun);
		sheet_number(&s, (double)all[i].completed);
		sheet_row(&s);
	}
	return sheet_respond(rs, &s, "attachment; filename=\"angkatan.csv\"");
}

/* ---- Plan and what became of it ----------------------------------------- */

static void step_put(struct sheet *s, const struct step *step,
		     const struct batch *b, const struct batch_step *all,
		     size_t n)
{
	struct batch_step there = { .done = 0 };

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].activity_id, step->id) == 0)
			there = all[i];
	sheet_text(s, step->title);
	sheet_moment(s, step_due(step, b->starts_at, b->ends_at, 0));
	sheet_number(s, (double)there.begun);
	sheet_number(s, (double)there.waiting);
	sheet_number(s, (double)there.done);
	sheet_row(s);
}

static enum err steps_file(struct request *rq, struct response *rs,
			   const struct batch *b)
{
	struct batch_step *reached;
	struct step *steps;
	struct sheet s;
	size_t n, nreached;
	enum err e;

	if ((e = step_list(rq->db, b->programme_id, &steps, &n)) ||
	    (e = batch_by_step(rq->db, b->id, &reached, &nreached)))
		return e;
	s = sheet_start(rq, step_columns, COUNT(step_columns));
	for (size_t i = 0; i < n; i++)
		step_put(&s, &steps[i], b, reached, nreached);
	return sheet_respond(rs, &s, "attachment; filename=\"langkah.csv\"");
}

static enum err units_file(struct request *rq, struct response *rs,
			   const struct batch *b)
{
	struct batch_unit *all;
	struct sheet s;
	size_t n;
	enum err e;

	if ((e = batch_by_unit(rq->db, b->id, rq->now, &all, &n)))
		return e;
	s = sheet_start(rq, unit_columns, COUNT(unit_columns));
	for (size_t i = 0; i < n; i++) {
		sheet_text(&s, all[i].name);
		sheet_number(&s, (double)all[i].enrolled);
		sheet_number(&s, (double)(all[i].enrolled - all[i].begun));
		sheet_number(&s, (double)all[i].late);
		sheet_number(&s, (double)all[i].completed);
		sheet_number(&s, all[i].progress);
		sheet_row(&s);
	}
	return sheet_respond(rs, &s, "attachment; filename=\"unit.csv\"");
}

static enum err sessions_file(struct request *rq, struct response *rs,
			      const struct batch *b)
{
	struct batch_event *all;
	struct sheet s;
	size_t n;
	enum err e;

	if ((e = batch_event_list(rq->db, b->id, &all, &n)) ||
	    (e = batch_event_seats(rq->db, b->id, all, n)))
		return e;
	s = sheet_start(rq, session_columns, COUNT(session_columns));
	for (size_t i = 0; i < n; i++) {
		sheet_text(&s, all[i].title);
		sheet_moment(&s, all[i].starts_at);
		sheet_moment(&s, all[i].ends_at);
		sheet_number(&s, (double)all[i].registered);
		sheet_number(&s, (double)all[i].present);
		sheet_row(&s);
	}
	return sheet_respond(rs, &s, "attachment; filename=\"kegiatan.csv\"");
}

enum err batch_actual_csv(struct request *rq, struct response *rs)
{
	static const struct {
		const char *name;
		enum err (*make)(struct request *, struct response *,
				 const struct batch *);
	} tables[] = {
		{ "steps", steps_file }, { "units", units_file },
		{ "sessions", sessions_file },
	};
	const char *table = query_text(rq, "table");
	struct batch b;
	const enum err e = batch_mine(rq, &b);

	for (size_t i = 0; !e && i < COUNT(tables); i++)
		if (strcmp(tables[i].name, table) == 0)
			return tables[i].make(rq, rs, &b);
	return e ? e : field_bad(rq, "table", &not_table);
}
