#include "store/gradebook.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static enum completion completion_at(const struct rows *r, size_t i,
				     const char *column)
{
	return row_null(r, i, column) ? COMPLETION_NOT_ATTEMPTED
				      : completion_named(row_text(r, i, column));
}

static enum success success_at(const struct rows *r, size_t i,
			       const char *column)
{
	return row_null(r, i, column) ? SUCCESS_UNKNOWN
				      : success_named(row_text(r, i, column));
}

static struct outcome outcome_at(const struct rows *r, size_t i)
{
	return (struct outcome){
		.completion = completion_at(r, i, "completion"),
		.success = success_at(r, i, "success"),
		.scaled = row_measure(r, i, "scaled"),
	};
}

static struct grade_cell cell_at(const struct rows *r, size_t i)
{
	const char *source = row_text(r, i, "source");

	return (struct grade_cell){
		.ident = row_text(r, i, "ident"),
		.completion = completion_at(r, i, "unit_completion"),
		.success = success_at(r, i, "unit_success"),
		.scaled = row_measure(r, i, "unit_scaled"),
		.graded = source && strcmp(source, "server") == 0,
	};
}

static void line_read(const struct rows *r, size_t i, struct grade_line *out)
{
	*out = (struct grade_line){
		.attempt_id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.name = row_text(r, i, "name"),
		.nip = row_text(r, i, "nip"),
		.agency_name = row_text(r, i, "agency_name"),
		.version = row_int(r, i, "version"),
		.outcome = outcome_at(r, i),
		.last_at = row_int(r, i, "last_at"),
	};
	out->outcome.units_done = (size_t)row_int(r, i, "units_done");
}

static void cell_add(const struct rows *r, size_t i, struct grade_line *line)
{
	if (row_null(r, i, "ident"))
		return;
	line->cells[line->n] = cell_at(r, i);
	line->cells[line->n].sittings = row_int(r, i, "sittings");
	line->cells[line->n].waiting = row_int(r, i, "waiting");
	line->cells[line->n].first = row_measure(r, i, "first_scaled");
	line->cells[line->n].first_began = row_int(r, i, "first_began");
	line->cells[line->n].first_ended = row_int(r, i, "first_ended");
	line->n++;
}

/* The rows of a learner stand together; the cells of all share one array. */
static void lines_read(struct db *db, const struct rows *r,
		       struct grade_line **out, size_t *n)
{
	struct grade_cell *cells = arena_array(db_arena(db), struct grade_cell,
					       r->count);
	struct grade_line *line = NULL;

	*n = 0;
	*out = arena_array(db_arena(db), struct grade_line, r->count);
	for (size_t i = 0; i < r->count; i++) {
		if (!line || strcmp(line->attempt_id, row_text(r, i, "id"))) {
			line = &(*out)[(*n)++];
			line_read(r, i, line);
			line->cells = &cells[i];
		}
		cell_add(r, i, line);
	}
}

enum err grade_page(struct db *db, const struct grade_filter *f,
		    size_t offset, size_t most, struct grade_line **out,
		    size_t *n, int64_t *total)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GRADEBOOK_PAGE,
			ARGS(arg_text(f->module_id), arg_text(f->agency_id),
			     arg_int(f->version), arg_text(f->like),
			     arg_text(f->state), arg_text(f->unit),
			     arg_text(f->unit_state), arg_int((int64_t)offset),
			     arg_text(f->sort), arg_int((int64_t)most)))))
		return e;
	*total = r.count ? row_int(&r, 0, "total") : 0;
	lines_read(db, &r, out, n);
	return OK;
}

enum err grade_count(struct db *db, const struct grade_filter *f,
		     struct grade_counts *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GRADEBOOK_COUNT,
			ARGS(arg_text(f->module_id), arg_text(f->agency_id),
			     arg_int(f->version)))))
		return e;
	*out = (struct grade_counts){
		.learners = row_int(&r, 0, "learners"),
		.not_begun = row_int(&r, 0, "not_begun"),
		.in_progress = row_int(&r, 0, "in_progress"),
		.done = row_int(&r, 0, "done"),
		.passed = row_int(&r, 0, "passed"),
		.failed = row_int(&r, 0, "failed"),
	};
	return OK;
}

