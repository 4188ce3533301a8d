#include "store/lti_link.h"

#include "base/text.h"
#include "store/queries.h"

static void context_read(const struct rows *r, struct lti_context *out)
{
	*out = (struct lti_context){
		.id = row_text(r, 0, "id"),
		.platform_id = row_text(r, 0, "platform_id"),
		.deployment = row_text(r, 0, "deployment"),
		.context = row_text(r, 0, "context"),
		.title = row_text(r, 0, "title"),
		.label = row_text(r, 0, "label"),
		.members_url = row_text(r, 0, "members_url"),
		.updated_at = row_int(r, 0, "updated_at"),
	};
}

/* Which launch was the last of a place is known to a day: a row that each one
   changed would let all of a course wait for each other. */
#define SEEN_MS (24 * 60 * 60 * INT64_C(1000))

static bool context_known(const struct lti_context *c,
			  const struct lti_context *there)
{
	return text_same(c->title, there->title) &&
	       text_same(c->label, there->label) &&
	       (!*c->members_url ||
		text_same(c->members_url, there->members_url)) &&
	       c->updated_at - there->updated_at < SEEN_MS;
}

enum err lti_context_keep(struct db *db, struct lti_context *c)
{
	struct lti_context there;
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_CONTEXT_BY_PLACE,
			ARGS(arg_text(c->platform_id), arg_text(c->deployment),
			     arg_text(c->context)))))
		return e;
	if (r.count) {
		context_read(&r, &there);
		c->id = there.id;
		if (context_known(c, &there))
			return OK;
	}
	if ((e = db_run(db, &r, SQL_LTI_CONTEXT_KEEP,
			ARGS(arg_text(c->id), arg_text(c->platform_id),
			     arg_text(c->deployment), arg_text(c->context),
			     arg_text(c->title), arg_text(c->label),
			     arg_text(c->members_url),
			     arg_int(c->updated_at)))))
		return e;
	c->id = row_text(&r, 0, "id");
	return OK;
}

enum err lti_context_by_id(struct db *db, const char *id,
			   struct lti_context *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_CONTEXT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such course of a platform");
	context_read(&r, out);
	return OK;
}

static enum err link_read(const struct rows *r, struct lti_link *out)
{
	if (!r->count)
		return fail(ERR_NOT_FOUND, "no such link of a platform");
	*out = (struct lti_link){
		.id = row_text(r, 0, "id"),
		.platform_id = row_text(r, 0, "platform_id"),
		.deployment = row_text(r, 0, "deployment"),
		.resource_link = row_text(r, 0, "resource_link"),
		.context_id = row_text(r, 0, "context_id"),
		.module_id = row_text(r, 0, "module_id"),
		.unit_ident = row_text(r, 0, "unit_ident"),
		.title = row_text(r, 0, "title"),
		.line_item = row_text(r, 0, "line_item"),
		.line_items = row_text(r, 0, "line_items"),
		.scopes = row_text(r, 0, "scopes"),
		.most = row_real(r, 0, "most"),
		.created_at = row_int(r, 0, "created_at"),
		.updated_at = row_int(r, 0, "updated_at"),
	};
	return OK;
}

enum err lti_link_by_id(struct db *db, const char *id, struct lti_link *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LINK_BY_ID, ARGS(arg_text(id)))))
		return e;
	return link_read(&r, out);
}

enum err lti_link_by_place(struct db *db, const char *platform_id,
			   const char *deployment, const char *resource_link,
			   struct lti_link *out)
{
	struct rows r;
	enum err e;

	e = *deployment
		? db_run(db, &r, SQL_LTI_LINK_BY_PLACE,
			 ARGS(arg_text(platform_id), arg_text(deployment),
			      arg_text(resource_link)))
		: db_run(db, &r, SQL_LTI_LINK_BEFORE,
			 ARGS(arg_text(platform_id), arg_text(resource_link)));
	return e ? e : link_read(&r, out);
}

enum err lti_link_add(struct db *db, const struct lti_link *l)
{
	return db_run(db, NULL, SQL_LTI_LINK_ADD,
		      ARGS(arg_text(l->id), arg_text(l->platform_id),
			   arg_text(l->deployment), arg_text(l->resource_link),
			   arg_text(l->context_id), arg_text(l->module_id),
			   arg_text(l->unit_ident), arg_text(l->title),
			   arg_text(l->line_item), arg_text(l->line_items),
			   arg_text(l->scopes), arg_real(l->most),
			   arg_int(l->created_at)));
}

static bool link_known(const struct lti_link *l, const struct lti_link *there)
{
	return text_alike(l->context_id, there->context_id) &&
	       text_same(l->module_id, there->module_id) &&
	       text_same(l->unit_ident, there->unit_ident) &&
	       text_same(l->title, there->title) &&
	       text_same(l->line_item, there->line_item) &&
	       text_same(l->line_items, there->line_items) &&
	       text_same(l->scopes, there->scopes) && l->most == there->most &&
	       l->updated_at - there->updated_at < SEEN_MS;
}

enum err lti_link_change(struct db *db, const struct lti_link *l,
			 const struct lti_link *before)
{
	if (link_known(l, before))
		return OK;
	return db_run(db, NULL, SQL_LTI_LINK_CHANGE,
		      ARGS(arg_text(l->id), arg_text(l->context_id),
			   arg_text(l->module_id), arg_text(l->unit_ident),
			   arg_text(l->title), arg_text(l->line_item),
			   arg_text(l->line_items), arg_text(l->scopes),
			   arg_real(l->most), arg_int(l->updated_at)));
}

enum err lti_member_keep(struct db *db, const struct lti_member *m)
{
	return db_run(db, NULL, SQL_LTI_MEMBER_KEEP,
		      ARGS(arg_text(m->link_id), arg_text(m->person_id),
			   arg_text(m->sub), arg_text(m->role),
			   arg_int(m->seen_at)));
}

enum err lti_member_role(struct db *db, const char *link_id,
			 const char *person_id, const char **role)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_MEMBER_ROLE,
			ARGS(arg_text(link_id), arg_text(person_id)))))
		return e;
	*role = r.count ? row_text(&r, 0, "role") : "";
	return OK;
}
