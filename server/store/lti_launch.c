#include "store/lti_launch.h"

#include "store/queries.h"

enum err lti_launch_add(struct db *db, const struct lti_launch *l)
{
	return db_run(db, NULL, SQL_LTI_LAUNCH_ADD,
		      ARGS(arg_text(l->id), arg_text(l->platform_id),
			   arg_text(l->link_id), arg_text(l->person_id),
			   arg_text(l->kind), arg_text(l->role),
			   arg_text(l->of_id), arg_text(l->return_url),
			   arg_text(l->settings), arg_text(l->embed),
			   arg_text(l->locale), arg_text(l->ticket_hash),
			   arg_int(l->created_at)));
}

static enum err launch_read(const struct rows *r, struct lti_launch *out)
{
	if (!r->count)
		return fail(ERR_NOT_FOUND, "no such launch");
	*out = (struct lti_launch){
		.id = row_text(r, 0, "id"),
		.platform_id = row_text(r, 0, "platform_id"),
		.link_id = row_text(r, 0, "link_id"),
		.person_id = row_text(r, 0, "person_id"),
		.kind = row_text(r, 0, "kind"),
		.role = row_text(r, 0, "role"),
		.of_id = row_text(r, 0, "of_id"),
		.return_url = row_text(r, 0, "return_url"),
		.settings = row_text(r, 0, "settings"),
		.embed = row_text(r, 0, "embed"),
		.locale = row_text(r, 0, "locale"),
		.created_at = row_int(r, 0, "created_at"),
	};
	return OK;
}

enum err lti_launch_by_id(struct db *db, const char *id,
			  struct lti_launch *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LAUNCH_BY_ID, ARGS(arg_text(id)))))
		return e;
	return launch_read(&r, out);
}

enum err lti_launch_take(struct db *db, const char *ticket_hash, int64_t since,
			 struct lti_launch *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LAUNCH_TAKE,
			ARGS(arg_text(ticket_hash), arg_int(since)))))
		return e;
	return launch_read(&r, out);
}
