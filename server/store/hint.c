#include "store/hint.h"

#include "base/ident.h"
#include "store/queries.h"

enum err hint_put(struct db *db, const struct hint_row *h)
{
	return db_run(db, NULL, SQL_HINT_PUT,
		      ARGS(arg_text(ident_make(db_arena(db), h->at)),
			   arg_text(h->module_id), arg_text(h->version_id),
			   arg_text(h->unit_ident), arg_text(h->question),
			   arg_text(h->kind), arg_text(h->facts),
			   arg_real(h->weight), arg_int(h->at)));
}

enum err hint_gone(struct db *db, const char *module_id, int64_t now)
{
	return db_run(db, NULL, SQL_HINT_GONE,
		      ARGS(arg_text(module_id), arg_int(now)));
}

static struct hint_row hint_read(const struct rows *r, size_t i)
{
	return (struct hint_row){
		.id = row_text(r, i, "id"),
		.module_id = row_text(r, i, "module_id"),
		.module_title = row_text(r, i, "title"),
		.agency_id = row_text(r, i, "agency_id"),
		.owner_id = row_text(r, i, "owner_id"),
		.version_id = row_text(r, i, "version_id"),
		.number = row_int(r, i, "number"),
		.unit_ident = row_text(r, i, "unit_ident"),
		.question = row_text(r, i, "question"),
		.kind = row_text(r, i, "kind"),
		.facts = row_text(r, i, "facts"),
		.weight = row_real(r, i, "weight"),
		.state = row_text(r, i, "state"),
		.first_at = row_int(r, i, "first_at"),
		.at = row_int(r, i, "at"),
		.decided_by = row_text(r, i, "decided_by"),
		.decided_name = row_text(r, i, "decided_name"),
		.decided_at = row_int(r, i, "decided_at"),
		.words = row_text(r, i, "words"),
	};
}

static void hint_take(struct db *db, const struct rows *r,
		      struct hint_row **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct hint_row, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = hint_read(r, i);
}

enum err hint_of_module(struct db *db, const char *module_id, bool gone,
			size_t most, struct hint_row **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HINT_OF_MODULE,
			ARGS(arg_text(module_id), arg_int(gone),
			     arg_int((int64_t)most)))))
		return e;
	hint_take(db, &r, out, n);
	return OK;
}

enum err hint_page(struct db *db, const char *agency_id, size_t skip,
		   size_t most, struct hint_row **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HINT_PAGE,
			ARGS(arg_text(agency_id), arg_int((int64_t)most),
			     arg_int((int64_t)skip)))))
		return e;
	hint_take(db, &r, out, n);
	return OK;
}

enum err hint_by_id(struct db *db, const char *id, struct hint_row *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HINT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no hint '%s'", id);
	*out = hint_read(&r, 0);
	return OK;
}

enum err hint_decide(struct db *db, const struct hint_row *h, bool *late)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HINT_DECIDE,
			ARGS(arg_text(h->id), arg_text(h->state),
			     arg_text(h->decided_by), arg_int(h->decided_at),
			     arg_text(h->words ? h->words : "")))))
		return e;
	*late = r.count == 0;
	return OK;
}

enum err hint_module_next(struct db *db, const char *after,
			  struct hint_module *out)
{
	struct rows r;
	enum err e;

	*out = (struct hint_module){ .id = NULL };
	if ((e = db_run(db, &r, SQL_HINT_MODULE_NEXT,
			ARGS(arg_text(after)))) || r.count == 0)
		return e;
	out->id = row_text(&r, 0, "id");
	out->version_id = row_text(&r, 0, "version_id");
	return OK;
}

enum err hint_reports(struct db *db, const char *module_id,
		      struct hint_report **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HINT_REPORTS, ARGS(arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct hint_report, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct hint_report){
			row_text(&r, i, "ident"), row_int(&r, i, "n") };
	return OK;
}

enum err hint_open(struct db *db, const char *module_id, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HINT_OPEN, ARGS(arg_text(module_id)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}
