/*
 * The surveys that ask somebody, and their answer, once. What is answered
 * without a name becomes a ballot; that it was answered is a row of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/survey/survey.h"
#include "api/wire.h"
#include "domain/person.h"
#include "routes.h"

static json_t *ask_json(const struct survey_ask *a)
{
	return json_pack("{s:s, s:s, s:s, s:b, s:o, s:b, s:{s:s, s:s}}",
			 "id", a->id, "title", a->title, "about", a->about,
			 "anonymous", a->anonymous,
			 "closesAt", number_or_null(a->closes_at),
			 "done", a->done, "why", "kind", a->kind,
			 "name", a->name ? a->name : "");
}

enum err my_surveys(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct survey_ask *all;
	size_t n;
	enum err e;

	if ((e = survey_asks(rq->db, rq->person->id, rq->now, "", &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, ask_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "surveys", list));
}

/* Whom it does not ask knows nothing of it. */
static enum err asked(struct request *rq, struct survey *s,
		      struct survey_ask *ask)
{
	struct survey_ask *all;
	size_t n;
	enum err e;

	if ((e = survey_by_id(rq->db, request_param(rq, "id"), s)) ||
	    (e = survey_asks(rq->db, rq->person->id, rq->now, s->id, &all,
			     &n)))
		return e;
	if (!n)
		return fail(ERR_NOT_FOUND, "it does not ask this person");
	*ask = all[0];
	return OK;
}

static enum err ask_respond(struct request *rq, struct response *rs,
			    int status, const struct survey *s,
			    const struct survey_ask *ask)
{
	json_t *json = ask_json(ask), *form = json_loads(s->form, 0, NULL);

	json_object_set_new(json, "state",
			    json_string(survey_state(s, rq->now)));
	json_object_set_new(json, "version", json_pack("{s:s, s:I}",
			    "id", s->version_id,
			    "number", (json_int_t)s->number));
	json_object_set_new(json, "form", form ? form : json_object());
	return respond_json(rq, rs, status, json);
}

enum err my_survey_show(struct request *rq, struct response *rs)
{
	struct survey_ask ask;
	struct survey s;
	const enum err e = asked(rq, &s, &ask);

	return e ? e : ask_respond(rq, rs, 200, &s, &ask);
}

static enum err named_keep(struct request *rq, const struct survey *s,
			   const json_t *answers)
{
	struct survey_named a = { .version_id = s->version_id,
				  .person_id = rq->person->id, .at = rq->now };
	char *text = json_dumps(answers, JSON_COMPACT);
	enum err e;

	if (!text)
		return fail(ERR_INTERNAL, "answers as JSON");
	arena_own(rq->mem, text, free);
	a.answers = text;
	if ((e = ballot_unit_of(rq->db, rq->person->id, &a.unit_id)) ||
	    (e = ballot_batch_of(rq->db, rq->person->id, "survey", s->id,
				 &a.batch_id)))
		return e;
	return survey_named_add(rq->db, &a);
}

static enum err answer_keep(struct request *rq, const struct survey *s,
			    const json_t *answers, bool *first)
{
	enum err e;

	if ((e = survey_ticket_take(rq->db, s->id, rq->person->id, first)) ||
	    !*first)
		return e;
	return s->anonymous
		? survey_cast(rq, "survey", s->version_id, "survey", s->id,
			      answers)
		: named_keep(rq, s, answers);
}

/* Sent again it is answered already, and counts once. */
enum err my_survey_answer(struct request *rq, struct response *rs)
{
	const char *version = NULL;
	struct survey_form form;
	const json_t *answers;
	struct survey_ask ask;
	struct survey s;
	bool first;
	enum err e;

	if ((e = asked(rq, &s, &ask)) ||
	    (e = field_text_needed(rq, "version", 64, &version)))
		return e;
	if (ask.done)
		return ask_respond(rq, rs, 200, &s, &ask);
	if (strcmp(survey_state(&s, rq->now), "open"))
		return refuse(rq, P_survey_shut, NO_VALUES);
	if (strcmp(version, s.version_id))
		return refuse(rq, P_survey_moved, NO_VALUES);
	survey_form_parse(rq->mem, s.form, &form);
	if ((e = survey_answers_read(rq, &form, NULL, 0, &answers)) ||
	    (e = answer_keep(rq, &s, answers, &first)))
		return e;
	ask.done = true;
	return ask_respond(rq, rs, first ? 201 : 200, &s, &ask);
}
