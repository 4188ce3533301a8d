#include "store/session.h"

#include "store/queries.h"

static void session_read(const struct rows *r, size_t i, struct session *out)
{
	*out = (struct session){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.secret_hash = row_text(r, i, "secret_hash"),
		.created_at = row_int(r, i, "created_at"),
		.seen_at = row_int(r, i, "seen_at"),
		.expires_at = row_int(r, i, "expires_at"),
		.ended_at = row_int(r, i, "ended_at"),
		.user_agent = row_text(r, i, "user_agent"),
		.address = row_text(r, i, "address"),
		.embed = "",
	};
}

enum err session_add(struct db *db, const struct session *s)
{
	return db_run(db, NULL, SQL_SESSION_ADD,
		      ARGS(arg_text(s->id), arg_text(s->person_id),
			   arg_text(s->cookie_hash), arg_text(s->secret_hash),
			   arg_int(s->created_at), arg_int(s->expires_at),
			   arg_text(s->user_agent), arg_text(s->address),
			   arg_text(s->launch.id), arg_text(s->embed)));
}

enum err session_by_cookie(struct db *db, const char *cookie_hash,
			   struct session *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SESSION_BY_COOKIE,
			ARGS(arg_text(cookie_hash)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such session");
	session_read(&r, 0, out);
	return OK;
}

enum err session_by_secret(struct db *db, const char *secret_hash,
			   struct session *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SESSION_BY_SECRET,
			ARGS(arg_text(secret_hash)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such session");
	session_read(&r, 0, out);
	out->embed = row_text(&r, 0, "embed");
	out->launch = (struct launch_scope){
		.id = row_text(&r, 0, "launch_id"),
		.platform_id = row_text(&r, 0, "platform_id"),
		.link_id = row_text(&r, 0, "link_id"),
		.module_id = row_text(&r, 0, "module_id"),
		.agency_id = row_text(&r, 0, "agency_id"),
		.agency_name = row_text(&r, 0, "agency_name"),
		.kind = launch_kind_named(row_text(&r, 0, "kind")),
		.role = launch_role_named(row_text(&r, 0, "role")),
	};
	return OK;
}

enum err session_list(struct db *db, const char *person_id, int64_t now,
		      struct session **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SESSION_PAGE,
			ARGS(arg_text(person_id), arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct session, r.count);
	for (size_t i = 0; i < r.count; i++)
		session_read(&r, i, &(*out)[i]);
	return OK;
}

enum err session_seen(struct db *db, const char *id, int64_t now,
		      int64_t expires_at, int64_t longest)
{
	return db_run(db, NULL, SQL_SESSION_SEEN,
		      ARGS(arg_text(id), arg_int(now), arg_int(expires_at),
			   arg_int(longest)));
}

enum err session_rekey(struct db *db, const char *id, const char *cookie_hash,
		       const char *secret_hash)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SESSION_ROTATE,
			ARGS(arg_text(id), arg_text(cookie_hash),
			     arg_text(secret_hash)))))
		return e;
	return r.count ? OK : fail(ERR_NOT_FOUND, "session is over");
}

enum err session_end(struct db *db, const char *id, const char *person_id,
		     int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SESSION_END,
			ARGS(arg_text(id), arg_text(person_id),
			     arg_int(now)))))
		return e;
	return r.count ? OK : fail(ERR_NOT_FOUND, "no such session");
}

enum err session_end_all(struct db *db, const char *person_id, const char *keep,
			 int64_t now)
{
	return db_run(db, NULL, SQL_SESSION_END_OTHERS,
		      ARGS(arg_text(person_id), arg_text(keep ? keep : ""),
			   arg_int(now)));
}

enum err session_grant(struct db *db, const char *id, struct session_grant *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SESSION_GRANT, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such session");
	*out = (struct session_grant){
		.person_id = row_text(&r, 0, "person_id"),
		.epoch = row_int(&r, 0, "epoch"),
		.alive = row_null(&r, 0, "ended_at") &&
			 row_null(&r, 0, "disabled_at") &&
			 row_int(&r, 0, "connected"),
		.embed = row_text(&r, 0, "embed"),
	};
	return OK;
}

enum err launch_page(struct db *db, const char *launch_id,
		     struct launch_page *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LAUNCH_PAGE, ARGS(arg_text(launch_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such launch");
	*out = (struct launch_page){
		.embed = row_text(&r, 0, "embed"),
		.return_url = row_text(&r, 0, "return_url"),
		.choosing = launch_kind_named(row_text(&r, 0, "kind")) ==
			    LAUNCH_CHOICE,
	};
	return OK;
}

enum err session_forget(struct db *db, int64_t expired_before)
{
	return db_run(db, NULL, SQL_SESSION_FORGET,
		      ARGS(arg_int(expired_before)));
}
