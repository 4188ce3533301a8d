#include "store/indicator.h"

#include "base/ident.h"
#include "store/queries.h"

enum err indicator_add(struct db *db, struct indicator *i)
{
	i->id = ident_make(db_arena(db), i->created_at);
	return db_run(db, NULL, SQL_INDICATOR_ADD,
		      ARGS(arg_text(i->id), arg_text(i->agency_id),
			   arg_text(i->programme_id), arg_text(i->name),
			   arg_text(i->measure),
			   arg_text(indicator_better_name(i->better)),
			   arg_text(i->created_by), arg_int(i->created_at)));
}

static struct indicator read_row(const struct rows *r, size_t i)
{
	struct indicator out = {
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.programme_id = row_text(r, i, "programme_id"),
		.name = row_text(r, i, "name"),
		.measure = row_text(r, i, "measure"),
		.created_by = row_text(r, i, "created_by"),
		.created_at = row_int(r, i, "created_at"),
		.removed_at = row_int(r, i, "removed_at"),
	};

	indicator_better_named(row_text(r, i, "better"), &out.better);
	return out;
}

enum err indicator_by_id(struct db *db, const char *id, struct indicator *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_INDICATOR_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no indicator '%s'", id);
	*out = read_row(&r, 0);
	return OK;
}

enum err indicator_list(struct db *db, const char *programme_id,
			struct indicator **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_INDICATOR_LIST,
			ARGS(arg_text(programme_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct indicator, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = read_row(&r, i);
	return OK;
}

enum err indicator_remove(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_INDICATOR_REMOVE,
		      ARGS(arg_text(id), arg_int(now)));
}

enum err indicator_value_add(struct db *db, struct indicator_value *v)
{
	v->id = ident_make(db_arena(db), v->at);
	return db_run(db, NULL, SQL_INDICATOR_VALUE_ADD,
		      ARGS(arg_text(v->id), arg_text(v->indicator_id),
			   arg_text(indicator_phase_name(v->phase)),
			   arg_text(v->day), arg_real(v->value),
			   arg_text(v->origin), arg_text(v->by_id),
			   arg_int(v->at)));
}

static struct indicator_value value_read(const struct rows *r, size_t i)
{
	struct indicator_value out = {
		.id = row_text(r, i, "id"),
		.indicator_id = row_text(r, i, "indicator_id"),
		.day = row_text(r, i, "day"),
		.value = row_real(r, i, "value"),
		.origin = row_text(r, i, "origin"),
		.by_id = row_text(r, i, "by_id"),
		.by_name = row_text(r, i, "by_name"),
		.at = row_int(r, i, "at"),
		.taken_back_at = row_int(r, i, "taken_back_at"),
	};

	indicator_phase_named(row_text(r, i, "phase"), &out.phase);
	return out;
}

enum err indicator_values(struct db *db, const char *programme_id,
			  struct indicator_value **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_INDICATOR_VALUES,
			ARGS(arg_text(programme_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct indicator_value, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = value_read(&r, i);
	return OK;
}

enum err indicator_value_count(struct db *db, const char *indicator_id,
			       size_t *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_INDICATOR_VALUE_COUNT,
				  ARGS(arg_text(indicator_id)));

	*out = e ? 0 : (size_t)row_int(&r, 0, "n");
	return e;
}

enum err indicator_value_take_back(struct db *db, const char *indicator_id,
				   const char *id, int64_t now, bool *found)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_INDICATOR_VALUE_TAKE_BACK,
		ARGS(arg_text(indicator_id), arg_text(id), arg_int(now)));

	*found = !e && r.count > 0;
	return e;
}
