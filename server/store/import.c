#include "store/import.h"

#include "store/queries.h"

static void import_read(const struct rows *r, size_t i, struct import *out)
{
	*out = (struct import){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.state = row_text(r, i, "state"),
		.target_id = row_text(r, i, "target_id"),
		.bytes = row_int(r, i, "bytes"),
		.module_id = row_text(r, i, "module_id"),
		.version_id = row_text(r, i, "version_id"),
		.fault = row_text(r, i, "fault"),
		.created_at = row_int(r, i, "created_at"),
	};
}

enum err import_add(struct db *db, const struct import *i)
{
	return db_run(db, NULL, SQL_IMPORT_ADD,
		      ARGS(arg_text(i->id), arg_text(i->person_id),
			   arg_text(i->agency_id), arg_text(i->name),
			   arg_text(i->target_id), arg_int(i->bytes),
			   arg_int(i->created_at)));
}

enum err import_by_id(struct db *db, const char *id, struct import *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_IMPORT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no import '%s'", id);
	import_read(&r, 0, out);
	return OK;
}

enum err import_page(struct db *db, const char *person_id, struct import **out,
		     size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_IMPORT_PAGE, ARGS(arg_text(person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct import, r.count);
	for (size_t i = 0; i < r.count; i++)
		import_read(&r, i, &(*out)[i]);
	return OK;
}

enum err import_set_state(struct db *db, const char *id, const char *state,
			  const char *fault, int64_t now)
{
	return db_run(db, NULL, SQL_IMPORT_CHANGE,
		      ARGS(arg_text(id), arg_text(state), arg_text(fault),
			   arg_int(now)));
}

enum err import_set_done(struct db *db, const char *id, const char *module_id,
			 const char *version_id, int64_t now)
{
	return db_run(db, NULL, SQL_IMPORT_DONE,
		      ARGS(arg_text(id), arg_text(module_id),
			   arg_text(version_id), arg_int(now)));
}

enum err import_unfinished(struct db *db, const char ***ids, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_IMPORT_UNFINISHED, NO_ARGS)))
		return e;
	*n = r.count;
	*ids = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*ids)[i] = row_text(&r, i, "id");
	return OK;
}
