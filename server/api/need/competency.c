/*
 * Competencies: the list of them, what asks for them and gives them, and who has
 * shown what.
 */
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "api/scope.h"
#include "base/ident.h"
#include "domain/day.h"
#include "domain/org.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/org.h"
#include "store/person.h"
#include "store/programme.h"
#include "training/competency.h"

#define LEVELS_MOST 50		/* of one job, module or programme */
#define NEXT_MOST 3		/* modules told for one that is missing */
#define REASON_MOST 2000

static const struct phrase kind_rule = { {
	"Pilih technical, managerial, atau social.",
	"Choose technical, managerial or social." } };
static const struct phrase code_rule = { {
	"Pakai 1 sampai 40 huruf, angka, titik, dan tanda hubung, misalnya KI.T1.",
	"Use 1 to 40 letters, digits, dots and hyphens, such as KI.T1." } };
static const struct phrase taken_rule = { {
	"Kode ini sudah dipakai kompetensi lain.",
	"Another competency has that code." } };
static const struct phrase level_rule = { {
	"Tingkat adalah bilangan 1 sampai 5.",
	"A level is a number from 1 to 5." } };
static const struct phrase list_rule = { {
	"Daftar berisi paling banyak 50 kompetensi, masing-masing satu kali dengan id dan tingkat.",
	"The list has at most 50 competencies, each once, with id and level." } };
static const struct phrase known_rule = { {
	"Kompetensi ini tidak ada di daftar instansi Anda.",
	"This competency is not on your agency’s list." } };

static json_t *competency_json(const struct competency *c)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b}", "id", c->id,
			 "code", c->code, "name", c->name, "kind", c->kind,
			 "description", c->description, "shared", !c->agency_id,
			 "closed", c->closed_at != 0);
}

enum err competency_index(struct request *rq, struct response *rs)
{
	const char *agency = person_is(rq->person, ROLE_ADMIN)
				     ? "" : rq->person->agency_id;
	json_t *list = request_own_json(rq, json_array());
	struct competency *all;
	size_t n;
	enum err e;

	if ((e = competency_list(rq->db, agency, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, competency_json(&all[i]));
	return respond_json(rq, rs, 200,
			    json_pack("{s:O}", "competencies", list));
}

/* ---- The list of them -------------------------------------------------- */

static enum err words_read(struct request *rq, struct competency *c)
{
	const char *name, *description;
	bool closed = c->closed_at != 0;
	const bool was = closed;
	enum err e;

	if ((e = field_text(rq, "name", 4 * COMPETENCY_NAME_MOST, &name)) ||
	    (e = field_text(rq, "description", COMPETENCY_WORDS_MOST,
			    &description)) ||
	    (e = field_bool(rq, "closed", &closed)))
		return e;
	if (name)
		c->name = text_line(rq->mem, name, COMPETENCY_NAME_MOST);
	if (description)
		c->description = description;
	if (closed != was)
		c->closed_at = closed ? rq->now : 0;
	return *c->name ? OK : field_missing(rq, "name");
}

enum err competency_create(struct request *rq, struct response *rs)
{
	struct competency c = { .name = "", .description = "",
				.created_at = rq->now };
	bool shared = false, added;
	enum err e;

	if ((e = field_text_needed(rq, "code", 400, &c.code)) ||
	    (e = field_text_needed(rq, "kind", 40, &c.kind)) ||
	    (e = field_bool(rq, "shared", &shared)) ||
	    (e = words_read(rq, &c)))
		return e;
	if (!competency_code_fits(c.code))
		return field_bad(rq, "code", &code_rule);
	if (!competency_kind_fits(c.kind))
		return field_bad(rq, "kind", &kind_rule);
	if (shared && !person_is(rq->person, ROLE_ADMIN))
		return fail(ERR_FORBIDDEN, "only for administrators");
	c.id = ident_make(rq->mem, rq->now);
	c.agency_id = shared ? NULL : rq->person->agency_id;
	c.closed_at = 0;
	if ((e = competency_add(rq->db, &c, &added)))
		return e;
	return added ? respond_json(rq, rs, 201, competency_json(&c))
		     : field_bad(rq, "code", &taken_rule);
}

/* One of all agencies is an administrator's. */
static enum err competency_ours(struct request *rq, struct competency *out)
{
	enum err e = competency_by_id(rq->db, request_param(rq, "id"), out);

	if (e)
		return e;
	if (out->agency_id)
		return agency_scope_hidden(rq, out->agency_id);
	return person_is(rq->person, ROLE_ADMIN)
		? OK : fail(ERR_FORBIDDEN, "it is everybody's");
}

enum err competency_patch(struct request *rq, struct response *rs)
{
	struct competency c;
	enum err e;

	if ((e = competency_ours(rq, &c)) || (e = words_read(rq, &c)) ||
	    (e = competency_change(rq->db, &c)))
		return e;
	return respond_json(rq, rs, 200, competency_json(&c));
}

/* ---- What asks for them, what gives them -------------------------------- */

static json_t *levels_json(const struct competency_level *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *one = competency_json(&all[i].of);

		json_object_set_new(one, "level",
				    json_integer((json_int_t)all[i].level));
		json_array_append_new(list, one);
	}
	return list;
}

static enum err levels_show(struct request *rq, struct response *rs,
			    enum competency_owner owner, const char *id)
{
	struct competency_level *all;
	size_t n;
	enum err e;

