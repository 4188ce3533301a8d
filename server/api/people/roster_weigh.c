#include <stdlib.h>
#include <string.h>

#include "api/people/roster.h"
#include "base/ident.h"
#include "domain/near.h"

/* How many unknown texts get proposals: each is held against every name. */
#define NEAR_TEXTS 50

/* ---- Units and jobs -------------------------------------------------- */

/* What a text may stand for: those that are open. */
struct names {
	const char **ids, **names;
	size_t n, looked, made;
	/* Of units, for their paths and the tree's rules; NULL for jobs. */
	const struct org_unit *units;
	size_t nunits;
	const struct job *jobs;
	size_t njobs;
};

static struct names names_new(struct request *rq, size_t n)
{
	return (struct names){
		.ids = arena_array(rq->mem, const char *, n),
		.names = arena_array(rq->mem, const char *, n),
	};
}

static enum err unit_names(struct request *rq, const char *agency_id,
			   struct names *out)
{
	struct org_unit *all;
	size_t n;
	enum err e;

	if ((e = org_units(rq->db, agency_id, &all, &n)))
		return e;
	*out = names_new(rq, n);
	out->units = all;
	out->nunits = n;
	for (size_t i = 0; i < n; i++)
		if (!all[i].closed_at) {
			out->ids[out->n] = all[i].id;
			out->names[out->n++] = all[i].name;
		}
	return OK;
}

static enum err job_names(struct request *rq, const char *agency_id,
			  struct names *out)
{
	struct job *all;
	size_t n;
	enum err e;

	if ((e = jobs_of(rq->db, agency_id, &all, &n)))
		return e;
	*out = names_new(rq, n);
	out->jobs = all;
	out->njobs = n;
	for (size_t i = 0; i < n; i++)
		if (!all[i].closed_at) {
			out->ids[out->n] = all[i].id;
			out->names[out->n++] = all[i].name;
		}
	return OK;
}

/* Of a unit with those above it, so that two of one name are told apart. */
static const char *path_of(struct request *rq, const struct names *names,
			   const char *id)
{
	for (size_t i = 0; i < names->nunits; i++)
		if (strcmp(names->units[i].id, id) == 0)
			return org_unit_path(rq->mem, names->units,
					     names->nunits, &names->units[i]);
	return NULL;
}

static void near_put(struct request *rq, const struct names *names, size_t i,
		     struct place *p)
{
	const char *path = path_of(rq, names, names->ids[i]);

	if (!p->near)
		p->near = request_own_json(rq, json_array());
	json_array_append_new(p->near, json_pack("{s:s, s:s}", "id",
		names->ids[i], "name", path ? path : names->names[i]));
}

/* "A / B" is B below A, where there is no unit called so. */
static bool path_fits(struct request *rq, const struct names *names, size_t i,
		      const char *text)
{
	const char *last = strrchr(text, '/'), *path;

	if (!names->units || !last || !org_name_same(names->names[i], last + 1))
		return false;
	path = path_of(rq, names, names->ids[i]);
	for (const char *s = path; s; s = strstr(s, " / ") ? strstr(s, " / ") + 3
							 : NULL)
		if (org_name_same(s, text))
			return true;
	return false;
}

static void matches_find(struct request *rq, const struct names *names,
			 struct place *p)
{
	size_t found = 0, first = 0;

	for (size_t i = 0; i < names->n; i++)
		if (org_name_same(names->names[i], p->text) ||
		    path_fits(rq, names, i, p->text)) {
			first = found++ ? first : i;
			if (found == 2)
				near_put(rq, names, first, p);
			if (found > 1 && found <= 10)
				near_put(rq, names, i, p);
		}
	p->meant = found > 1 ? MEANT_SEVERAL : found ? MEANT_ONE
						     : MEANT_UNKNOWN;
	if (found == 1) {
		p->id = names->ids[first];
		p->name = names->names[first];
	}
}

