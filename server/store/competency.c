#include "store/competency.h"

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static struct competency competency_read(const struct rows *r, size_t i)
{
	return (struct competency){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.code = row_text(r, i, "code"),
		.name = row_text(r, i, "name"),
		.kind = row_text(r, i, "kind"),
		.description = row_text(r, i, "description"),
		.created_at = row_int(r, i, "created_at"),
		.closed_at = row_int(r, i, "closed_at"),
	};
}

enum err competency_list(struct db *db, const char *agency_id,
			 struct competency **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_COMPETENCY_LIST,
			ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct competency, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = competency_read(&r, i);
	return OK;
}

static enum err competency_one(struct db *db, unsigned query, const char *key,
			       struct competency *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(key)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such competency");
	*out = competency_read(&r, 0);
	return OK;
}

enum err competency_by_id(struct db *db, const char *id, struct competency *out)
{
	return competency_one(db, SQL_COMPETENCY_BY_ID, id, out);
}

enum err competency_by_code(struct db *db, const char *code,
			    struct competency *out)
{
	return competency_one(db, SQL_COMPETENCY_BY_CODE, code, out);
}

enum err competency_add(struct db *db, const struct competency *c, bool *added)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_COMPETENCY_ADD,
			ARGS(arg_text(c->id),
			     c->agency_id ? arg_text(c->agency_id) : arg_null(),
			     arg_text(c->code), arg_text(c->name),
			     arg_text(c->kind), arg_text(c->description),
			     arg_int(c->created_at)))))
		return e;
	*added = r.count > 0;
	return OK;
}

enum err competency_change(struct db *db, const struct competency *c)
{
	return db_run(db, NULL, SQL_COMPETENCY_CHANGE,
		      ARGS(arg_text(c->id), arg_text(c->name),
			   arg_text(c->description),
			   arg_moment(c->closed_at)));
}

static const struct { unsigned of, clear, put; } owners[] = {
	[OF_JOB] = { SQL_COMPETENCY_OF_JOB, SQL_COMPETENCY_JOB_CLEAR,
		     SQL_COMPETENCY_JOB_PUT },
	[OF_MODULE] = { SQL_COMPETENCY_OF_MODULE, SQL_COMPETENCY_MODULE_CLEAR,
			SQL_COMPETENCY_MODULE_PUT },
	[OF_PROGRAMME] = { SQL_COMPETENCY_OF_PROGRAMME,
			   SQL_COMPETENCY_PROGRAMME_CLEAR,
			   SQL_COMPETENCY_PROGRAMME_PUT },
};

enum err competency_of(struct db *db, enum competency_owner owner,
		       const char *id, struct competency_level **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, owners[owner].of, ARGS(arg_text(id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct competency_level, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct competency_level){
			competency_read(&r, i), row_int(&r, i, "level"),
		};
	return OK;
}

enum err competency_put(struct db *db, enum competency_owner owner,
			const char *id, const struct competency_level *all,
			size_t n)
{
	enum err e = db_run(db, NULL, owners[owner].clear, ARGS(arg_text(id)));

	for (size_t i = 0; i < n && !e; i++)
		e = db_run(db, NULL, owners[owner].put,
			   ARGS(arg_text(id), arg_text(all[i].of.id),
				arg_int(all[i].level)));
	return e;
}

enum err competency_show(struct db *db, const struct competency_proof *p)
{
	return db_run(db, NULL, SQL_COMPETENCY_SHOW,
		      ARGS(arg_text(ident_make(db_arena(db), p->at)),
			   arg_text(p->person_id), arg_text(p->competency_id),
			   arg_int(p->level), arg_text(p->source),
			   arg_text(p->source_id), arg_text(p->reason),
			   p->by_id ? arg_text(p->by_id) : arg_null(),
			   arg_int(p->at),
			   p->once ? arg_text(p->once) : arg_null()));
}

enum err competency_proofs(struct db *db, const char *person_id,
			   struct competency_proof **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_COMPETENCY_SHOWN,
			ARGS(arg_text(person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct competency_proof, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct competency_proof){
			.competency_id = row_text(&r, i, "competency_id"),
			.level = row_int(&r, i, "level"),
			.source = row_text(&r, i, "source"),
			.source_id = row_text(&r, i, "source_id"),
			.reason = row_text(&r, i, "reason"),
			.at = row_int(&r, i, "at"),
			.of = { .id = row_text(&r, i, "competency_id"),
				.agency_id = row_text(&r, i, "agency_id"),
				.code = row_text(&r, i, "code"),
				.name = row_text(&r, i, "name"),
				.kind = row_text(&r, i, "kind"),
				.description = row_text(&r, i, "description"),
				.closed_at = row_int(&r, i, "closed_at") },
			.title = row_text(&r, i, "title"),
			.by_name = row_text(&r, i, "by_name"),
		};
	return OK;
}

enum err competency_job(struct db *db, const char *person_id, const char *day,
			const char **id, const char **name)
{
	struct rows r;
	enum err e;

	*id = *name = NULL;
	if ((e = db_run(db, &r, SQL_COMPETENCY_JOB_NOW,
			ARGS(arg_text(person_id), arg_text(day)))) ||
	    r.count == 0)
		return e;
	*id = row_text(&r, 0, "id");
	*name = row_text(&r, 0, "name");
	return OK;
}

static enum err modules_run(struct db *db, unsigned query,
			    const struct arg *args, size_t nargs,
			    struct competency_module **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct competency_module, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct competency_module){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.jp = row_int(&r, i, "jp"),
			.minutes = row_int(&r, i, "minutes"),
			.level = row_int(&r, i, "level"),
		};
	return OK;
}

enum err competency_modules(struct db *db, const struct competency_level *w,
			    const char *agency_id, const char *person_id,
			    size_t most, struct competency_module **out,
			    size_t *n)
{
	return modules_run(db, SQL_COMPETENCY_MODULES,
			   ARGS(arg_text(w->of.id), arg_int(w->level),
				arg_text(agency_id), arg_text(person_id),
				arg_int((int64_t)most)), out, n);
}

enum err competency_topic_modules(struct db *db, const char *module_id,
				  const char *agency_id, const char *person_id,
				  size_t most, struct competency_module **out,
				  size_t *n)
{
	return modules_run(db, SQL_COMPETENCY_TOPIC_MODULES,
			   ARGS(arg_text(module_id), arg_text(agency_id),
				arg_text(person_id), arg_int((int64_t)most)),
			   out, n);
}

enum err competency_module_open(struct db *db, const char *module_id,
				const char *person_id,
				struct competency_module *out)
{
	struct competency_module *all;
	size_t n;
	const enum err e = modules_run(db, SQL_COMPETENCY_MODULE_OPEN,
		ARGS(arg_text(module_id), arg_text(person_id)), &all, &n);

	*out = !e && n ? all[0] : (struct competency_module){ .id = NULL };
	return e;
}