	if ((e = competency_of(rq->db, owner, id, &all, &n)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:o}", "competencies",
						   levels_json(all, n)));
}

static bool twice(const struct competency_level *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].of.id, all[n].of.id) == 0)
			return true;
	return false;
}

/* Of all agencies or of this one. */
static enum err level_read(struct request *rq, const json_t *one,
			   const char *agency_id, struct competency_level *out)
{
	const char *id = json_string_value(json_object_get(one, "id"));
	const json_t *level = json_object_get(one, "level");
	enum err e;

	if (!id || strlen(id) > 64)
		return field_bad(rq, "competencies", &list_rule);
	out->level = json_integer_value(level);
	if (!json_is_integer(level) || out->level < 1 ||
	    out->level > COMPETENCY_LEVELS)
		return field_bad(rq, "competencies", &level_rule);
	e = competency_by_id(rq->db, id, &out->of);
	if (e == ERR_NOT_FOUND ||
	    (!e && out->of.agency_id && strcmp(out->of.agency_id, agency_id)))
		return field_bad(rq, "competencies", &known_rule);
	return e;
}

static enum err levels_set(struct request *rq, struct response *rs,
			   enum competency_owner owner, const char *id,
			   const char *agency_id)
{
	struct competency_level all[LEVELS_MOST];
	const json_t *list = json_object_get(rq->json, "competencies"), *one;
	size_t n = 0, i;
	enum err e;

	if (!json_is_array(list) || json_array_size(list) > LEVELS_MOST)
		return field_bad(rq, "competencies", &list_rule);
	json_array_foreach(list, i, one) {
		if ((e = level_read(rq, one, agency_id, &all[n])))
			return e;
		if (twice(all, n))
			return field_bad(rq, "competencies", &list_rule);
		n++;
	}
	if ((e = competency_put(rq->db, owner, id, all, n)))
		return e;
	return levels_show(rq, rs, owner, id);
}

/* A job of all agencies is seen by each, and changed by administrators. */
static enum err job_ours(struct request *rq, bool change, struct job *out)
{
	enum err e = job_by_id(rq->db, request_param(rq, "id"), out);

	if (e)
		return e;
	if (out->agency_id)
		return agency_scope_hidden(rq, out->agency_id);
	return !change || person_is(rq->person, ROLE_ADMIN)
		? OK : fail(ERR_FORBIDDEN, "it is everybody's");
}

enum err competency_job_show(struct request *rq, struct response *rs)
{
	struct job job;
	enum err e = job_ours(rq, false, &job);

	return e ? e : levels_show(rq, rs, OF_JOB, job.id);
}

enum err competency_job_set(struct request *rq, struct response *rs)
{
	struct job job;
	enum err e = job_ours(rq, true, &job);