static bool chosen_find(const struct names *names, const struct places *places,
			struct place *p)
{
	const char *id = NULL, *text;
	json_t *one;

	json_object_foreach(places->chosen, text, one)
		if (org_name_same(text, p->text))
			id = json_string_value(one);
	for (size_t i = 0; id && i < names->n; i++)
		if (strcmp(names->ids[i], id) == 0) {
			p->meant = MEANT_ONE;
			p->id = names->ids[i];
			p->name = names->names[i];
			return true;
		}
	return false;
}

static bool asked_for(const struct places *places, const char *text)
{
	size_t i;
	json_t *one;

	json_array_foreach(places->fresh, i, one)
		if (json_is_string(one) &&
		    org_name_same(json_string_value(one), text))
			return true;
	return false;
}

/* Below the unit that the path before it names, where there is that one. */
static const char *parent_find(struct request *rq, const struct names *names,
			       const char **text)
{
	const char *last = strrchr(*text, '/');
	struct place above = { .text = last
		? text_trim(rq->mem, arena_format(rq->mem, "%.*s",
						  (int)(last - *text), *text))
		: "" };

	if (!last || !names->units)
		return NULL;
	matches_find(rq, names, &above);
	if (above.meant != MEANT_ONE)
		return NULL;
	*text = last + 1;
	return above.id;
}

static void fresh_make(struct request *rq, struct names *names,
		       const char *agency_id, struct place *p)
{
	const char *text = p->text;
	bool fits;

	p->parent_id = parent_find(rq, names, &text);
	p->name = org_name_form(rq->mem, text);
	p->id = ident_make(rq->mem, rq->now);
	fits = names->units
		? org_unit_check(rq->mem, names->units, names->nunits,
			&(struct org_unit){ .id = p->id, .name = p->name,
				.agency_id = agency_id,
				.parent_id = p->parent_id }) == ORG_FINE
		: job_check(names->jobs, names->njobs,
			&(struct job){ .id = p->id, .name = p->name,
				.agency_id = agency_id }) == ORG_FINE;
	fits = fits && names->nunits + names->njobs + names->made <
		       ORG_UNITS_MOST;
	names->made += fits;
	p->meant = fits ? MEANT_NEW : MEANT_BAD;
}

static void meaning_find(struct request *rq, struct names *names,
			 const struct places *places, const char *agency_id,
			 struct place *p)
{
	size_t at[NEAR_MOST], n;

	if (chosen_find(names, places, p))
		return;
	matches_find(rq, names, p);
	if (p->meant != MEANT_UNKNOWN)
		return;
	if (asked_for(places, p->text)) {
		fresh_make(rq, names, agency_id, p);
		return;
	}
	if (names->looked++ >= NEAR_TEXTS)
		return;
	n = near_names(p->text, names->names, names->n, at);
	for (size_t i = 0; i < n; i++)
		near_put(rq, names, at[i], p);
}

/* Each text is looked up once, however many rows say it. */
static struct place *place_of(struct request *rq, struct names *names,
			      struct places *places, const char *agency_id,
			      const char *text)
{
	struct place *p = places->all;

	while (p < places->all + places->n && !org_name_same(p->text, text))
		p++;
	if (p == places->all + places->n) {
		*p = (struct place){ .text = text };
		places->n++;
		meaning_find(rq, names, places, agency_id, p);
	}
	p->rows++;
	return p;
}

static void unit_weigh(struct request *rq, struct line *l)
{
	if (!l->unit) {
		if (l->job && !(l->known && l->known->last.unit_id &&
				!l->known->last.until_day))
			roster_fault(rq, &l->faults, ROSTER_JOB_ALONE, NULL);
		return;
	}
	if (l->unit->meant == MEANT_UNKNOWN)
		roster_fault(rq, &l->faults, ROSTER_UNIT_UNKNOWN, NULL);
	if (l->unit->meant == MEANT_SEVERAL)
		roster_fault(rq, &l->faults, ROSTER_UNIT_SEVERAL, NULL);
	if (l->unit->meant == MEANT_BAD)
		roster_fault(rq, &l->faults, ROSTER_UNIT_BAD, NULL);
}

