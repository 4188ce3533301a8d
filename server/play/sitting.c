#include "play/sitting.h"

#include <string.h>

#include "base/ident.h"
#include "play/sitting_grade.h"
#include "store/attempt.h"
#include "store/mark.h"
#include "store/module.h"
#include "store/sitting.h"
#include "training/ledger.h"
#include "training/passback.h"
#include "training/settle.h"

bool sitting_over(const struct sitting *s, int64_t now)
{
	return s->state == SITTING_OPEN && s->deadline &&
	       now > s->deadline + SITTING_GRACE_MS;
}

enum err sitting_leave(struct db *db, const struct attempt *a,
		       const char *ident, struct quiz_leave *out)
{
	struct leave_given given;
	const enum err e = leave_get(db, a->module_id, ident, a->person_id,
				     &given);

	*out = given.leave;
	return e;
}

/* Progress belongs to a run; the player has begun one, a program may not. */
static enum err run_find(struct db *db, const struct attempt *a,
			 const char *unit_id, int64_t now, const char **out,
			 int64_t *time_ms)
{
	struct run run = {
		.attempt_id = a->id, .unit_id = unit_id, .started_at = now,
	};
	enum err e;

	if ((e = sitting_run(db, a->id, unit_id, out, time_ms)) || *out)
		return e;
	*out = run.id = ident_make(db_arena(db), now);
	return run_add(db, &run);
}

/* `u` has what it was before, or no run when there was nothing. */
static enum err progress_write(struct db *db, const struct attempt *a,
			       struct unit_progress *u,
			       const struct progress *to, int64_t now)
{
	const bool news = !u->run_id || !progress_same(&u->progress, to);
	enum err e;

	u->progress = *to;
	u->graded = true;
	u->saved_at = now;
	if ((e = run_find(db, a, u->unit_id, now, &u->run_id,
			  &u->progress.time_ms)) ||
	    (e = progress_put(db, u)))
		return e;
	/* That somebody is to mark it is no news here, but elsewhere. */
	return !news ? passback_note(db, a->person_id, a->module_id, now)
		: settle_sum(db, &(struct settling){
		.attempt_id = a->id, .version_id = a->version_id,
		.person_id = a->person_id, .module_id = a->module_id,
	}, now, NULL);
}

static enum err progress_find(struct db *db, const struct attempt *a,
			      const char *unit_id, struct unit_progress *out)
{
	const enum err e = progress_get(db, a->id, unit_id, out);

	out->attempt_id = a->id;
	out->unit_id = unit_id;
	return e;
}

/* Who has begun a unit has not done it yet, but it is known that they began. */
static enum err begun_note(struct db *db, const struct attempt *a,
			   const char *unit_id, int64_t now)
{
	static const struct progress begun = {
		.completion = COMPLETION_INCOMPLETE,
	};
	struct unit_progress u;
	enum err e;

	if ((e = progress_find(db, a, unit_id, &u)) || u.run_id)
		return e;
	return progress_write(db, a, &u, &begun, now);
}

static void score_put(struct progress *p, double scaled)
{
	p->score = (struct score){
		.scaled = { true, scaled },
		.raw = { true, scaled * 100 },
		.min = { true, 0 },
		.max = { true, 100 },
	};
}

/* The final ones of the list, in their order. */
static size_t finals(const struct sitting *all, size_t n, double *scaled)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		if (all[i].state == SITTING_GRADED && all[i].scaled.known)
			scaled[m++] = all[i].scaled.value;
	return m;
}

static bool passed_once(const struct sitting *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].passed == SUCCESS_PASSED)
			return true;
	return false;
}

/* What a quiz comes to. A pretest asks what one knows, and counts for nothing. */
static void quiz_progress(struct arena *mem, const struct quiz_rules *rules,
			  const struct sitting *all, size_t n,
			  struct progress *p)
{
	double *scaled = arena_array(mem, double, n ? n : 1), kept;
	const size_t m = finals(all, n, scaled);

	if (rules->kind == QUIZ_PRETEST) {
		for (size_t i = 0; i < n; i++)
			if (all[i].state != SITTING_OPEN)
				p->completion = COMPLETION_COMPLETED;
		return;
	}
	if (!quiz_kept(rules->keep, scaled, m, &kept))
		return;
	score_put(p, kept);
	if (rules->pass_mark < 0 || quiz_passed(rules, kept))
		p->completion = COMPLETION_COMPLETED;
	if (rules->pass_mark >= 0)
		p->success = quiz_passed(rules, kept) ? SUCCESS_PASSED
						      : SUCCESS_FAILED;
}

/* A case is done at one of its endings; with a pass mark, at a good one. */
static void case_progress(json_t *kase, const struct sitting *all, size_t n,
			  struct progress *p)
{
	const bool marked = json_is_number(json_object_get(kase, "passMark"));
	double best = -1;

