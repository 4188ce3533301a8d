#include "store/jp_list.h"

#include "base/ident.h"
#include "store/jp_row.h"
#include "store/queries.h"
#include "store/read.h"

static void line_read(const struct rows *r, size_t i, struct jp_line *out)
{
	*out = (struct jp_line){
		.person_name = row_text(r, i, "person_name"),
		.nip = row_text(r, i, "nip"),
		.siasn = row_text(r, i, "siasn"),
		.unit_name = row_text(r, i, "unit_name"),
		.by_name = row_text(r, i, "by_name"),
		.certificate_number = row_text(r, i, "certificate_number"),
		.doubt = row_text(r, i, "doubt"),
		.doubt_at = row_int(r, i, "doubt_at"),
		.status = row_text(r, i, "status"),
		.status_words = row_text(r, i, "status_words"),
		.status_at = row_int(r, i, "status_at"),
	};
	jp_entry_row(r, i, &out->entry);
}

static void lines_read(struct db *db, const struct rows *r,
		       struct jp_line **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct jp_line, r->count);
	for (size_t i = 0; i < r->count; i++)
		line_read(r, i, &(*out)[i]);
}

enum err jp_line_mine(struct db *db, const char *person_id, int64_t year,
		      struct jp_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_LINE_MINE,
			ARGS(arg_text(person_id), arg_int(year)))))
		return e;
	lines_read(db, &r, out, n);
	return OK;
}

enum err jp_line_one(struct db *db, const char *id, struct jp_line *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_LINE_ONE, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no JP entry '%s'", id);
	line_read(&r, 0, out);
	return OK;
}

enum err jp_line_page(struct db *db, const struct jp_filter *f, size_t from,
		      size_t most, struct jp_line **out, size_t *n,
		      int64_t *total)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_LINE_PAGE,
			ARGS(arg_text(f->agency_id), arg_int(f->year),
			     arg_text(f->like), arg_text(f->source),
			     arg_text(f->form), arg_text(f->state),
			     arg_text(f->person_id), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	lines_read(db, &r, out, n);
	if ((e = db_run(db, &r, SQL_JP_LINE_COUNT,
			ARGS(arg_text(f->agency_id), arg_int(f->year),
			     arg_text(f->like), arg_text(f->source),
			     arg_text(f->form), arg_text(f->state),
			     arg_text(f->person_id),
			     arg_int(JP_COUNT_MOST)))))
		return e;
	*total = row_int(&r, 0, "total");
	return OK;
}

enum err jp_line_doubts(struct db *db, const char *agency_id, size_t most,
			struct jp_line **out, size_t *n, int64_t *total)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_LINE_DOUBTS,
			ARGS(arg_text(agency_id), arg_int((int64_t)most)))))
		return e;
	*total = r.count ? row_int(&r, 0, "total") : 0;
	lines_read(db, &r, out, n);
	return OK;
}

enum err jp_years(struct db *db, const char *person_id, int64_t **out,
		  size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_YEARS, ARGS(arg_text(person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), int64_t, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_int(&r, i, "year");
	return OK;
}

enum err jp_of_thing(struct db *db, const char *person_id, const char *source,
		     const char *source_id, struct jp_had *out)
{
	struct rows r;
	enum err e;

	*out = (struct jp_had){ .entry_id = NULL };
	if ((e = db_run(db, &r, SQL_JP_OF_THING,
			ARGS(arg_text(person_id), arg_text(source),
			     arg_text(source_id)))) || r.count == 0)
		return e;
	*out = (struct jp_had){
		.entry_id = row_text(&r, 0, "id"),
		.day = row_text(&r, 0, "day"),
		.certificate_id = row_text(&r, 0, "certificate_id"),
		.jp = row_int(&r, 0, "jp"),
		.year = row_int(&r, 0, "year"),
	};
	return OK;
}

/* ---- What is asked ----------------------------------------------------- */

static int64_t bound(const struct rows *r, size_t i, const char *column)
{
	return row_null(r, i, column) ? -1 : row_int(r, i, column);
}

static struct arg arg_bound(int64_t n)
{
	return n < 0 ? arg_null() : arg_int(n);
}

enum err jp_target_list(struct db *db, const char *agency_id,
			struct jp_target **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_TARGET_LIST,
			ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct jp_target, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct jp_target){
			.id = row_text(&r, i, "id"),
			.agency_id = row_text(&r, i, "agency_id"),
			.kind = row_text(&r, i, "kind"),
			.from_year = row_int(&r, i, "from_year"),
			.least = bound(&r, i, "least"),
			.most = bound(&r, i, "most"),
			.basis = row_text(&r, i, "basis"),
			.created_by = row_text(&r, i, "created_by"),
			.created_at = row_int(&r, i, "created_at"),
		};
	return OK;
}

