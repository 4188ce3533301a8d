#include "training/certificate.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "auth/auth.h"
#include "base/ident.h"
#include "domain/certificate.h"
#include "store/agency.h"
#include "training/certificate_key.h"
#include "training/notice.h"

#define PAGE "/saya/sertifikat"

/* Numbers that another agency's papers have already are passed over. */
#define NUMBERS_MOST 1000

/* What a paper is made of, whether it is the first or takes another's place. */
struct making {
	struct db *db;
	struct arena *mem;
	int64_t now;
	const struct paper_kind *kind;
	json_t *facts;
	struct paper_design design;
	const char *replaces, *once;
	struct certificate paper;
};

static enum err json_read(struct arena *mem, const char *text, json_t **out)
{
	*out = json_loads(text, 0, NULL);
	if (!*out)
		return fail(ERR_INTERNAL, "a paper's JSON is damaged");
	arena_own(mem, *out, (void (*)(void *))json_decref);
	return OK;
}

static const char *json_written(struct arena *mem, const json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);

	if (!text)
		abort();
	arena_own(mem, text, free);
	return text;
}

/* One that no agency has had. */
static enum err code_new(struct db *db, const struct agency *agency,
			 const char **out)
{
	const char *code = paper_code_of(db_arena(db), agency->name);
	bool taken;
	enum err e;

	*out = code;
	for (int i = 2; !(e = certificate_code_taken(db, *out, agency->id,
						     &taken)) && taken; i++)
		*out = arena_format(db_arena(db), "%s%d", code, i);
	return e;
}

/*
 * The agency's design as it is now. One that has none gets the plain one, and
 * one whose logo has changed since gets a row with the new logo.
 */
static enum err design_now(struct db *db, const struct agency *agency,
			   int64_t now, struct certificate_design *row,
			   struct paper_design *out)
{
	struct arena *mem = db_arena(db);
	const char *member;
	json_t *json;
	enum err e;

	*out = paper_design_plain;
	e = certificate_design_now(db, agency->id, row);
	if (e == ERR_NOT_FOUND) {
		if ((e = code_new(db, agency, &out->code)))
			return e;
	} else if (e || (e = json_read(mem, row->design, &json))) {
		return e;
	} else if (paper_design_read(mem, json, out, &member)) {
		return fail(ERR_INTERNAL, "design '%s': %s", row->id, member);
	} else if (row->logo_at == agency->logo_at) {
		return OK;
	}
	json = paper_design_json(out);
	arena_own(mem, json, (void (*)(void *))json_decref);
	*row = (struct certificate_design){
		.id = ident_make(mem, now),
		.agency_id = agency->id,
		.design = json_written(mem, json),
		.code = out->code,
		.at = now,
	};
	return certificate_design_add(db, row, NULL);
}

static const char *fact_text(const json_t *facts, const char *key)
{
	const char *text = json_string_value(json_object_get(facts, key));

	return text ? text : "";
}

static int64_t fact_int(const json_t *facts, const char *key)
{
	return json_integer_value(json_object_get(facts, key));
}

static enum err seal(struct making *m)
{
	unsigned char key[SEAL_KEY_SIZE];
	struct sealing_key sealing;
	struct seal_facts f = {
		.kind = m->kind->seal,
		.claimed = json_is_true(json_object_get(m->facts, "claimed")),
		.issued_at = m->now,
		.jp = fact_int(m->facts, "jp"),
		.first_day = fact_int(m->facts, "firstDay"),
		.last_day = fact_int(m->facts, "lastDay"),
		.version = fact_int(m->facts, "version"),
		.number = fact_text(m->facts, "number"),
		.name = fact_text(m->facts, "name"),
		.title = fact_text(m->facts, "title"),
		.agency = fact_text(m->facts, "agency"),
	};
	enum err e;

	if ((e = certificate_key_begin(m->db, m->now)) ||
	    (e = auth_seal_key(m->db, key)) ||
	    (e = certificate_key_open(m->db, key, &sealing)))
		return e;
	seal_facts_nip(&f, json_string_value(json_object_get(m->facts, "nip")));
	memcpy(f.key, sealing.id, sizeof(f.key));
	m->paper.seal = certificate_seal(m->mem, &sealing, &f);
	m->paper.key_id = sealing.name;
	memset(&sealing, 0, sizeof(sealing));
	return OK;
}

