/*
 * Correcting a question that was wrong: what learners answered is graded anew,
 * and whose score that changed is told.
 */
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "base/ident.h"
#include "jobs/jobs.h"
#include "play/asked.h"
#include "play/regrade.h"
#include "routes.h"
#include "serve.h"
#include "store/fix.h"

#define FIXES_MOST 100
#define LINES_MOST 500
#define FIXES_AT_ONCE 2		/* of them a piece each is graded in the answer */
#define BANKED_MOST 500

/* A correction as it was sent. */
struct wish_to_fix {
	struct module module;
	const char *unit, *question, *reason;
	const char *source;		/* of several versions this one; NULL */
	json_t *after;			/* the question as it should be */
	json_t *before;			/* as it is */
	const char *after_text, *before_text;
	struct quiz_fix made[FIXES_MOST];
	size_t n;
};

static json_t *score(struct measure points, struct measure scaled,
		     enum success passed)
{
	return json_pack("{s:o, s:o, s:o}",
		"points", points.known ? json_real(points.value) : json_null(),
		"scaled", scaled.known ? json_real(scaled.value) : json_null(),
		"passed", passed == SUCCESS_UNKNOWN ? json_null()
			: json_boolean(passed == SUCCESS_PASSED));
}

static enum err lines_put(struct request *rq, const struct quiz_fix *f,
			  json_t *out)
{
	struct fix_line *all;
	size_t n;
	enum err e;

	if ((e = fix_lines(rq->db, f->id, LINES_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:{s:s, s:s?}, s:s, s:I, s:o, s:o}", "person",
			"id", all[i].person_id, "name",
			learner_named(rq, all[i].agency_id)
				? all[i].person_name : NULL,
			"sitting", all[i].sitting_id,
			"number", (json_int_t)all[i].number,
			"before", score(all[i].points_before,
					all[i].scaled_before,
					all[i].passed_before),
			"after", score(all[i].points_after,
				       all[i].scaled_after,
				       all[i].passed_after)));
	return OK;
}

static json_t *fix_json(const struct quiz_fix *f, json_t *changed)
{
	return json_pack("{s:s, s:s, s:I, s:s, s:s, s:o, s:o, s:s, s:s, s:I,"
			 " s:b, s:O}", "id", f->id, "unit", f->unit_ident,
			 "version", (json_int_t)f->version, "question",
			 f->question, "source", f->source,
			 "before", json_loads(f->before, 0, NULL),
			 "after", json_loads(f->after, 0, NULL),
			 "reason", f->reason, "by", f->person_name,
			 "at", (json_int_t)f->at, "done", f->done,
			 "changed", changed);
}

enum err fix_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct quiz_fix *all;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = fix_list(rq->db, m.id, FIXES_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *changed = request_own_json(rq, json_array());

		if ((e = lines_put(rq, &all[i], changed)))
			return e;
		json_array_append_new(list, fix_json(&all[i], changed));
	}
	return respond_json(rq, rs, 200, json_pack("{s:O}", "fixes", list));
}

/* What is wrong with the question as it was sent, in a sentence. */
static enum err question_fits(struct request *rq, json_t *question)
{
	struct definition_faults faults = { .mem = rq->mem };

	question_check(question, true, NULL, &faults);
	if (!faults.n)
		return OK;
	return refuse(rq, P_question_invalid, VALUES(
		{ "place", *faults.list[0].pointer ? faults.list[0].pointer
						   : "/" },
		{ "reason", definition_message(rq->mem, &faults.list[0],
					       rq->lang) },
		{ "member", "definition" }));
}

static enum err fields_read(struct request *rq, struct wish_to_fix *w)
{
	enum err e;

	if ((e = field_text_needed(rq, "unit", 2048, &w->unit)) ||
	    (e = field_text_needed(rq, "question", 64, &w->question)) ||
	    (e = field_text_needed(rq, "reason", 2000, &w->reason)) ||
	    (e = field_text(rq, "source", 128, &w->source)))
		return e;
	w->after = json_object_get(rq->json, "definition");
	if (!w->after)
		return field_missing(rq, "definition");
	return question_fits(rq, w->after);
}

/* Noted of one unit, if it asks the same there. */
static enum err note(struct request *rq, struct wish_to_fix *w,
		     const char *unit_id, const char *source, json_t *now)
{
	struct quiz_fix *f = &w->made[w->n];

	if (!now || (w->before && !json_equal(now, w->before)) ||
	    (w->source && strcmp(w->source, source)) || w->n == FIXES_MOST)
		return OK;
	if (!w->before) {
		w->before = now;
		w->before_text = json_text(rq->db, now);
		w->after_text = json_text(rq->db, w->after);
		if (strcmp(question_id(w->after), w->question) ||
		    !question_same_shape(now, w->after))
			return refuse(rq, P_fix_shape, NO_VALUES);
	}
	if (json_equal(now, w->after))
		return OK;
	*f = (struct quiz_fix){
		.id = ident_make(rq->mem, rq->now), .module_id = w->module.id,
		.unit_id = unit_id, .question = w->question, .source = source,
		.before = w->before_text, .after = w->after_text,
		.reason = w->reason, .person_id = rq->person->id,
		.at = rq->now, .reached = "", .unit_ident = w->unit,
	};
	w->n++;
	return fix_add(rq->db, f);
}

