#include "store/activation.h"

#include "store/queries.h"

static enum err any(enum err e, const struct rows *r, bool *done)
{
	if (!e)
		*done = r->count > 0;
	return e;
}

enum err activation_put(struct db *db, const struct activation *a,
			const char *by, bool *done)
{
	struct rows r;

	return any(db_run(db, &r, SQL_ACTIVATION_PUT,
			  ARGS(arg_text(a->person_id), arg_text(a->code_hash),
			       arg_text(by), arg_int(a->created_at),
			       arg_int(a->expires_at))), &r, done);
}

enum err activation_of(struct db *db, const char *person_id,
		       struct activation *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ACTIVATION_OF, ARGS(arg_text(person_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "person %s has no code", person_id);
	*out = (struct activation){
		.person_id = row_text(&r, 0, "person_id"),
		.code_hash = row_text(&r, 0, "code_hash"),
		.created_at = row_int(&r, 0, "created_at"),
		.expires_at = row_int(&r, 0, "expires_at"),
		.used_at = row_int(&r, 0, "used_at"),
	};
	return OK;
}

enum err activation_use(struct db *db, const char *person_id, const char *hash,
			int64_t now, bool *done)
{
	struct rows r;

	return any(db_run(db, &r, SQL_ACTIVATION_USE,
			  ARGS(arg_text(person_id), arg_text(hash),
			       arg_int(now))), &r, done);
}

enum err activation_end(struct db *db, const char *person_id)
{
	return db_run(db, NULL, SQL_ACTIVATION_END, ARGS(arg_text(person_id)));
}
