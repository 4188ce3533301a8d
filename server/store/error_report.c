#include "store/error_report.h"

#include "base/ident.h"
#include "store/queries.h"

enum err error_report_add(struct db *db, struct error_report *r)
{
	r->id = ident_make(db_arena(db), r->at);
	return db_run(db, NULL, SQL_ERROR_REPORT_ADD,
		      ARGS(arg_text(r->id), arg_text(r->module_id),
			   arg_int(r->number), arg_text(r->unit_id),
			   arg_text(r->unit_title), arg_text(r->person_id),
			   arg_text(r->kind), arg_text(r->words),
			   arg_int(r->at)));
}

enum err error_report_count(struct db *db, const char *person_id, int64_t since,
			    int64_t *recent, int64_t *waiting)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ERROR_REPORT_COUNT,
			ARGS(arg_text(person_id), arg_int(since)))))
		return e;
	*recent = row_int(&r, 0, "recent");
	*waiting = row_int(&r, 0, "waiting");
	return OK;
}

static struct error_report read_row(const struct rows *r, size_t i)
{
	return (struct error_report){
		.id = row_text(r, i, "id"),
		.module_id = row_text(r, i, "module_id"),
		.module_title = row_text(r, i, "title"),
		.number = row_int(r, i, "number"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_title = row_text(r, i, "unit_title"),
		.person_id = row_text(r, i, "person_id"),
		.person_name = row_text(r, i, "person_name"),
		.person_agency_id = row_text(r, i, "agency_id"),
		.kind = row_text(r, i, "kind"),
		.words = row_text(r, i, "words"),
		.at = row_int(r, i, "at"),
		.state = row_text(r, i, "state"),
		.answer = row_text(r, i, "answer"),
		.answered_name = row_text(r, i, "answered_name"),
		.answered_at = row_int(r, i, "answered_at"),
	};
}

enum err error_report_by_id(struct db *db, const char *id,
			    struct error_report *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ERROR_REPORT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no report '%s'", id);
	*out = read_row(&r, 0);
	return OK;
}

static enum err list(struct db *db, unsigned query, const char *of, size_t most,
		     struct error_report **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query,
			ARGS(arg_text(of), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct error_report, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = read_row(&r, i);
	return OK;
}

enum err error_report_of_module(struct db *db, const char *module_id,
				size_t most, struct error_report **out,
				size_t *n)
{
	return list(db, SQL_ERROR_REPORT_OF_MODULE, module_id, most, out, n);
}

enum err error_report_of_person(struct db *db, const char *person_id,
				size_t most, struct error_report **out,
				size_t *n)
{
	return list(db, SQL_ERROR_REPORT_OF_PERSON, person_id, most, out, n);
}

enum err error_report_waiting(struct db *db, const char *agency_id, size_t most,
			      struct error_report **out, size_t *n)
{
	return list(db, SQL_ERROR_REPORT_WAITING, agency_id, most, out, n);
}

enum err error_report_answer(struct db *db, const struct error_report *r)
{
	return db_run(db, NULL, SQL_ERROR_REPORT_ANSWER,
		      ARGS(arg_text(r->id), arg_text(r->state),
			   arg_text(r->answer), arg_text(r->answered_by),
			   arg_int(r->answered_at)));
}

enum err review_lessons(struct db *db, const char *agency_id, size_t most,
			struct review **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REVIEW_LESSONS,
			ARGS(arg_text(agency_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct review, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct review){
			.module_id = row_text(&r, i, "module_id"),
			.module_title = row_text(&r, i, "title"),
			.number = row_int(&r, i, "number"),
			.unit_id = row_text(&r, i, "unit_id"),
			.unit_title = row_text(&r, i, "unit_title"),
			.definition = row_text(&r, i, "definition"),
		};
	return OK;
}

enum err review_modules(struct db *db, const char *agency_id, const char *until,
			size_t most, struct review **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REVIEW_MODULES,
			ARGS(arg_text(agency_id), arg_text(until),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct review, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct review){
			.module_id = row_text(&r, i, "module_id"),
			.module_title = row_text(&r, i, "title"),
			.number = row_int(&r, i, "number"),
			.review_by = row_text(&r, i, "review_by"),
		};
	return OK;
}
