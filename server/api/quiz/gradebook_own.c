/*
 * A learner's own scores: of each module the quizzes with every sitting, as far
 * as they have seen what came of it.
 */
#include <string.h>

#include "api/quiz/sitting.h"
#include "api/wire.h"
#include "play/pretest.h"
#include "play/sitting.h"
#include "routes.h"
#include "serve.h"
#include "store/gradebook.h"

#define MODULES_MOST 100
#define LINES_MOST 2000

/* What the quiz tells of it now; without its definition nothing more. */
struct told {
	struct asked asked;
	struct quiz_leave leave;
	bool known;
};

static enum err told_read(struct request *rq, const struct grade_own *u,
			  struct told *out)
{
	const struct attempt a = { .module_id = u->module_id,
				   .person_id = rq->person->id };
	const bool branching = strcmp(u->kind, "case") == 0;
	enum err e;

	*out = (struct told){ .known = branching ||
				       strcmp(u->kind, "quiz") == 0 };
	if (!out->known)
		return OK;
	if ((e = asked_read(rq->db, u->unit_id, branching, &out->asked)))
		return e;
	return sitting_leave(rq->db, &a, u->cell.ident, &out->leave);
}

static json_t *sitting_json(struct request *rq, const struct told *t,
			    const struct sitting *s)
{
	struct quiz_telling telling;
	struct measure none = { false, 0 };

	sitting_telling(&t->asked, &t->leave, s, rq->now, &telling);
	return json_pack("{s:s, s:I, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:b}",
		"id", s->id, "number", (json_int_t)s->number,
		"state", sitting_state_name(s->state),
		"beganAt", (json_int_t)s->began_at,
		"endedAt", s->ended_at ? json_integer(s->ended_at)
				       : json_null(),
		"score", measure_or_null(telling.score ? s->scaled : none),
		"points", measure_or_null(telling.score ? s->points : none),
		"most", measure_or_null(telling.score ? s->most : none),
		"passed", !telling.score || s->passed == SUCCESS_UNKNOWN
			? json_null()
			: json_boolean(s->passed == SUCCESS_PASSED),
		"review", telling.feedback || (telling.score && s->branching));
}

struct own {
	struct grade_own *units;
	size_t n;
	struct grade_sitting *sittings;
	size_t nsittings;
};

static json_t *sittings_json(struct request *rq, const struct own *o,
			     const struct grade_own *u, const struct told *t)
{
	json_t *list = json_array();

	for (size_t i = 0; t->known && i < o->nsittings; i++) {
		const struct sitting *s = &o->sittings[i].sitting;

		if (!strcmp(s->module_id, u->module_id) &&
		    !strcmp(s->unit_ident, u->cell.ident))
			json_array_append_new(list, sitting_json(rq, t, s));
	}
	return list;
}

/* A score that the learner has not looked at is told at its sitting first. */
static bool score_told(const struct own *o, const struct grade_own *u)
{
	for (size_t i = 0; i < o->nsittings; i++) {
		const struct sitting *s = &o->sittings[i].sitting;

		if (!strcmp(s->module_id, u->module_id) &&
		    !strcmp(s->unit_ident, u->cell.ident) &&
		    s->state != SITTING_OPEN && !s->seen_at)
			return false;
	}
	return true;
}

/* The first one, if it is graded and its learner has seen what came of it. */
static enum err first_told(struct request *rq, const struct own *o,
			   const struct grade_own *u, const struct sitting **out)
{
	struct quiz_telling telling;
	struct told told;
	enum err e;

	*out = NULL;
	if ((e = told_read(rq, u, &told)))
		return e;
	for (size_t i = 0; told.known && i < o->nsittings; i++) {
		const struct sitting *s = &o->sittings[i].sitting;

		if (strcmp(s->module_id, u->module_id) || s->number != 1 ||
		    strcmp(s->unit_ident, u->cell.ident) ||
		    s->state != SITTING_GRADED || !s->scaled.known)
			continue;
		sitting_telling(&told.asked, &told.leave, s, rq->now, &telling);
		if (telling.score)
			*out = s;
	}
	return OK;
}

static json_t *points_json(const struct sitting *s)
{
	return json_pack("{s:o, s:o, s:f}",
			 "points", measure_or_null(s->points),
			 "most", measure_or_null(s->most),
			 "score", s->scaled.value);
}

