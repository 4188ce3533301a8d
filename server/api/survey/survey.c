/*
 * The survey at a module's end. That somebody has answered is their progress;
 * what they answered is a ballot (training/ballot.h).
 */
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "api/survey/survey.h"
#include "auth/access.h"
#include "routes.h"
#include "store/attempt.h"
#include "store/module.h"
#include "training/settle.h"

#define FORM "standard"

/* The survey of the path, in the caller's own attempt. */
struct place {
	struct attempt attempt;
	struct unit unit;
	struct unit_progress progress;
	struct survey_lesson *lessons;
	size_t nlessons;
};

static enum err lessons_read(struct request *rq, struct place *at)
{
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = unit_list(rq->db, at->attempt.version_id, &units, &n)))
		return e;
	at->lessons = arena_array(rq->mem, struct survey_lesson, n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].kind, "lesson") == 0)
			at->lessons[at->nlessons++] = (struct survey_lesson){
				units[i].ident, units[i].title };
	return OK;
}

static enum err place_read(struct request *rq, struct place *at)
{
	enum err e;

	if ((e = attempt_by_id(rq->db, request_param(rq, "attempt"),
			       &at->attempt)) ||
	    (e = unit_by_id(rq->db, request_param(rq, "unit"), &at->unit)))
		return e;
	if (strcmp(at->attempt.person_id, rq->person->id) ||
	    strcmp(at->attempt.version_id, at->unit.version_id) ||
	    strcmp(at->unit.kind, "survey"))
		return fail(ERR_NOT_FOUND, "no survey of this person");
	if ((e = access_module(rq, at->attempt.module_id)) ||
	    (e = progress_get(rq->db, at->attempt.id, at->unit.id,
			      &at->progress)))
		return e;
	return lessons_read(rq, at);
}

static bool answered(const struct place *at)
{
	return at->progress.run_id &&
	       at->progress.progress.completion == COMPLETION_COMPLETED;
}

static json_t *lessons_json(const struct place *at)
{
	json_t *list = json_array();

	for (size_t i = 0; i < at->nlessons; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}",
			"ident", at->lessons[i].ident,
			"title", at->lessons[i].title));
	return list;
}

static enum err survey_respond(struct request *rq, struct response *rs,
			       int status, const struct place *at, bool done)
{
	return respond_json(rq, rs, status, json_pack(
		"{s:s, s:s, s:b, s:o}", "title", at->unit.title,
		"form", FORM, "done", done, "lessons", lessons_json(at)));
}

enum err survey_show(struct request *rq, struct response *rs)
{
	struct place at = { .nlessons = 0 };
	enum err e;

	if ((e = place_read(rq, &at)))
		return e;
	return survey_respond(rq, rs, 200, &at, answered(&at));
}

/*
 * Who only looks at a version has no say in it, and nobody has two: who answered
 * for four would know what the fifth said.
 */
static enum err has_say(struct request *rq, const struct place *at, bool *out)
{
	bool before;
	const enum err e = survey_answered(rq->db, rq->person->id,
		at->attempt.module_id, at->unit.id, &before);

	*out = at->attempt.number > 0 && !before;
	return e;
}

/* The run is one of this unit in this attempt. */
static enum err run_named(struct request *rq, const struct place *at,
			  struct run *run)
{
	const char *id;
	enum err e;

	if ((e = field_text_needed(rq, "run", 64, &id)))
		return e;
	e = run_by_id(rq->db, id, run);
	if (e == ERR_NOT_FOUND ||
	    (!e && (strcmp(run->attempt_id, at->attempt.id) ||
		    strcmp(run->unit_id, at->unit.id))))
		return refuse(rq, P_run_foreign, NO_VALUES);
	return e;
}

static enum err survey_done(struct request *rq, const struct place *at,
			    const struct run *run)
{
	const struct unit_progress done = {
		.attempt_id = at->attempt.id,
		.unit_id = at->unit.id,
		.run_id = run->id,
		.progress = { .completion = COMPLETION_COMPLETED },
		.graded = true,
		.saved_at = rq->now,
	};
	enum err e;

	if ((e = progress_put(rq->db, &done)))
		return e;
	return settle_sum(rq->db, &(struct settling){
		.attempt_id = at->attempt.id,
		.version_id = at->attempt.version_id,
		.person_id = at->attempt.person_id,
		.module_id = at->attempt.module_id,
	}, rq->now, NULL);
}

/* Sent again it is answered again, and counts once. */
enum err survey_answer(struct request *rq, struct response *rs)
{
	struct place at = { .nlessons = 0 };
	const json_t *answers;
	struct run run;
	bool counts;
	enum err e;

	if ((e = place_read(rq, &at)) || (e = run_named(rq, &at, &run)))
		return e;
	if (answered(&at))
		return survey_respond(rq, rs, 200, &at, true);
	if ((e = survey_answers_read(rq, &survey_standard, at.lessons,
				     at.nlessons, &answers)) ||
	    (e = has_say(rq, &at, &counts)) ||
	    (counts && (e = survey_cast(rq, "unit", at.unit.id, "module",
					at.attempt.module_id, answers))) ||
	    (e = survey_done(rq, &at, &run)))
		return e;
	return survey_respond(rq, rs, 201, &at, true);
}

enum err survey_results(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct survey_unit *units;
	struct module module;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &module)) ||
	    (e = survey_units(rq->db, module.id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = survey_told_add(rq, &(struct survey_told){
			.source = "unit", .source_id = units[i].id,
			.id = units[i].id, .number = units[i].version,
			.title = units[i].title, .form = &survey_standard,
		}, list)))
			return e;
	return survey_told_respond(rq, rs, list);
}
