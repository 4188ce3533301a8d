#include "training/enrolment.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "domain/day.h"
#include "store/event.h"
#include "store/seat.h"
#include "training/notice.h"
#include "training/settle.h"

#define SOME 100	/* of those that are due, in one look */

/* One enrolment with all that its rules need. */
struct stand {
	struct enrolment enrolment;
	struct batch batch;
	struct programme programme;
	struct step *steps;
	size_t n;
	int64_t now;
};

static enum err stand_read(struct db *db, const char *enrolment_id,
			   int64_t now, struct stand *out)
{
	enum err e;

	*out = (struct stand){ .now = now };
	if ((e = enrolment_by_id(db, enrolment_id, &out->enrolment)) ||
	    (e = batch_by_id(db, out->enrolment.batch_id, &out->batch)) ||
	    (e = programme_by_id(db, out->batch.programme_id,
				 &out->programme)) ||
	    (e = step_list(db, out->programme.id, &out->steps, &out->n)))
		return e;
	return step_read_states(db, enrolment_id, out->steps, out->n);
}

static bool stand_open(const struct stand *at)
{
	return strcmp(at->enrolment.state, "withdrawn") &&
	       strcmp(at->batch.state, "open") == 0;
}

/* ---- Steps ------------------------------------------------------------- */

static enum err take(struct db *db, const struct stand *at, struct step *s,
		     const struct step_news *news, size_t n)
{
	bool changed = false;

	for (size_t i = 0; i < n; i++)
		changed |= step_take(s, &news[i]);
	/* Nothing was begun: there is no row for that. */
	if (!changed || s->reached == STEP_NEW)
		return OK;
	if (!s->at)
		s->at = at->now;
	return step_state_put(db, at->enrolment.id, s);
}

/* A host may take presence back, as long as the whole is not complete. */
static enum err take_event(struct db *db, const struct stand *at,
			   struct step *s)
{
	struct step_news news;
	enum err e;

	if ((e = news_of_event(db, at->enrolment.person_id, at->batch.id, s->id,
			       &news)))
		return e;
	if (s->reached == STEP_DONE && !news.completed &&
	    strcmp(at->enrolment.state, "active") == 0) {
		s->reached = STEP_NEW;
		s->share = 0;
		s->at = 0;
		if ((e = step_state_drop(db, at->enrolment.id, s->id)))
			return e;
	}
	return take(db, at, s, &news, 1);
}

static enum err take_step(struct db *db, const struct stand *at,
			  struct step *s)
{
	struct step_news *news;
	size_t n;
	enum err e;

	switch (s->kind) {
	case STEP_MODULE:
		e = news_of_module(db, at->enrolment.person_id, s->module_id,
				   &news, &n);
		return e ? e : take(db, at, s, news, n);
	case STEP_QUIZ:
	case STEP_SURVEY:
		e = news_of_unit(db, at->enrolment.person_id, s->module_id,
				 s->unit_ident, &news, &n);
		return e ? e : take(db, at, s, news, n);
	case STEP_EVENT:
		return take_event(db, at, s);
	case STEP_ASSIGNMENT:
	case STEP_DISCUSSION:
	case STEP_TOOL:
	case STEP_KINDS:
		break;
	}
	return OK;
}

/* ---- Seats -------------------------------------------------------------- */

/* A seat in an event that is still to come, whatever its capacity. */
static enum err seat_give(struct db *db, const char *event_id,
			  const char *person_id, int64_t now)
{
	struct event event;
	struct seat seat;
	enum err e;

	if ((e = event_by_id(db, event_id, &event)))
		return e;
	return seat_take(db, &event, person_id, true, now, &seat);
}

static enum err seat_give_back(struct db *db, const char *event_id,
			       const char *person_id, int64_t now)
{
	const char *const *moved;
	struct event event;
	size_t n;
	enum err e;

	if ((e = event_by_id(db, event_id, &event)) ||
	    (e = seat_return(db, &event, person_id, now)))
		return e;
	return seat_promote(db, &event, &moved, &n);
}

