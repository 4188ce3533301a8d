#include "store/lti_pending.h"

#include <string.h>

#include "store/queries.h"

enum err lti_pending_put(struct db *db, const struct lti_pending_row *p)
{
	return db_run(db, NULL, SQL_LTI_PENDING_ADD,
		      ARGS(arg_text(p->hint_hash),
			   arg_text(p->choice ? "choice" : "launch"),
			   arg_text(p->person_id), arg_text(p->session_id),
			   arg_text(p->login_hash), arg_text(p->browser_hash),
			   arg_text(p->deployment_id),
			   arg_text(p->resource_id), arg_text(p->facts),
			   arg_int(p->created_at)));
}

enum err lti_pending_count(struct db *db, const char *person_id, int64_t since,
			   size_t *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_PENDING_COUNT,
				  ARGS(arg_text(person_id), arg_int(since)));

	*out = e ? 0 : (size_t)row_int(&r, 0, "n");
	return e;
}

static enum err one(struct db *db, unsigned query, const char *hash,
		    struct lti_pending_row *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(hash)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such launch was begun");
	*out = (struct lti_pending_row){
		.hint_hash = row_text(&r, 0, "hint_hash"),
		.choice = strcmp(row_text(&r, 0, "kind"), "choice") == 0,
		.person_id = row_text(&r, 0, "person_id"),
		.session_id = row_text(&r, 0, "session_id"),
		.login_hash = row_text(&r, 0, "login_hash"),
		.browser_hash = row_text(&r, 0, "browser_hash"),
		.deployment_id = row_text(&r, 0, "deployment_id"),
		.resource_id = row_text(&r, 0, "resource_id"),
		.facts = row_text(&r, 0, "facts"),
		.created_at = row_int(&r, 0, "created_at"),
		.used_at = row_int(&r, 0, "used_at"),
		.answered_at = row_int(&r, 0, "answered_at"),
		.tool_id = row_text(&r, 0, "tool_id"),
		.deployed = strcmp(row_text(&r, 0, "deployment_state"),
				   "active") == 0,
		.context_kind = row_text(&r, 0, "context_kind"),
		.context_id = row_text(&r, 0, "context_id"),
		.title = row_text(&r, 0, "title"),
		.custom = row_text(&r, 0, "custom"),
	};
	return OK;
}

enum err lti_pending_by_hint(struct db *db, const char *hint_hash,
			     struct lti_pending_row *out)
{
	return one(db, SQL_LTI_PENDING_BY_HINT, hint_hash, out);
}

enum err lti_pending_by_data(struct db *db, const char *data_hash,
			     struct lti_pending_row *out)
{
	return one(db, SQL_LTI_PENDING_BY_DATA, data_hash, out);
}

enum err lti_pending_use(struct db *db, const char *hint_hash,
			 const char *data_hash, int64_t now, bool *first)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_PENDING_USE,
		ARGS(arg_text(hint_hash), arg_int(now), arg_text(data_hash)));

	*first = !e && r.count > 0;
	return e;
}

enum err lti_pending_mark(struct db *db, const char *hint_hash,
			  const char *browser_hash, bool *first)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_PENDING_MARK,
		ARGS(arg_text(hint_hash), arg_text(browser_hash)));

	*first = !e && r.count > 0;
	return e;
}

enum err lti_pending_answer(struct db *db, const char *hint_hash, int64_t now,
			    bool *first)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_PENDING_ANSWER,
				  ARGS(arg_text(hint_hash), arg_int(now)));

	*first = !e && r.count > 0;
	return e;
}

enum err lti_pending_item(struct db *db, const char *resource_id,
			  const char **out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_PENDING_ITEMS,
				  ARGS(arg_text(resource_id)));

	*out = !e && r.count == 1 ? row_text(&r, 0, "id") : NULL;
	return e;
}

enum err lti_context_name(struct db *db, const char *kind, const char *id,
			  struct lti_context_name *out)
{
	const bool module = strcmp(kind, "module") == 0;
	struct rows r;
	enum err e;

	*out = (struct lti_context_name){ "", "" };
	if ((e = db_run(db, &r, module ? SQL_LTI_PENDING_MODULE
				       : SQL_LTI_PENDING_BATCH,
			ARGS(arg_text(id)))) || r.count == 0)
		return e;
	out->title = row_text(&r, 0, "title");
	out->label = row_text(&r, 0, "label");
	return OK;
}