/* The series' next number, the facts with it, the seal over them, the row. */
static enum err number_and_add(struct making *m, bool *taken)
{
	const int64_t day = paper_day(m->now, PAPER_MINUTES_EAST);
	int64_t n;
	enum err e;

	if ((e = certificate_series_next(m->db, m->paper.agency_id,
					 m->kind->name, paper_date(day).year,
					 &n)))
		return e;
	m->paper.number = paper_number(m->mem, m->design.pattern, n,
				       m->design.code, m->kind, day);
	json_object_set_new(m->facts, "number", json_string(m->paper.number));
	if ((e = seal(m)))
		return e;
	m->paper.facts = json_written(m->mem, m->facts);
	return certificate_add(m->db, &m->paper, m->once, taken);
}

static enum err paper_make(struct making *m, struct certificate *out)
{
	struct certificate_design row;
	struct agency agency;
	bool taken = true;
	enum err e;

	if ((e = agency_by_id(m->db, m->paper.agency_id, &agency)) ||
	    (e = design_now(m->db, &agency, m->now, &row, &m->design)))
		return e;
	json_object_set_new(m->facts, "agency", json_string(agency.name));
	json_object_set_new(m->facts, "issuedAt", json_integer(m->now));
	m->paper.id = ident_make(m->mem, m->now);
	m->paper.design_id = row.id;
	m->paper.issued_at = m->now;
	m->paper.replaces = m->replaces;
	for (int i = 0; taken && i < NUMBERS_MOST; i++)
		if ((e = number_and_add(m, &taken)))
			return e;
	if (taken)
		return fail(ERR_CONFLICT, "no number for a paper of '%s'",
			    agency.id);
	if ((e = certificate_by_id(m->db, m->paper.id, out)))
		return e;
	out->fresh = true;
	return OK;
}

static enum err tell_made(struct db *db, const struct certificate *c,
			  const json_t *facts, int64_t now)
{
	const struct notice_to to = {
		.person_id = c->person_id, .href = PAGE, .by_mail = true,
		.occasion = arena_format(db_arena(db), "certificate:%s",
					 c->id),
	};

	return notice_tell(db, NOTICE_certificate, &to,
			   NOTE({ "title", fact_text(facts, "title"), 0 },
				{ "number", c->number, 0 }), now);
}

static enum err tell_revoked(struct db *db, const struct certificate *c,
			     const char *why, int64_t now)
{
	const struct notice_to to = {
		.person_id = c->person_id, .href = PAGE, .by_mail = true,
		.occasion = arena_format(db_arena(db), "revoked:%s", c->id),
	};

	return notice_tell(db, NOTICE_certificate_revoked, &to,
			   NOTE({ "number", c->number, 0 },
				{ "why", why, 0 }), now);
}

/* Who it is for, as they are now, into the facts. */
static enum err facts_person(struct db *db, const char *person_id, json_t *facts)
{
	struct certificate_person p;
	const enum err e = certificate_person(db, person_id, &p);

	if (e)
		return e;
	json_object_set_new(facts, "name", json_string(p.name));
	json_object_set_new(facts, "nip", p.nip ? json_string(p.nip)
						: json_null());
	json_object_set_new(facts, "claimed", json_boolean(p.guest));
	json_object_set_new(facts, "from", json_string(p.agency));
	json_object_set_new(facts, "job", json_string(p.job));
	json_object_set_new(facts, "unit", json_string(p.unit));
	return OK;
}

