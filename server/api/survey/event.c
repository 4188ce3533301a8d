/*
 * The survey of an event. That somebody has answered stands in their seat; what
 * they answered is a ballot (training/ballot.h).
 */
#include "api/event/event.h"
#include "api/survey/survey.h"
#include "routes.h"
#include "store/live.h"
#include "store/seat.h"
#include "training/settle.h"

#define FORM "standard"
#define BEFORE_END_MS (INT64_C(15) * 60 * 1000)

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

/* Sent again it is answered again, and counts once. */
enum err event_survey_answer(struct request *rq, struct response *rs)
{
	const json_t *answers;
	struct event ev;
	struct seat seat;
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
	if ((e = survey_answers_read(rq, &survey_standard, NULL, 0,
				     &answers)) ||
	    (e = live_survey_mark(rq->db, ev.id, rq->person->id, rq->now,
				  &first)) ||
	    (first && (e = survey_cast(rq, "event", ev.id, "event", ev.id,
				       answers))) ||
	    (e = settle_seat(rq->db, ev.id, rq->person->id, rq->now)))
		return e;
	return survey_respond(rq, rs, 201, &ev, true);
}

enum err event_survey_results(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = survey_told_add(rq, &(struct survey_told){
		.source = "event", .source_id = ev.id, .id = ev.id,
		.number = 1, .title = ev.title, .form = &survey_standard,
	    }, list)))
		return e;
	return survey_told_respond(rq, rs, list);
}
