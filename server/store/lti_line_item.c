#include "store/lti_line_item.h"

#include "base/ident.h"
#include "store/queries.h"

enum err lti_place_of(struct db *db, const struct lti_scope *s, const char *id,
		      struct lti_spot *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_spot){ .id = NULL };
	if ((e = db_run(db, &r, SQL_LTI_PLACE_OF,
			ARGS(arg_text(s->tool_id), arg_text(s->context_kind),
			     arg_text(s->context_id), arg_text(id),
			     arg_text(s->deployment_id)))))
		return e;
	if (r.count)
		*out = (struct lti_spot){
			.id = row_text(&r, 0, "id"),
			.deployment_id = row_text(&r, 0, "deployment_id"),
			.tool_id = row_text(&r, 0, "tool_id"),
			.ref = row_text(&r, 0, "ref"),
			.title = row_text(&r, 0, "title"),
			.url = row_text(&r, 0, "url"),
			.custom = row_text(&r, 0, "custom"),
		};
	return OK;
}

static void item_read(const struct rows *r, size_t i,
		      struct lti_line_item *out)
{
	*out = (struct lti_line_item){
		.id = row_text(r, i, "id"),
		.deployment_id = row_text(r, i, "deployment_id"),
		.tool_id = row_text(r, i, "tool_id"),
		.context_kind = row_text(r, i, "context_kind"),
		.context_id = row_text(r, i, "context_id"),
		.resource_id = row_text(r, i, "lti_resource_id"),
		.ref = row_text(r, i, "ref"),
		.counts = row_int(r, i, "counts"),
		.their_id = row_text(r, i, "their_id"),
		.tag = row_text(r, i, "tag"),
		.label = row_text(r, i, "label"),
		.most = row_real(r, i, "most"),
		.starts_at = row_text(r, i, "starts_at"),
		.ends_at = row_text(r, i, "ends_at"),
		.created_at = row_int(r, i, "created_at"),
	};
}

static enum err item_one(struct db *db, unsigned query, const struct arg *args,
			 size_t nargs, struct lti_line_item *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_line_item){ .id = NULL };
	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	if (r.count)
		item_read(&r, 0, out);
	return OK;
}

enum err lti_line_item_of(struct db *db, const struct lti_scope *s,
			  const char *id, struct lti_line_item *out)
{
	return item_one(db, SQL_LTI_LINE_ITEM_OF,
			ARGS(arg_text(id), arg_text(s->tool_id),
			     arg_text(s->context_kind),
			     arg_text(s->context_id),
			     arg_text(s->deployment_id)), out);
}

enum err lti_line_item_by_id(struct db *db, const char *id,
			     struct lti_line_item *out)
{
	return item_one(db, SQL_LTI_LINE_ITEM_BY_ID, ARGS(arg_text(id)), out);
}

enum err lti_line_item_counting(struct db *db, const char *resource_id,
				struct lti_line_item *out)
{
	return item_one(db, SQL_LTI_LINE_ITEM_COUNTING,
			ARGS(arg_text(resource_id)), out);
}

static void items_read(struct db *db, const struct rows *r,
		       struct lti_line_item **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct lti_line_item, r->count);
	for (size_t i = 0; i < r->count; i++)
		item_read(r, i, &(*out)[i]);
}

enum err lti_line_item_page(struct db *db, const struct lti_scope *s,
			    const struct lti_line_item_filter *f, size_t most,
			    struct lti_line_item **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LINE_ITEM_PAGE,
			ARGS(arg_text(s->tool_id), arg_text(s->context_kind),
			     arg_text(s->context_id),
			     arg_text(f->resource_id), arg_text(f->their_id),
			     arg_text(f->tag), arg_text(f->after),
			     arg_int((int64_t)most),
			     arg_text(s->deployment_id)))))
		return e;
	items_read(db, &r, out, n);
	return OK;
}

enum err lti_line_item_shown(struct db *db, const char *context_kind,
			     const char *context_id, size_t most,
			     struct lti_line_item **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LINE_ITEM_SHOWN,
			ARGS(arg_text(context_kind), arg_text(context_id),
			     arg_int((int64_t)most)))))
		return e;
	items_read(db, &r, out, n);
	for (size_t i = 0; i < *n; i++) {
		(*out)[i].tool_name = row_text(&r, i, "tool_name");
		(*out)[i].results = row_int(&r, i, "results");
	}
	return OK;
}

enum err lti_line_item_count(struct db *db, const struct lti_scope *s,
			     size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LINE_ITEM_COUNT,
			ARGS(arg_text(s->tool_id), arg_text(s->context_kind),
			     arg_text(s->context_id),
			     arg_text(s->deployment_id)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err lti_line_item_add(struct db *db, struct lti_line_item *i, int64_t now)
{
	i->id = ident_make(db_arena(db), now);
	i->created_at = now;
	return db_run(db, NULL, SQL_LTI_LINE_ITEM_ADD,
		      ARGS(arg_text(i->id), arg_text(i->deployment_id),
			   arg_text(i->context_kind), arg_text(i->context_id),
			   arg_text(i->resource_id), arg_int(i->counts),
			   arg_text(i->their_id), arg_text(i->tag),
			   arg_text(i->label), arg_real(i->most),
			   arg_text(i->starts_at), arg_text(i->ends_at),
			   arg_int(now)));
}

enum err lti_line_item_change(struct db *db, const struct lti_line_item *i)
{
	return db_run(db, NULL, SQL_LTI_LINE_ITEM_CHANGE,
		      ARGS(arg_text(i->id), arg_text(i->their_id),
			   arg_text(i->tag), arg_text(i->label),
			   arg_real(i->most), arg_text(i->starts_at),
			   arg_text(i->ends_at)));
}

enum err lti_line_item_remove(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_LTI_LINE_ITEM_REMOVE,
		      ARGS(arg_text(id), arg_int(now)));
}
