/*
 * Mistakes that learners report, and what is to be reviewed.
 *
 * A report is between its learner and who is responsible for the module. Names
 * are told as everywhere: to administrators, and of one's own agency.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "base/text.h"
#include "domain/day.h"
#include "domain/module.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/error_report.h"
#include "store/module.h"
#include "store/share.h"
#include "training/guest.h"

#define HOUR_MS (INT64_C(3600) * 1000)
#define AHEAD (30 * DAY_MS)	/* a review is told of so long before */

#define WORDS_MOST 8000		/* bytes: 2,000 characters */
#define HOURLY_MOST 10		/* reports of a person in an hour */
#define WAITING_MOST 50		/* of a person, not yet answered */
#define LIST_MOST 100
#define LESSONS_MOST 20000	/* looked through for what is due */
#define DUE_MOST 300

static const struct phrase kind_rule = { {
	"Pilih fact, law, typo, picture, atau other.",
	"Choose fact, law, typo, picture or other." } };
static const struct phrase state_rule = { {
	"Pilih open, done, atau declined.",
	"Choose open, done or declined." } };
static const struct phrase unit_rule = { {
	"Pelajaran ini bukan bagian dari modul itu.",
	"This lesson is not part of that module." } };

static bool one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static const char *const kinds[] = { "fact", "law", "typo", "picture", "other",
				     NULL };
static const char *const states[] = { "open", "done", "declined", NULL };

static json_t *report_json(struct request *rq, const struct error_report *r)
{
	const bool named = !strcmp(r->person_id, rq->person->id) ||
			   learner_named(rq, r->person_agency_id);

	return json_pack("{s:s, s:{s:s, s:s}, s:I, s:{s:s, s:s}, s:s, s:s,"
			 " s:s, s:I, s:s, s:s, s:s, s:I}",
			 "id", r->id, "module", "id", r->module_id,
			 "title", r->module_title,
			 "version", (json_int_t)r->number,
			 "unit", "id", r->unit_id, "title", r->unit_title,
			 "by", named ? r->person_name : "",
			 "kind", r->kind, "text", r->words,
			 "at", (json_int_t)r->at, "state", r->state,
			 "answer", r->answer, "answeredBy",
			 r->answered_name ? r->answered_name : "",
			 "answeredAt", (json_int_t)r->answered_at);
}

static json_t *list_json(struct request *rq, const struct error_report *all,
			 size_t n)
{
	json_t *list = request_own_json(rq, json_array());

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, report_json(rq, &all[i]));
	return list;
}

/* ---- Learners ------------------------------------------------------------- */

static void unit_take(struct error_report *r, const struct version *v,
		      const struct unit *u)
{
	r->number = v->number;
	r->unit_id = u->id;
	r->unit_title = u->title;
}

/* By its id, of whichever version of this module. */
static enum err unit_by_own_id(struct request *rq, const struct module *m,
			       const char *id, struct error_report *r)
{
	struct version v;
	struct unit u;
	enum err e;

	if ((e = unit_by_id(rq->db, id, &u)) ||
	    (e = version_by_id(rq->db, u.version_id, &v)))
		return e;
	if (strcmp(v.module_id, m->id))
		return fail(ERR_NOT_FOUND, "a lesson of another module");
	unit_take(r, &v, &u);
	return OK;
}

/* By what its author calls it, in the version that this person learns by. */
static enum err unit_by_name(struct request *rq, const char *version,
			     const char *ident, struct error_report *r)
{
	struct version v;
	struct unit *units;
	size_t n;
	enum err e;

	if (!version)
		return fail(ERR_NOT_FOUND, "no version");
	if ((e = version_by_id(rq->db, version, &v)) ||
	    (e = unit_list(rq->db, version, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].ident, ident) == 0) {
			unit_take(r, &v, &units[i]);
			return OK;
		}
	return fail(ERR_NOT_FOUND, "no such lesson");
}

static enum err unit_find(struct request *rq, const struct module *m,
			  const struct attempt *a, const char *name,
			  struct error_report *r)
{
	enum err e = unit_by_own_id(rq, m, name, r);

