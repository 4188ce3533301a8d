#include "store/agency.h"

#include "store/queries.h"

static void agency_read(const struct rows *r, size_t i, struct agency *out)
{
	*out = (struct agency){
		.id = row_text(r, i, "id"),
		.name = row_text(r, i, "name"),
		.kind = row_text(r, i, "kind"),
		.help = row_text(r, i, "help"),
		.created_at = row_int(r, i, "created_at"),
		.figures_public = row_int(r, i, "figures_public") != 0,
		.logo_at = row_int(r, i, "logo_at"),
	};
}

static enum err one_read(const struct rows *r, struct agency *out)
{
	if (r->count == 0)
		return fail(ERR_NOT_FOUND, "no such agency");
	agency_read(r, 0, out);
	return OK;
}

enum err agency_by_id(struct db *db, const char *id, struct agency *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_BY_ID, ARGS(arg_text(id)))))
		return e;
	return one_read(&r, out);
}

enum err agency_first(struct db *db, struct agency *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_FIRST, NO_ARGS)))
		return e;
	return one_read(&r, out);
}

enum err agency_list(struct db *db, struct agency **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_LIST, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct agency, r.count);
	for (size_t i = 0; i < r.count; i++) {
		agency_read(&r, i, &(*out)[i]);
		(*out)[i].people = (size_t)row_int(&r, i, "people");
	}
	return OK;
}

enum err agency_taken(struct db *db, const char *name, const char *id,
		      bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_NAMED,
			ARGS(arg_text(name), arg_text(id)))))
		return e;
	*out = r.count > 0;
	return OK;
}

enum err agency_add(struct db *db, const struct agency *a)
{
	return db_run(db, NULL, SQL_AGENCY_ADD,
		      ARGS(arg_text(a->id), arg_text(a->name),
			   arg_text(a->kind), arg_text(a->help),
			   arg_int(a->created_at),
			   arg_int(a->figures_public)));
}

enum err agency_change(struct db *db, const struct agency *a)
{
	return db_run(db, NULL, SQL_AGENCY_CHANGE,
		      ARGS(arg_text(a->id), arg_text(a->name),
			   arg_text(a->kind), arg_text(a->help),
			   arg_int(a->figures_public)));
}

enum err agency_logo(struct db *db, const char *id, struct agency_logo *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_LOGO, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "agency %s has no logo", id);
	*out = (struct agency_logo){
		.media_type = row_text(&r, 0, "media_type"),
		.base64 = row_text(&r, 0, "bytes"),
		.changed_at = row_int(&r, 0, "changed_at"),
	};
	return OK;
}

enum err agency_logo_put(struct db *db, const char *id,
			 const struct agency_logo *logo)
{
	return db_run(db, NULL, SQL_AGENCY_LOGO_PUT,
		      ARGS(arg_text(id), arg_text(logo->media_type),
			   arg_text(logo->base64), arg_int(logo->changed_at)));
}

enum err agency_logo_remove(struct db *db, const char *id)
{
	return db_run(db, NULL, SQL_AGENCY_LOGO_REMOVE, ARGS(arg_text(id)));
}
