#include "store/lti_invitation.h"

#include "store/queries.h"

static struct lti_invitation invitation_at(struct rows *r, size_t i)
{
	return (struct lti_invitation){
		.token_hash = row_text(r, i, "token_hash"),
		.agency_id = row_text(r, i, "agency_id"),
		.host = row_text(r, i, "host"),
		.created_at = row_int(r, i, "created_at"),
		.expires_at = row_int(r, i, "expires_at"),
		.used_at = row_int(r, i, "used_at"),
		.platform_id = row_text(r, i, "platform_id"),
	};
}

enum err lti_invitation_add(struct db *db, const struct lti_invitation *v)
{
	return db_run(db, NULL, SQL_LTI_INVITATION_ADD,
		      ARGS(arg_text(v->token_hash), arg_text(v->agency_id),
			   arg_text(v->host), arg_text(v->created_by),
			   arg_int(v->created_at), arg_int(v->expires_at)));
}

enum err lti_invitation_by_hash(struct db *db, const char *hash,
				struct lti_invitation *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_INVITATION_BY_HASH,
			ARGS(arg_text(hash)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such invitation");
	*out = invitation_at(&r, 0);
	return OK;
}

enum err lti_invitation_claim(struct db *db, const char *hash, int64_t now)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_INVITATION_CLAIM,
				  ARGS(arg_text(hash), arg_int(now)));

	return e ? e : r.count ? OK
		: fail(ERR_NOT_FOUND, "invitation used or expired");
}

enum err lti_invitation_release(struct db *db, const char *hash)
{
	return db_run(db, NULL, SQL_LTI_INVITATION_RELEASE,
		      ARGS(arg_text(hash)));
}

enum err lti_invitation_done(struct db *db, const char *hash,
			     const char *platform_id)
{
	return db_run(db, NULL, SQL_LTI_INVITATION_DONE,
		      ARGS(arg_text(hash), arg_text(platform_id)));
}

enum err lti_invitation_open(struct db *db, const char *agency_id, int64_t now,
			     struct lti_invitation **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_INVITATION_OPEN,
			ARGS(arg_text(agency_id), arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_invitation, r.count + 1);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = invitation_at(&r, i);
	return OK;
}

enum err lti_invitation_recall(struct db *db, const char *hash)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_INVITATION_RECALL,
				  ARGS(arg_text(hash)));

	return e ? e : r.count ? OK
		: fail(ERR_NOT_FOUND, "no such open invitation");
}