	for (size_t i = 0; i < n; i++)
		if (all[i].state == SITTING_GRADED && all[i].scaled.known &&
		    all[i].scaled.value > best)
			best = all[i].scaled.value;
	if (best < 0)
		return;
	score_put(p, best);
	if (!marked || passed_once(all, n))
		p->completion = COMPLETION_COMPLETED;
	if (marked)
		p->success = passed_once(all, n) ? SUCCESS_PASSED
						 : SUCCESS_FAILED;
}

/* Nobody who has passed, or is done, is told otherwise afterwards. */
static void keep_reached(const struct progress *before, struct progress *p)
{
	if (before->success == SUCCESS_PASSED)
		p->success = SUCCESS_PASSED;
	if (before->completion > p->completion)
		p->completion = before->completion;
}

static enum err settle(struct db *db, const struct attempt *a,
		       const char *unit_id, const char *ident, int64_t now)
{
	struct progress p = { .completion = COMPLETION_INCOMPLETE };
	struct unit_progress u;
	struct sitting *all;
	struct asked asked;
	size_t n;
	enum err e;

	if ((e = sitting_list(db, a, ident, &all, &n)))
		return e;
	if (!n)
		return OK;
	if ((e = asked_read(db, unit_id, all[0].branching, &asked)) ||
	    (e = progress_find(db, a, unit_id, &u)))
		return e;
	if (all[0].branching)
		case_progress(asked.definition, all, n, &p);
	else
		quiz_progress(db_arena(db), &asked.rules, all, n, &p);
	if (u.run_id)
		keep_reached(&u.progress, &p);
	return progress_write(db, a, &u, &p, now);
}

static enum err settle_unit(struct db *db, const struct attempt *a,
			    const char *ident, int64_t now)
{
	const char *unit;
	enum err e;

	if ((e = sitting_unit(db, a->id, ident, &unit)) || !unit)
		return e;
	return settle(db, a, unit, ident, now);
}

/* An attempt begun since may have what was reached in this one. */
static enum err settle_newest(struct db *db, const struct attempt *a,
			      const char *ident, int64_t now)
{
	struct attempt newest;
	struct unit unit;
	const char *id;
	enum err e;

	if ((e = attempt_latest(db, a->person_id, a->module_id, &newest)))
		return e;
	if (!newest.id || newest.number <= a->number || a->number < 0)
		return OK;
	if ((e = sitting_unit(db, newest.id, ident, &id)) || !id)
		return e;
	if ((e = unit_by_id(db, id, &unit)))
		return e;
	return sitting_carry(db, &newest, &unit, now);
}

enum err sitting_settle(struct db *db, const char *attempt_id,
			const char *ident, int64_t now)
{
	struct attempt a;
	enum err e;

	if ((e = attempt_by_id(db, attempt_id, &a)) ||
	    (e = settle_unit(db, &a, ident, now)))
		return e;
	return settle_newest(db, &a, ident, now);
}

enum err sitting_finish(struct db *db, struct sitting *s, int64_t now)
{
	struct asked asked;
	enum err e;

	if (s->state == SITTING_OPEN)
		s->ended_at = s->deadline && s->deadline < now ? s->deadline
							       : now;
	if ((e = asked_read(db, s->unit_id, s->branching, &asked)) ||
	    (e = sitting_grade(db, &asked, s)) || (e = sitting_close(db, s)))
		return e;
	return sitting_settle(db, s->attempt_id, s->unit_ident, now);
}

enum err sitting_add_up(struct db *db, struct sitting *s, int64_t now)
{
	struct asked asked;
	enum err e;

	if ((e = asked_read(db, s->unit_id, false, &asked)) ||
	    (e = sitting_total(db, &asked, s)) || (e = sitting_close(db, s)))
		return e;
	return sitting_settle(db, s->attempt_id, s->unit_ident, now);
}

/* Would the list be a pass, with `s` in the place of what it was or became? */
static bool passes(struct arena *mem, const struct asked *asked,
		   const struct sitting *list, size_t n,
		   const struct sitting *s)
{
	struct sitting *all = arena_array(mem, struct sitting, n);
	struct progress p = { .completion = COMPLETION_INCOMPLETE };

	for (size_t i = 0; i < n; i++)
		all[i] = strcmp(list[i].id, s->id) ? list[i] : *s;
	if (s->branching)
		return passed_once(all, n);
	quiz_progress(mem, &asked->rules, all, n, &p);
	return p.success == SUCCESS_PASSED;
}

static bool lower(struct measure is, struct measure was)
{
	return was.known && (!is.known || is.value < was.value);
}

enum err sitting_doubt(struct db *db, const struct sitting *was,
		       const struct sitting *is, const char *why, int64_t now)
{
	struct arena *mem = db_arena(db);
	struct sitting *all;
	struct attempt a;
	struct asked asked;
	size_t n;
	enum err e;

	if (was->preview || !lower(is->scaled, was->scaled))
		return OK;
	if ((e = attempt_by_id(db, was->attempt_id, &a)) ||
	    (e = sitting_list(db, &a, was->unit_ident, &all, &n)) ||
	    (e = asked_read(db, was->unit_id, was->branching, &asked)))
		return e;
	if (!passes(mem, &asked, all, n, was) ||
	    passes(mem, &asked, all, n, is))
		return OK;
	return ledger_doubt_attempt(db, a.id, why, now);
}

