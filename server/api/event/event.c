/*
 * Events: lists, one of them, and what their hosts do with them.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/field.h"
#include "api/scope.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/like.h"
#include "store/seat.h"
#include "store/speaker.h"

#define PAGE 20
#define PAGES_MOST 100000
#define WHY_MOST 500		/* characters of a reason */

static const struct phrase list_rule = { {
	"Pilih coming, past, mine, atau managed.",
	"Choose coming, past, mine or managed." } };
static const struct phrase why_rule = { {
	"Tulis alasannya; yang terdaftar akan membacanya.",
	"Write why; those who registered will read it." } };

enum err event_asked(struct request *rq, struct event *out, struct seat *seat)
{
	enum err e;

	if ((e = event_by_id(rq->db, request_param(rq, "id"), out)) ||
	    (e = seat_get(rq->db, out->id, rq->person->id, seat)))
		return e;
	if (seat->state != SEAT_NONE && out->state != EVENT_DRAFT)
		return OK;
	if (rq->person->guest || !event_visible(out, rq->person))
		return fail(ERR_NOT_FOUND, "an event not for them");
	return OK;
}

enum err event_hosted(struct request *rq, struct event *out)
{
	enum err e;

	if ((e = event_by_id(rq->db, request_param(rq, "id"), out)))
		return e;
	if (event_editable(out, rq->person))
		return OK;
	return event_visible(out, rq->person)
		? fail(ERR_FORBIDDEN, "an event of another agency")
		: fail(ERR_NOT_FOUND, "an event not for them");
}

/* ---- Lists ---------------------------------------------------------------- */

typedef enum err lister(struct db *, const struct event_filter *, size_t from,
			size_t most, struct event **out, size_t *n);

static lister *lister_of(const char *name)
{
	static const struct {
		const char *name;
		lister *list;
	} all[] = {
		{ "coming", event_coming }, { "past", event_past },
		{ "mine", event_mine }, { "managed", event_managed },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(all[i].name, name) == 0)
			return all[i].list;
	return NULL;
}

static enum err lines(struct request *rq, const struct event *all, size_t n,
		      json_t **out)
{
	struct seat seat;
	enum err e;

	*out = request_own_json(rq, json_array());
	for (size_t i = 0; i < n; i++) {
		if ((e = seat_get(rq->db, all[i].id, rq->person->id, &seat)))
			return e;
		json_array_append_new(*out,
				      event_line_json(rq, &all[i], &seat));
	}
	return OK;
}

static enum err respond_list(struct request *rq, struct response *rs,
			     lister *list)
{
	struct event_filter filter = {
		.agency_id = rq->person->agency_id,
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.person_id = rq->person->id,
		.now = rq->now,
	};
	struct event *all;
	json_t *json;
	int64_t page;
	size_t n;
	enum err e;

	if (list == event_managed)
		filter.agency_id = agency_scope_filter(rq);
	if ((e = query_number(rq, "page", 1, PAGES_MOST, 1, &page)) ||
	    (e = list(rq->db, &filter, (size_t)(page - 1) * PAGE, PAGE + 1,
		      &all, &n)) ||
	    (e = lines(rq, all, n > PAGE ? PAGE : n, &json)))
		return e;
	return respond_json(rq, rs, 200,
			    json_pack("{s:O, s:I, s:b, s:I}", "events", json,
				      "page", (json_int_t)page, "more",
				      n > PAGE, "now", (json_int_t)rq->now));
}

enum err event_index(struct request *rq, struct response *rs)
{
	const char *name = query_text(rq, "list");
	lister *list = lister_of(*name ? name : "coming");

	if (!list)
		return field_bad(rq, "list", &list_rule);
	if (list == event_managed && !person_is(rq->person, ROLE_HOST))
		return fail(ERR_FORBIDDEN, "not a host");
	return respond_list(rq, rs, list);
}

enum err event_mine_index(struct request *rq, struct response *rs)
{
	return respond_list(rq, rs, event_mine);
}

/* ---- One ------------------------------------------------------------------ */

enum err event_show(struct request *rq, struct response *rs)
{
	struct event ev;
	struct seat seat;
	json_t *json;
	enum err e;

	if ((e = event_asked(rq, &ev, &seat)) ||
	    (e = event_json(rq, &ev, &seat, &json)))
		return e;
	return respond_json(rq, rs, 200, json);
}

static enum err publish_asked(struct request *rq, struct event *ev)
{
	bool publish = false;
	enum err e;

	if ((e = field_bool(rq, "publish", &publish)) || !publish ||
	    ev->state != EVENT_DRAFT)
		return e;
	ev->state = EVENT_PUBLISHED;
	return event_turn(rq->db, ev, rq->now);
}

