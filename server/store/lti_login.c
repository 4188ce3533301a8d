#include "store/lti_login.h"

#include "store/queries.h"

enum err lti_login_add(struct db *db, const struct lti_login *l)
{
	return db_run(db, NULL, SQL_LTI_LOGIN_ADD,
		      ARGS(arg_text(l->state_hash), arg_text(l->nonce_hash),
			   arg_text(l->platform_id), arg_text(l->deployment),
			   arg_text(l->target), arg_text(l->browser_hash),
			   arg_text(l->storage), arg_text(l->address_hash),
			   arg_text(l->hints), arg_int(l->created_at)));
}

enum err lti_login_by_state(struct db *db, const char *state_hash,
			    struct lti_login *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LOGIN_BY_STATE,
			ARGS(arg_text(state_hash)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such login");
	*out = (struct lti_login){
		.state_hash = row_text(&r, 0, "state_hash"),
		.nonce_hash = row_text(&r, 0, "nonce_hash"),
		.platform_id = row_text(&r, 0, "platform_id"),
		.deployment = row_text(&r, 0, "deployment"),
		.target = row_text(&r, 0, "target"),
		.browser_hash = row_text(&r, 0, "browser_hash"),
		.storage = row_text(&r, 0, "storage"),
		.address_hash = row_text(&r, 0, "address_hash"),
		.hints = row_text(&r, 0, "hints"),
		.created_at = row_int(&r, 0, "created_at"),
		.used_at = row_int(&r, 0, "used_at"),
		.held = row_text(&r, 0, "held"),
		.proof_hash = row_text(&r, 0, "proof_hash"),
	};
	return OK;
}

enum err lti_login_use(struct db *db, const char *state_hash, int64_t since,
		       int64_t now, bool *first)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LOGIN_USE,
			ARGS(arg_text(state_hash), arg_int(since),
			     arg_int(now)))))
		return e;
	*first = r.count == 1;
	return OK;
}

enum err lti_login_hold(struct db *db, const char *state_hash, const char *held,
			const char *proof_hash, int64_t since, bool *kept)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LOGIN_HOLD,
			ARGS(arg_text(state_hash), arg_int(since),
			     arg_text(held), arg_text(proof_hash)))))
		return e;
	*kept = r.count == 1;
	return OK;
}

enum err lti_login_waiting(struct db *db, const char *address_hash,
			   const char *platform_id, int64_t since,
			   int64_t *of_address, int64_t *of_platform)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LOGIN_OF_ADDRESS,
			ARGS(arg_text(address_hash), arg_int(since)))))
		return e;
	*of_address = row_int(&r, 0, "n");
	if ((e = db_run(db, &r, SQL_LTI_LOGIN_OF_PLATFORM,
			ARGS(arg_text(platform_id), arg_int(since)))))
		return e;
	*of_platform = row_int(&r, 0, "n");
	return OK;
}

enum err lti_login_forget(struct db *db, int64_t before)
{
	return db_run(db, NULL, SQL_LTI_LOGIN_FORGET, ARGS(arg_int(before)));
}
