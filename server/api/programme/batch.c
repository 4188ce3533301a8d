/*
 * Batches: the runs of a programme, their events, and plan against actual.
 */
#include <string.h>

#include "api/field.h"
#include "api/programme/programme.h"
#include "api/scope.h"
#include "domain/person.h"
#include "jobs/jobs.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/like.h"

#define NAME_MOST 120		/* characters */
#define CAPACITY_MOST 100000
#define FAR INT64_C(4102444800000)	/* the year 2100 */
#define PAGE 50

static const struct phrase
	backwards = { {
		"Angkatan harus selesai setelah mulai.",
		"A batch has to end after it begins." } },
	not_state = { {
		"Pilih open, closed, atau cancelled.",
		"Choose open, closed or cancelled." } },
	not_event = { {
		"Pilih kegiatan instansi Anda yang belum dibatalkan.",
		"Choose an event of your agency that is not cancelled." } };

void enrolments_wake(struct request *rq)
{
	job_wake(rq->server, JOB_settler);
}

enum err batch_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	const struct programme_filter filter = {
		.agency_id = agency_scope_asked(rq),
		.state = query_text(rq, "state"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
	};
	struct batch *all;
	size_t n, total;
	int64_t page;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = batch_count(rq->db, &filter, &total)) ||
	    (e = batch_page(rq->db, &filter, (size_t)(page - 1) * PAGE, PAGE,
			    &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, batch_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I}",
		"batches", list, "page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE),
		"total", (json_int_t)total));
}

/* With its programme's steps, and the event that each of them is. */
static enum err batch_respond(struct request *rq, struct response *rs,
			      int status, const char *id)
{
	json_t *list, *json;
	struct step *steps;
	struct batch b;
	size_t n;
	enum err e;

	if ((e = batch_by_id(rq->db, id, &b)) ||
	    (e = step_list(rq->db, b.programme_id, &steps, &n)) ||
	    (e = steps_json(rq, steps, n, &b, NULL, &list)))
		return e;
	json = batch_json(&b);
	json_object_set(json, "steps", list);
	return respond_json(rq, rs, status, json);
}

enum err batch_show(struct request *rq, struct response *rs)
{
	struct batch b;
	const enum err e = batch_mine(rq, &b);

	return e ? e : batch_respond(rq, rs, 200, b.id);
}

static enum err field_none(struct request *rq, const char *name, int64_t least,
			   int64_t most, int64_t *out)
{
	if (!json_is_null(json_object_get(rq->json, name)))
		return field_number(rq, name, least, most, out);
	*out = 0;
	return OK;
}

static enum err state_read(struct request *rq, struct batch *b)
{
	const char *state = NULL;
	const enum err e = field_text(rq, "state", 20, &state);

	if (e || !state)
		return e;
	if (strcmp(state, "open") && strcmp(state, "closed") &&
	    strcmp(state, "cancelled"))
		return field_bad(rq, "state", &not_state);
	b->state = state;
	return OK;
}

static enum err batch_read(struct request *rq, struct batch *b)
{
	const char *name = NULL;
	enum err e;

	if ((e = field_text(rq, "name", 4 * NAME_MOST, &name)) ||
	    (e = field_number(rq, "startsAt", 1, FAR, &b->starts_at)) ||
	    (e = field_number(rq, "endsAt", 1, FAR, &b->ends_at)) ||
	    (e = field_bool(rq, "selfEnrol", &b->self_enrol)) ||
	    (e = field_none(rq, "enrolUntil", 1, FAR, &b->enrol_until)) ||
	    (e = field_none(rq, "capacity", 1, CAPACITY_MOST, &b->capacity)) ||
	    (e = state_read(rq, b)))
		return e;
	if (name)
		b->name = text_line(rq->mem, name, NAME_MOST);
	if (!*b->name)
		return field_missing(rq, "name");
	if (!b->starts_at)
		return field_missing(rq, "startsAt");
	if (!b->ends_at)
		return field_missing(rq, "endsAt");
	return b->ends_at > b->starts_at ? OK
					 : field_bad(rq, "endsAt", &backwards);
}

enum err batch_create(struct request *rq, struct response *rs)
{
	struct programme p;
	struct batch b = { .name = "", .state = "open",
			   .created_by = rq->person->id,
			   .created_at = rq->now };
	enum err e;

	if ((e = programme_mine(rq, &p)))
		return e;
	if (strcmp(p.state, "published"))
		return refuse(rq, P_programme_unpublished, NO_VALUES);
	b.programme_id = p.id;
	b.agency_id = p.agency_id;
	if ((e = batch_read(rq, &b)) || (e = batch_add(rq->db, &b)))
		return e;
	return batch_respond(rq, rs, 201, b.id);
}

/* Where it is open again, what was done meanwhile is found out. */
enum err batch_patch(struct request *rq, struct response *rs)
{
	struct batch b;
	enum err e;

	if ((e = batch_mine(rq, &b)) || (e = batch_read(rq, &b)) ||
	    (e = batch_change(rq->db, &b, rq->now)) ||
	    (e = enrolment_due_batch(rq->db, b.id)))
		return e;
	rq->after = enrolments_wake;
	return batch_respond(rq, rs, 200, b.id);
}