static json_t *facts_order(const struct certificate_order *o, int64_t now)
{
	const int east = o->minutes_east ? o->minutes_east : PAPER_MINUTES_EAST;
	const int64_t last = o->last_at ? o->last_at : now;
	json_t *subjects = json_array();

	for (size_t i = 0; i < o->nsubjects; i++)
		json_array_append_new(subjects, json_pack("{s:s, s:I}",
			"title", o->subjects[i].title,
			"jp", (json_int_t)o->subjects[i].jp));
	return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:s, s:s, s:s, s:o}",
		"kind", o->kind, "title", o->title,
		"version", (json_int_t)o->version,
		"jp", (json_int_t)o->jp,
		"firstDay", (json_int_t)paper_day(o->first_at ? o->first_at
							      : last, east),
		"lastDay", (json_int_t)paper_day(last, east),
		"place", o->place ? o->place : "",
		"competency", o->competency ? o->competency : "",
		"form", o->form ? o->form : "",
		"subjects", subjects);
}

/* The paper that counts now of those that have taken one another's place. */
static enum err newest(struct db *db, struct certificate *out)
{
	enum err e = OK;

	while (!e && out->replaced_by)
		e = certificate_by_id(db, out->replaced_by, out);
	return e;
}

enum err certificate_issue(struct db *db, const struct certificate_order *o,
			   int64_t now, struct certificate *out)
{
	struct arena *mem = db_arena(db);
	struct making m = {
		.db = db, .mem = mem, .now = now,
		.kind = paper_kind_named(o->kind),
		.once = arena_format(mem, "%s:%s:%s:%s:%d", o->person_id,
				     o->kind, o->source, o->source_id,
				     o->renewal),
		.paper = {
			.kind = o->kind, .person_id = o->person_id,
			.agency_id = o->agency_id, .source = o->source,
			.source_id = o->source_id,
			.evidence = o->evidence ? o->evidence : "",
		},
	};
	enum err e;

	if (!m.kind)
		return fail(ERR_INTERNAL, "no paper is called '%s'", o->kind);
	e = certificate_by_once(db, m.once, out);
	if (e != ERR_NOT_FOUND)
		return e ? e : newest(db, out);
	m.facts = facts_order(o, now);
	if (!m.facts)
		return fail(ERR_INTERNAL, "a paper's facts are not UTF-8");
	arena_own(mem, m.facts, (void (*)(void *))json_decref);
	if ((e = facts_person(db, o->person_id, m.facts)) ||
	    (e = paper_make(&m, out)))
		return e;
	return tell_made(db, out, m.facts, now);
}

enum err certificate_reissue(struct db *db, const char *id, const char *by_id,
			     const char *why, int64_t now,
			     struct certificate *out)
{
	struct making m = { .db = db, .mem = db_arena(db), .now = now };
	struct certificate old;
	enum err e;

	if ((e = certificate_by_id(db, id, &old)) ||
	    (e = certificate_end(db, id, by_id, why, now)) ||
	    (e = json_read(m.mem, old.facts, &m.facts)) ||
	    (e = facts_person(db, old.person_id, m.facts)))
		return e;
	m.kind = paper_kind_named(old.kind);
	m.replaces = old.id;
	m.once = arena_format(m.mem, "again:%s", old.id);
	m.paper = (struct certificate){
		.kind = old.kind, .person_id = old.person_id,
		.agency_id = old.agency_id, .source = old.source,
		.source_id = old.source_id, .evidence = old.evidence,
	};
	if ((e = paper_make(&m, out)))
		return e;
	return by_id && strcmp(by_id, old.person_id) == 0
		? OK : tell_made(db, out, m.facts, now);
}

enum err certificate_outdated(struct db *db, const struct certificate *c,
			      bool *out)
{
	struct certificate_person p;
	json_t *facts;
	enum err e;

	if ((e = json_read(db_arena(db), c->facts, &facts)) ||
	    (e = certificate_person(db, c->person_id, &p)))
		return e;
	*out = strcmp(fact_text(facts, "name"), p.name) ||
	       strcmp(fact_text(facts, "nip"), p.nip ? p.nip : "");
	return OK;
}

enum err certificate_revoke(struct db *db, const char *id, const char *by_id,
			    const char *why, int64_t now)
{
	struct certificate c;
	enum err e;

	if ((e = certificate_by_id(db, id, &c)) ||
	    (e = certificate_end(db, id, by_id, why, now)))
		return e;
	return tell_revoked(db, &c, why, now);
}
