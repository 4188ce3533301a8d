#include "store/figure.h"

#include <math.h>
#include <string.h>

#include "domain/survey.h"
#include "store/queries.h"

/* What is kept where there were too few people. */
#define NONE "{}"

static const char *figures_of(const struct rows *r, size_t i)
{
	const char *text = row_text(r, i, "figures");

	return text && strcmp(text, NONE) ? text : NULL;
}

enum err version_figure_put(struct db *db, const struct version_figure *f)
{
	return db_run(db, NULL, SQL_VERSION_FIGURE_PUT,
		      ARGS(arg_text(f->version_id), arg_text(f->module_id),
			   arg_text(f->figures ? f->figures : NONE),
			   arg_int(f->at)));
}

enum err unit_figure_put(struct db *db, const struct unit_figure *f)
{
	return db_run(db, NULL, SQL_UNIT_FIGURE_PUT,
		      ARGS(arg_text(f->unit_id), arg_text(f->version_id),
			   arg_text(f->figures ? f->figures : NONE),
			   arg_int(f->at)));
}

enum err version_figure_list(struct db *db, const char *module_id, size_t most,
			     struct version_figure **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_FIGURE_LIST,
			ARGS(arg_text(module_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct version_figure, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct version_figure){
			.version_id = row_text(&r, i, "id"),
			.module_id = module_id,
			.number = row_int(&r, i, "number"),
			.figures = figures_of(&r, i),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}

static void units_take(struct db *db, const struct rows *r,
		       struct unit_figure **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct unit_figure, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = (struct unit_figure){
			.unit_id = row_text(r, i, "id"),
			.version_id = row_text(r, i, "version_id"),
			.ident = row_text(r, i, "ident"),
			.title = row_text(r, i, "title"),
			.kind = row_text(r, i, "kind"),
			.figures = figures_of(r, i),
			.at = row_int(r, i, "at"),
		};
}

enum err unit_figure_list(struct db *db, const char *version_id,
			  struct unit_figure **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UNIT_FIGURE_LIST,
			ARGS(arg_text(version_id)))))
		return e;
	units_take(db, &r, out, n);
	return OK;
}

enum err unit_figure_of(struct db *db, const char *module_id,
			const char *ident, struct unit_figure **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UNIT_FIGURE_OF,
			ARGS(arg_text(module_id), arg_text(ident)))))
		return e;
	units_take(db, &r, out, n);
	return OK;
}

enum err figure_version_next(struct db *db, const char *after,
			     struct figure_version *out)
{
	struct rows r;
	enum err e;

	*out = (struct figure_version){ .id = NULL };
	if ((e = db_run(db, &r, SQL_FIGURE_VERSION_NEXT,
			ARGS(arg_text(after)))) || r.count == 0)
		return e;
	*out = (struct figure_version){
		.id = row_text(&r, 0, "id"),
		.module_id = row_text(&r, 0, "module_id"),
		.counted_at = row_int(&r, 0, "at"),
	};
	return OK;
}

enum err figure_stale(struct db *db, const struct figure_version *v,
		      int64_t since, int64_t away, int64_t now, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FIGURE_STALE,
			ARGS(arg_text(v->id), arg_int(since),
			     arg_int(since - away), arg_int(now - away),
			     arg_int(SURVEY_LEAST)))))
		return e;
	*out = r.count != 0;
	return OK;
}

static struct figure_progress progress_read(const struct rows *r, size_t i)
{
	return (struct figure_progress){
		.attempt_id = row_text(r, i, "id"),
		.counts = row_int(r, i, "number") > 0 &&
			  !row_int(r, i, "again"),
		.later = row_int(r, i, "later"),
		.completion = row_text(r, i, "completion"),
		.success = row_text(r, i, "success"),
		.at_unit = row_text(r, i, "at_unit"),
		.started_at = row_int(r, i, "started_at"),
		.last_at = row_int(r, i, "last_at"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_completion = row_text(r, i, "unit_completion"),
		.unit_success = row_text(r, i, "unit_success"),
		.measure = row_null(r, i, "measure")
			? NAN : row_real(r, i, "measure"),
		.location = row_text(r, i, "location"),
		.time_ms = row_int(r, i, "time_ms"),
		.saved_at = row_int(r, i, "saved_at"),
	};
}

enum err figure_page(struct db *db, const char *version_id, const char *after,
		     size_t most, struct figure_progress **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FIGURE_PAGE,
			ARGS(arg_text(version_id), arg_text(after),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct figure_progress, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = progress_read(&r, i);
	return OK;
}

enum err figure_file(struct db *db, const char *version_id, const char *path,
		     const char **blob)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FIGURE_FILE,
			ARGS(arg_text(version_id), arg_text(path)))))
		return e;
	*blob = r.count ? row_text(&r, 0, "blob") : NULL;
	return OK;
}