static enum err step_named(struct request *rq, const struct batch *b,
			   const char *id, struct step *out)
{
	struct step *steps;
	size_t n;
	enum err e;

	if ((e = step_list(rq->db, b->programme_id, &steps, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(steps[i].id, id) == 0 &&
		    steps[i].kind == STEP_EVENT) {
			*out = steps[i];
			return OK;
		}
	return fail(ERR_NOT_FOUND, "no event step '%s'", id);
}

static enum err event_fits(struct request *rq, const struct batch *b,
			   const char *id)
{
	struct event event;
	const enum err e = event_by_id(rq->db, id, &event);

	if (e == ERR_NOT_FOUND ||
	    (!e && (strcmp(event.agency_id, b->agency_id) ||
		    event.state == EVENT_CANCELLED)))
		return field_bad(rq, "event", &not_event);
	return e;
}

enum err batch_event_set(struct request *rq, struct response *rs)
{
	const char *event = NULL;
	struct step step = { .id = NULL };
	struct batch b;
	enum err e;

	if ((e = batch_mine(rq, &b)) ||
	    (e = step_named(rq, &b, request_param(rq, "activity"), &step)) ||
	    (e = field_text(rq, "event", 40, &event)) ||
	    (event && (e = event_fits(rq, &b, event))) ||
	    (e = enrolment_set_event(rq->db, b.id, step.id, event)))
		return e;
	rq->after = enrolments_wake;
	return batch_respond(rq, rs, 200, b.id);
}

/* ---- Plan and what became of it ----------------------------------------- */

static json_t *units_json(const struct batch_unit *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s?, s:s?, s:I, s:I, s:I, s:I, s:f}",
			"unit", all[i].unit_id, "name", all[i].name,
			"enrolled", (json_int_t)all[i].enrolled,
			"begun", (json_int_t)all[i].begun,
			"completed", (json_int_t)all[i].completed,
			"late", (json_int_t)all[i].late,
			"progress", all[i].progress));
	return list;
}

static json_t *sessions_json(const struct batch_event *all, size_t n,
			     int64_t now)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:I, s:I, s:b, s:I, s:I}",
			"activity", all[i].activity_id,
			"event", all[i].event_id, "title", all[i].title,
			"state", all[i].state,
			"startsAt", (json_int_t)all[i].starts_at,
			"endsAt", (json_int_t)all[i].ends_at,
			"held", strcmp(all[i].state, "closed") == 0 ||
				(strcmp(all[i].state, "cancelled") &&
				 all[i].ends_at < now),
			"registered", (json_int_t)all[i].registered,
			"present", (json_int_t)all[i].present));
	return list;
}

static json_t *reached_json(const struct step *s, const struct batch *b,
			    const struct batch_step *all, size_t n,
			    int64_t now)
{
	const int64_t due = step_due(s, b->starts_at, b->ends_at, 0);
	struct batch_step there = { .done = 0 };

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].activity_id, s->id) == 0)
			there = all[i];
	return json_pack("{s:s, s:s, s:s, s:b, s:I, s:b, s:I, s:I, s:I}",
			 "id", s->id, "title", s->title,
			 "kind", step_kind_name(s->kind),
			 "required", s->required, "dueAt", (json_int_t)due,
			 "due", due < now, "begun", (json_int_t)there.begun,
			 "waiting", (json_int_t)there.waiting,
			 "done", (json_int_t)there.done);
}

/* Required steps that are due by now, in percent: where everybody should be. */
static int64_t planned(const struct step *steps, size_t n,
		       const struct batch *b, int64_t now)
{
	int64_t required = 0, due = 0;

	for (size_t i = 0; i < n; i++) {
		if (!steps[i].required)
			continue;
		required++;
		due += step_due(&steps[i], b->starts_at, b->ends_at, 0) < now;
	}
	return required ? 100 * due / required : 0;
}

enum err batch_actual(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	size_t n, nunits, nreached, nevents;
	struct batch_step *reached;
	struct batch_event *events;
	struct batch_unit *units;
	struct step *steps;
	int64_t late = 0;
	double sum = 0;
	struct batch b;
	enum err e;

	if ((e = batch_mine(rq, &b)) ||
	    (e = step_list(rq->db, b.programme_id, &steps, &n)) ||
	    (e = batch_by_unit(rq->db, b.id, rq->now, &units, &nunits)) ||
	    (e = batch_by_step(rq->db, b.id, &reached, &nreached)) ||
	    (e = batch_event_list(rq->db, b.id, &events, &nevents)) ||
	    (e = batch_event_seats(rq->db, b.id, events, nevents)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, reached_json(&steps[i], &b, reached,
							 nreached, rq->now));
	for (size_t i = 0; i < nunits; i++) {
		late += units[i].late;
		sum += units[i].progress * (double)units[i].enrolled;
	}
	return respond_json(rq, rs, 200, json_pack(
		"{s:I, s:I, s:I, s:I, s:f, s:I, s:O, s:o, s:o}",
		"enrolled", (json_int_t)b.enrolled,
		"begun", (json_int_t)b.begun,
		"completed", (json_int_t)b.completed, "late", (json_int_t)late,
		"progress", b.enrolled ? sum / (double)b.enrolled : 0.0,
		"planned", (json_int_t)planned(steps, n, &b, rq->now),
		"steps", list,
		"sessions", sessions_json(events, nevents, rq->now),
		"units", units_json(units, nunits)));
}