	if (e == ERR_NOT_FOUND)
		e = unit_by_name(rq, a->id ? a->version_id : m->version.id,
				 name, r);
	return e == ERR_NOT_FOUND ? field_bad(rq, "unit", &unit_rule) : e;
}

static enum err report_read(struct request *rq, struct error_report *r)
{
	enum err e;

	if ((e = field_text_needed(rq, "kind", 20, &r->kind)) ||
	    (e = field_text_needed(rq, "text", WORDS_MOST, &r->words)))
		return e;
	if (!one_of(r->kind, kinds))
		return field_bad(rq, "kind", &kind_rule);
	r->words = text_trim(rq->mem, r->words);
	return *r->words ? OK : field_missing(rq, "text");
}

/* A script in a browser could fill the list of who has to answer. */
static enum err report_braked(struct request *rq)
{
	int64_t recent, waiting;
	enum err e;

	if ((e = error_report_count(rq->db, rq->person->id, rq->now - HOUR_MS,
				    &recent, &waiting)))
		return e;
	if (recent >= HOURLY_MOST || waiting >= WAITING_MOST)
		return refuse(rq, P_reports_many, NO_VALUES);
	return OK;
}

enum err error_report_begin(struct request *rq, struct response *rs)
{
	struct error_report r = { .at = rq->now, .state = "open", .answer = "" };
	struct attempt attempt;
	struct module m;
	const char *unit;
	bool seen;
	enum err e;

	if ((e = module_by_id(rq->db, request_param(rq, "id"), &m)) ||
	    (e = guest_may(rq, m.id)) ||
	    (e = attempt_latest(rq->db, rq->person->id, m.id, &attempt)) ||
	    (e = module_seen_by(rq->db, &m, rq->person, attempt.id != NULL,
				&seen)))
		return e;
	if (!seen)
		return fail(ERR_NOT_FOUND, "a module they do not see");
	if ((e = field_text_needed(rq, "unit", 2048, &unit)) ||
	    (e = report_read(rq, &r)) ||
	    (e = unit_find(rq, &m, &attempt, unit, &r)) ||
	    (e = report_braked(rq)))
		return e;
	r.module_id = m.id;
	r.module_title = m.title;
	r.person_id = rq->person->id;
	r.person_name = rq->person->name;
	r.person_agency_id = rq->person->agency_id;
	if ((e = error_report_add(rq->db, &r)))
		return e;
	return respond_json(rq, rs, 201, report_json(rq, &r));
}

enum err error_report_mine(struct request *rq, struct response *rs)
{
	struct error_report *all;
	size_t n;
	enum err e;

	if ((e = error_report_of_person(rq->db, rq->person->id, LIST_MOST,
					&all, &n)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:O}", "reports",
						   list_json(rq, all, n)));
}

/* ---- Who is responsible --------------------------------------------------- */

enum err error_report_index(struct request *rq, struct response *rs)
{
	struct error_report *all;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = error_report_of_module(rq->db, m.id, LIST_MOST, &all, &n)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:O, s:b}", "reports",
			list_json(rq, all, n), "more", n == LIST_MOST));
}

/* Opened again, it waits; what was said before stays to be read. */
static enum err answer_read(struct request *rq, struct error_report *r)
{
	const char *answer;
	enum err e;

	if ((e = field_text_needed(rq, "state", 20, &r->state)) ||
	    (e = field_text(rq, "answer", WORDS_MOST, &answer)))
		return e;
	if (!one_of(r->state, states))
		return field_bad(rq, "state", &state_rule);
	if (answer)
		r->answer = text_trim(rq->mem, answer);
	if (!strcmp(r->state, "declined") && !*r->answer)
		return field_missing(rq, "answer");
	r->answered_by = rq->person->id;
	r->answered_at = rq->now;
	return OK;
}

enum err error_report_close(struct request *rq, struct response *rs)
{
	struct error_report r;
	struct module m;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = error_report_by_id(rq->db, request_param(rq, "error"), &r)))
		return e;
	if (strcmp(r.module_id, m.id))
		return fail(ERR_NOT_FOUND, "a report of another module");
	if ((e = answer_read(rq, &r)) ||
	    (e = error_report_answer(rq->db, &r)))
		return e;
	r.answered_name = rq->person->name;
	return respond_json(rq, rs, 200, report_json(rq, &r));
}

