#include "store/agency.h"

#include "store/queries.h"

static enum err agency_read(const struct rows *r, struct agency *out)
{
	if (r->count == 0)
		return fail(ERR_NOT_FOUND, "no such agency");
	*out = (struct agency){
		.id = row_text(r, 0, "id"),
		.name = row_text(r, 0, "name"),
		.kind = row_text(r, 0, "kind"),
		.help = row_text(r, 0, "help"),
		.created_at = row_int(r, 0, "created_at"),
	};
	return OK;
}

enum err agency_by_id(struct db *db, const char *id, struct agency *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_BY_ID, ARGS(arg_text(id)))))
		return e;
	return agency_read(&r, out);
}

enum err agency_first(struct db *db, struct agency *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_FIRST, NO_ARGS)))
		return e;
	return agency_read(&r, out);
}

enum err agency_add(struct db *db, const struct agency *a)
{
	return db_run(db, NULL, SQL_AGENCY_ADD,
		      ARGS(arg_text(a->id), arg_text(a->name),
			   arg_text(a->kind), arg_text(a->help),
			   arg_int(a->created_at)));
}

enum err agency_change(struct db *db, const char *id, const char *name,
		       const char *help)
{
	return db_run(db, NULL, SQL_AGENCY_CHANGE,
		      ARGS(arg_text(id), arg_text(name), arg_text(help)));
}
