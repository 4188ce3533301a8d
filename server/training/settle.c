#include "training/settle.h"

#include <string.h>

#include "store/module.h"
#include "training/certificate.h"
#include "training/competency.h"
#include "training/enrolment.h"
#include "training/ledger.h"
#include "training/passback.h"
#include "training/plan.h"

#define SUBJECTS_MOST 40	/* of a paper's back page */

/* A paper for what was earned, or would be if it had JP: once. */
static enum err paper_give(struct db *db, const struct earning *g,
			   const struct earned *earned, const char *kind,
			   struct certificate_order *order, int64_t now,
			   struct certificate *out)
{
	enum err e;

	*out = (struct certificate){ .id = NULL };
	if (!*kind || earned->certificate_id)
		return OK;
	order->person_id = g->person_id;
	order->agency_id = g->agency_id;
	order->kind = kind;
	order->source = g->source;
	order->source_id = g->source_id;
	order->title = g->title;
	order->evidence = g->evidence;
	order->jp = earned->entry_id ? earned->jp : 0;
	order->first_at = g->first_at;
	order->last_at = g->last_at;
	order->renewal = (int)earned->renewal;
	order->competency = g->competency;
	order->form = g->form;
	if ((e = certificate_issue(db, order, now, out)))
		return e;
	return ledger_certificate(db, earned, out->id);
}

/* ---- A module on its own ----------------------------------------------- */

/* What a module trains when it names no competency: what its field suggests. */
static const char *competency_by_topic(const char *topic)
{
	return strcmp(topic, "leadership") == 0 ? "managerial" : "technical";
}

/* Judged by what the server scored; a package's own score is a claim. */
static enum err reached_of(struct db *db, const char *attempt_id,
			   const struct jp_attempt *a, struct jp_reached *out)
{
	struct unit_progress *all;
	size_t n, claims = 0;
	enum err e;

	*out = (struct jp_reached){
		.completed = a->completed, .passed = a->passed,
		.failed = a->failed,
	};
	if ((e = progress_of_attempt(db, attempt_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if (all[i].optional || all[i].unscored ||
		    all[i].progress.success == SUCCESS_UNKNOWN)
			continue;
		out->judged = out->judged || all[i].graded;
		claims += !all[i].graded;
	}
	out->graded = out->judged && !claims;
	return OK;
}

/* Its lessons, for the back page; what it asks of people is none. */
static enum err subjects_of(struct db *db, const char *version_id,
			    struct certificate_order *out)
{
	struct certificate_subject *all;
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = unit_list(db, version_id, &units, &n)))
		return e;
	all = arena_array(db_arena(db), struct certificate_subject,
			  SUBJECTS_MOST);
	for (size_t i = 0; i < n && out->nsubjects < SUBJECTS_MOST; i++)
		if (strcmp(units[i].kind, "survey") &&
		    strcmp(units[i].kind, "plan"))
			all[out->nsubjects++].title = units[i].title;
	out->subjects = all;
	return OK;
}

static enum err module_paper(struct db *db, const struct earning *g,
			     const struct earned *earned, int64_t now,
			     struct certificate *out)
{
	struct certificate_order order = { .place = NULL };
	struct version version;
	enum err e;

	*out = (struct certificate){ .id = NULL };
	if (!earned->entry_id || earned->certificate_id || !*earned->paper)
		return OK;
	if ((e = version_by_id(db, g->version_id, &version)) ||
	    (e = subjects_of(db, g->version_id, &order)))
		return e;
	order.version = version.number;
	return paper_give(db, g, earned, earned->paper, &order, now, out);
}

static enum err earn_module(struct db *db, const char *attempt_id,
			    const struct jp_attempt *a, int64_t now,
			    struct settled *out)
{
	struct earning g = {
		.person_id = a->person_id,
		.agency_id = a->agency_id,
		.source = "module",
		.source_id = a->module_id,
		.version_id = a->version_id,
		.title = a->title,
		.organiser = a->agency_name,
		.form = "self-paced",
		.jp = a->jp * JP_ONE,
		.evidence = attempt_id,
		.first_at = a->started_at,
		.last_at = now,
	};
	struct certificate paper;
	struct earned earned;
	bool elsewhere;
	enum err e;

