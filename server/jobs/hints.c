#include "jobs/hints.h"

#include <stdlib.h>
#include <string.h>

#include "domain/hint.h"
#include "domain/question_statistics.h"
#include "store/figure.h"
#include "store/hint.h"
#include "store/native.h"
#include "training/voices.h"

#define LOOKED_MOST 50		/* modules without a word, in one piece */
#define VERSIONS_MOST 100

/* One module, while it is looked at. */
struct look {
	struct nightly_piece *piece;
	struct hint_module module;
	const char *version_id;		/* of which the hints are */
	struct hint *all;
	size_t n;
};

static void json_done(void *json)
{
	json_decref(json);
}

static json_t *read_json(struct db *db, const char *text)
{
	json_t *json = text ? json_loads(text, 0, NULL) : NULL;

	if (json)
		arena_own(db_arena(db), json, json_done);
	return json;
}

/*
 * The version that learners get, once ten have begun it; until then the newest
 * before it of which there is enough to say.
 */
static enum err version_choose(struct db *db, struct look *l)
{
	struct version_figure *all;
	bool behind = false;
	size_t n;
	enum err e;

	l->version_id = l->module.version_id;
	if ((e = version_figure_list(db, l->module.id, VERSIONS_MOST, &all,
				     &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *json = read_json(db, all[i].figures);

		behind |= !strcmp(all[i].version_id, l->module.version_id);
		if (!behind || json_integer_value(json_object_get(json,
					"people")) < STATISTICS_LEAST)
			continue;
		l->version_id = all[i].version_id;
		return OK;
	}
	return OK;
}

/* What a lesson of ours says in its head. */
static enum err minutes_read(struct db *db, const struct unit_figure *u,
			     double *out)
{
	const char *text;
	enum err e;

	*out = 0;
	if (strcmp(u->kind, "lesson"))
		return OK;
	if ((e = unit_definition_get(db, u->unit_id, &text)))
		return e;
	*out = json_number_value(json_object_get(read_json(db, text),
						 "minutes"));
	return OK;
}

static int64_t reports_of(const struct hint_report *all, size_t n,
			  const char *ident)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].ident, ident) == 0)
			return all[i].people;
	return 0;
}

static enum err units_read(struct db *db, struct look *l,
			   const struct unit_figure *from, size_t n,
			   const struct voices *voices,
			   struct hint_unit **out)
{
	struct hint_report *reports;
	size_t nreports;
	enum err e;

	if ((e = hint_reports(db, l->module.id, &reports, &nreports)))
		return e;
	*out = arena_array(db_arena(db), struct hint_unit, n);
	for (size_t i = 0; i < n; i++) {
		struct hint_unit *u = &(*out)[i];

		*u = (struct hint_unit){
			.ident = from[i].ident, .title = from[i].title,
			.kind = from[i].kind,
			.figures = read_json(db, from[i].figures),
			.named = voices->named[i],
			.reports = reports_of(reports, nreports,
					      from[i].ident),
		};
		if ((e = minutes_read(db, &from[i], &u->minutes)))
			return e;
	}
	return OK;
}

static enum err module_look(struct db *db, struct look *l)
{
	struct hint_version v = { .n = 0 };
	struct unit_figure *from;
	struct hint_unit *units;
	struct voices voices;
	enum err e;

	if ((e = version_choose(db, l)) ||
	    (e = unit_figure_list(db, l->version_id, &from, &v.n)) ||
	    (e = voices_read(db, l->module.id, l->version_id, from, v.n,
			     &voices)) ||
	    (e = units_read(db, l, from, v.n, &voices, &units)))
		return e;
	v.units = units;
	v.applicable = voices.applicable;
	v.named = voices.answered;
	v.followup = voices.followup;
	hints_find(db_arena(db), &v, &l->all, &l->n);
	return OK;
}

/* The next module of which there is something to write; id NULL: none of those
   that were looked at. */
static enum err module_find(struct db *db, struct look *l)
{
	struct nightly_piece *p = l->piece;
	int64_t open = 0;
	enum err e;

	for (size_t i = 0; i < LOOKED_MOST; i++) {
		if ((e = hint_module_next(db, p->reached, &l->module)))
			return e;
		p->more = l->module.id != NULL;
		if (!p->more)
			return OK;
		p->reached = l->module.id;
		if ((e = module_look(db, l)) ||
		    (e = hint_open(db, l->module.id, &open)))
			return e;
		if (l->n || open)
			return OK;
	}
	l->module.id = NULL;
	return OK;
}

static enum err one_put(struct db *db, const struct look *l,
			const struct hint *h)
{
	char *facts = json_dumps(h->facts, JSON_COMPACT);
	enum err e;

	if (!facts)
		abort();
	e = hint_put(db, &(struct hint_row){
		.module_id = l->module.id, .version_id = l->version_id,
		.unit_ident = h->unit, .question = h->question,
		.kind = hint_kind_name(h->kind), .facts = facts,
		.weight = h->weight, .at = l->piece->now });
	free(facts);
	return e;
}

static enum err look_write(struct db *db, void *context)
{
	const struct look *l = context;
	enum err e = OK;

	for (size_t i = 0; i < l->n && !e; i++)
		e = one_put(db, l, &l->all[i]);
	return e ? e : hint_gone(db, l->module.id, l->piece->now);
}

enum err hints_piece(struct nightly_piece *p)
{
	struct look *l = arena_new(p->mem, struct look);
	struct db *db;
	enum err e;

	*l = (struct look){ .piece = p };
	if ((e = pool_read(p->server->pool, p->mem, &db)))
		return e;
	e = module_find(db, l);
	pool_read_end(p->server->pool, db);
	if (e || !l->module.id)
		return e;
	p->write = look_write;
	p->context = l;
	return OK;
}