	return e ? e : levels_set(rq, rs, OF_JOB, job.id,
				  job.agency_id ? job.agency_id : "");
}

enum err competency_module_show(struct request *rq, struct response *rs)
{
	struct module m;
	enum err e = module_mine(rq, &m);

	return e ? e : levels_show(rq, rs, OF_MODULE, m.id);
}

enum err competency_module_set(struct request *rq, struct response *rs)
{
	struct module m;
	enum err e = module_mine(rq, &m);

	return e ? e : levels_set(rq, rs, OF_MODULE, m.id, m.agency_id);
}

static enum err programme_ours(struct request *rq, struct programme *out)
{
	enum err e = programme_by_id(rq->db, request_param(rq, "id"), out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

enum err competency_programme_show(struct request *rq, struct response *rs)
{
	struct programme p;
	enum err e = programme_ours(rq, &p);

	return e ? e : levels_show(rq, rs, OF_PROGRAMME, p.id);
}

enum err competency_programme_set(struct request *rq, struct response *rs)
{
	struct programme p;
	enum err e = programme_ours(rq, &p);

	return e ? e : levels_set(rq, rs, OF_PROGRAMME, p.id, p.agency_id);
}

/* ---- Who has shown what -------------------------------------------------- */

static json_t *proof_json(const struct competency_proof *p)
{
	return json_pack("{s:I, s:s, s:s?, s:s?, s:s, s:I}",
			 "level", (json_int_t)p->level, "source", p->source,
			 "title", p->title, "by", p->by_name,
			 "reason", p->reason, "at", (json_int_t)p->at);
}

/* What one person has: a row for each competency they showed something of. */
struct having {
	const struct competency_proof *first;
	size_t n;
	int level;
};

static struct having having_of(struct request *rq,
			       const struct competency_proof *all, size_t n)
{
	struct having h = { .first = all };
	struct competency_shown *shown =
		arena_array(rq->mem, struct competency_shown, n);

	while (h.n < n && !strcmp(all[h.n].competency_id,
				  all[0].competency_id)) {
		shown[h.n] = (struct competency_shown){
			all[h.n].level, !strcmp(all[h.n].source, "assessor"),
			all[h.n].at,
		};
		h.n++;
	}
	h.level = competency_level(shown, h.n);
	return h;
}

static json_t *why_json(const struct having *h)
{
	json_t *list = json_array();

	for (size_t i = h->n; i-- > 0;)
		json_array_append_new(list, proof_json(&h->first[i]));
	return list;
}

static enum err next_json(struct request *rq, const struct person *p,
			  const struct competency_level *wanted, json_t **out)
{
	struct competency_module *all;
	size_t n;
	enum err e;

	*out = json_array();
	if ((e = competency_modules(rq->db, wanted, p->agency_id, p->id,
				    NEXT_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(*out, json_pack(
			"{s:s, s:s, s:I, s:I, s:I}", "id", all[i].id,
			"title", all[i].title, "jp", (json_int_t)all[i].jp,
			"minutes", (json_int_t)all[i].minutes,
			"level", (json_int_t)all[i].level));
	return OK;
}

static const struct having *having_find(const struct having *all, size_t n,
					const char *competency_id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].first->competency_id, competency_id) == 0)
			return &all[i];
	return NULL;
}

static enum err wanted_json(struct request *rq, const struct person *p,
			    const struct competency_level *wanted,
			    const struct having *has, json_t *list)
{
	const int level = has ? has->level : 0;
	json_t *one = competency_json(&wanted->of), *next = NULL;
	enum err e = OK;

	json_object_set_new(one, "wanted",
			    json_integer((json_int_t)wanted->level));
	json_object_set_new(one, "level", json_integer(level));
	json_object_set_new(one, "why", has ? why_json(has) : json_array());
	if (level < wanted->level)
		e = next_json(rq, p, wanted, &next);
	json_object_set_new(one, "next", next ? next : json_array());
	json_array_append_new(list, one);
	return e;
}

static bool is_wanted(const struct competency_level *wanted, size_t n,
		      const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(wanted[i].of.id, id) == 0)
			return true;
	return false;
}

/* What one shows that the job does not ask for. */
static void besides_json(const struct having *all, size_t n,
			 const struct competency_level *wanted, size_t nwanted,
			 json_t *list)
{
	for (size_t i = 0; i < n; i++) {
		json_t *one;

		if (is_wanted(wanted, nwanted, all[i].first->competency_id) ||
		    !all[i].level)
			continue;
		one = competency_json(&all[i].first->of);
		json_object_set_new(one, "level", json_integer(all[i].level));
		json_object_set_new(one, "why", why_json(&all[i]));
		json_array_append_new(list, one);
	}
}

static enum err havings(struct request *rq, const struct person *p,
			struct having **out, size_t *n)
{
	struct competency_proof *proofs;
	size_t all, i = 0;
	enum err e;

