#include "training/tool_score.h"

#include <jansson.h>
#include <string.h>

#include "base/ident.h"
#include "store/attempt.h"
#include "store/lti_result.h"
#include "store/module.h"
#include "store/native.h"
#include "store/sitting.h"
#include "training/enrolment.h"
#include "training/settle.h"

/* Of a place, in percent: what a unit's definition or a step's setting says. */
static struct measure mark_of(const char *place)
{
	json_t *json = place ? json_loads(place, 0, NULL) : NULL;
	const json_t *mark = json_object_get(json, "passMark");
	const struct measure out = { json_is_number(mark),
				     json_number_value(mark) };

	json_decref(json);
	return out;
}

static struct measure within(struct measure m)
{
	m.value = m.value < 0 ? 0 : m.value > 1 ? 1 : m.value;
	return m;
}

/* A share of 1 and a mark in percent meet where people see whole percents. */
static bool reaches(struct measure scaled, struct measure mark)
{
	return scaled.value * 100 >= mark.value - 1e-9;
}

/* ---- A unit -------------------------------------------------------------- */

static void score_put(struct progress *p, struct measure scaled)
{
	p->score = (struct score){ .scaled = scaled };
	if (scaled.known) {
		p->score.raw = (struct measure){ true, scaled.value * 100 };
		p->score.min = (struct measure){ true, 0 };
		p->score.max = (struct measure){ true, 100 };
	}
}

static void progress_of(const struct tool_score *t, struct measure mark,
			struct progress *p)
{
	const struct measure scaled = within(t->scaled);

	score_put(p, scaled);
	if (t->reached == LTI_REACHED_DONE)
		p->completion = COMPLETION_COMPLETED;
	else if (p->completion != COMPLETION_COMPLETED)
		p->completion = COMPLETION_INCOMPLETE;
	if (!scaled.known || !mark.known || p->success == SUCCESS_PASSED)
		return;
	p->success = reaches(scaled, mark) ? SUCCESS_PASSED : SUCCESS_FAILED;
}

/* Progress belongs to a run; the launch has begun one, or another device did. */
static enum err run_find(struct db *db, struct unit_progress *u, int64_t now)
{
	struct run run = { .attempt_id = u->attempt_id,
			   .unit_id = u->unit_id, .started_at = now };
	enum err e;

	if ((e = sitting_run(db, u->attempt_id, u->unit_id, &u->run_id,
			     &u->progress.time_ms)) || u->run_id)
		return e;
	u->run_id = run.id = ident_make(db_arena(db), now);
	return run_add(db, &run);
}

static enum err unit_find(struct db *db, const struct attempt *a,
			  const char *ident, const char **out)
{
	struct unit *units;
	size_t n;
	enum err e;

	*out = NULL;
	if ((e = unit_list(db, a->version_id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].ident, ident) == 0 &&
		    strcmp(units[i].kind, "tool") == 0)
			*out = units[i].id;
	return OK;
}

static enum err unit_settle(struct db *db, const struct tool_score *t,
			    const struct attempt *a, const char *unit_id,
			    int64_t now)
{
	const char *definition;
	struct unit_progress u;
	struct progress before;
	bool known;
	enum err e;

	if ((e = unit_definition_get(db, unit_id, &definition)) ||
	    (e = progress_get(db, a->id, unit_id, &u)))
		return e;
	known = u.run_id != NULL;
	if (!known && t->reached == LTI_REACHED_NOTHING)
		return OK;
	before = u.progress;
	u.attempt_id = a->id;
	u.unit_id = unit_id;
	u.graded = true;
	u.saved_at = now;
	progress_of(t, mark_of(definition), &u.progress);
	if (known && progress_same(&before, &u.progress))
		return OK;
	if ((e = run_find(db, &u, now)) || (e = progress_put(db, &u)))
		return e;
	return settle_sum(db, &(struct settling){
		.attempt_id = a->id, .version_id = a->version_id,
		.person_id = a->person_id, .module_id = a->module_id,
	}, now, NULL);
}

static enum err unit_apply(struct db *db, const struct tool_score *t,
			   int64_t now)
{
	const char *unit_id;
	struct attempt a;
	enum err e;

	if ((e = attempt_latest(db, t->person_id, t->context_id, &a)) || !a.id ||
	    (e = unit_find(db, &a, t->ref, &unit_id)) || !unit_id)
		return e;
	return unit_settle(db, t, &a, unit_id, now);
}

/* ---- A step of a programme ----------------------------------------------- */

static enum err step_setting(struct db *db, const struct enrolment *en,
			     const char *activity_id, const char **out)
{
	struct step *steps;
	struct batch batch;
	size_t n;
	enum err e;

	*out = NULL;
	if ((e = batch_by_id(db, en->batch_id, &batch)) ||
	    (e = step_list(db, batch.programme_id, &steps, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(steps[i].id, activity_id) == 0)
			*out = steps[i].setting;
	return OK;
}

static enum err step_apply(struct db *db, const struct tool_score *t,
			   int64_t now)
{
	const bool done = t->reached == LTI_REACHED_DONE;
	const struct measure scaled = within(t->scaled);
	struct enrolment en;
	const char *setting;
	struct measure mark;
	enum err e;

	if ((e = enrolment_of(db, t->context_id, t->person_id, &en)) ||
	    !en.id || (e = step_setting(db, &en, t->ref, &setting)) ||
	    !setting)
		return e;
	mark = mark_of(setting);
	return enrolment_activity_news(db, en.id, t->ref, &(struct step_news){
		.completed = done,
		.passed = done && (!mark.known ||
				   (scaled.known && reaches(scaled, mark))),
		.waiting = t->reached == LTI_REACHED_WAITING,
		.begun = t->reached >= LTI_REACHED_BEGUN,
		.scaled = scaled, .at = now,
	}, now);
}

enum err tool_score_apply(struct db *db, const struct tool_score *t,
			  int64_t now)
{
	return strcmp(t->context_kind, "module") == 0
		? unit_apply(db, t, now) : step_apply(db, t, now);
}

enum err tool_score_settle(struct db *db, const struct lti_line_item *item,
			   const char *person_id, int64_t now)
{
	struct lti_result r;
	enum err e;

	if (!item->id || !item->counts || !item->ref)
		return OK;
	if ((e = lti_result_get(db, item->id, person_id, &r)) ||
	    !r.line_item_id)
		return e;
	return tool_score_apply(db, &(struct tool_score){
		.context_kind = item->context_kind,
		.context_id = item->context_id,
		.ref = item->ref, .person_id = person_id,
		.reached = lti_standing_reached(&r.standing),
		.scaled = lti_standing_scaled(&r.standing),
	}, now);
}

enum err tool_score_carry(struct db *db, const char *resource_id,
			  const char *person_id, int64_t now)
{
	struct lti_line_item item;
	const enum err e = lti_line_item_counting(db, resource_id, &item);

	return e ? e : tool_score_settle(db, &item, person_id, now);
}