static enum err note_unit(struct request *rq, struct wish_to_fix *w,
			  const char *unit_id)
{
	const char **sources;
	struct asked asked;
	json_t *now;
	size_t n;
	enum err e;

	if ((e = asked_read(rq->db, unit_id, false, &asked)) ||
	    (e = fix_sources(rq->db, unit_id, w->question, &sources, &n)))
		return e;
	asked_known(rq->db, &asked, w->question, "unit", &now);
	if ((e = note(rq, w, unit_id, "unit", now)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = asked_known(rq->db, &asked, w->question, sources[i],
				     &now)) ||
		    (e = note(rq, w, unit_id, sources[i], now)))
			return e;
	return OK;
}

/* A few at once; where there are many, the rest goes on behind. */
static enum err regrade(struct request *rq, struct wish_to_fix *w)
{
	enum err e = OK;

	for (size_t i = 0; i < w->n && i < FIXES_AT_ONCE && !e; i++)
		e = regrade_some(rq->db, &w->made[i], rq->now);
	return e;
}

/* Sent again it changes nothing, and tells what it changed the first time. */
static enum err made_before(struct request *rq, struct wish_to_fix *w)
{
	struct quiz_fix *all;
	size_t n;
	enum err e;

	if ((e = fix_list(rq->db, w->module.id, FIXES_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].unit_ident, w->unit) &&
		    !strcmp(all[i].question, w->question) &&
		    !strcmp(all[i].after, w->after_text) &&
		    w->n < FIXES_MOST)
			w->made[w->n++] = all[i];
	return OK;
}

static void go_on(struct request *rq)
{
	job_wake(rq->server, JOB_sitter);
}

static enum err wish_respond(struct request *rq, struct response *rs,
			     const struct wish_to_fix *w)
{
	json_t *changed = request_own_json(rq, json_array());
	bool done = true;
	enum err e;

	for (size_t i = 0; i < w->n; i++) {
		if ((e = lines_put(rq, &w->made[i], changed)))
			return e;
		done = done && w->made[i].done;
	}
	rq->after = go_on;
	return respond_json(rq, rs, 201, json_pack("{s:O, s:b}", "changed",
						   changed, "done", done));
}

enum err fix_begin(struct request *rq, struct response *rs)
{
	struct wish_to_fix *w = arena_new(rq->mem, struct wish_to_fix);
	struct fix_unit *units;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &w->module)) || (e = fields_read(rq, w)) ||
	    (e = fix_units(rq->db, w->module.id, w->unit, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = note_unit(rq, w, units[i].id)))
			return e;
	if (!w->before)
		return refuse(rq, P_no_unit, NO_VALUES);
	if ((e = w->n ? regrade(rq, w) : made_before(rq, w)))
		return e;
	return wish_respond(rq, rs, w);
}

/* Of the version asked for, else the newest that has the unit. */
static const struct fix_unit *unit_choose(const struct fix_unit *all, size_t n,
					  int64_t version)
{
	for (size_t i = 0; i < n; i++)
		if (!version || all[i].version == version)
			return &all[i];
	return NULL;
}

/* Each with where it came from: of one question there may be two versions. */
static enum err banked_put(struct request *rq, const struct asked *asked,
			   json_t *out)
{
	struct fix_banked *all;
	json_t *question;
	size_t n;
	enum err e;

	if ((e = fix_banked(rq->db, asked->unit_id, BANKED_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if ((e = asked_known(rq->db, asked, all[i].question,
				     all[i].source, &question)))
			return e;
		json_array_append_new(out, json_pack("{s:s, s:O?}", "source",
			all[i].source, "definition", question));
	}
	return OK;
}

static void asking_put(struct request *rq, const struct asked *asked,
		       json_t *question, json_t *texts)
{
	const char *text = json_string_value(json_object_get(question, "text"));

	json_object_set_new(texts, question_id(question), json_string(
		asked->html.make(asked->html.with, rq->mem, text ? text : "")));
}

/* What each asks, as learners read it: HTML by the question's ident. */
static json_t *texts_json(struct request *rq, const struct asked *asked,
			  json_t *banked)
{
	json_t *texts = json_object(), *one;
	size_t i;

	json_array_foreach(banked, i, one)
		if (json_is_object(json_object_get(one, "definition")))
			asking_put(rq, asked,
				   json_object_get(one, "definition"), texts);
	json_array_foreach(json_object_get(asked->definition, "questions"), i,
			   one)
		asking_put(rq, asked, one, texts);
	return texts;
}

enum err questions_show(struct request *rq, struct response *rs)
{
	const char *ident = request_query(rq, "unit");
	json_t *banked = request_own_json(rq, json_array());
	const struct fix_unit *unit;
	struct fix_unit *units;
	struct asked asked;
	struct module m;
	int64_t version;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = query_number(rq, "version", 1, INT64_C(1) << 40, 0,
			      &version)) ||
	    (e = fix_units(rq->db, m.id, ident ? ident : "", &units, &n)))
		return e;
	if (!(unit = unit_choose(units, n, version)))
		return refuse(rq, P_no_unit, NO_VALUES);
	if ((e = asked_read(rq->db, unit->id, false, &asked)) ||
	    (e = banked_put(rq, &asked, banked)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:O?, s:O, s:o}",
		"version", (json_int_t)unit->version, "questions",
		json_object_get(asked.definition, "questions"),
		"banked", banked, "texts", texts_json(rq, &asked, banked)));
}
