/*
 * The survey of an event. That somebody has answered stands in their seat; what
 * they answered is kept without them, and told only of many, five at a time
 * (api/survey.c says the same of a module's).
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/event.h"
#include "api/field.h"
#include "domain/survey.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/live.h"
#include "store/seat.h"
#include "training/settle.h"

#define FORM "standard"
#define ANSWERS_MOST 20000
#define DRAWS 20
#define BEFORE_END_MS (INT64_C(15) * 60 * 1000)

static const struct phrase answer_rule = { {
	"Jawab bagian ini dengan salah satu pilihannya.",
	"Answer this part by one of its choices." } };

static bool survey_open(const struct event *ev, int64_t now)
{
	return ev->state == EVENT_CLOSED ||
	       (ev->state == EVENT_PUBLISHED &&
		now >= ev->ends_at - BEFORE_END_MS);
}

static enum err survey_respond(struct request *rq, struct response *rs,
			       int status, const struct event *ev, bool done)
{
	return respond_json(rq, rs, status, json_pack(
		"{s:s, s:s, s:b, s:b, s:I, s:[]}", "title", ev->title,
		"form", FORM, "done", done, "open", survey_open(ev, rq->now),
		"opensAt", (json_int_t)(ev->ends_at - BEFORE_END_MS),
		"lessons"));
}

enum err event_survey_show(struct request *rq, struct response *rs)
{
	struct event ev;
	struct seat seat;
	enum err e;

	if ((e = event_asked(rq, &ev, &seat)))
		return e;
	return survey_respond(rq, rs, 200, &ev, seat.survey_at != 0);
}

/* A number that says nothing about when. */
static enum err answers_keep(struct request *rq, const struct event *ev,
			     const json_t *answers)
{
	char *text = json_dumps(answers, JSON_COMPACT | JSON_SORT_KEYS);
	bool taken = true;
	enum err e;

	if (!text)
		return fail(ERR_INTERNAL, "answers as JSON");
	arena_own(rq->mem, text, free);
	for (int i = 0; taken && i < DRAWS; i++)
		if ((e = live_answer_add(rq->db,
				1 + randombytes_uniform(INT32_MAX - 1),
				ev->id, text, &taken)))
			return e;
	return taken ? fail(ERR_INTERNAL, "no number left")
		     : live_answer_tell(rq->db, ev->id, SURVEY_LEAST);
}

/* Sent again it is answered again, and counts once. */
enum err event_survey_answer(struct request *rq, struct response *rs)
{
	const json_t *answers = json_object_get(rq->json, "answers");
	struct event ev;
	struct seat seat;
	const char *wrong;
	bool first;
	enum err e;

	if ((e = event_asked(rq, &ev, &seat)))
		return e;
	if (seat.state != SEAT_REGISTERED)
		return refuse(rq, P_presence_unregistered,
			      VALUES({ "title", ev.title }));
	if (seat.survey_at)
		return survey_respond(rq, rs, 200, &ev, true);
	if (!survey_open(&ev, rq->now))
		return refuse(rq, P_event_survey_shut, NO_VALUES);
	if (!json_is_object(answers))
		return field_missing(rq, "answers");
	wrong = survey_wrong(survey_named(FORM), answers, NULL, 0);
	if (wrong)
		return field_bad(rq, *wrong ? wrong : "answers", &answer_rule);
	if ((e = live_survey_mark(rq->db, ev.id, rq->person->id, rq->now,
				  &first)) ||
	    (first && (e = answers_keep(rq, &ev, answers))) ||
	    (e = settle_seat(rq->db, ev.id, rq->person->id, rq->now)))
		return e;
	return survey_respond(rq, rs, 201, &ev, true);
}

enum err event_survey_results(struct request *rq, struct response *rs)
{
	const char **texts;
	struct event ev;
	json_t **answers;
	size_t n;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = live_answers(rq->db, ev.id, ANSWERS_MOST, &texts, &n)))
		return e;
	answers = arena_array(rq->mem, json_t *, n + 1);
	for (size_t i = 0; i < n; i++)
		answers[i] = request_own_json(rq, json_loads(texts[i], 0,
							     NULL));
	return respond_json(rq, rs, 200, json_pack("{s:i, s:o, s:o}",
		"least", SURVEY_LEAST, "answers", n < SURVEY_LEAST
		? json_null() : json_integer((json_int_t)n),
		"questions", n < SURVEY_LEAST ? json_null()
		: survey_summary(survey_named(FORM), answers, n)));
}