/* Beginning */

static enum err bar(struct request *rq, enum quiz_bar why)
{
	return why == QUIZ_USED ? refuse(rq, P_quiz_used, NO_VALUES)
	     : why == QUIZ_CLOSED ? refuse(rq, P_quiz_shut, NO_VALUES) : OK;
}

static enum err may_begin(struct request *rq, const struct attempt *a,
			  const struct unit *u, const struct asked *asked,
			  const struct quiz_leave *leave)
{
	struct sitting *all;
	size_t n;
	enum err e;

	if ((e = sitting_list(rq->db, a, u->ident, &all, &n)))
		return e;
	if (n >= SITTINGS_MOST)
		return fail(ERR_TOO_MANY, "sittings of unit %s", u->id);
	/* Who only looks at it may look as often as they like. */
	if (a->number < 0)
		return OK;
	return bar(rq, quiz_may_begin(&asked->rules, leave, (int64_t)n, false,
				      rq->now));
}

static enum err agency_of(struct db *db, const char *module_id,
			  const char **out)
{
	struct module m;
	enum err e;

	if ((e = module_by_id(db, module_id, &m)))
		return e;
	*out = m.agency_id;
	return OK;
}

/* Not made of the sitting's id, which the learner knows. */
static enum err paper_make(struct request *rq, const struct attempt *a,
			   const struct asked *asked, const char **out)
{
	const char *agency, *seed = ident_make(rq->mem, rq->now);
	struct paper paper;
	enum err e;

	if ((e = agency_of(rq->db, a->module_id, &agency)))
		return e;
	e = asked_draw(rq->db, asked, agency, seed, &paper);
	if (e == ERR_CONFLICT || e == ERR_NOT_FOUND)
		return refuse(rq, P_quiz_thin, NO_VALUES);
	if (e)
		return e;
	*out = json_text(rq->db, json_kept(rq->db, paper_json(&paper)));
	return OK;
}

static enum err begin(struct request *rq, const struct attempt *a,
		      const struct unit *u, struct sitting *out, bool *begun)
{
	struct quiz_leave leave;
	struct asked asked;
	enum err e;

	*out = (struct sitting){
		.id = ident_make(rq->mem, rq->now),
		.attempt_id = a->id, .unit_id = u->id, .unit_ident = u->ident,
		.person_id = a->person_id, .module_id = a->module_id,
		.branching = unit_branching(u), .preview = a->number < 0,
		.paper = "{}", .began_at = rq->now,
		.responses = unit_branching(u) ? "{\"path\":[]}" : "{}",
	};
	if ((e = asked_read(rq->db, u->id, out->branching, &asked)) ||
	    (e = sitting_leave(rq->db, a, u->ident, &leave)) ||
	    (e = may_begin(rq, a, u, &asked, &leave)) ||
	    (e = sitting_next_number(rq->db, a, u->ident, &out->number)) ||
	    (!out->branching && (e = paper_make(rq, a, &asked, &out->paper))))
		return e;
	out->deadline = quiz_deadline(&asked.rules, &leave, rq->now);
	if ((e = sitting_add(rq->db, out, begun)))
		return e;
	if (!*begun)
		return fail(ERR_BUSY, "another sitting began");
	return begun_note(rq->db, a, u->id, rq->now);
}

/* Who looked at one would know what to answer in the other. */
static enum err end_others(struct request *rq, const struct attempt *a,
			   const struct unit *u)
{
	const char **ids;
	size_t n;
	enum err e = sitting_open_elsewhere(rq->db, a, u->ident, &ids, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct sitting s;

		if (!(e = sitting_by_id(rq->db, ids[i], &s)))
			e = sitting_finish(rq->db, &s, rq->now);
	}
	return e;
}

enum err sitting_enter(struct request *rq, const struct attempt *a,
		       const struct unit *u, struct sitting *out, bool *begun)
{
	enum err e;

	*begun = false;
	if ((e = sitting_open(rq->db, a->id, u->ident, out)))
		return e;
	if (out->id && !sitting_over(out, rq->now))
		return OK;
	if ((out->id && (e = sitting_finish(rq->db, out, rq->now))) ||
	    (e = end_others(rq, a, u)))
		return e;
	return begin(rq, a, u, out, begun);
}

enum err sitting_carry(struct db *db, const struct attempt *a,
		       const struct unit *u, int64_t now)
{
	struct quiz_leave leave;
	struct sitting *all;
	struct asked asked;
	size_t n;
	enum err e;

	if (!unit_sat(u) || a->number < 0)
		return OK;
	if ((e = sitting_list(db, a, u->ident, &all, &n)) || !n)
		return e;
	if ((e = asked_read(db, u->id, unit_branching(u), &asked)) ||
	    (e = sitting_leave(db, a, u->ident, &leave)))
		return e;
	return quiz_left(&asked.rules, &leave, (int64_t)n)
		? OK : settle(db, a, u->id, u->ident, now);
}
