/*
 * Who speaks at an event, and the records of an agency's speakers.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/field.h"
#include "api/scope.h"
#include "base/ident.h"
#include "routes.h"
#include "store/event.h"
#include "store/like.h"
#include "store/speaker.h"

#define NAME_MOST 120		/* characters */

static const struct phrase speakers_rule = { {
	"Tulis nama setiap narasumber; paling banyak 30 orang.",
	"Write each speaker's name; 30 people at most." } };

enum err speaker_index(struct request *rq, struct response *rs)
{
	const char *like = like_containing(rq->mem, query_text(rq, "q"));
	json_t *list = json_array();
	struct speaker *all;
	size_t n;
	enum err e;

	request_own_json(rq, list);
	if ((e = speaker_find(rq->db, rq->person->agency_id, like, rq->now,
			      &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:I}", "id", all[i].id,
			"name", all[i].name, "institution",
			all[i].institution, "region", all[i].region,
			"sessions", (json_int_t)all[i].sessions));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "speakers", list));
}

static bool text_of(struct request *rq, const json_t *of, const char *name,
		    const char **out)
{
	const json_t *value = json_object_get(of, name);
	const char *text = json_string_value(value);

	*out = "";
	if (!value || json_is_null(value))
		return true;
	if (!text)
		return false;
	*out = text_trim(rq->mem, text);
	return text_plain(*out) && text_length(*out) <= NAME_MOST;
}

static bool speaker_read(struct request *rq, const json_t *of,
			 struct speaker *s)
{
	const json_t *id = json_object_get(of, "id");

	s->id = json_string_value(id);
	return json_is_object(of) && text_of(rq, of, "name", &s->name) &&
	       *s->name && text_of(rq, of, "institution", &s->institution) &&
	       text_of(rq, of, "region", &s->region) &&
	       text_of(rq, of, "topic", &s->topic) &&
	       (!s->id || ident_valid(s->id));
}

enum err speaker_put(struct request *rq, struct response *rs)
{
	const json_t *list = json_object_get(rq->json, "speakers");
	const size_t n = json_array_size(list);
	struct speaker *all;
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)))
		return e;
	if (!json_is_array(list) || n > EVENT_SPEAKERS_MOST)
		return field_bad(rq, "speakers", &speakers_rule);
	all = arena_array(rq->mem, struct speaker, n);
	for (size_t i = 0; i < n; i++)
		if (!speaker_read(rq, json_array_get(list, i), &all[i]))
			return field_bad(rq, "speakers", &speakers_rule);
	if ((e = speaker_set(rq->db, ev.id, ev.agency_id, all, n, rq->now)) ||
	    (e = event_touch(rq->db, &ev, rq->now)))
		return e;
	return event_respond(rq, rs, 200, &ev);
}
