#include "xapi/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "domain/agent.h"
#include "domain/statement_digest.h"
#include "domain/statement_names.h"
#include "domain/tincan.h"
#include "domain/uuid.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/statement.h"
#include "store/usage.h"
#include "training/settle.h"

/* Who vouches for what is stored: this server. */
static json_t *authority(const char *home)
{
	return json_pack("{s:s, s:{s:s, s:s}}", "objectType", "Agent",
			 "account", "homePage", home, "name", "balai");
}

/* As it came, with what the receiver adds (Data 2.4.7 to 2.4.10). */
static const char *body_of(struct request *rq, const char *home,
			   const struct statement *s)
{
	json_t *json = json_copy(s->json);
	char at[CLOCK_TEXT_SIZE];
	char *text;

	clock_text(rq->now, at);
	json_object_set_new(json, "id", json_string(s->id));
	json_object_set_new(json, "stored", json_string(at));
	json_object_set_new(json, "authority", authority(home));
	if (!s->timed)
		json_object_set_new(json, "timestamp", json_string(at));
	if (!json_object_get(json, "version"))
		json_object_set_new(json, "version",
				    json_string(xapi_version(rq)));
	text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15));
	json_decref(json);
	if (text)
		arena_own(rq->mem, text, free);
	return text;
}

enum err record_make(struct request *rq, const char *home, struct record *r)
{
	r->digest = statement_digest(rq->mem, r->said.json);
	r->body = body_of(rq, home, &r->said);
	if (!r->digest || !r->body)
		return fail(ERR_INTERNAL, "a statement as JSON");
	statement_names(rq->mem, r->said.json, &r->names, &r->nnames);
	return OK;
}

/* Those of one ms are in the order of their run. */
static enum err store(struct request *rq, struct xapi_caller *c,
		      const struct record *r)
{
	const struct statement *s = &r->said;
	const struct statement_row row = {
		.id = s->id,
		.person_id = c->run.person_id,
		.module_id = c->run.module_id,
		.run_id = c->run.id,
		.registration = s->registration ? s->registration : "",
		.verb = s->verb,
		.voids = s->voids,
		.digest = r->digest,
		.body = r->body,
		.stored_at = rq->now,
		.place = c->au.statements + 1,
	};
	bool added;
	enum err e;

	if ((e = statement_add(rq->db, &row, r->names, r->nnames, &added)))
		return e;
	c->au.statements += added;
	c->bytes += added ? statement_cost(r->body, r->nnames) : 0;
	return OK;
}

/* ---- Progress ---------------------------------------------------------- */

enum err record_progress(struct request *rq, struct run *run,
			 const struct progress *now, bool ended, bool graded)
{
	struct item item = { .exit = "", .ended = ended, .progress = *now };
	struct unit_progress unit;
	struct progress before;
	bool known, newest;
	enum err e;

	if ((e = progress_get(rq->db, run->attempt_id, run->unit_id, &unit)))
		return e;
	known = unit.run_id != NULL;
	newest = !known || strcmp(run->id, unit.run_id) >= 0;
	before = unit.progress;
	if (item.progress.time_ms < run->time_ms)
		item.progress.time_ms = run->time_ms;
	if (known && !now->measure.known)
		item.progress.measure = before.measure;
	progress_add(known ? &before : NULL, &item, newest, run->time_ms,
		     &unit.progress);
	unit.attempt_id = run->attempt_id;
	unit.unit_id = run->unit_id;
	unit.run_id = newest ? run->id : unit.run_id;
	unit.graded = graded;
	unit.saved_at = rq->now;
	run->sequence++;
	run->saved_at = rq->now;
	run->ended = run->ended || ended;
	run->time_ms = item.progress.time_ms;
	if ((e = run_save(rq->db, run, NULL)))
		return e;
	return progress_put(rq->db, &unit);
}

/* A unit says how long it took; more than that since its launch it did not. */
static int64_t time_of(struct request *rq, const struct xapi_caller *c,
		       const struct statement *s)
{
	const int64_t most = rq->now - c->au.session.launched_at;

	if (!s->lasted)
		return 0;
	return s->duration_ms < most ? s->duration_ms : most;
}