/* ---- What is to be done --------------------------------------------------- */

struct due {
	struct review review;
	const char *day, *confidence;
};

static int due_order(const void *a, const void *b)
{
	const struct due *x = a, *y = b;

	return strcmp(x->day, y->day);
}

static const char *said(struct request *rq, json_t *of, const char *name)
{
	const char *text = json_string_value(json_object_get(of, name));

	return text ? arena_copy(rq->mem, text, strlen(text)) : "";
}

/* Those of the lessons that are due by then, behind the `*n` there are. */
static void lessons_due(struct request *rq, const struct review *all, size_t n,
			const char *until, struct due *out, size_t *count)
{
	for (size_t i = 0; i < n; i++) {
		json_t *of = json_loads(all[i].definition, 0, NULL);
		const char *day = said(rq, of, "reviewBy");

		if (*day && strcmp(day, until) <= 0)
			out[(*count)++] = (struct due){
				.review = all[i], .day = day,
				.confidence = said(rq, of, "confidence"),
			};
		json_decref(of);
	}
}

/* The day of a module is often that of its first lesson: told of once. */
static bool told_already(const struct due *all, size_t n,
			 const struct review *module)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].review.module_id, module->module_id) &&
		    !strcmp(all[i].day, module->review_by))
			return true;
	return false;
}

static enum err due_read(struct request *rq, const char *agency,
			 struct due **out, size_t *n)
{
	char until[DAY_SIZE];
	struct review *lessons, *modules;
	size_t nlessons, nmodules, of_lessons;
	enum err e;

	*n = 0;
	day_at(rq->now + AHEAD, ZONE_WIB, until);
	if ((e = review_lessons(rq->db, agency, LESSONS_MOST, &lessons,
				&nlessons)) ||
	    (e = review_modules(rq->db, agency, until, DUE_MOST, &modules,
				&nmodules)))
		return e;
	*out = arena_array(rq->mem, struct due, nlessons + nmodules);
	lessons_due(rq, lessons, nlessons, until, *out, n);
	of_lessons = *n;
	for (size_t i = 0; i < nmodules; i++)
		if (!told_already(*out, of_lessons, &modules[i]))
			(*out)[(*n)++] = (struct due){ .review = modules[i],
				.day = modules[i].review_by, .confidence = "" };
	if (*n)
		qsort(*out, *n, sizeof(**out), due_order);
	return OK;
}

static json_t *due_json(const struct due *d, const char *today)
{
	const struct review *r = &d->review;

	return json_pack("{s:{s:s, s:s}, s:I, s:o, s:s, s:s, s:b}",
		"module", "id", r->module_id, "title", r->module_title,
		"version", (json_int_t)r->number,
		"unit", r->unit_id ? json_pack("{s:s, s:s}", "id", r->unit_id,
					       "title", r->unit_title)
				   : json_null(),
		"reviewBy", d->day, "confidence", d->confidence,
		"overdue", strcmp(d->day, today) < 0);
}

enum err duties_show(struct request *rq, struct response *rs)
{
	const char *agency = person_is(rq->person, ROLE_ADMIN)
				     ? "" : rq->person->agency_id;
	char today[DAY_SIZE];
	json_t *list = request_own_json(rq, json_array());
	struct error_report *reports;
	struct due *due;
	size_t n, ndue;
	enum err e;

	day_at(rq->now, ZONE_WIB, today);
	if ((e = due_read(rq, agency, &due, &ndue)) ||
	    (e = error_report_waiting(rq->db, agency, LIST_MOST, &reports,
				      &n)))
		return e;
	for (size_t i = 0; i < ndue && i < DUE_MOST; i++)
		json_array_append_new(list, due_json(&due[i], today));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:b, s:O, s:b}",
			"due", list, "dueMore", ndue > DUE_MOST,
			"reports", list_json(rq, reports, n),
			"more", n == LIST_MOST));
}
