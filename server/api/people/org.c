/*
 * The units of an agency, and its jobs: for its organisers, and for
 * administrators with ?agency= (or "agency" in the body).
 */
#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "api/scope.h"
#include "base/ident.h"
#include "routes.h"
#include "store/agency.h"
#include "store/org.h"

static json_t *agency_short(const struct agency *a)
{
	return json_pack("{s:s, s:s}", "id", a->id, "name", a->name);
}

static json_t *unit_json(const struct org_unit *u)
{
	return json_pack("{s:s, s:s?, s:s, s:b, s:I}", "id", u->id,
			 "parent", u->parent_id, "name", u->name,
			 "closed", u->closed_at != 0,
			 "people", (json_int_t)u->people);
}

enum err unit_index(struct request *rq, struct response *rs)
{
	struct agency agency;
	struct org_unit *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = org_units(rq->db, agency.id, &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, unit_json(&all[i]));
	return respond_json(rq, rs, 200,
			    json_pack("{s:o, s:o}", "agency",
				      agency_short(&agency), "units", list));
}

static enum err closed_read(struct request *rq, int64_t *closed_at)
{
	bool closed = *closed_at != 0;
	const bool was = closed;
	enum err e;

	if ((e = field_bool(rq, "closed", &closed)))
		return e;
	if (closed != was)
		*closed_at = closed ? rq->now : 0;
	return OK;
}

/* Which member a fault is about. */
static enum err org_refused(struct request *rq, enum org_fault fault)
{
	static const char *const members[ORG_FAULTS] = {
		[ORG_NAME] = "name", [ORG_TAKEN] = "name", [ORG_MOST] = "name",
		[ORG_PARENT] = "parent", [ORG_CYCLE] = "parent",
		[ORG_DEEP] = "parent", [ORG_PEOPLE] = "closed",
		[ORG_BELOW] = "closed",
	};

	return field_bad(rq, members[fault], org_fault_text(fault));
}

static enum err unit_read(struct request *rq, struct org_unit *u)
{
	const char *name;
	struct org_unit *all;
	enum org_fault fault;
	size_t n;
	enum err e;

	if ((e = field_text(rq, "name", 4 * ORG_NAME_MOST, &name)))
		return e;
	if (name)
		u->name = org_name_form(rq->mem, name);
	if (json_object_get(rq->json, "parent") &&
	    (e = field_text(rq, "parent", 64, &u->parent_id)))
		return e;
	if ((e = closed_read(rq, &u->closed_at)) ||
	    (e = org_units(rq->db, u->agency_id, &all, &n)))
		return e;
	fault = org_unit_check(rq->mem, all, n, u);
	return fault ? org_refused(rq, fault) : OK;
}

enum err unit_create(struct request *rq, struct response *rs)
{
	struct agency agency;
	struct org_unit u = { .name = "" };
	enum err e;

	if ((e = people_agency(rq, true, &agency)))
		return e;
	u.id = ident_make(rq->mem, rq->now);
	u.agency_id = agency.id;
	u.created_at = rq->now;
	if ((e = unit_read(rq, &u)))
		return e;
	u.closed_at = 0;
	if ((e = org_unit_add(rq->db, &u)))
		return e;
	return respond_json(rq, rs, 201, unit_json(&u));
}

enum err unit_patch(struct request *rq, struct response *rs)
{
	struct org_unit u;
	enum err e;

	if ((e = org_unit_by_id(rq->db, request_param(rq, "id"), &u)) ||
	    (e = agency_scope_hidden(rq, u.agency_id)) ||
	    (e = unit_read(rq, &u)) || (e = org_unit_change(rq->db, &u)))
		return e;
	return respond_json(rq, rs, 200, unit_json(&u));
}

/* ---- Jobs ------------------------------------------------------------ */

static json_t *job_json(const struct job *j)
{
	return json_pack("{s:s, s:s, s:s, s:b, s:b, s:I}", "id", j->id,
			 "name", j->name, "kind", j->kind,
			 "shared", !j->agency_id, "closed", j->closed_at != 0,
			 "people", (json_int_t)j->people);
}

enum err job_index(struct request *rq, struct response *rs)
{
	struct agency agency;
	struct job *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = jobs_of(rq->db, agency.id, &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, job_json(&all[i]));
	return respond_json(rq, rs, 200,
			    json_pack("{s:o, s:o}", "agency",
				      agency_short(&agency), "jobs", list));
}

static const struct phrase job_kind_rule = { {
	"Jenis yang ada: managerial, functional, executive, other.",
	"The kinds are: managerial, functional, executive, other." } };

static enum err job_read(struct request *rq, const char *agency_id,
			 struct job *j)
{
	const char *name, *kind;
	enum org_fault fault;
	struct job *all;
	size_t n;
	enum err e;

	if ((e = field_text(rq, "name", 4 * ORG_NAME_MOST, &name)) ||
	    (e = field_text(rq, "kind", 40, &kind)) ||
	    (e = closed_read(rq, &j->closed_at)))
		return e;
	if (name)
		j->name = org_name_form(rq->mem, name);
	if (kind)
		j->kind = kind;
	if (!job_kind_known(j->kind))
		return field_bad(rq, "kind", &job_kind_rule);
	if ((e = jobs_of(rq->db, agency_id, &all, &n)))
		return e;
	/* One of all agencies is held by people of any. */
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].id, j->id) == 0)
			all[i].people = j->people;
	fault = job_check(all, n, j);
	return fault ? org_refused(rq, fault) : OK;
}

/* "shared": of all agencies, which administrators alone may say. */
static enum err shared_read(struct request *rq, bool *out)
{
	enum err e;

	*out = false;
	if ((e = field_bool(rq, "shared", out)))
		return e;
	return *out && !person_is(rq->person, ROLE_ADMIN)
		? refuse(rq, P_admins_only, NO_VALUES) : OK;
}

enum err job_create(struct request *rq, struct response *rs)
{
	struct agency agency;
	struct job j = { .name = "", .kind = "other" };
	bool shared;
	enum err e;

	if ((e = people_agency(rq, true, &agency)) ||
	    (e = shared_read(rq, &shared)))
		return e;
	j.id = ident_make(rq->mem, rq->now);
	j.agency_id = shared ? NULL : agency.id;
	j.created_at = rq->now;
	if ((e = job_read(rq, agency.id, &j)))
		return e;
	j.closed_at = 0;
	if ((e = job_add(rq->db, &j)))
		return e;
	return respond_json(rq, rs, 201, job_json(&j));
}

enum err job_patch(struct request *rq, struct response *rs)
{
	struct job j;
	enum err e;

	if ((e = job_by_id(rq->db, request_param(rq, "id"), &j)))
		return e;
	if (!j.agency_id && !person_is(rq->person, ROLE_ADMIN))
		return refuse(rq, P_admins_only, NO_VALUES);
	if ((j.agency_id && (e = agency_scope_hidden(rq, j.agency_id))) ||
	    (e = job_read(rq, j.agency_id ? j.agency_id
					  : rq->person->agency_id, &j)) ||
	    (e = job_change(rq->db, &j)))
		return e;
	return respond_json(rq, rs, 200, job_json(&j));
}
