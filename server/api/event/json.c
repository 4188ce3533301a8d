/*
 * An event as its host, somebody who comes, or somebody who might come sees it.
 */
#include <string.h>

#include "address.h"
#include "api/event/event.h"
#include "auth/auth.h"
#include "auth/mark.h"
#include "config.h"
#include "serve.h"
#include "store/event.h"
#include "store/seat.h"
#include "store/speaker.h"

/* A link to a file lives so long: half a day, so that a page left open works. */
#define HREF_MS (12 * 60 * EVENT_MINUTE_MS)

const char *app_address(struct request *rq)
{
	const char *address;

	if (address_known(rq->server->config, rq->db, &address) || !address)
		address = config_app_origin(rq->server->config, rq->mem,
					    request_header(rq, "Host"),
					    rq->https);
	return address;
}

const char *event_url(struct request *rq, const char *code)
{
	return arena_format(rq->mem, "%s/k/%s", app_address(rq), code);
}

const char *material_href(struct request *rq, const struct event *ev,
			  const struct material *m)
{
	const int64_t until = rq->now + HREF_MS;
	char mark[MARK_SIZE];

	mark_make(rq->server->auth->mark_key,
		  arena_format(rq->mem, "material %s %lld", m->id,
			       (long long)until), mark);
	return arena_format(rq->mem, "/k/%s/materi/%s/%lld.%s", ev->code,
			    m->id, (long long)until, mark);
}

static json_t *seat_json(const struct seat *s, int64_t before)
{
	if (!s || s->state == SEAT_NONE)
		return json_null();
	return json_pack("{s:s, s:I, s:I, s:I, s:b, s:o, s:I}",
			 "state", seat_state_name(s->state),
			 "before", (json_int_t)before,
			 "registeredAt", (json_int_t)s->registered_at,
			 "joinedAt", (json_int_t)s->joined_at,
			 "present", s->present, "minutes",
			 s->minutes < 0 ? json_null()
					: json_integer(s->minutes),
			 "surveyAt", (json_int_t)s->survey_at);
}

json_t *event_line_json(struct request *rq, const struct event *ev,
			const struct seat *seat)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:o, s:s, s:s,"
			 " s:s, s:{s:s, s:s}, s:I, s:I, s:s, s:I, s:o, s:b}",
		"id", ev->id, "code", ev->code,
		"kind", ev->room ? "room" : "webinar", "title", ev->title,
		"startsAt", (json_int_t)ev->starts_at,
		"endsAt", (json_int_t)ev->ends_at,
		"zone", zone_name(ev->zone), "capacity",
		ev->capacity ? json_integer(ev->capacity) : json_null(),
		"audience", ev->audience, "state", event_state_name(ev->state),
		"cancelWhy", ev->cancel_why,
		"agency", "id", ev->agency_id, "name", ev->agency_name,
		"registered", (json_int_t)ev->registered,
		"waiting", (json_int_t)ev->waiting,
		"place", ev->place, "jp", (json_int_t)ev->jp,
		"seat", seat_json(seat, 0),
		"editable", event_editable(ev, rq->person));
}

static json_t *speaker_json(const struct speaker *s)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", s->id,
			 "name", s->name, "institution", s->institution,
			 "region", s->region, "topic", s->topic);
}

static enum err add_speakers(struct request *rq, const struct event *ev,
			     json_t *json)
{
	json_t *list = json_array();
	struct speaker *all;
	size_t n;
	enum err e;

	json_object_set_new(json, "speakers", list);
	if ((e = speaker_of_event(rq->db, ev->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, speaker_json(&all[i]));
	return OK;
}

/* What is not to be opened yet is told by its title alone. */
static json_t *material_json(struct request *rq, const struct event *ev,
			     const struct material *m, bool shown)
{
	json_t *json = json_pack("{s:s, s:I, s:s, s:s, s:s, s:b, s:b, s:I}",
		"id", m->id, "place", (json_int_t)m->place,
		"phase", phase_name(m->phase), "kind", m->kind,
		"title", m->title, "open", m->open, "shown", shown,
		"bytes", (json_int_t)m->bytes);

	if (!shown)
		return json;
	json_object_update_new(json, json_pack("{s:s?, s:s?, s:b, s:s, s:s, s:s, s:s?}",
		"module", m->module_id, "moduleTitle", m->module_title,
		"modulePublished", m->module_published, "unit", m->unit_ident,
		"url", m->url, "fileName", m->file_name, "href",
		m->blob ? material_href(rq, ev, m) : NULL));
	return json;
}

static enum err add_materials(struct request *rq, const struct event *ev,
			      const struct seat *seat, json_t *json)
{
	const bool edits = event_editable(ev, rq->person);
	json_t *list = json_array();
	struct material *all;
	size_t n;
	enum err e;

	json_object_set_new(json, "materials", list);
	if ((e = material_list(rq->db, ev->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, material_json(rq, ev, &all[i],
			edits || material_shown(ev, all[i].phase, all[i].open,
				seat ? seat->state : SEAT_NONE, rq->now)));
	return OK;
}

static void add_rules(struct request *rq, const struct event *ev, json_t *json)
{
	json_object_update_new(json, json_pack(
		"{s:s, s:I, s:I, s:I, s:s, s:b, s:s, s:b, s:s, s:I, s:I, s:s,"
		" s:b}",
		"about", ev->about, "leastPercent",
		(json_int_t)ev->least_percent, "leastChecks",
		(json_int_t)ev->least_checks, "revision",
		(json_int_t)ev->revision, "paper", ev->paper,
		"paperSurvey", ev->paper_survey, "competency", ev->competency,
		"hasLink", *ev->join_url != '\0',
		"service", join_service(ev->join_url),
		"joinFrom", (json_int_t)(ev->starts_at - EVENT_EARLY_MS),
		"now", (json_int_t)rq->now, "url", event_url(rq, ev->code),
		"open", event_open(ev, rq->now)));
	if (!event_editable(ev, rq->person))
		return;
	json_object_update_new(json, json_pack("{s:s, s:s?, s:I}",
		"joinUrl", ev->join_url, "ownerName", ev->owner_name,
		"updatedAt", (json_int_t)ev->updated_at));
}

enum err event_json(struct request *rq, const struct event *ev,
		    const struct seat *seat, json_t **out)
{
	json_t *json = request_own_json(rq, event_line_json(rq, ev, seat));
	int64_t before = 0;
	enum err e;

	add_rules(rq, ev, json);
	if (seat && seat->state == SEAT_WAITING &&
	    (e = seat_before(rq->db, ev->id, seat->number, &before)))
		return e;
	json_object_set_new(json, "seat", seat_json(seat, before));
	if (event_editable(ev, rq->person) ||
	    (seat && seat->state == SEAT_REGISTERED))
		json_object_set_new(json, "paperModule", ev->paper_module
				    ? json_string(ev->paper_module)
				    : json_null());
	if ((e = add_speakers(rq, ev, json)) ||
	    (e = add_materials(rq, ev, seat, json)) ||
	    (e = event_after_json(rq, ev, seat, json)))
		return e;
	*out = json_incref(json);
	return OK;
}

enum err event_respond(struct request *rq, struct response *rs, int status,
		       const struct event *ev)
{
	struct seat seat;
	json_t *json;
	enum err e;

	if ((e = seat_get(rq->db, ev->id, rq->person->id, &seat)) ||
	    (e = event_json(rq, ev, &seat, &json)))
		return e;
	return respond_json(rq, rs, status, json);
}