/* `from` is the quiz's pretest, of NULL there is no gain. */
static enum err gain_put(struct request *rq, const struct own *o,
			 const struct grade_own *u, const struct grade_own *from,
			 json_t *out)
{
	const struct sitting *before = NULL, *after = NULL;
	enum err e;

	if (from && ((e = first_told(rq, o, from, &before)) ||
		     (e = first_told(rq, o, u, &after))))
		return e;
	json_object_set_new(out, "gain", before && after &&
			    before->ended_at <= after->began_at
		? json_pack("{s:o, s:o}", "before", points_json(before),
			    "after", points_json(after)) : json_null());
	return OK;
}

static enum err unit_json(struct request *rq, const struct own *o,
			  const struct grade_own *u, json_t **out)
{
	const struct measure none = { false, 0 };
	const bool say = score_told(o, u);
	struct told told;
	enum err e;

	if ((e = told_read(rq, u, &told)))
		return e;
	*out = json_pack("{s:s, s:s, s:s, s:s, s:b, s:b, s:s, s:s, s:o, s:b,"
			 " s:o}", "id", u->unit_id, "key", u->cell.ident,
		"title", u->unit_title, "kind", u->kind,
		"counts", !u->unscored,
		"pretest", told.known && strcmp(u->kind, "quiz") == 0 &&
			   told.asked.rules.kind == QUIZ_PRETEST,
		"completion", completion_name(u->cell.completion),
		"success", success_name(say ? u->cell.success
					    : SUCCESS_UNKNOWN),
		"score", measure_or_null(say ? u->cell.scaled : none),
		"graded", u->cell.graded,
		"sittings", sittings_json(rq, o, u, &told));
	return OK;
}

static json_t *module_json(const struct grade_own *u, json_t *units)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}",
			 "id", u->module_id, "title", u->module_title,
			 "completion", completion_name(u->outcome.completion),
			 "success", success_name(u->outcome.success),
			 "lastAt", (json_int_t)u->last_at, "units", units);
}

/* Which of the `n` units of a module, that begin here, goes before each. */
static enum err pretests_read(struct request *rq, const struct grade_own *all,
			      size_t n, const struct grade_own **out)
{
	struct unit *units = arena_array(rq->mem, struct unit, n + 1);
	const struct unit **found = arena_array(rq->mem, const struct unit *,
						n + 1);
	enum err e;

	for (size_t i = 0; i < n; i++)
		units[i] = (struct unit){ .id = all[i].unit_id,
					  .ident = all[i].cell.ident,
					  .kind = all[i].kind };
	if ((e = pretest_list(rq->db, units, n, found)))
		return e;
	for (size_t i = 0; i < n; i++)
		out[i] = found[i] ? &all[found[i] - units] : NULL;
	return OK;
}

static size_t module_size(const struct own *o, size_t at)
{
	size_t n = 1;

	while (at + n < o->n && !strcmp(o->units[at].attempt_id,
					o->units[at + n].attempt_id))
		n++;
	return n;
}

/* The units of a module stand together. */
static enum err units_json(struct request *rq, const struct own *o,
			   size_t at, size_t n, json_t *out)
{
	const struct grade_own **from = arena_array(rq->mem,
					const struct grade_own *, n + 1);
	json_t *unit;
	enum err e;

	if ((e = pretests_read(rq, &o->units[at], n, from)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if ((e = unit_json(rq, o, &o->units[at + i], &unit)))
			return e;
		json_array_append_new(out, unit);
		if ((e = gain_put(rq, o, &o->units[at + i], from[i], unit)))
			return e;
	}
	return OK;
}

static enum err modules_json(struct request *rq, const struct own *o,
			     json_t *out)
{
	enum err e;

	for (size_t i = 0; i < o->n; i += module_size(o, i)) {
		json_t *units = json_array();

		json_array_append_new(out, module_json(&o->units[i], units));
		if ((e = units_json(rq, o, i, module_size(o, i), units)))
			return e;
	}
	return OK;
}

enum err me_gradebook(struct request *rq, struct response *rs)
{
	json_t *modules = request_own_json(rq, json_array());
	struct own own;
	enum err e;

	if ((e = grade_own_list(rq->db, rq->person->id, MODULES_MOST,
				&own.units, &own.n)) ||
	    (e = grade_sittings(rq->db, rq->person->id, "*", LINES_MOST,
				&own.sittings, &own.nsittings)) ||
	    (e = modules_json(rq, &own, modules)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:O}", "modules",
						   modules));
}
