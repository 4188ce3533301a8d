#include "store/upload.h"

#include "store/queries.h"

static void upload_read(const struct rows *r, size_t i, struct upload *out)
{
	*out = (struct upload){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.target_id = row_text(r, i, "target_id"),
		.metadata = row_text(r, i, "metadata"),
		.bytes = row_int(r, i, "bytes"),
		.received = row_int(r, i, "received"),
		.created_at = row_int(r, i, "created_at"),
		.expires_at = row_int(r, i, "expires_at"),
	};
}

static enum err read_all(struct db *db, const struct rows *r,
			 struct upload **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct upload, r->count);
	for (size_t i = 0; i < r->count; i++)
		upload_read(r, i, &(*out)[i]);
	return OK;
}

enum err upload_add(struct db *db, const struct upload *u)
{
	return db_run(db, NULL, SQL_UPLOAD_ADD,
		      ARGS(arg_text(u->id), arg_text(u->person_id),
			   arg_text(u->agency_id), arg_text(u->name),
			   arg_text(u->target_id), arg_text(u->metadata),
			   arg_int(u->bytes), arg_int(u->created_at),
			   arg_int(u->expires_at)));
}

enum err upload_by_id(struct db *db, const char *id, struct upload *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UPLOAD_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no upload '%s'", id);
	upload_read(&r, 0, out);
	return OK;
}

enum err upload_unfinished(struct db *db, const char *person_id, int64_t now,
			   struct upload **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UPLOAD_UNFINISHED,
			ARGS(arg_text(person_id), arg_int(now)))))
		return e;
	return read_all(db, &r, out, n);
}

enum err upload_due(struct db *db, int64_t now, struct upload **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UPLOAD_DUE, ARGS(arg_int(now)))))
		return e;
	return read_all(db, &r, out, n);
}

enum err upload_promised(struct db *db, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UPLOAD_PROMISED, NO_ARGS)))
		return e;
	*out = row_int(&r, 0, "bytes");
	return OK;
}

enum err upload_reach(struct db *db, const char *id, int64_t received,
		      int64_t expires_at)
{
	return db_run(db, NULL, SQL_UPLOAD_REACH,
		      ARGS(arg_text(id), arg_int(received),
			   arg_int(expires_at)));
}

enum err upload_remove(struct db *db, const char *id)
{
	return db_run(db, NULL, SQL_UPLOAD_REMOVE, ARGS(arg_text(id)));
}
