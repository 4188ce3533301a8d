#include "store/org.h"

#include "store/queries.h"
#include "store/read.h"

static void unit_read(const struct rows *r, size_t i, struct org_unit *out)
{
	*out = (struct org_unit){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.parent_id = row_text(r, i, "parent_id"),
		.name = row_text(r, i, "name"),
		.created_at = row_int(r, i, "created_at"),
		.closed_at = row_int(r, i, "closed_at"),
		.people = row_int(r, i, "people"),
	};
}

static enum err units_run(struct db *db, unsigned query, const char *id,
			  struct org_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct org_unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		unit_read(&r, i, &(*out)[i]);
	return OK;
}

enum err org_units(struct db *db, const char *agency_id, struct org_unit **out,
		   size_t *n)
{
	return units_run(db, SQL_ORG_UNITS, agency_id, out, n);
}

enum err org_unit_by_id(struct db *db, const char *id, struct org_unit *out)
{
	struct org_unit *found;
	size_t n;
	enum err e;

	if ((e = units_run(db, SQL_ORG_UNIT_BY_ID, id, &found, &n)))
		return e;
	if (!n)
		return fail(ERR_NOT_FOUND, "no such unit");
	*out = *found;
	return OK;
}

enum err org_unit_add(struct db *db, const struct org_unit *u)
{
	return db_run(db, NULL, SQL_ORG_UNIT_ADD,
		      ARGS(arg_text(u->id), arg_text(u->agency_id),
			   arg_text(u->parent_id), arg_text(u->name),
			   arg_int(u->created_at)));
}

enum err org_unit_change(struct db *db, const struct org_unit *u)
{
	return db_run(db, NULL, SQL_ORG_UNIT_CHANGE,
		      ARGS(arg_text(u->id), arg_text(u->parent_id),
			   arg_text(u->name), arg_moment(u->closed_at)));
}

static void job_read(const struct rows *r, size_t i, struct job *out)
{
	*out = (struct job){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.kind = row_text(r, i, "kind"),
		.created_at = row_int(r, i, "created_at"),
		.closed_at = row_int(r, i, "closed_at"),
		.people = row_int(r, i, "people"),
	};
}

enum err jobs_of(struct db *db, const char *agency_id, struct job **out,
		 size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JOBS_OF, ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct job, r.count);
	for (size_t i = 0; i < r.count; i++)
		job_read(&r, i, &(*out)[i]);
	return OK;
}

enum err job_by_id(struct db *db, const char *id, struct job *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_JOB_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such job");
	job_read(&r, 0, out);
	return OK;
}

enum err job_add(struct db *db, const struct job *j)
{
	return db_run(db, NULL, SQL_JOB_ADD,
		      ARGS(arg_text(j->id), arg_text(j->agency_id),
			   arg_text(j->name), arg_text(j->kind),
			   arg_int(j->created_at)));
}

enum err job_change(struct db *db, const struct job *j)
{
	return db_run(db, NULL, SQL_JOB_CHANGE,
		      ARGS(arg_text(j->id), arg_text(j->name),
			   arg_text(j->kind), arg_moment(j->closed_at)));
}

enum err supervisions_of(struct db *db, const char *person_id,
			 struct org_unit **out, size_t *n)
{
	return units_run(db, SQL_SUPERVISIONS_OF, person_id, out, n);
}

enum err supervision_add(struct db *db, const char *person_id,
			 const char *unit_id)
{
	return db_run(db, NULL, SQL_SUPERVISION_ADD,
		      ARGS(arg_text(person_id), arg_text(unit_id)));
}

enum err supervisions_clear(struct db *db, const char *person_id)
{
	return db_run(db, NULL, SQL_SUPERVISIONS_CLEAR,
		      ARGS(arg_text(person_id)));
}