enum err event_create(struct request *rq, struct response *rs)
{
	struct event ev = {
		.agency_id = rq->person->agency_id,
		.owner_id = rq->person->id,
		.agency_name = rq->person->agency_name,
		.owner_name = rq->person->name,
		.title = "", .about = "", .place = "", .join_url = "",
		.audience = "public", .paper = "", .competency = "technical",
		.least_percent = 70, .least_checks = 1,
	};
	enum err e;

	if ((e = event_fields(rq, &ev)) ||
	    (e = event_add(rq->db, &ev, rq->now)) ||
	    (e = publish_asked(rq, &ev)))
		return e;
	return event_respond(rq, rs, 201, &ev);
}

/* Who registered is told of another time, place or link, and of nothing else. */
static bool news(const struct event *before, const struct event *after)
{
	return before->state == EVENT_PUBLISHED &&
	       (before->starts_at != after->starts_at ||
		before->ends_at != after->ends_at ||
		strcmp(before->place, after->place) ||
		strcmp(before->join_url, after->join_url));
}

enum err event_patch(struct request *rq, struct response *rs)
{
	struct event before, ev;
	int64_t seen = 0;
	bool moved;
	enum err e;

	if ((e = event_hosted(rq, &before)) ||
	    (e = field_number(rq, "revision", 1, INT64_MAX, &seen)))
		return e;
	ev = before;
	if (seen)
		ev.revision = seen;
	if (ev.state == EVENT_CANCELLED)
		return refuse(rq, P_event_cancelled, NO_VALUES);
	if ((e = event_fields(rq, &ev)) ||
	    (e = event_change(rq->db, &ev, rq->now, &moved)))
		return e;
	if (moved)
		return refuse(rq, P_event_moved, NO_VALUES);
	if ((e = publish_asked(rq, &ev)) || (e = event_promote(rq, &ev)))
		return e;
	if (news(&before, &ev) &&
	    (e = event_tell_all(rq, &ev, NOTICE_event_changed)))
		return e;
	return event_respond(rq, rs, 200, &ev);
}

enum err event_publish(struct request *rq, struct response *rs)
{
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)))
		return e;
	if (ev.state == EVENT_CANCELLED)
		return refuse(rq, P_event_cancelled, NO_VALUES);
	if (ev.state == EVENT_DRAFT) {
		ev.state = EVENT_PUBLISHED;
		if ((e = event_turn(rq->db, &ev, rq->now)))
			return e;
	}
	return event_respond(rq, rs, 200, &ev);
}

enum err event_cancel(struct request *rq, struct response *rs)
{
	const char *why = "";
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = field_lines(rq, "reason", WHY_MOST * 4, &why)))
		return e;
	if (!*why)
		return field_bad(rq, "reason", &why_rule);
	if (ev.state == EVENT_CANCELLED)
		return event_respond(rq, rs, 200, &ev);
	if (ev.state == EVENT_CLOSED)
		return refuse(rq, P_event_over, NO_VALUES);
	ev.state = EVENT_CANCELLED;
	ev.cancel_why = why;
	if ((e = event_turn(rq->db, &ev, rq->now)) ||
	    (e = event_tell_all(rq, &ev, NOTICE_event_cancelled)))
		return e;
	return event_respond(rq, rs, 200, &ev);
}

/* ---- A copy --------------------------------------------------------------- */

/* What is before and during comes along; the recording is of that one day. */
static enum err materials_copy(struct request *rq, const char *from,
			       const char *to)
{
	struct material *all;
	size_t n;
	enum err e;

	if ((e = material_list(rq->db, from, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		all[i].event_id = to;
		if (all[i].phase != PHASE_AFTER &&
		    (e = material_add(rq->db, &all[i], rq->now)))
			return e;
	}
	return OK;
}

static enum err speakers_copy(struct request *rq, const struct event *from,
			      const struct event *to)
{
	struct speaker *all;
	size_t n;
	enum err e;

	if ((e = speaker_of_event(rq->db, from->id, &all, &n)))
		return e;
	return speaker_set(rq->db, to->id, to->agency_id, all, n, rq->now);
}

/* A draft a week later, without its link: services make a new one each time. */
enum err event_copy(struct request *rq, struct response *rs)
{
	struct event from, ev;
	enum err e;

	if ((e = event_hosted(rq, &from)))
		return e;
	ev = from;
	ev.owner_id = rq->person->id;
	ev.owner_name = rq->person->name;
	ev.join_url = "";
	do {
		ev.starts_at += 7 * 24 * 60 * EVENT_MINUTE_MS;
		ev.ends_at += 7 * 24 * 60 * EVENT_MINUTE_MS;
	} while (ev.starts_at <= rq->now);
	if ((e = event_fields(rq, &ev)) ||
	    (e = event_add(rq->db, &ev, rq->now)) ||
	    (e = speakers_copy(rq, &from, &ev)) ||
	    (e = materials_copy(rq, from.id, ev.id)))
		return e;
	return event_respond(rq, rs, 201, &ev);
}
