#include "training/settle.h"

#include <string.h>

#include "training/ledger.h"

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
	if ((e = ledger_earn(db, &g, now, &earned)))
		return e;
	if (earned.fresh)
		out->jp = earned.jp;
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
	return earn_module(db, attempt_id, &a, now, out);
}

enum err settle_sum(struct db *db, const char *attempt_id,
		    const char *version_id, int64_t now, struct settled *out)
{
	struct outcome outcome;
	enum err e;

	if (out)
		*out = (struct settled){ .jp = 0 };
	if ((e = attempt_sum(db, attempt_id, version_id, now, &outcome)))
		return e;
	return outcome.completion == COMPLETION_COMPLETED
		? settle_attempt(db, attempt_id, now, out) : OK;
}

/* ---- A seat ------------------------------------------------------------ */

static enum err seat_reached(struct db *db, const char *person_id,
			     const struct jp_seat *s, struct jp_reached *out)
{
	enum err e;

	*out = (struct jp_reached){ .completed = s->present };
	if (!s->paper_module)
		return OK;
	e = jp_module_passed(db, person_id, s->paper_module, &out->passed,
			     &out->graded);
	out->judged = true;
	return e;
}

enum err settle_seat(struct db *db, const char *event_id, const char *person_id,
		     int64_t now)
{
	struct earned earned;
	struct jp_reached reached;
	struct jp_seat s;
	bool elsewhere;
	enum err e;

	if ((e = jp_seat_get(db, event_id, person_id, now, &s)))
		return e;
	if (!s.ended || !s.registered || !s.present || s.jp <= 0)
		return OK;
	if ((e = jp_event_in_programme(db, person_id, event_id, &elsewhere)) ||
	    elsewhere)
		return e;
	if ((e = seat_reached(db, person_id, &s, &reached)))
		return e;
	return ledger_earn(db, &(struct earning){
		.person_id = person_id,
		.agency_id = s.agency_id,
		.source = "event",
		.source_id = event_id,
		.title = s.title,
		.organiser = s.agency_name,
		.form = s.form,
		.competency = s.competency,
		.jp = s.jp,
		.reached = reached,
		.evidence = event_id,
		.first_at = s.starts_at,
		.last_at = s.ends_at,
	}, now, &earned);
}

/* ---- An enrolment ------------------------------------------------------ */

enum err settle_enrolment(struct db *db, const char *enrolment_id, int64_t now)
{
	struct jp_enrolment m;
	struct earned earned;
	enum err e;

	if ((e = jp_enrolment_get(db, enrolment_id, &m)))
		return e;
	if (!m.completed)
		return OK;
	return ledger_earn(db, &(struct earning){
		.person_id = m.person_id,
		.agency_id = m.agency_id,
		.source = "programme",
		.source_id = m.programme_id,
		.title = m.title,
		.organiser = m.agency_name,
		.form = m.form,
		.competency = m.competency,
		.training_kind = m.training_kind,
		.jp = m.jp,
		.reached = { .completed = true, .passed = m.passed,
			     .judged = strcmp(m.paper, "pass") == 0,
			     .graded = m.passed },
		.evidence = enrolment_id,
		.first_at = m.begun_at,
		.last_at = m.completed_at ? m.completed_at : now,
	}, now, &earned);
}
