#include "store/plan.h"

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static struct plan plan_read(const struct rows *r, size_t i)
{
	return (struct plan){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.agency_id = row_text(r, i, "agency_id"),
		.home_id = row_text(r, i, "home_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.source = row_text(r, i, "source"),
		.source_id = row_text(r, i, "source_id"),
		.version_id = row_text(r, i, "version_id"),
		.batch_id = row_text(r, i, "batch_id"),
		.evidence = row_text(r, i, "evidence"),
		.choice = row_text(r, i, "choice"),
		.words = row_text(r, i, "words"),
		.by_day = row_text(r, i, "by_day"),
		.asks = row_text(r, i, "asks"),
		.state = row_text(r, i, "state"),
		.completed_at = row_int(r, i, "completed_at"),
		.superior = { row_text(r, i, "superior_name"),
			      row_text(r, i, "superior_email") },
		.colleague = { row_text(r, i, "colleague_name"),
			       row_text(r, i, "colleague_email") },
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.title = row_text(r, i, "title"),
		.person_name = row_text(r, i, "person_name"),
		.unit_name = row_text(r, i, "unit_name"),
	};
}

static enum err plans_read(struct db *db, const struct rows *r,
			   struct plan **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct plan, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = plan_read(r, i);
	return OK;
}

enum err plan_by_id(struct db *db, const char *id, struct plan *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PLAN_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no plan '%s'", id);
	*out = plan_read(&r, 0);
	return OK;
}

enum err plan_by_evidence(struct db *db, const char *evidence,
			  struct plan *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PLAN_BY_EVIDENCE,
			ARGS(arg_text(evidence)))))
		return e;
	*out = r.count ? plan_read(&r, 0) : (struct plan){ .id = NULL };
	return OK;
}

enum err plan_of_person(struct db *db, const char *person_id, size_t from,
			size_t most, struct plan **out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_PLAN_OF_PERSON,
				  ARGS(arg_text(person_id),
				       arg_int((int64_t)most),
				       arg_int((int64_t)from)));

	return e ? e : plans_read(db, &r, out, n);
}

enum err plan_page(struct db *db, const struct plan_filter *f, size_t from,
		   size_t most, struct plan **out, size_t *n)
{
	const struct arg home = arg_text(f->home_id);
	const struct arg missing = arg_int(f->missing);
	const struct arg limit = arg_int((int64_t)most);
	const struct arg offset = arg_int((int64_t)from);
	struct rows r;
	enum err e;

	if (f->batch_id)
		e = db_run(db, &r, SQL_PLAN_PAGE_BATCH,
			   ARGS(home, missing, limit, offset,
				arg_text(f->batch_id)));
	else if (f->source)
		e = db_run(db, &r, SQL_PLAN_PAGE_SOURCE,
			   ARGS(home, missing, limit, offset,
				arg_text(f->source), arg_text(f->source_id)));
	else
		e = db_run(db, &r, SQL_PLAN_PAGE_HOME,
			   ARGS(home, missing, limit, offset));
	return e ? e : plans_read(db, &r, out, n);
}

enum err plan_put(struct db *db, struct plan *p)
{
	struct rows r;
	enum err e;

	e = db_run(db, &r, SQL_PLAN_PUT,
		   ARGS(arg_text(ident_make(db_arena(db), p->updated_at)),
			arg_text(p->person_id), arg_text(p->agency_id),
			arg_text(p->home_id), arg_text(p->unit_id),
			arg_text(p->source), arg_text(p->source_id),
			arg_text(p->version_id), arg_text(p->batch_id),
			arg_text(p->evidence), arg_text(p->choice),
			arg_text(p->words), arg_text(p->by_day),
			arg_text(p->asks), arg_text(p->superior.name),
			arg_text(p->superior.email),
			arg_int(p->updated_at)));
	if (e)
		return e;
	p->id = row_text(&r, 0, "id");
	p->completed_at = row_int(&r, 0, "completed_at");
	return OK;
}

