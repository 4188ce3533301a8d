/*
 * Questions to those who speak, with votes; and what of an event is one's own.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/event/live.h"
#include "api/field.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/live.h"
#include "store/seat.h"
#include "training/presence.h"

#define WORDS_MOST 500		/* characters */
#define WAITING_MOST 5		/* of a person, not answered */
#define QUESTIONS_MOST 500	/* of an event */
#define EARLY_MS (INT64_C(24) * 3600 * 1000)
#define LATE_MS (INT64_C(2) * 3600 * 1000)

static const struct phrase words_rule = { {
	"Tulis pertanyaannya, paling banyak 500 huruf.",
	"Write your question, at most 500 characters." } };

static void question_after(struct request *rq)
{
	live_changed(rq->server->live, rq->prepared);
}

/* Who is registered or hosts it, while questions may be asked. */
static enum err asks(struct request *rq, struct event *ev)
{
	struct seat seat;
	enum err e;

	if ((e = event_asked(rq, ev, &seat)))
		return e;
	if (seat.state != SEAT_REGISTERED && !event_editable(ev, rq->person))
		return refuse(rq, P_presence_unregistered,
			      VALUES({ "title", ev->title }));
	if (ev->state != EVENT_PUBLISHED ||
	    rq->now < ev->starts_at - EARLY_MS ||
	    rq->now > ev->ends_at + LATE_MS)
		return refuse(rq, P_questions_shut, NO_VALUES);
	rq->prepared = (void *)ev->id;
	rq->after = question_after;
	return OK;
}

static json_t *question_json(const struct live_question *q)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:b, s:b}", "id", q->id,
			 "name", q->name, "words", q->words,
			 "votes", (json_int_t)q->votes,
			 "at", (json_int_t)q->at,
			 "answered", q->answered_at != 0,
			 "hidden", q->hidden_at != 0);
}

enum err live_question_ask(struct request *rq, struct response *rs)
{
	struct live_question q = { .words = "" };
	int64_t all, waiting;
	struct event ev;
	enum err e;

	if ((e = asks(rq, &ev)) ||
	    (e = field_lines(rq, "words", WORDS_MOST, &q.words)))
		return e;
	q.words = text_trim(rq->mem, q.words);
	if (!*q.words)
		return field_bad(rq, "words", &words_rule);
	if ((e = live_question_count(rq->db, ev.id, rq->person->id, &all,
				     &waiting)))
		return e;
	if (waiting >= WAITING_MOST || all >= QUESTIONS_MOST)
		return refuse(rq, P_questions_many, NO_VALUES);
	q.person_id = rq->person->id;
	q.name = rq->person->name;
	if ((e = live_question_add(rq->db, ev.id, &q, rq->now)))
		return e;
	return respond_json(rq, rs, 201, question_json(&q));
}

static enum err vote(struct request *rq, struct response *rs, bool give)
{
	struct live_question q;
	struct event ev;
	bool changed;
	enum err e;

	if ((e = asks(rq, &ev)) ||
	    (e = live_question_by_id(rq->db, ev.id,
				     request_param(rq, "question"), &q)))
		return e;
	if (q.hidden_at)
		return fail(ERR_NOT_FOUND, "a hidden question");
	if ((e = live_vote(rq->db, q.id, rq->person->id, give, &changed)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:b}", "votes",
		(json_int_t)(q.votes + (changed ? give ? 1 : -1 : 0)),
		"mine", give));
}

enum err live_vote_give(struct request *rq, struct response *rs)
{
	return vote(rq, rs, true);
}

enum err live_vote_take(struct request *rq, struct response *rs)
{
	return vote(rq, rs, false);
}

enum err live_question_patch(struct request *rq, struct response *rs)
{
	struct live_question q;
	bool answered, hidden;
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = live_question_by_id(rq->db, ev.id,
				     request_param(rq, "question"), &q)))
		return e;
	answered = q.answered_at != 0;
	hidden = q.hidden_at != 0;
	if ((e = field_bool(rq, "answered", &answered)) ||
	    (e = field_bool(rq, "hidden", &hidden)))
		return e;
	if (answered != (q.answered_at != 0))
		q.answered_at = answered ? rq->now : 0;
	if (hidden != (q.hidden_at != 0))
		q.hidden_at = hidden ? rq->now : 0;
	if ((e = live_question_mark(rq->db, &q)))
		return e;
	rq->prepared = (void *)ev.id;
	rq->after = question_after;
	return respond_json(rq, rs, 200, question_json(&q));
}

/* ---- One's own ------------------------------------------------------------------ */

static enum err votes_json(struct request *rq, const char *event_id,
			   json_t *out)
{
	const char **ids;
	size_t n;
	enum err e;

	if ((e = live_votes_of(rq->db, event_id, rq->person->id, &ids, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_string(ids[i]));
	return OK;
}

/* Checks that counted, by the rows that stand. */
static enum err checks_json(struct request *rq, const char *event_id,
			    json_t *out, struct presence_sum *sum)
{
	struct presence_entry *all;
	struct presence_row *rows;
	struct presence_rule rule;
	bool *used;
	size_t n;
	enum err e;

	if ((e = presence_rule_get(rq->db, event_id, &rule)) ||
	    (e = presence_of_person(rq->db, event_id, rq->person->id, &all,
				    &n)))
		return e;
	rows = arena_array(rq->mem, struct presence_row, n + 1);
	used = arena_array(rq->mem, bool, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = all[i].row;
	presence_sum(rows, n, &rule, used, sum);
	for (size_t i = 0; i < n; i++)
		if (used[i] && all[i].check >= 0)
			json_array_append_new(out, json_pack("{s:i, s:I}",
				"number", all[i].check,
				"at", (json_int_t)all[i].row.at));
	return OK;
}

enum err live_mine(struct request *rq, struct response *rs)
{
	json_t *votes = request_own_json(rq, json_array());
	json_t *checks = request_own_json(rq, json_array());
	struct presence_sum sum;
	struct event ev;
	struct seat seat;
	enum err e;

	if ((e = event_asked(rq, &ev, &seat)) ||
	    (e = votes_json(rq, ev.id, votes)) ||
	    (e = checks_json(rq, ev.id, checks, &sum)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:O, s:O, s:b, s:o, s:b, s:I}", "votes", votes,
		"checks", checks, "present", sum.present, "minutes",
		sum.minutes_known ? json_integer((json_int_t)sum.minutes)
				  : json_null(),
		"survey", seat.survey_at != 0, "now", (json_int_t)rq->now));
}