static void job_weigh(struct request *rq, struct line *l)
{
	if (!l->job)
		return;
	if (l->job->meant == MEANT_UNKNOWN || l->job->meant == MEANT_SEVERAL)
		roster_fault(rq, &l->faults, ROSTER_JOB_UNKNOWN, NULL);
	if (l->job->meant == MEANT_BAD)
		roster_fault(rq, &l->faults, ROSTER_JOB_BAD, NULL);
}

/* ---- Those who are there --------------------------------------------- */

static const char *key_of(const struct person *p, enum known_by by)
{
	return by == KNOWN_BY_NIP ? p->nip
	     : by == KNOWN_BY_LOGIN ? p->login : p->email;
}

struct found {
	const char *key;
	const struct known *known;
};

static int found_order(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->key,
		      ((const struct found *)b)->key);
}

struct table {
	struct found *all;
	size_t n;
};

static enum err table_make(struct request *rq, const struct roster *r,
			   enum known_by by, struct table *out)
{
	const char **keys = arena_array(rq->mem, const char *, r->n);
	struct known *known = arena_array(rq->mem, struct known, r->n);
	size_t n = 0;
	enum err e;

	for (size_t i = 0; i < r->n; i++) {
		const char *key = key_of(&r->lines[i].typed, by);

		if (key)
			keys[n++] = key;
	}
	/* Of a text that is there twice each batch may find the same person. */
	if ((e = known_by(rq->db, by, keys, n, known, &out->n)))
		return e;
	out->all = arena_array(rq->mem, struct found, out->n);
	for (size_t i = 0; i < out->n; i++)
		out->all[i] = (struct found){ key_of(&known[i].person, by),
					      &known[i] };
	if (out->n)
		qsort(out->all, out->n, sizeof(*out->all), found_order);
	return OK;
}

static const struct known *table_find(const struct table *t, const char *key)
{
	const struct found wanted = { key, NULL };
	const struct found *f = key && t->n
		? bsearch(&wanted, t->all, t->n, sizeof(*t->all), found_order)
		: NULL;

	return f ? f->known : NULL;
}

static bool other(const struct known *a, const struct known *b)
{
	return a && (!b || strcmp(a->person.id, b->person.id));
}

static void known_weigh(struct request *rq, const struct roster *r,
			struct line *l)
{
	const struct person *p = &l->known->person;

	if (strcmp(p->agency_id, r->agency.id)) {
		roster_fault(rq, &l->faults, ROSTER_NIP_ELSEWHERE, NULL);
		return;
	}
	if (p->roles & ROLE_ADMIN && !person_is(rq->person, ROLE_ADMIN)) {
		roster_fault(rq, &l->faults, ROSTER_ADMIN, NULL);
		return;
	}
	if (*l->typed.name && !org_name_same(p->name, l->typed.name) &&
	    l->choice == CHOICE_NONE)
		roster_fault(rq, &l->faults, ROSTER_NAME_DIFFERS,
			     VALUES({ "name", p->name }));
}

static void change_put(struct text *t, bool is, const char *what)
{
	if (is)
		text_putf(t, "%s%s", t->size ? "," : "", what);
}

/* Where they are from then on: what is not said stays. */
static void place_weigh(struct request *rq, const struct roster *r,
			struct line *l, struct text *changes)
{
	static const struct membership none = { .id = NULL };
	const struct membership *last = l->known && l->known->last.id
		? &l->known->last : &none;
	const bool going = last->id && !last->until_day;
	enum move move;

	l->unit_id = l->unit ? l->unit->id : going ? last->unit_id : NULL;
	l->job_id = l->job ? l->job->id
		: going && l->unit_id && strcmp(l->unit_id, last->unit_id) == 0
			? last->job_id : NULL;
	if (!l->unit_id || (!l->unit && !l->job))
		return;
	move = move_weigh(last->id ? last : NULL, l->unit_id, l->job_id,
			  r->from, r->from);
	if (move == MOVE_EARLY)
		roster_fault(rq, &l->faults, ROSTER_MOVE_EARLY, NULL);
	change_put(changes, move != MOVE_NOTHING, "unit");
}

