#include "store/overview.h"

#include <string.h>

#include "store/queries.h"

#define ROWS(db, type, r) arena_array(db_arena(db), type, (r).count + 1)

enum err overview_programmes(struct db *db, const char *agency_id,
			     int64_t since, int64_t until, int64_t now,
			     struct overview_programme **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_PROGRAMMES,
			ARGS(arg_text(agency_id), arg_int(since),
			     arg_int(until), arg_int(now)))))
		return e;
	*out = ROWS(db, struct overview_programme, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct overview_programme){
			.id = row_text(&r, *n, "id"),
			.title = row_text(&r, *n, "title"),
			.jp = row_int(&r, *n, "jp"),
			.batches = row_int(&r, *n, "batches"),
			.ended = row_int(&r, *n, "ended"),
			.seats = row_int(&r, *n, "seats"),
			.boundless = row_int(&r, *n, "boundless"),
			.enrolled = row_int(&r, *n, "enrolled"),
			.begun = row_int(&r, *n, "begun"),
			.completed = row_int(&r, *n, "completed"),
		};
	return OK;
}

/* ---- Indicators ---------------------------------------------------------- */

static void value_read(const struct rows *r, size_t i,
		       struct indicator_value *out)
{
	*out = (struct indicator_value){
		.day = row_text(r, i, "day"),
		.value = row_real(r, i, "value"),
	};
	indicator_phase_named(row_text(r, i, "phase"), &out->phase);
}

static void indicator_take(const struct rows *r, size_t first,
			   const struct indicator_value *values, size_t n,
			   struct overview_indicator *out)
{
	*out = (struct overview_indicator){
		.programme = row_text(r, first, "title"),
		.name = row_text(r, first, "name"),
		.measure = row_text(r, first, "measure"),
	};
	indicator_better_named(row_text(r, first, "better"), &out->better);
	indicator_sum(values, n, out->better, &out->sum);
}

enum err overview_indicators(struct db *db, const char *agency_id,
			     struct overview_indicator **out, size_t *n)
{
	struct indicator_value *values;
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_INDICATORS,
			ARGS(arg_text(agency_id)))))
		return e;
	values = ROWS(db, struct indicator_value, r);
	*out = ROWS(db, struct overview_indicator, r);
	*n = 0;
	for (size_t i = 0, first = 0; i < r.count; i++) {
		value_read(&r, i, &values[i]);
		if (i + 1 < r.count && strcmp(row_text(&r, i, "id"),
					      row_text(&r, i + 1, "id")) == 0)
			continue;
		indicator_take(&r, first, values + first, i + 1 - first,
			       &(*out)[(*n)++]);
		first = i + 1;
	}
	return OK;
}

/* ---- What waits ---------------------------------------------------------- */

enum err overview_needs(struct db *db, const char *agency_id,
			const char *without, int64_t *waiting, int64_t *gaps,
			struct overview_gap **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_NEEDS,
			ARGS(arg_text(agency_id)))))
		return e;
	*waiting = row_int(&r, 0, "waiting");
	*gaps = row_int(&r, 0, "gaps");
	if ((e = db_run(db, &r, SQL_OVERVIEW_GAPS,
			ARGS(arg_text(agency_id), arg_text(without)))))
		return e;
	*out = ROWS(db, struct overview_gap, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct overview_gap){
			.id = row_text(&r, *n, "id"),
			.title = row_text(&r, *n, "title"),
			.topic = row_text(&r, *n, "topic"),
			.unit_name = row_text(&r, *n, "unit_name"),
			.supporters = row_int(&r, *n, "supporters"),
		};
	return OK;
}

enum err overview_revisions(struct db *db, const char *agency_id, int64_t *all,
			    struct overview_revision **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_REVISION_COUNT,
			ARGS(arg_text(agency_id)))))
		return e;
	*all = row_int(&r, 0, "n");
	if ((e = db_run(db, &r, SQL_OVERVIEW_REVISIONS,
			ARGS(arg_text(agency_id)))))
		return e;
	*out = ROWS(db, struct overview_revision, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct overview_revision){
			.module_id = row_text(&r, *n, "id"),
			.title = row_text(&r, *n, "title"),
			.cause = row_text(&r, *n, "cause"),
			.opened_at = row_int(&r, *n, "opened_at"),
		};
	return OK;
}

/* ---- Modules ------------------------------------------------------------- */

static void gain_read(const struct rows *r, size_t i,
		      struct overview_gain *out)
{
	out->people = row_int(r, i, "people");
	out->before = row_real(r, i, "before");
	out->after = row_real(r, i, "after");
}

enum err overview_gains(struct db *db, const char *agency_id,
			struct overview_gain **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_GAINS,
			ARGS(arg_text(agency_id)))))
		return e;
	*out = ROWS(db, struct overview_gain, r);
	for (*n = 0; *n < r.count; ++*n) {
		(*out)[*n].module_id = row_text(&r, *n, "id");
		(*out)[*n].title = row_text(&r, *n, "title");
		gain_read(&r, *n, &(*out)[*n]);
	}
	return OK;
}

