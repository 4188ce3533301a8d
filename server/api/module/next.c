/*
 * What to take next: what rules find for this person, chosen by domain/next.h,
 * each with its reason. Of nobody but themselves, and nothing they completed.
 */
#include <string.h>

#include "api/field.h"
#include "api/wire.h"
#include "domain/day.h"
#include "domain/next.h"
#include "domain/person.h"
#include "domain/programme.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/enrolment.h"
#include "store/module.h"
#include "store/programme.h"
#include "store/share.h"
#include "training/competency.h"

#define EACH_MOST 2		/* found for one competency */
#define PROGRAMMES_MOST 10	/* looked through for their next step */
#define FOUND_MOST 200

struct found {
	struct next_module all[FOUND_MOST];
	size_t n;
};

static void found_add(struct found *f, const struct competency_module *m,
		      struct next_module more)
{
	if (f->n == FOUND_MOST)
		return;
	more.id = m->id;
	more.title = m->title;
	more.jp = m->jp;
	more.minutes = m->minutes;
	f->all[f->n++] = more;
}

/* Modules that bring somebody to that level. */
static enum err competency_look(struct request *rq,
				const struct competency_level *wanted,
				enum next_reason reason, struct found *f)
{
	struct competency_module *all;
	size_t n;
	enum err e;

	if (wanted->of.closed_at)
		return OK;
	if ((e = competency_modules(rq->db, wanted, rq->person->agency_id,
				    rq->person->id, EACH_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		found_add(f, &all[i], (struct next_module){
			.reason = reason, .name = wanted->of.name,
			.level = all[i].level });
	return OK;
}

static enum err job_look(struct request *rq,
			 const struct competency_standing *has, size_t nhas,
			 struct found *f)
{
	struct competency_level *wanted;
	const char *job, *name;
	char day[DAY_SIZE];
	size_t n;
	enum err e;

	day_at(rq->now, ZONE_WIB, day);
	if ((e = competency_job(rq->db, rq->person->id, day, &job, &name)) ||
	    !job ||
	    (e = competency_of(rq->db, OF_JOB, job, &wanted, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		if (competency_standing(has, nhas, wanted[i].of.id) <
		    wanted[i].level)
			e = competency_look(rq, &wanted[i], NEXT_JOB, f);
	return e;
}

/* One level above what they have of what this module gives. */
static enum err level_look(struct request *rq, const char *module_id,
			   const struct competency_standing *has, size_t nhas,
			   struct found *f)
{
	struct competency_level *given;
	size_t n;
	enum err e;

	if ((e = competency_of(rq->db, OF_MODULE, module_id, &given, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++) {
		const int64_t level = competency_standing(has, nhas,
							  given[i].of.id);

		if (level > given[i].level)
			given[i].level = level;
		if (++given[i].level <= COMPETENCY_LEVELS)
			e = competency_look(rq, &given[i], NEXT_LEVEL, f);
	}
	return e;
}

static bool goes_on(const struct enrolment_mine *m, int64_t now)
{
	return !strcmp(m->enrolment.state, "active") &&
	       !strcmp(m->batch.state, "open") && m->batch.starts_at <= now;
}

static enum err step_look(struct request *rq, const struct enrolment_mine *m,
			  struct found *f)
{
	struct competency_module module;
	struct step *steps;
	size_t n, next;
	enum err e;

	if ((e = step_list(rq->db, m->batch.programme_id, &steps, &n)) ||
	    (e = step_read_states(rq->db, m->enrolment.id, steps, n)))
		return e;
	next = step_next(steps, n);
	if (next == STEP_FREE || steps[next].kind != STEP_MODULE ||
	    (e = competency_module_open(rq->db, steps[next].module_id,
					rq->person->id, &module)) ||
	    !module.id)
		return e;
	found_add(f, &module, (struct next_module){
		.reason = NEXT_PROGRAMME, .name = m->batch.programme_title,
		.batch_id = m->batch.id });
	return OK;
}

static enum err programme_look(struct request *rq, struct found *f)
{
	struct enrolment_mine *mine;
	size_t n;
	enum err e;

	if ((e = enrolment_of_person(rq->db, rq->person->id, PROGRAMMES_MOST,
				     &mine, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		if (goes_on(&mine[i], rq->now))
			e = step_look(rq, &mine[i], f);
	return e;
}

static enum err topic_look(struct request *rq, const char *module_id,
			   struct found *f)
{
	struct competency_module *all;
	size_t n;
	enum err e;

	if ((e = competency_topic_modules(rq->db, module_id,
					  rq->person->agency_id,
					  rq->person->id, NEXT_MOST + 1, &all,
					  &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		found_add(f, &all[i], (struct next_module){
			.reason = NEXT_TOPIC, .name = "" });
	return OK;
}

static json_t *next_json(const struct next_module *m)
{
	return json_pack("{s:s, s:s, s:I, s:I, s:{s:s, s:s, s:o, s:s?}}",
			 "id", m->id, "title", m->title,
			 "jp", (json_int_t)m->jp,
			 "minutes", (json_int_t)m->minutes, "why",
			 "kind", next_reason_name(m->reason), "name", m->name,
			 "level", number_or_null(m->level),
			 "batch", m->batch_id);
}

/* `done` is the module that was just finished, or "". */
static enum err next_respond(struct request *rq, struct response *rs,
			     const char *done)
{
	json_t *list = request_own_json(rq, json_array());
	struct found *f = arena_array(rq->mem, struct found, 1);
	struct next_module chosen[NEXT_MOST];
	struct competency_standing *has;
	size_t nhas, n;
	enum err e;

	f->n = 0;
	if ((e = competency_standings(rq->db, rq->person->id, &has, &nhas)) ||
	    (e = job_look(rq, has, nhas, f)) ||
	    (*done && (e = level_look(rq, done, has, nhas, f))) ||
	    (e = programme_look(rq, f)) ||
	    (*done && (e = topic_look(rq, done, f))))
		return e;
	n = next_choose(f->all, f->n, done, chosen);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, next_json(&chosen[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "next", list));
}

enum err next_show(struct request *rq, struct response *rs)
{
	return next_respond(rq, rs, "");
}

enum err module_next_show(struct request *rq, struct response *rs)
{
	struct attempt attempt;
	struct module m;
	bool seen;
	enum err e;

	if ((e = module_by_id(rq->db, request_param(rq, "id"), &m)) ||
	    (e = attempt_latest(rq->db, rq->person->id, m.id, &attempt)) ||
	    (e = module_seen_by(rq->db, &m, rq->person, attempt.id != NULL,
				&seen)))
		return e;
	return seen ? next_respond(rq, rs, m.id)
		    : fail(ERR_NOT_FOUND, "not theirs to see");
}
