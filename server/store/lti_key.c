#include "store/lti_key.h"

#include "store/queries.h"

enum err lti_key_add(struct db *db, const struct lti_key *k)
{
	return db_run(db, NULL, SQL_LTI_KEY_ADD,
		      ARGS(arg_text(k->kid), arg_text(k->role),
			   arg_text(k->private), arg_text(k->jwk),
			   arg_int(k->created_at), arg_int(k->sign_from),
			   arg_int(k->sign_until), arg_int(k->publish_until)));
}

static struct lti_key read_row(const struct rows *r, size_t i)
{
	return (struct lti_key){
		.kid = row_text(r, i, "kid"),
		.role = row_text(r, i, "role"),
		.private = row_text(r, i, "private"),
		.jwk = row_text(r, i, "jwk"),
		.created_at = row_int(r, i, "created_at"),
		.sign_from = row_int(r, i, "sign_from"),
		.sign_until = row_int(r, i, "sign_until"),
		.publish_until = row_int(r, i, "publish_until"),
		.revoked_at = row_int(r, i, "revoked_at"),
	};
}

static enum err one(struct db *db, unsigned query, const char *role,
		    int64_t now, struct lti_key *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(role), arg_int(now)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such key of the %s", role);
	*out = read_row(&r, 0);
	return OK;
}

enum err lti_key_signing(struct db *db, const char *role, int64_t now,
			 struct lti_key *out)
{
	return one(db, SQL_LTI_KEY_SIGNING, role, now, out);
}

enum err lti_key_next(struct db *db, const char *role, int64_t now,
		      struct lti_key *out)
{
	return one(db, SQL_LTI_KEY_NEXT, role, now, out);
}

enum err lti_key_published(struct db *db, int64_t now, const char *const **out,
			   size_t *n)
{
	const char **list;
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_KEY_PUBLISHED, ARGS(arg_int(now)))))
		return e;
	list = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		list[i] = row_text(&r, i, "jwk");
	*n = r.count;
	*out = list;
	return OK;
}

enum err lti_key_list(struct db *db, struct lti_key **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_KEY_LIST, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_key, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = read_row(&r, i);
	return OK;
}

enum err lti_key_times(struct db *db, const struct lti_key *k)
{
	return db_run(db, NULL, SQL_LTI_KEY_TIMES,
		      ARGS(arg_text(k->kid), arg_int(k->sign_from),
			   arg_int(k->sign_until), arg_int(k->publish_until)));
}

enum err lti_key_mark_revoked(struct db *db, const char *kid, int64_t now,
			      const char **role)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_KEY_REVOKE,
			ARGS(arg_text(kid), arg_int(now)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no key '%s'", kid);
	*role = row_text(&r, 0, "role");
	return OK;
}

enum err lti_key_forget(struct db *db, int64_t before)
{
	return db_run(db, NULL, SQL_LTI_KEY_FORGET, ARGS(arg_int(before)));
}
