#include "store/lti_access.h"

#include "store/queries.h"

enum err lti_access_add(struct db *db, const struct lti_access *a)
{
	return db_run(db, NULL, SQL_LTI_ACCESS_ADD,
		      ARGS(arg_text(a->token_hash), arg_text(a->tool_id),
			   arg_text(a->scopes), arg_text(a->kid),
			   arg_int(a->expires_at),
			   arg_text(*a->deployment_id ? a->deployment_id
						      : NULL)));
}

enum err lti_access_find(struct db *db, const char *token_hash, int64_t now,
			 struct lti_holder *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_ACCESS_FIND,
			ARGS(arg_text(token_hash), arg_int(now)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such access token");
	*out = (struct lti_holder){
		.tool_id = row_text(&r, 0, "tool_id"),
		.client_id = row_text(&r, 0, "client_id"),
		.agency_id = row_text(&r, 0, "agency_id"),
		.send_name = row_int(&r, 0, "send_name") != 0,
		.send_email = row_int(&r, 0, "send_email") != 0,
		.registered = row_text(&r, 0, "registered"),
		.scopes = row_text(&r, 0, "scopes"),
		.deployment_id = row_text(&r, 0, "deployment_id"),
	};
	return OK;
}

enum err lti_access_end(struct db *db, const char *tool_id)
{
	return db_run(db, NULL, SQL_LTI_ACCESS_END, ARGS(arg_text(tool_id)));
}

enum err lti_once_use(struct db *db, const char *tool_id, const char *hash,
		      int64_t expires_at, bool *fresh)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_ONCE_USE,
		ARGS(arg_text(tool_id), arg_text(hash), arg_int(expires_at)));

	*fresh = !e && r.count > 0;
	return e;
}
