#include "store/survey.h"

#include "store/queries.h"

enum err survey_add(struct db *db, int64_t number, const char *unit_id,
		    const char *answers, bool *taken)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_ADD,
			ARGS(arg_int(number), arg_text(unit_id),
			     arg_text(answers)))))
		return e;
	*taken = r.count == 0;
	return OK;
}

enum err survey_tell(struct db *db, const char *unit_id, int64_t least)
{
	return db_run(db, NULL, SQL_SURVEY_TELL,
		      ARGS(arg_text(unit_id), arg_int(least)));
}

enum err survey_answered(struct db *db, const char *person_id,
			 const char *module_id, const char *unit_id,
			 bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_ANSWERED,
			ARGS(arg_text(person_id), arg_text(module_id),
			     arg_text(unit_id)))))
		return e;
	*out = row_int(&r, 0, "n") > 0;
	return OK;
}

enum err survey_units(struct db *db, const char *module_id,
		      struct survey_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_UNITS, ARGS(arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct survey_unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct survey_unit){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.version_id = row_text(&r, i, "version_id"),
			.version = row_int(&r, i, "number"),
		};
	return OK;
}

enum err survey_answers(struct db *db, const char *unit_id, size_t most,
			const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_ANSWERS,
			ARGS(arg_text(unit_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "answers");
	return OK;
}