static void cmi5_says(struct request *rq, const struct xapi_caller *c,
		      const struct statement *s, const struct au_unit *au,
		      struct progress *out)
{
	const struct au_session *in = &c->au.session;

	*out = (struct progress){
		.completion = au->satisfied ? COMPLETION_COMPLETED
					    : COMPLETION_INCOMPLETE,
		.success = in->passed ? SUCCESS_PASSED
			 : in->failed ? SUCCESS_FAILED : SUCCESS_UNKNOWN,
		.measure = cmi5_progress(s),
	};
	if (!cmi5_defined(s))
		return;
	out->score = s->score;
	out->time_ms = time_of(rq, c, s);
}

static enum err cmi5_effect(struct request *rq, struct xapi_caller *c,
			    const struct statement *s)
{
	struct au_unit unit;
	struct progress now;
	bool before;
	enum err e;

	if ((e = au_get(rq->db, c->run.attempt_id, c->unit.id, &unit)))
		return e;
	before = unit.satisfied;
	cmi5_count(s, &c->au.session, &unit.au, rq->now);
	unit.satisfied = au_satisfied(c->launch.move_on, &unit.au);
	cmi5_says(rq, c, s, &unit, &now);
	if ((e = au_put(rq->db, c->run.attempt_id, &unit)) ||
	    (e = record_progress(rq, &c->run, &now,
				 c->au.session.terminated_at != 0, false)))
		return e;
	return before == unit.satisfied ? OK : record_satisfied(rq, c);
}

static enum err tincan_effect(struct request *rq, struct xapi_caller *c,
			      const struct statement *s)
{
	struct progress now;

	tincan_progress(s, c->launch.activity, &now);
	if (now.time_ms)
		now.time_ms = time_of(rq, c, s);
	if (s->timed && s->at > c->au.session.last_at)
		c->au.session.last_at = s->at;
	return record_progress(rq, &c->run, &now, false, false);
}

/* ---- Rules ------------------------------------------------------------- */

static enum err rules(struct request *rq, const struct xapi_caller *c,
		      const struct statement *s)
{
	const char *name = agent_name(rq->mem, json_object_get(s->json,
							       "actor"));
	struct au_unit unit;
	const char *fault;
	enum err e;

	if (c->au.statements >= RECORD_MOST)
		return refuse(rq, P_documents_full, NO_VALUES);
	if (!name || strcmp(name, c->actor_name))
		return refuse(rq, P_statement_refused,
			      VALUES({ "reason", "the actor is not the learner" }));
	if (!c->cmi5)
		return OK;
	if ((e = au_get(rq->db, c->run.attempt_id, c->unit.id, &unit)))
		return e;
	fault = cmi5_fault(s, &c->launch, &c->au.session, &unit.au, rq->now);
	return fault ? refuse(rq, P_statement_refused,
			      VALUES({ "reason", fault })) : OK;
}

enum err record_statement(struct request *rq, struct xapi_caller *c,
			  const struct record *r)
{
	const struct statement *s = &r->said;
	struct statement_row there;
	enum err e;

	if ((e = statement_by_id(rq->db, s->id, &there)))
		return e;
	if (there.id && strcmp(there.digest, r->digest) == 0 &&
	    strcmp(there.person_id, c->run.person_id) == 0)
		return OK;
	if (there.id)
		return refuse(rq, P_statement_conflict, VALUES({ "id", s->id }));
	if ((e = rules(rq, c, s)) ||
	    (e = xapi_room(rq, c->run.person_id, c->run.module_id,
			   c->bytes + statement_cost(r->body, r->nnames))) ||
	    (e = store(rq, c, r)))
		return e;
	if (s->voids && (e = statement_void(rq->db, s->voids, c->run.person_id,
					    c->run.module_id)))
		return e;
	return c->cmi5 ? cmi5_effect(rq, c, s) : tincan_effect(rq, c, s);
}

enum err record_close(struct request *rq, struct xapi_caller *c)
{
	enum err e;

	if ((e = au_run_change(rq->db, &c->au)))
		return e;
	return usage_add(rq->db, c->run.person_id, c->run.module_id, c->bytes);
}