	*n = 0;
	if ((e = competency_proofs(rq->db, p->id, &proofs, &all)))
		return e;
	*out = arena_array(rq->mem, struct having, all);
	while (i < all) {
		(*out)[*n] = having_of(rq, proofs + i, all - i);
		i += (*out)[(*n)++].n;
	}
	return OK;
}

static enum err profile(struct request *rq, struct response *rs,
			const struct person *p)
{
	json_t *asked = request_own_json(rq, json_array());
	json_t *besides = request_own_json(rq, json_array());
	const char *job, *job_name;
	struct competency_level *wanted = NULL;
	struct having *has;
	char day[DAY_SIZE];
	size_t nwanted = 0, nhas;
	enum err e;

	day_at(rq->now, ZONE_WIB, day);
	if ((e = competency_job(rq->db, p->id, day, &job, &job_name)) ||
	    (job && (e = competency_of(rq->db, OF_JOB, job, &wanted,
				       &nwanted))) ||
	    (e = havings(rq, p, &has, &nhas)))
		return e;
	for (size_t i = 0; i < nwanted; i++)
		if (!wanted[i].of.closed_at &&
		    (e = wanted_json(rq, p, &wanted[i],
				     having_find(has, nhas, wanted[i].of.id),
				     asked)))
			return e;
	besides_json(has, nhas, wanted, nwanted, besides);
	return respond_json(rq, rs, 200, json_pack("{s:o, s:O, s:O}",
		"job", job ? json_pack("{s:s, s:s}", "id", job, "name",
				       job_name) : json_null(),
		"wanted", asked, "besides", besides));
}

enum err competency_mine(struct request *rq, struct response *rs)
{
	return profile(rq, rs, rq->person);
}

static enum err person_ours(struct request *rq, struct person *out)
{
	enum err e = person_by_id(rq->db, request_param(rq, "id"), out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

enum err competency_person(struct request *rq, struct response *rs)
{
	struct person p;
	enum err e = person_ours(rq, &p);

	return e ? e : profile(rq, rs, &p);
}

enum err competency_assess(struct request *rq, struct response *rs)
{
	struct competency_proof proof = {
		.source = "assessor", .by_id = rq->person->id, .at = rq->now,
		.level = -1,
	};
	struct person p;
	enum err e;

	if ((e = person_ours(rq, &p)) ||
	    (e = field_text_needed(rq, "competency", 64,
				   &proof.competency_id)) ||
	    (e = field_number(rq, "level", 0, COMPETENCY_LEVELS,
			      &proof.level)) ||
	    (e = field_text_needed(rq, "reason", REASON_MOST, &proof.reason)))
		return e;
	if (proof.level < 0)
		return field_missing(rq, "level");
	e = competency_by_id(rq->db, proof.competency_id, &proof.of);
	if (e == ERR_NOT_FOUND ||
	    (!e && proof.of.agency_id && strcmp(proof.of.agency_id,
						p.agency_id)))
		return field_bad(rq, "competency", &known_rule);
	proof.person_id = p.id;
	proof.source_id = rq->person->id;
	if (e || (e = competency_show(rq->db, &proof)))
		return e;
	return profile(rq, rs, &p);
}