enum err plan_change(struct db *db, const struct plan *p)
{
	return db_run(db, NULL, SQL_PLAN_CHANGE,
		      ARGS(arg_text(p->id), arg_text(p->words),
			   arg_text(p->by_day), arg_text(p->state),
			   arg_text(p->superior.name),
			   arg_text(p->superior.email),
			   arg_text(p->colleague.name),
			   arg_text(p->colleague.email),
			   arg_int(p->updated_at)));
}

enum err plan_complete_row(struct db *db, const char *evidence, int64_t now,
			   const char **id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PLAN_COMPLETE,
			ARGS(arg_text(evidence), arg_int(now)))))
		return e;
	*id = r.count ? row_text(&r, 0, "id") : NULL;
	return OK;
}

enum err plan_person(struct db *db, const char *person_id,
		     struct plan_person *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PLAN_PERSON, ARGS(arg_text(person_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no person '%s'", person_id);
	*out = (struct plan_person){
		.agency_id = row_text(&r, 0, "agency_id"),
		.name = row_text(&r, 0, "name"),
		.email = row_text(&r, 0, "email"),
		.unit_id = row_text(&r, 0, "unit_id"),
		.guest = row_int(&r, 0, "guest") != 0,
		.disabled = !row_null(&r, 0, "disabled_at"),
	};
	if (!out->email)
		out->email = row_text(&r, 0, "guest_email");
	return OK;
}

enum err plan_superior(struct db *db, const char *unit_id,
		       const char *person_id, const char *not_email,
		       struct plan_contact *out)
{
	struct rows r;
	enum err e;

	*out = (struct plan_contact){ "", "" };
	if (!unit_id)
		return OK;
	if ((e = db_run(db, &r, SQL_PLAN_SUPERIOR,
			ARGS(arg_text(unit_id), arg_text(person_id),
			     arg_text(not_email ? not_email : "")))))
		return e;
	if (r.count)
		*out = (struct plan_contact){ row_text(&r, 0, "name"),
					      row_text(&r, 0, "email") };
	return OK;
}

/* ---- Addresses of others ------------------------------------------------- */

enum err plan_address_put(struct db *db, const char *plan_id,
			  const char *address, int64_t now, int64_t *times)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PLAN_ADDRESS_PUT,
			ARGS(arg_text(plan_id), arg_text(address),
			     arg_int(now)))))
		return e;
	*times = row_int(&r, 0, "times");
	return OK;
}

enum err plan_address_times(struct db *db, const char *plan_id,
			    const char *address, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PLAN_ADDRESS_GET,
			ARGS(arg_text(plan_id), arg_text(address)))))
		return e;
	*out = r.count ? row_int(&r, 0, "times") : 0;
	return OK;
}

enum err plan_address_stop(struct db *db, const char *plan_id,
			   const char *address, int64_t now)
{
	return db_run(db, NULL, SQL_PLAN_ADDRESS_STOP,
		      ARGS(arg_text(plan_id), arg_text(address),
			   arg_int(now)));
}

static enum err count(struct rows *r, enum err e, int64_t *out)
{
	*out = e ? 0 : row_int(r, 0, "n");
	return e;
}

enum err plan_address_stopped(struct db *db, const char *person_id,
			      const char *address, bool *out)
{
	struct rows r;
	int64_t n;
	const enum err e = count(&r, db_run(db, &r, SQL_PLAN_ADDRESS_STOPPED,
					    ARGS(arg_text(person_id),
						 arg_text(address))), &n);

	*out = n > 0;
	return e;
}

enum err plan_address_silent(struct db *db, const char *plan_id,
			     const char *address, bool *out)
{
	struct rows r;
	int64_t n;
	const enum err e = count(&r, db_run(db, &r, SQL_PLAN_ADDRESS_SILENT,
					    ARGS(arg_text(plan_id),
						 arg_text(address))), &n);

	*out = n > 0;
	return e;
}

enum err plan_address_recent(struct db *db, const char *person_id,
			     const char *address, int64_t since, int64_t *out)
{
	struct rows r;

	return count(&r, db_run(db, &r, SQL_PLAN_ADDRESS_RECENT,
				ARGS(arg_text(person_id), arg_int(since),
				     arg_text(address))), out);
}