	if (a->jp <= 0)
		return OK;
	if ((e = jp_module_in_programme(db, a->person_id, a->module_id,
					&elsewhere)) || elsewhere)
		return e;
	if ((e = reached_of(db, attempt_id, a, &g.reached)) ||
	    (e = jp_module_competency(db, a->module_id, &g.competency)))
		return e;
	if (!g.competency)
		g.competency = competency_by_topic(a->topic);
	if ((e = ledger_earn(db, &g, now, &earned)) ||
	    (e = module_paper(db, &g, &earned, now, &paper)))
		return e;
	if (earned.fresh)
		out->jp = earned.jp;
	out->certificate_id = paper.id;
	return OK;
}

/* Papers of events may wait for a pass in the module. */
static enum err earn_seats(struct db *db, const struct jp_attempt *a,
			   int64_t now)
{
	const char **events;
	size_t n;
	enum err e;

	if (!a->passed)
		return OK;
	if ((e = jp_events_waiting(db, a->person_id, a->module_id, &events,
				   &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = settle_seat(db, events[i], a->person_id, now)))
			return e;
	return OK;
}

enum err settle_attempt(struct db *db, const char *attempt_id, int64_t now,
			struct settled *out)
{
	struct settled unseen;
	struct jp_attempt a;
	enum err e;

	out = out ? out : &unseen;
	*out = (struct settled){ .jp = 0 };
	if ((e = jp_attempt_get(db, attempt_id, &a)))
		return e;
	if (a.number < 0 || !a.completed)
		return OK;
	if ((e = earn_module(db, attempt_id, &a, now, out)) ||
	    (e = plan_completed(db, attempt_id, now)) ||
	    (!a.failed && (e = competency_settle(db, a.person_id, "module",
						 a.module_id, now))))
		return e;
	return earn_seats(db, &a, now);
}

enum err settle_sum(struct db *db, const struct settling *s, int64_t now,
		    struct settled *out)
{
	struct outcome outcome;
	bool whole, linked;
	enum err e;

	if (out)
		*out = (struct settled){ .jp = 0 };
	if ((e = attempt_sum(db, s->attempt_id, s->version_id, now, &outcome,
			     &linked)) ||
	    (linked && (e = passback_note(db, s->person_id, s->module_id,
					  now))))
		return e;
	whole = outcome.completion == COMPLETION_COMPLETED;
	if (whole && (e = settle_attempt(db, s->attempt_id, now, out)))
		return e;
	/* A lesson more moves the figure of a programme too. */
	return s->score_alone && !whole ? OK
		: enrolment_settle_module(db, s->person_id, s->module_id, now);
}

/* ---- A seat ------------------------------------------------------------ */

static enum err seat_reached(struct db *db, const char *person_id,
			     const struct jp_seat *s, struct jp_reached *out)
{
	*out = (struct jp_reached){ .completed = s->present };
	if (!s->paper_module)
		return OK;
	out->judged = true;
	return jp_module_passed(db, person_id, s->paper_module, &out->passed,
				&out->graded);
}

/* The event's own paper, which may ask for more than presence. What was taken
   back from the ledger gets none afterwards. */
static const char *seat_paper(const struct jp_seat *s,
			      const struct jp_reached *reached,
			      const struct earned *earned)
{
	if (s->survey_due || (s->paper_module && !reached->passed) ||
	    earned->why == UNEARNED_BEFORE)
		return "";
	return s->paper;
}

static enum err earn_seat(struct db *db, const char *event_id,
			  const char *person_id, const struct jp_seat *s,
			  int64_t now)
{
	struct earning g = {
		.person_id = person_id,
		.agency_id = s->agency_id,
		.source = "event",
		.source_id = event_id,
		.title = s->title,
		.organiser = s->agency_name,
		.form = s->form,
		.competency = s->competency,
		.jp = s->jp,
		.evidence = event_id,
		.first_at = s->starts_at,
		.last_at = s->ends_at,
	};
	struct certificate_order order = { .place = s->place };
	struct certificate paper;
	struct earned earned;
	bool elsewhere;
	enum err e;

	if ((e = seat_reached(db, person_id, s, &g.reached)) ||
	    (e = jp_event_in_programme(db, person_id, event_id, &elsewhere)))
		return e;
	if (elsewhere)
		g.jp = 0;
	if ((e = ledger_earn(db, &g, now, &earned)))
		return e;
	return paper_give(db, &g, &earned, seat_paper(s, &g.reached, &earned),
			  &order, now, &paper);
}

enum err settle_seat(struct db *db, const char *event_id, const char *person_id,
		     int64_t now)
{
	struct jp_seat s;
	enum err e;

	if ((e = jp_seat_get(db, event_id, person_id, now, &s)) ||
	    (e = enrolment_settle_event(db, event_id, person_id, now)))
		return e;
	return s.ended && s.registered && s.present
		? earn_seat(db, event_id, person_id, &s, now) : OK;
}

/* ---- An enrolment ------------------------------------------------------ */

/* Who has completed without passing gets the paper of those who have. */
static const char *enrolment_paper(const struct jp_enrolment *m,
				   const struct earned *earned)
{
	if (earned->why == UNEARNED_BEFORE)
		return "";
	return strcmp(m->paper, "pass") == 0 && !m->passed ? "completion"
							    : m->paper;
}

/* The paper's back page: the steps as they are when it is earned. */
static enum err subjects_of_batch(struct db *db, const char *enrolment_id,
				  struct certificate_order *order)
{
	struct certificate_subject *subjects;
	struct batch_subject *all;
	struct enrolment en;
	size_t n;
	enum err e;

	if ((e = enrolment_by_id(db, enrolment_id, &en)) ||
	    (e = batch_subjects(db, en.batch_id, &all, &n)))
		return e;
	if (n > SUBJECTS_MOST)
		n = SUBJECTS_MOST;
	subjects = arena_array(db_arena(db), struct certificate_subject, n);
	for (size_t i = 0; i < n; i++)
		subjects[i] = (struct certificate_subject){ all[i].title,
							    all[i].jp };
	order->subjects = subjects;
	order->nsubjects = n;
	return OK;
}

/* What its parts earned before they were its parts stays theirs: whether both
   hold is for its agency's organiser to say. */
static enum err parts_doubt(struct db *db, const char *enrolment_id,
			    const struct earned *earned, int64_t now)
{
	bool before;
	enum err e;

	if (!earned->fresh)
		return OK;
	if ((e = jp_parts_of_enrolment(db, enrolment_id, &before)) || !before)
		return e;
	return jp_doubt_add(db, earned->entry_id, "parts", now);
}

static enum err earn_enrolment(struct db *db, const char *enrolment_id,
			       const struct jp_enrolment *m, int64_t now)
{
	const struct earning g = {
		.person_id = m->person_id,
		.agency_id = m->agency_id,
		.source = "programme",
		.source_id = m->programme_id,
		.title = m->title,
		.organiser = m->agency_name,
		.form = m->form,
		.competency = m->competency,
		.training_kind = m->training_kind,
		.jp = m->jp,
		.reached = { .completed = true, .passed = m->passed,
			     .judged = strcmp(m->paper, "pass") == 0,
			     .graded = m->passed },
		.evidence = enrolment_id,
		.first_at = m->begun_at,
		.last_at = m->completed_at ? m->completed_at : now,
	};
	struct certificate_order order = { .place = NULL };
	struct certificate paper;
	struct earned earned;
	enum err e;

	if ((e = ledger_earn(db, &g, now, &earned)) ||
	    (e = parts_doubt(db, enrolment_id, &earned, now)) ||
	    (e = subjects_of_batch(db, enrolment_id, &order)))
		return e;
	return paper_give(db, &g, &earned, enrolment_paper(m, &earned), &order,
			  now, &paper);
}

enum err settle_enrolment(struct db *db, const char *enrolment_id, int64_t now)
{
	struct jp_enrolment m;
	enum err e;

	if ((e = jp_enrolment_get(db, enrolment_id, &m)))
		return e;
	if (!m.completed)
		return OK;
	if ((e = earn_enrolment(db, enrolment_id, &m, now)) ||
	    (e = plan_completed(db, enrolment_id, now)))
		return e;
	return competency_settle(db, m.person_id, "programme", m.programme_id,
				 now);
}
