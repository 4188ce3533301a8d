/* What a learner sees first besides the modules they have begun. */
#include <stdlib.h>
#include <string.h>

#include "api/credit/jp.h"
#include "domain/person.h"
#include "domain/programme.h"
#include "routes.h"
#include "serve.h"
#include "store/enrolment.h"
#include "store/home.h"
#include "store/notice.h"
#include "store/programme.h"
#include "store/survey.h"

#define PROGRAMMES_MOST 20	/* looked through for what is due */
#define DUE_MOST 3

/* One thing to be done in a programme. */
struct due {
	const struct enrolment_mine *of;
	const char *step;
	int64_t at;
};

static bool goes_on(const struct enrolment_mine *m, int64_t now)
{
	return strcmp(m->enrolment.state, "active") == 0 &&
	       strcmp(m->batch.state, "open") == 0 && m->batch.starts_at <= now;
}

/* What is to be done in it now, by when. */
static enum err due_of(struct request *rq, const struct enrolment_mine *m,
		       struct due *out)
{
	struct step *steps;
	size_t n, next;
	enum err e;

	*out = (struct due){ .of = m, .at = m->enrolment.until
		? m->enrolment.until : m->batch.ends_at };
	if ((e = step_list(rq->db, m->batch.programme_id, &steps, &n)) ||
	    (e = step_read_states(rq->db, m->enrolment.id, steps, n)))
		return e;
	next = step_next(steps, n);
	if (next != STEP_FREE) {
		out->step = steps[next].title;
		out->at = step_due(&steps[next], m->batch.starts_at,
				   m->batch.ends_at, m->enrolment.until);
	}
	return OK;
}

static int sooner(const void *a, const void *b)
{
	const struct due *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static json_t *due_json(const struct due *d, int64_t now)
{
	return json_pack("{s:s, s:s, s:s, s:s?, s:I, s:I, s:b}",
			 "batch", d->of->batch.id,
			 "title", d->of->batch.programme_title,
			 "name", d->of->batch.name, "step", d->step,
			 "progress", (json_int_t)d->of->enrolment.progress,
			 "at", (json_int_t)d->at, "late", d->at < now);
}

static enum err dues_json(struct request *rq, json_t *list, size_t *all)
{
	struct enrolment_mine *mine;
	struct due dues[PROGRAMMES_MOST];
	size_t n, k = 0;
	enum err e;

	if ((e = enrolment_of_person(rq->db, rq->person->id, PROGRAMMES_MOST,
				     &mine, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (goes_on(&mine[i], rq->now) &&
		    (e = due_of(rq, &mine[i], &dues[k++])))
			return e;
	qsort(dues, k, sizeof(*dues), sooner);
	for (size_t i = 0; i < k && i < DUE_MOST; i++)
		json_array_append_new(list, due_json(&dues[i], rq->now));
	*all = k;
	return OK;
}

static json_t *event_json(const struct home_event *v)
{
	return v->id ? json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I}",
			"id", v->id, "title", v->title, "kind", v->kind,
			"place", v->place, "zone", v->zone, "seat", v->seat,
			"startsAt", (json_int_t)v->starts_at,
			"endsAt", (json_int_t)v->ends_at) : json_null();
}

static enum err year_json(struct request *rq, json_t **out)
{
	const struct person *me = rq->person;
	const struct jp_target *target;
	struct jp_target *targets;
	int64_t year, sum;
	size_t n;
	enum err e;

	if ((e = jp_year_asked(rq, &year)) ||
	    (e = home_jp(rq->db, me->id, year, &sum)) ||
	    (e = jp_target_list(rq->db, me->agency_id, &targets, &n)))
		return e;
	target = jp_target_for(targets, n, me->agency_id,
			       me->kind ? me->kind : "", year);
	*out = request_own_json(rq, json_pack("{s:I, s:I, s:o, s:s}",
		"year", (json_int_t)year, "sum", (json_int_t)sum,
		"target", jp_target_json(target),
		"state", jp_state_name(jp_state_of(target, sum))));
	return OK;
}

/* How many surveys wait for an answer. */
static enum err surveys_open_count(struct request *rq, size_t *out)
{
	struct survey_ask *all;
	size_t n;
	const enum err e = survey_asks(rq->db, rq->person->id, rq->now, "",
				       &all, &n);

	*out = 0;
	for (size_t i = 0; !e && i < n; i++)
		*out += !all[i].done;
	return e;
}

enum err home_show(struct request *rq, struct response *rs)
{
	json_t *due = request_own_json(rq, json_array()), *year;
	struct home_event event;
	int64_t followups;
	size_t unseen, all, surveys;
	enum err e;

	if ((e = dues_json(rq, due, &all)) || (e = year_json(rq, &year)) ||
	    (e = home_event(rq->db, rq->person->id, rq->now, &event)) ||
	    (e = home_followups(rq->db, rq->person->id, rq->now,
				&followups)) ||
	    (e = notice_unseen(rq->db, rq->person->id, &unseen)) ||
	    (e = surveys_open_count(rq, &surveys)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
			"{s:O, s:I, s:I, s:O, s:o, s:I, s:I}",
			"due", due, "followups", (json_int_t)followups,
			"programmes", (json_int_t)all,
			"jp", year, "event", event_json(&event),
			"notices", (json_int_t)unseen,
			"surveys", (json_int_t)surveys));
}