enum err grade_versions(struct db *db, const char *module_id,
			struct grade_version **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GRADEBOOK_VERSIONS,
			ARGS(arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct grade_version, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct grade_version){
			row_text(&r, i, "id"), row_int(&r, i, "number") };
	return OK;
}

static struct sitting sitting_at(const struct rows *r, size_t i)
{
	return (struct sitting){
		.id = row_text(r, i, "id"),
		.attempt_id = row_text(r, i, "attempt_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_ident = row_text(r, i, "unit_ident"),
		.module_id = row_text(r, i, "module_id"),
		.number = row_int(r, i, "number"),
		.branching = row_text(r, i, "kind")[0] == 'c',
		.state = sitting_state_named(row_text(r, i, "state")),
		.began_at = row_int(r, i, "began_at"),
		.deadline = row_int(r, i, "deadline"),
		.ended_at = row_int(r, i, "ended_at"),
		.seen_at = row_int(r, i, "seen_at"),
		.late_ms = row_int(r, i, "late_ms"),
		.points = row_measure(r, i, "points"),
		.most = row_measure(r, i, "most"),
		.scaled = row_measure(r, i, "scaled"),
		.passed = row_passed(r, i, "passed"),
	};
}

enum err grade_sittings(struct db *db, const char *person_id,
			const char *module_id, size_t most,
			struct grade_sitting **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GRADEBOOK_SITTINGS,
			ARGS(arg_text(person_id), arg_text(module_id),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct grade_sitting, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct grade_sitting){
			sitting_at(&r, i), row_int(&r, i, "version") };
	return OK;
}

enum err grade_marked(struct db *db, const char *person_id,
		     const char *module_id, struct sitting_mark **out,
		     size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GRADEBOOK_MARKS,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct sitting_mark, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct sitting_mark){
			.sitting_id = row_text(&r, i, "sitting_id"),
			.question = row_text(&r, i, "question"),
			.state = row_text(&r, i, "state"),
			.points = row_measure(&r, i, "points"),
			.most = row_real(&r, i, "most"),
		};
	return OK;
}

static void own_read(const struct rows *r, size_t i, struct grade_own *out)
{
	*out = (struct grade_own){
		.attempt_id = row_text(r, i, "id"),
		.module_id = row_text(r, i, "module_id"),
		.module_title = row_text(r, i, "module_title"),
		.outcome = outcome_at(r, i),
		.last_at = row_int(r, i, "last_at"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_title = row_text(r, i, "title"),
		.kind = row_text(r, i, "kind"),
		.unscored = !row_int(r, i, "scored"),
		.cell = cell_at(r, i),
	};
}

enum err grade_own_list(struct db *db, const char *person_id, size_t most,
			struct grade_own **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GRADEBOOK_OWN,
			ARGS(arg_text(person_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct grade_own, r.count);
	for (size_t i = 0; i < r.count; i++)
		own_read(&r, i, &(*out)[i]);
	return OK;
}

enum err score_look_add(struct db *db, const struct score_look *l)
{
	return db_run(db, NULL, SQL_SCORE_LOOK_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), l->at)),
			   arg_text(l->module_id), arg_text(l->person_id),
			   arg_text(l->looked_by), arg_text(l->kind),
			   arg_int(l->at)));
}

enum err score_look_last(struct db *db, const struct score_look *l,
			 int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SCORE_LOOK_LAST,
			ARGS(arg_text(l->module_id), arg_text(l->looked_by),
			     arg_text(l->kind), arg_text(l->person_id)))))
		return e;
	*out = row_int(&r, 0, "at");
	return OK;
}
