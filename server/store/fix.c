#include "store/fix.h"

#include "store/queries.h"
#include "store/read.h"

enum err fix_add(struct db *db, const struct quiz_fix *f)
{
	return db_run(db, NULL, SQL_FIX_ADD,
		      ARGS(arg_text(f->id), arg_text(f->module_id),
			   arg_text(f->unit_id), arg_text(f->question),
			   arg_text(f->source), arg_text(f->before),
			   arg_text(f->after), arg_text(f->reason),
			   arg_text(f->person_id), arg_int(f->at)));
}

static void read_fix(const struct rows *r, size_t i, struct quiz_fix *out)
{
	*out = (struct quiz_fix){
		.id = row_text(r, i, "id"),
		.module_id = row_text(r, i, "module_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.question = row_text(r, i, "question"),
		.source = row_text(r, i, "source"),
		.before = row_text(r, i, "before"),
		.after = row_text(r, i, "after"),
		.reason = row_text(r, i, "reason"),
		.person_id = row_text(r, i, "person_id"),
		.at = row_int(r, i, "at"),
		.done = row_int(r, i, "done"),
		.reached = row_text(r, i, "reached"),
		.unit_ident = row_text(r, i, "unit_ident"),
		.person_name = row_text(r, i, "person_name"),
		.version = row_int(r, i, "version"),
	};
}

static enum err fixes(struct db *db, unsigned query, const struct arg *args,
		      size_t nargs, struct quiz_fix **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct quiz_fix, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_fix(&r, i, &(*out)[i]);
	return OK;
}

enum err fix_of_unit(struct db *db, const char *unit_id,
		     struct quiz_fix **out, size_t *n)
{
	return fixes(db, SQL_FIX_OF_UNIT, ARGS(arg_text(unit_id)), out, n);
}

enum err fix_list(struct db *db, const char *module_id, size_t most,
		  struct quiz_fix **out, size_t *n)
{
	return fixes(db, SQL_FIX_LIST,
		     ARGS(arg_text(module_id), arg_int((int64_t)most)), out,
		     n);
}

enum err fix_going(struct db *db, struct quiz_fix *out)
{
	struct quiz_fix *all;
	size_t n;
	enum err e;

	if ((e = fixes(db, SQL_FIX_GOING, NO_ARGS, &all, &n)))
		return e;
	*out = n ? all[0] : (struct quiz_fix){ .id = NULL };
	return OK;
}

enum err fix_reached(struct db *db, const struct quiz_fix *f)
{
	return db_run(db, NULL, SQL_FIX_REACHED,
		      ARGS(arg_text(f->id), arg_text(f->reached),
			   arg_int(f->done)));
}

enum err fix_line_add(struct db *db, const char *fix_id,
		      const struct sitting *before, const struct sitting *after)
{
	return db_run(db, NULL, SQL_FIX_LINE_ADD,
		      ARGS(arg_text(fix_id), arg_text(after->id),
			   arg_measure(before->points),
			   arg_measure(after->points),
			   arg_measure(before->scaled),
			   arg_measure(after->scaled),
			   arg_passed(before->passed),
			   arg_passed(after->passed)));
}

enum err fix_lines(struct db *db, const char *fix_id, size_t most,
		   struct fix_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FIX_LINES,
			ARGS(arg_text(fix_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct fix_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct fix_line){
			.person_id = row_text(&r, i, "person_id"),
			.person_name = row_text(&r, i, "name"),
			.agency_id = row_text(&r, i, "agency_id"),
			.sitting_id = row_text(&r, i, "id"),
			.number = row_int(&r, i, "number"),
			.points_before = row_measure(&r, i, "points_before"),
			.points_after = row_measure(&r, i, "points_after"),
			.scaled_before = row_measure(&r, i, "scaled_before"),
			.scaled_after = row_measure(&r, i, "scaled_after"),
			.passed_before = row_passed(&r, i, "passed_before"),
			.passed_after = row_passed(&r, i, "passed_after"),
		};
	return OK;
}

enum err fix_units(struct db *db, const char *module_id, const char *ident,
		   struct fix_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FIX_UNITS,
			ARGS(arg_text(module_id), arg_text(ident)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct fix_unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct fix_unit){
			.id = row_text(&r, i, "id"),
			.definition = row_text(&r, i, "definition"),
			.version = row_int(&r, i, "number"),
		};
	return OK;
}

enum err fix_sources(struct db *db, const char *unit_id, const char *question,
		     const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FIX_SOURCES,
			ARGS(arg_text(unit_id), arg_text(question)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "source");
	return OK;
}

enum err fix_banked(struct db *db, const char *unit_id, size_t most,
		    struct fix_banked **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FIX_BANKED,
			ARGS(arg_text(unit_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct fix_banked, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct fix_banked){
			.question = row_text(&r, i, "question"),
			.source = row_text(&r, i, "source"),
		};
	return OK;
}
