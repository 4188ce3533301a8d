#include "store/lti_resource.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"

static bool same(const struct rows *r, const char *column, const char *text)
{
	return strcmp(row_text(r, 0, column), text) == 0;
}

/* Looked at before it is written: all of a course open it at once, and a row
   that each one writes would let them wait for each other. */
static enum err known(struct db *db, struct lti_resource *r)
{
	struct rows rows;
	enum err e;

	r->id = NULL;
	if ((e = db_run(db, &rows, SQL_LTI_RESOURCE_BY_PLACE,
			ARGS(arg_text(r->deployment_id),
			     arg_text(r->context_kind), arg_text(r->context_id),
			     arg_text(r->ref)))))
		return e;
	if (!rows.count || !same(&rows, "title", r->title) ||
	    !same(&rows, "url", r->url) || !same(&rows, "custom", r->custom))
		return OK;
	r->id = row_text(&rows, 0, "id");
	r->updated_at = row_int(&rows, 0, "updated_at");
	return OK;
}

enum err lti_resource_put(struct db *db, struct lti_resource *r, int64_t now)
{
	struct rows rows;
	enum err e;

	if ((e = known(db, r)) || r->id)
		return e;
	if ((e = db_run(db, &rows, SQL_LTI_RESOURCE_PUT,
			ARGS(arg_text(ident_make(db_arena(db), now)),
			     arg_text(r->deployment_id),
			     arg_text(r->context_kind), arg_text(r->context_id),
			     arg_text(r->ref), arg_text(r->title),
			     arg_text(r->url), arg_text(r->custom),
			     arg_int(now)))))
		return e;
	r->id = row_text(&rows, 0, "id");
	r->updated_at = now;
	return OK;
}

enum err lti_frame_addresses(struct db *db, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_FRAME_ADDRESSES, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "url");
	return OK;
}

enum err lti_choice_put(struct db *db, const char *hint_hash, const char *facts)
{
	return db_run(db, NULL, SQL_LTI_CHOICE_PUT,
		      ARGS(arg_text(hint_hash), arg_text(facts)));
}
