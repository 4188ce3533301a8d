#include "store/revision.h"

#include "store/queries.h"

enum err revision_add(struct db *db, const struct revision *r)
{
	return db_run(db, NULL, SQL_REVISION_ADD,
		      ARGS(arg_text(r->id), arg_text(r->module_id),
			   arg_text(r->cause),
			   arg_text(r->cause_id ? r->cause_id : ""),
			   arg_text(r->regulation ? r->regulation : ""),
			   arg_text(r->words ? r->words : ""),
			   arg_text(r->from_id), arg_text(r->opened_by),
			   arg_int(r->opened_at)));
}

static struct revision revision_read(const struct rows *r, size_t i)
{
	return (struct revision){
		.id = row_text(r, i, "id"),
		.module_id = row_text(r, i, "module_id"),
		.module_title = row_text(r, i, "title"),
		.agency_id = row_text(r, i, "agency_id"),
		.owner_id = row_text(r, i, "owner_id"),
		.cause = row_text(r, i, "cause"),
		.cause_id = row_text(r, i, "cause_id"),
		.regulation = row_text(r, i, "regulation"),
		.words = row_text(r, i, "words"),
		.state = row_text(r, i, "state"),
		.from_id = row_text(r, i, "from_id"),
		.from_number = row_int(r, i, "from_number"),
		.version_id = row_text(r, i, "version_id"),
		.number = row_int(r, i, "number"),
		.opened_by = row_text(r, i, "opened_by"),
		.opened_name = row_text(r, i, "opened_name"),
		.opened_at = row_int(r, i, "opened_at"),
		.closed_by = row_text(r, i, "closed_by"),
		.closed_name = row_text(r, i, "closed_name"),
		.closed_at = row_int(r, i, "closed_at"),
		.outcome = row_text(r, i, "outcome"),
		.kind = row_text(r, i, "kind"),
		.unit_ident = row_text(r, i, "unit_ident"),
		.question = row_text(r, i, "question"),
		.facts = row_text(r, i, "facts"),
		.need_title = row_text(r, i, "need_title"),
	};
}

static void revision_take(struct db *db, const struct rows *r,
			  struct revision **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct revision, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = revision_read(r, i);
}

enum err revision_by_id(struct db *db, const char *id, struct revision *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REVISION_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no revision '%s'", id);
	*out = revision_read(&r, 0);
	return OK;
}

enum err revision_of_module(struct db *db, const char *module_id,
			    const char *state, size_t most,
			    struct revision **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REVISION_OF_MODULE,
			ARGS(arg_text(module_id), arg_text(state),
			     arg_int((int64_t)most)))))
		return e;
	revision_take(db, &r, out, n);
	return OK;
}

enum err revision_page(struct db *db, const char *agency_id, const char *state,
		       size_t skip, size_t most, struct revision **out,
		       size_t *n)
{
	const struct arg limit = arg_int((int64_t)most);
	const struct arg offset = arg_int((int64_t)skip);
	struct rows r;
	enum err e;

	e = *state ? db_run(db, &r, SQL_REVISION_PAGE,
			    ARGS(arg_text(agency_id), arg_text(state), limit,
				 offset))
		   : db_run(db, &r, SQL_REVISION_PAGE_ALL,
			    ARGS(arg_text(agency_id), limit, offset));
	if (!e)
		revision_take(db, &r, out, n);
	return e;
}

enum err revision_open(struct db *db, const char *module_id, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REVISION_OPEN, ARGS(arg_text(module_id)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}

enum err revision_close(struct db *db, const struct revision *v, bool *late)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REVISION_CLOSE,
			ARGS(arg_text(v->id), arg_text(v->state),
			     arg_text(v->version_id), arg_text(v->closed_by),
			     arg_int(v->closed_at),
			     arg_text(v->outcome ? v->outcome : "")))))
		return e;
	*late = r.count == 0;
	return OK;
}

enum err revision_need(struct db *db, const char *need_id,
		       const char **agency_id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REVISION_NEED, ARGS(arg_text(need_id)))))
		return e;
	*agency_id = r.count ? row_text(&r, 0, "agency_id") : NULL;
	return OK;
}

enum err version_change_put(struct db *db, const struct version_change *c)
{
	return db_run(db, NULL, SQL_VERSION_CHANGE_PUT,
		      ARGS(arg_text(c->version_id), arg_text(c->changed),
			   arg_text(c->why), arg_text(c->by_id),
			   arg_int(c->at)));
}

enum err version_change_get(struct db *db, const char *version_id,
			    struct version_change *out)
{
	struct rows r;
	enum err e;

	*out = (struct version_change){ .version_id = NULL };
	if ((e = db_run(db, &r, SQL_VERSION_CHANGE_GET,
			ARGS(arg_text(version_id)))) || r.count == 0)
		return e;
	*out = (struct version_change){
		.version_id = version_id,
		.changed = row_text(&r, 0, "changed"),
		.why = row_text(&r, 0, "why"),
		.by_id = row_text(&r, 0, "by_id"),
		.at = row_int(&r, 0, "at"),
	};
	return OK;
}