enum err jp_target_add(struct db *db, const struct jp_target *t)
{
	return db_run(db, NULL, SQL_JP_TARGET_ADD,
		      ARGS(arg_text(t->id), arg_text(t->agency_id),
			   arg_text(t->kind), arg_int(t->from_year),
			   arg_bound(t->least), arg_bound(t->most),
			   arg_text(t->basis), arg_text(t->created_by),
			   arg_int(t->created_at)));
}

/* ---- SIASN ------------------------------------------------------------- */

enum err jp_training_list(struct db *db, struct jp_training **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_KIND_LIST, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct jp_training, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct jp_training){
			.id = row_int(&r, i, "id"),
			.name = row_text(&r, i, "name"),
			.code = row_text(&r, i, "code"),
			.component = row_text(&r, i, "component"),
		};
	return OK;
}

enum err jp_training_put(struct db *db, const struct jp_training *k)
{
	return db_run(db, NULL, SQL_JP_KIND_PUT,
		      ARGS(arg_int(k->id), arg_text(k->name),
			   arg_text(k->code), arg_text(k->component)));
}

enum err jp_status_add(struct db *db, const char *entry_id, const char *state,
		       const char *words, const char *by_id, int64_t now)
{
	return db_run(db, NULL, SQL_JP_STATUS_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(entry_id), arg_text(state),
			   arg_text(words), arg_text(by_id), arg_int(now)));
}

enum err jp_siasn_get(struct db *db, const char *agency_id,
		      const char **instansi, const char **lokasi)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_SIASN_GET, ARGS(arg_text(agency_id)))))
		return e;
	*instansi = r.count ? row_text(&r, 0, "instansi_id") : "";
	*lokasi = r.count ? row_text(&r, 0, "lokasi_id") : "";
	return OK;
}

enum err jp_siasn_put(struct db *db, const char *agency_id,
		      const char *instansi, const char *lokasi)
{
	return db_run(db, NULL, SQL_JP_SIASN_PUT,
		      ARGS(arg_text(agency_id), arg_text(instansi),
			   arg_text(lokasi)));
}

enum err jp_person_siasn(struct db *db, const char *nip, const char *agency_id,
			 const char *siasn, bool *found)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_PERSON_SIASN,
			ARGS(arg_text(nip), arg_text(agency_id),
			     arg_text(siasn)))))
		return e;
	*found = r.count > 0;
	return OK;
}

enum err jp_look_add(struct db *db, const char *agency_id, int64_t year,
		     const char *by_id, int64_t now)
{
	return db_run(db, NULL, SQL_JP_LOOK_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(agency_id), arg_int(year),
			   arg_text(by_id), arg_int(now)));
}

enum err jp_look_list(struct db *db, const char *agency_id,
		      struct jp_look **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JP_LOOK_LIST, ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct jp_look, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct jp_look){
			.by_name = row_text(&r, i, "by_name"),
			.year = row_int(&r, i, "year"),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}

/* ---- People ------------------------------------------------------------ */

static struct arg asked(const struct jp_people *f, const char *kind, bool most)
{
	const struct jp_target *t = jp_target_for(f->targets, f->ntargets,
						  f->target_agency, kind,
						  f->year);

	return arg_int(!t ? -1 : most ? t->most : t->least);
}

enum err jp_person_page(struct db *db, const struct jp_people *f, size_t from,
			size_t most, struct jp_person **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, f->agency_id ? SQL_JP_PERSON_PAGE
					     : SQL_JP_PERSON_TEAM,
			ARGS(arg_text(f->agency_id ? f->agency_id
						   : f->supervisor_id),
			     arg_int(f->year), arg_text(f->unit_id),
			     arg_text(f->like), arg_text(f->state),
			     asked(f, "pns", false), asked(f, "cpns", false),
			     asked(f, "pppk", false),
			     asked(f, "pppk-part", false),
			     asked(f, "other", false), asked(f, "pns", true),
			     asked(f, "cpns", true), asked(f, "pppk", true),
			     asked(f, "pppk-part", true),
			     asked(f, "other", true), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct jp_person, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct jp_person){
			.id = row_text(&r, i, "id"),
			.name = row_text(&r, i, "name"),
			.kind = row_text(&r, i, "kind"),
			.unit_id = row_text(&r, i, "unit_id"),
			.unit_name = row_text(&r, i, "unit_name"),
			.job_name = row_text(&r, i, "job_name"),
			.jp = row_int(&r, i, "jp"),
			.least = row_int(&r, i, "least"),
			.most = row_int(&r, i, "most"),
		};
	return OK;
}