enum err module_gain_next(struct db *db, const char *after, size_t most,
			  struct gain_module **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MODULE_GAIN_NEXT,
			ARGS(arg_text(after), arg_int((int64_t)most)))))
		return e;
	*out = ROWS(db, struct gain_module, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct gain_module){
			.id = row_text(&r, *n, "id"),
			.version_id = row_text(&r, *n, "version_id"),
		};
	return OK;
}

enum err module_gain_put(struct db *db, const struct overview_gain *g,
			 int64_t now)
{
	return db_run(db, NULL, SQL_MODULE_GAIN_PUT,
		      ARGS(arg_text(g->module_id), arg_int(g->people),
			   arg_real(g->before), arg_real(g->after),
			   arg_int(now)));
}

enum err overview_modules(struct db *db, const char *agency_id, size_t most,
			  size_t from, struct overview_module **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_MODULES,
			ARGS(arg_text(agency_id), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*out = ROWS(db, struct overview_module, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct overview_module){
			.id = row_text(&r, *n, "id"),
			.title = row_text(&r, *n, "title"),
			.state = row_text(&r, *n, "state"),
			.withdrawn_at = row_int(&r, *n, "withdrawn_at"),
			.number = row_int(&r, *n, "number"),
			.learners = row_int(&r, *n, "learners"),
			.completed = row_int(&r, *n, "completed"),
			.passed = row_int(&r, *n, "passed"),
		};
	return OK;
}

enum err overview_hints(struct db *db, const char *agency_id,
			struct overview_count **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_HINTS,
			ARGS(arg_text(agency_id)))))
		return e;
	*out = ROWS(db, struct overview_count, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct overview_count){
			.module_id = row_text(&r, *n, "module_id"),
			.n = row_int(&r, *n, "n"),
		};
	return OK;
}

enum err overview_surveys(struct db *db, const char *agency_id,
			  struct overview_block **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_OVERVIEW_SURVEYS,
			ARGS(arg_text(agency_id)))))
		return e;
	*out = ROWS(db, struct overview_block, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct overview_block){
			.module_id = row_text(&r, *n, "module_id"),
			.size = row_int(&r, *n, "size"),
			.tally = row_text(&r, *n, "tally"),
		};
	return OK;
}

/* ---- For everybody ------------------------------------------------------- */

enum err public_figure_next(struct db *db, const char *after, const char **id)
{
	struct rows r;
	enum err e = db_run(db, &r, SQL_PUBLIC_FIGURE_NEXT,
			    ARGS(arg_text(after)));

	if (!e)
		*id = r.count ? row_text(&r, 0, "id") : NULL;
	return e;
}

enum err public_figure_count(struct db *db, const char *agency_id, int64_t year,
			     struct public_counts *out)
{
	struct rows all, pairs;
	enum err e;

	if ((e = db_run(db, &all, SQL_PUBLIC_FIGURE_COUNTS,
			ARGS(arg_text(agency_id), arg_int(year)))) ||
	    (e = db_run(db, &pairs, SQL_PUBLIC_FIGURE_COMPLETION,
			ARGS(arg_text(agency_id)))))
		return e;
	*out = (struct public_counts){
		.modules = row_int(&all, 0, "modules"),
		.learners = row_int(&all, 0, "learners"),
		.earners = row_int(&all, 0, "earners"),
		.jp = row_int(&all, 0, "jp"),
		.begun = row_int(&pairs, 0, "begun"),
		.completed = row_int(&pairs, 0, "completed"),
	};
	return OK;
}

enum err public_figure_put(struct db *db, const char *agency_id,
			   const char *figures, int64_t now)
{
	return db_run(db, NULL, SQL_PUBLIC_FIGURE_PUT,
		      ARGS(arg_text(agency_id), arg_text(figures),
			   arg_int(now)));
}

enum err public_figure_list(struct db *db, struct public_figure **out,
			    size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PUBLIC_FIGURE_LIST, NO_ARGS)))
		return e;
	*out = ROWS(db, struct public_figure, r);
	for (*n = 0; *n < r.count; ++*n)
		(*out)[*n] = (struct public_figure){
			.id = row_text(&r, *n, "id"),
			.name = row_text(&r, *n, "name"),
			.kind = row_text(&r, *n, "kind"),
			.figures = row_text(&r, *n, "figures"),
			.at = row_int(&r, *n, "at"),
		};
	return OK;
}

enum err public_figure_any(struct db *db, bool *out)
{
	struct rows r;
	enum err e = db_run(db, &r, SQL_PUBLIC_FIGURE_ANY, NO_ARGS);

	if (!e)
		*out = r.count > 0;
	return e;
}