static void changes_weigh(struct request *rq, const struct roster *r,
			  struct line *l)
{
	struct text changes = { .mem = rq->mem };
	const struct person *is = &l->typed;

	if (l->known) {
		const struct person *was = &l->known->person;

		change_put(&changes, l->choice != CHOICE_KEEP &&
			   strcmp(was->name, is->name), "name");
		change_put(&changes, is->email &&
			   (!was->email || strcmp(was->email, is->email)),
			   "email");
		change_put(&changes, *is->kind && strcmp(was->kind, is->kind),
			   "kind");
		change_put(&changes, is->roles & ~was->roles, "roles");
	}
	place_weigh(rq, r, l, &changes);
	l->changes = changes.size ? changes.bytes : "";
}

static void line_weigh(struct request *rq, const struct roster *r,
		       struct line *l, const struct table tables[static 3])
{
	const struct known *by_login = table_find(&tables[KNOWN_BY_LOGIN],
						  l->typed.login);

	l->known = table_find(&tables[KNOWN_BY_NIP], l->typed.nip);
	if (!l->known && !l->typed.nip)
		l->known = by_login;
	else if (other(by_login, l->known))
		roster_fault(rq, &l->faults, ROSTER_LOGIN_TAKEN, NULL);
	if (other(table_find(&tables[KNOWN_BY_EMAIL], l->typed.email),
		  l->known))
		roster_fault(rq, &l->faults, ROSTER_EMAIL_TAKEN, NULL);
	if (l->known)
		known_weigh(rq, r, l);
	unit_weigh(rq, l);
	job_weigh(rq, l);
	changes_weigh(rq, r, l);
	l->outcome = l->typed_faults || l->faults ? LINE_BAD
		   : !l->known ? LINE_NEW
		   : *l->changes ? LINE_UPDATE : LINE_SAME;
}

static void places_weigh(struct request *rq, struct roster *r,
			 struct names *units, struct names *jobs)
{
	r->units.n = r->jobs.n = 0;
	r->units.all = arena_array(rq->mem, struct place, r->n);
	r->jobs.all = arena_array(rq->mem, struct place, r->n);
	for (size_t i = 0; i < r->n; i++) {
		struct line *l = &r->lines[i];
		const char *unit = l->cells[ROSTER_UNIT];
		const char *job = l->cells[ROSTER_JOB];

		l->unit = l->job = NULL;
		if (l->outcome == LINE_BLANK || l->choice == CHOICE_SKIP)
			continue;
		if (*unit)
			l->unit = place_of(rq, units, &r->units, r->agency.id,
					   unit);
		if (*job)
			l->job = place_of(rq, jobs, &r->jobs, r->agency.id,
					  job);
	}
}

enum err roster_weigh(struct request *rq, struct roster *r)
{
	struct table tables[3];
	struct names units, jobs;
	enum err e;

	memset(r->counts, 0, sizeof(r->counts));
	if ((e = unit_names(rq, r->agency.id, &units)) ||
	    (e = job_names(rq, r->agency.id, &jobs)))
		return e;
	for (int by = 0; by < 3; by++)
		if ((e = table_make(rq, r, (enum known_by)by, &tables[by])))
			return e;
	places_weigh(rq, r, &units, &jobs);
	for (size_t i = 0; i < r->n; i++) {
		struct line *l = &r->lines[i];

		l->faults = NULL;
		if (l->choice == CHOICE_SKIP && l->outcome != LINE_BLANK)
			l->outcome = LINE_SKIPPED;
		else if (l->outcome != LINE_BLANK)
			line_weigh(rq, r, l, tables);
		r->counts[l->outcome]++;
	}
	return OK;
}