static enum err seats(struct db *db, const char *batch_id,
		      const char *person_id, int64_t now,
		      enum err (*each)(struct db *, const char *event_id,
				       const char *person_id, int64_t now))
{
	const char **events;
	size_t n;
	enum err e = batch_event_coming(db, batch_id, now, &events, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = each(db, events[i], person_id, now);
	return e;
}

/* ---- The whole --------------------------------------------------------- */

static enum err tell(struct db *db, enum notice_kind kind,
		     const struct batch *b, const struct enrolment *en,
		     int64_t time, int64_t now)
{
	const struct notice_to to = {
		.person_id = en->person_id, .by_mail = true,
		.href = arena_format(db_arena(db), "/pelatihan/%s", b->id),
		.occasion = arena_format(db_arena(db), "%s:%s:%" PRId64,
					 notice_name(kind), en->id, time),
	};

	return notice_tell(db, kind, &to, NOTE(
		{ "title", b->programme_title, 0 },
		{ "until", NULL, en->until > b->ends_at ? en->until
							: b->ends_at }), now);
}

static bool same(const struct enrolment *a, const struct enrolment *b)
{
	return strcmp(a->state, b->state) == 0 && a->progress == b->progress &&
	       a->begun_at == b->begun_at && a->passed == b->passed &&
	       a->completed_at == b->completed_at;
}

/* What was completed, and what was passed, stays so. */
static void outcome_take(const struct stand *at,
			 const struct programme_outcome *o,
			 struct enrolment *en)
{
	if (o->begun && !en->begun_at)
		en->begun_at = at->now;
	if (en->completed_at) {
		if (o->success > en->passed)
			en->passed = o->success;
		return;
	}
	en->progress = o->percent;
	if (!o->complete)
		return;
	en->state = "completed";
	en->completed_at = at->now;
	en->passed = o->success;
}

/* It is written even when nothing changed: it is due no more then. */
static enum err finish(struct db *db, const struct stand *at, bool due)
{
	struct programme_outcome outcome;
	struct enrolment after = at->enrolment;
	enum err e;

	programme_outcome(at->steps, at->n, &at->programme.rule, &outcome);
	if (stand_open(at))
		outcome_take(at, &outcome, &after);
	if (same(&at->enrolment, &after) && !due)
		return OK;
	if ((e = enrolment_put(db, &at->enrolment, &after)))
		return e;
	if (after.completed_at == at->enrolment.completed_at &&
	    after.passed == at->enrolment.passed)
		return OK;
	if ((e = settle_enrolment(db, after.id, at->now)) ||
	    at->enrolment.completed_at)
		return e;
	return tell(db, NOTICE_programme_done, &at->batch, &after, 0, at->now);
}

enum err enrolment_settle(struct db *db, const char *enrolment_id, int64_t now)
{
	struct stand at;
	enum err e;

	if ((e = stand_read(db, enrolment_id, now, &at)))
		return e;
	if (stand_open(&at))
		e = seats(db, at.batch.id, at.enrolment.person_id, now,
			  seat_give);
	for (size_t i = 0; i < at.n && !e && stand_open(&at); i++)
		e = take_step(db, &at, &at.steps[i]);
	return e ? e : finish(db, &at, true);
}

/* Only the steps that it can be about. */
static enum err settle_some(struct db *db, const char *enrolment_id,
			    const char *module_id, int64_t now)
{
	struct stand at;
	enum err e;

	if ((e = stand_read(db, enrolment_id, now, &at)))
		return e;
	for (size_t i = 0; i < at.n && !e; i++) {
		struct step *s = &at.steps[i];
		const bool about = module_id
			? s->module_id && !strcmp(s->module_id, module_id)
			: s->kind == STEP_EVENT;

		if (about)
			e = take_step(db, &at, s);
	}
	return e ? e : finish(db, &at, false);
}

enum err enrolment_settle_module(struct db *db, const char *person_id,
				 const char *module_id, int64_t now)
{
	const char **ids;
	size_t n;
	enum err e = enrolment_by_module(db, person_id, module_id, &ids, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = settle_some(db, ids[i], module_id, now);
	return e;
}

enum err enrolment_settle_event(struct db *db, const char *event_id,
				const char *person_id, int64_t now)
{
	const char **ids;
	size_t n;
	enum err e = enrolment_by_event(db, person_id, event_id, &ids, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = settle_some(db, ids[i], NULL, now);
	return e;
}

enum err enrolment_activity_news(struct db *db, const char *enrolment_id,
				 const char *activity_id,
				 const struct step_news *news, int64_t now)
{
	struct stand at;
	enum err e;

	if ((e = stand_read(db, enrolment_id, now, &at)) || !stand_open(&at))
		return e;
	for (size_t i = 0; i < at.n; i++)
		if (strcmp(at.steps[i].id, activity_id) == 0) {
			e = take(db, &at, &at.steps[i], news, 1);
			return e ? e : finish(db, &at, false);
		}
	return fail(ERR_NOT_FOUND, "no step '%s'", activity_id);
}

/* ---- Coming and going -------------------------------------------------- */

enum err enrolment_begin(struct db *db, const struct batch *b,
			 struct enrolment *en, int64_t now)
{
	enum err e;

	en->batch_id = b->id;
	en->at = now;
	if ((e = enrolment_add(db, en)) || !en->id ||
	    strcmp(en->how, "self") == 0)
		return e;
	return tell(db, NOTICE_enrolled, b, en, now, now);
}

enum err enrolment_remind(struct db *db, const struct batch *b,
			  const struct enrolment *en, int64_t now)
{
	return tell(db, NOTICE_not_begun, b, en, now / DAY_MS, now);
}

enum err enrolment_end(struct db *db, const struct enrolment *en, int64_t now)
{
	enum err e;

	if (strcmp(en->state, "withdrawn") == 0)
		return OK;
	if (en->completed_at)
		return fail(ERR_CONFLICT, "it was completed");
	if ((e = enrolment_withdraw(db, en, now)))
		return e;
	return seats(db, en->batch_id, en->person_id, now, seat_give_back);
}

enum err enrolment_set_event(struct db *db, const char *batch_id,
			     const char *activity_id, const char *event_id)
{
	const enum err e = batch_event_put(db, batch_id, activity_id, event_id);

	return e ? e : enrolment_due_batch(db, batch_id);
}

enum err enrolment_settle_due(struct db *db, int64_t budget_ms, int64_t now,
			      bool *more)
{
	const int64_t until = clock_steady() + budget_ms;
	const char **ids;
	size_t n, i = 0;
	enum err e;

	if ((e = enrolment_due(db, SOME, &ids, &n)))
		return e;
	while (i < n && !e && (i == 0 || clock_steady() < until))
		e = enrolment_settle(db, ids[i++], now);
	*more = n == SOME || i < n;
	return e;
}
