#include "store/lti_joining.h"

#include "store/queries.h"

static enum err one(const struct rows *r, struct lti_joining *out)
{
	if (!r->count)
		return fail(ERR_NOT_FOUND, "nobody to be joined");
	*out = (struct lti_joining){
		.issuer = row_text(r, 0, "issuer"),
		.sub = row_text(r, 0, "sub"),
		.person_id = row_text(r, 0, "person_id"),
		.person_name = row_text(r, 0, "person_name"),
		.guest = row_int(r, 0, "guest") != 0,
		.platform_name = row_text(r, 0, "platform_name"),
		.course = row_text(r, 0, "course"),
	};
	return OK;
}

enum err lti_joining_at(struct db *db, const char *link_id,
			const char *person_id, struct lti_joining *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_JOINING_AT,
			ARGS(arg_text(link_id), arg_text(person_id)))))
		return e;
	return one(&r, out);
}

enum err lti_joining_add(struct db *db, const char *token_hash,
			 const char *link_id, const struct lti_joining *j,
			 int64_t now, int64_t expires_at)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_LTI_JOINING_SWEEP, ARGS(arg_int(now)))))
		return e;
	return db_run(db, NULL, SQL_LTI_JOINING_ADD,
		      ARGS(arg_text(token_hash), arg_text(j->issuer),
			   arg_text(j->sub), arg_text(j->person_id),
			   arg_text(link_id), arg_int(expires_at)));
}

enum err lti_joining_find(struct db *db, const char *token_hash, int64_t now,
			  struct lti_joining *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_JOINING_FIND,
			ARGS(arg_text(token_hash), arg_int(now)))))
		return e;
	return one(&r, out);
}

enum err lti_joining_use(struct db *db, const char *token_hash, bool *done)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_JOINING_USE,
				  ARGS(arg_text(token_hash)));

	*done = !e && r.count > 0;
	return e;
}

enum err lti_account_join(struct db *db, const char *issuer, const char *sub,
			  int64_t now)
{
	return db_run(db, NULL, SQL_LTI_ACCOUNT_JOIN,
		      ARGS(arg_text(issuer), arg_text(sub), arg_int(now)));
}

enum err lti_joined_list(struct db *db, const char *person_id,
			 struct lti_joined **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_JOINED_LIST,
			ARGS(arg_text(person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_joined, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_joined){
			.issuer = row_text(&r, i, "issuer"),
			.sub = row_text(&r, i, "sub"),
			.name = row_text(&r, i, "name"),
			.joined_at = row_int(&r, i, "joined_at"),
		};
	return OK;
}

enum err lti_account_part(struct db *db, const char *issuer, const char *sub,
			  const char *person_id, int64_t now)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_LTI_PART_GRADES,
			ARGS(arg_text(issuer), arg_text(sub),
			     arg_text(person_id)))) ||
	    (e = db_run(db, NULL, SQL_LTI_PART_MEMBERS,
			ARGS(arg_text(issuer), arg_text(sub),
			     arg_text(person_id)))) ||
	    (e = db_run(db, NULL, SQL_LTI_PART_SESSIONS,
			ARGS(arg_text(issuer), arg_text(person_id),
			     arg_int(now)))) ||
	    (e = db_run(db, NULL, SQL_LTI_PART_TICKETS,
			ARGS(arg_text(issuer), arg_text(person_id)))))
		return e;
	return db_run(db, NULL, SQL_LTI_PART_ACCOUNT,
		      ARGS(arg_text(issuer), arg_text(sub),
			   arg_text(person_id)));
}
