#include <string.h>

#include "api/people/people.h"
#include "api/people/roster.h"
#include "base/ident.h"
#include "store/membership.h"
#include "store/person.h"

static enum err units_make(struct request *rq, const struct roster *r)
{
	enum err e = OK;

	for (size_t i = 0; i < r->units.n && !e; i++) {
		const struct place *p = &r->units.all[i];

		if (p->meant == MEANT_NEW)
			e = org_unit_add(rq->db, &(struct org_unit){
				.id = p->id, .agency_id = r->agency.id,
				.parent_id = p->parent_id, .name = p->name,
				.created_at = rq->now });
	}
	return e;
}

static enum err jobs_make(struct request *rq, const struct roster *r)
{
	enum err e = OK;

	for (size_t i = 0; i < r->jobs.n && !e; i++) {
		const struct place *p = &r->jobs.all[i];

		if (p->meant == MEANT_NEW)
			e = job_add(rq->db, &(struct job){
				.id = p->id, .agency_id = r->agency.id,
				.name = p->name, .kind = "other",
				.created_at = rq->now });
	}
	return e;
}

/* Checked a moment ago in this transaction: nobody can have come between. */
static enum err clashed(const char *clash)
{
	return clash ? fail(ERR_CONFLICT, "a %s is taken", clash) : OK;
}

/* Without a kind, the number says it. */
static const char *kind_of(struct request *rq, const struct person *p)
{
	struct nip nip;

	if (*p->kind || !p->nip)
		return p->kind;
	return nip_read(p->nip, rq->now, &nip) ? "" : nip_kind_name(&nip);
}

static enum err person_make(struct request *rq, const struct roster *r,
			    const struct line *l, json_t *created)
{
	struct person p = l->typed;
	const char *clash;
	enum err e;

	p.id = ident_make(rq->mem, rq->now);
	p.agency_id = r->agency.id;
	p.kind = kind_of(rq, &p);
	p.created_at = rq->now;
	p.must_set_password = true;
	json_array_append_new(created, json_pack("{s:s, s:s}", "id", p.id,
						 "name", p.name));
	if ((e = person_add(rq->db, &p, &clash)) || (e = clashed(clash)) ||
	    (e = people_note(rq, p.id, "added", "roster")) || !l->unit_id)
		return e;
	return membership_add(rq->db, &(struct membership){
		.person_id = p.id, .unit_id = l->unit_id, .job_id = l->job_id,
		.from_day = r->from }, rq->person->id, rq->now);
}

static bool changes(const struct line *l, const char *what)
{
	const char *at = strstr(l->changes, what);

	return at && (at == l->changes || at[-1] == ',');
}

static enum err details_change(struct request *rq, const struct line *l)
{
	struct person p = l->known->person;
	const struct { const char *what, **to, *is; } all[] = {
		{ "name", &p.name, l->typed.name },
		{ "email", &p.email, l->typed.email },
		{ "kind", &p.kind, l->typed.kind },
	};
	const char *clash;
	bool any = false;
	enum err e = OK;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all) && !e; i++) {
		if (!changes(l, all[i].what))
			continue;
		any = true;
		e = people_note(rq, p.id, all[i].what,
				people_change_words(rq, *all[i].to,
						    all[i].is));
		*all[i].to = all[i].is;
	}
	if (e || !any)
		return e;
	return (e = person_change(rq->db, &p, &clash)) ? e : clashed(clash);
}

static enum err roles_change(struct request *rq, const struct line *l)
{
	const struct person *p = &l->known->person;
	enum err e;

	if (!changes(l, "roles"))
		return OK;
	if ((e = roles_add(rq->db, p->id, l->typed.roles)))
		return e;
	return people_note(rq, p->id, "roles", people_change_words(rq,
		people_roles(rq, p->roles),
		people_roles(rq, p->roles | l->typed.roles)));
}

static const char *place_words(struct request *rq, const char *unit,
			       const char *job)
{
	return !unit ? "" : job ? arena_format(rq->mem, "%s, %s", unit, job)
				: unit;
}

static enum err place_change(struct request *rq, const struct roster *r,
			     const struct line *l)
{
	const struct membership want = {
		.person_id = l->known->person.id, .unit_id = l->unit_id,
		.job_id = l->job_id, .from_day = r->from };
	const char *unit, *job;
	struct membership was;
	enum move move;
	enum err e;

	if (!changes(l, "unit"))
		return OK;
	if ((e = membership_move(rq->db, &want, r->from, rq->person->id,
				 rq->now, &was, &move)))
		return e;
	if (move == MOVE_EARLY)
		return fail(ERR_CONFLICT, "a stay began meanwhile");
	unit = l->unit ? l->unit->name : was.unit_name;
	job = l->job ? l->job->name : l->job_id ? was.job_name : NULL;
	return people_note(rq, want.person_id, "membership",
			   arena_format(rq->mem, "%s\n%s\n%s",
				move == MOVE_BEGIN ? ""
				: place_words(rq, was.unit_name, was.job_name),
				place_words(rq, unit, job), r->from));
}

enum err roster_write(struct request *rq, struct roster *r, json_t *created)
{
	enum err e;

	if ((e = units_make(rq, r)) || (e = jobs_make(rq, r)))
		return e;
	for (size_t i = 0; i < r->n && !e; i++) {
		const struct line *l = &r->lines[i];

		if (l->outcome == LINE_NEW)
			e = person_make(rq, r, l, created);
		if (l->outcome == LINE_UPDATE &&
		    !(e = details_change(rq, l)) && !(e = roles_change(rq, l)))
			e = place_change(rq, r, l);
	}
	return e;
}