enum err record_end(struct request *rq, struct xapi_caller *c)
{
	enum err e;

	if ((e = record_close(rq, c)))
		return e;
	return settle_sum(rq->db, &(struct settling){
		.attempt_id = c->run.attempt_id,
		.version_id = c->run.version_id,
		.person_id = c->run.person_id, .module_id = c->run.module_id,
	}, rq->now, NULL);
}

/* ---- Ours -------------------------------------------------------------- */

/* A few small ones of a launch: these are made where they are stored. */
enum err record_own(struct request *rq, struct xapi_caller *c,
		    json_t *statement)
{
	struct record r;
	enum err e;

	if (!statement)
		return fail(ERR_INTERNAL, "a statement of ours");
	request_own_json(rq, statement);
	if (statement_read(rq->mem, statement, &r.said))
		return fail(ERR_INTERNAL, "a statement of ours does not fit: %s",
			    statement_read(rq->mem, statement, &r.said));
	return (e = record_make(rq, c->au.home, &r)) ? e : store(rq, c, &r);
}

/* Which units are satisfied, those that were never opened too. */
static enum err units_read(struct request *rq, const struct xapi_caller *c,
			   struct cmi5_unit **out, size_t *n)
{
	struct au_unit *units;
	enum err e;

	if ((e = au_units(rq->db, c->run.version_id, c->run.attempt_id, &units,
			  n)))
		return e;
	*out = arena_array(rq->mem, struct cmi5_unit, *n);
	for (size_t i = 0; i < *n; i++) {
		struct au_launch l;

		xapi_launch_read(rq, units[i].launch, &l);
		(*out)[i] = (struct cmi5_unit){
			units[i].unit_id, au_satisfied(l.move_on, &units[i].au)
		};
	}
	return OK;
}

static enum err block_say(struct request *rq, struct xapi_caller *c,
			  const struct cmi5_block *b)
{
	const char *object = b->course
		? arena_format(rq->mem, "%s/xapi/course/%s", c->au.home,
			       c->run.version_id)
		: arena_format(rq->mem, "%s/xapi/block/%s/%zu", c->au.home,
			       c->run.version_id, b->place);
	char id[UUID_SIZE];

	uuid_named("satisfied", arena_format(rq->mem, "%s %zu",
					     c->run.attempt_id, b->place), id);
	return record_own(rq, c, cmi5_satisfied(id, c->actor,
			  b->course ? "course" : "block", object,
			  iri_valid(b->key) ? b->key : object,
			  c->au.registration, c->au.run_id, rq->now));
}

enum err record_satisfied(struct request *rq, struct xapi_caller *c)
{
	struct cmi5_block *blocks;
	struct cmi5_unit *units;
	struct version version;
	json_t *tree;
	size_t n, nunits;
	enum err e;

	if ((e = version_by_id(rq->db, c->run.version_id, &version)) ||
	    (e = units_read(rq, c, &units, &nunits)))
		return e;
	tree = request_own_json(rq, json_loads(version.tree, 0, NULL));
	cmi5_blocks(rq->mem, tree, units, nunits, &blocks, &n);
	for (size_t i = 0; i < n; i++)
		if ((e = block_say(rq, c, &blocks[i])))
			return e;
	return OK;
}

enum err record_abandoned(struct request *rq, const struct au_run *au)
{
	struct progress lasted = { .completion = COMPLETION_INCOMPLETE };
	struct xapi_caller c;
	char id[UUID_SIZE];
	enum err e;

	if ((e = xapi_caller(rq, au->run_id, &c)))
		return e;
	uuid_named("abandoned", c.run.id, id);
	if ((e = record_own(rq, &c, cmi5_abandoned(id, c.actor, &c.launch,
						   &c.au.session, rq->now))))
		return e;
	if (c.au.session.initialized_at) {
		lasted.time_ms = cmi5_lasted(&c.au.session, rq->now);
		if ((e = record_progress(rq, &c.run, &lasted, true, false)))
			return e;
	}
	c.au.session.abandoned_at = rq->now;
	return record_close(rq, &c);
}
