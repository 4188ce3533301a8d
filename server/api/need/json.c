/* Needs as the API shows them: to whoever organises more than to others. */
#include <string.h>

#include "api/need/need.h"
#include "domain/disclosure.h"
#include "domain/person.h"

bool need_organised(const struct request *rq, const char *agency_id)
{
	return person_is(rq->person, ROLE_ADMIN) ||
	       (person_is(rq->person, ROLE_ORGANISER) &&
		strcmp(rq->person->agency_id, agency_id) == 0);
}

json_t *need_named_json(const char *id, const char *name)
{
	return id ? json_pack("{s:s, s:s}", "id", id, "name", name ? name : "")
		  : json_null();
}

json_t *need_supporters_json(const struct request *rq, const char *agency_id,
			     const struct need *n)
{
	const int64_t told = need_organised(rq, agency_id) ? n->supporters
		: disclosed_count(n->supporters - n->supported);

	return told == DISCLOSED_NOT ? json_null()
				     : json_integer((json_int_t)told);
}

json_t *need_json(const struct request *rq, const struct need *n)
{
	json_t *json = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s, s:s, s:o, s:s,"
		" s:o, s:b, s:b, s:b, s:I, s:I, s:I, s:I}", "id", n->id,
		"agency", n->agency_id, "title", n->title, "about", n->about,
		"topic", n->topic,
		"unit", need_named_json(n->unit_id, n->unit_name),
		"job", need_named_json(n->job_id, n->job_name),
		"cause", need_cause_name(n->cause),
		"regulation", n->regulation,
		"state", need_state_name(n->state),
		"mergedInto", n->merged_into
			? json_pack("{s:s, s:s}", "id", n->merged_into,
				    "title", n->merged_title) : json_null(),
		"outcome", n->outcome,
		"supporters", need_supporters_json(rq, n->agency_id, n),
		"rounded", !need_organised(rq, n->agency_id),
		"supported", n->supported,
		"mine", n->cause == NEED_OF_PROPOSAL && n->created_by &&
			!strcmp(n->created_by, rq->person->id),
		"answers", (json_int_t)n->answers,
		"createdAt", (json_int_t)n->created_at,
		"updatedAt", (json_int_t)n->updated_at,
		"revision", (json_int_t)n->revision);

	if (json && need_organised(rq, n->agency_id))
		json_object_set_new(json, "proposedBy",
			need_named_json(n->created_by, n->created_name));
	return json;
}

json_t *needs_json(struct request *rq, const struct need *all, size_t n)
{
	json_t *list = request_own_json(rq, json_array());

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, need_json(rq, &all[i]));
	return list;
}

/* A draft, or what was withdrawn, is nothing that learners can open. */
static void answers_split(struct request *rq, const struct need *of,
			  const struct need_answer *all, size_t n,
			  json_t *modules, json_t *programmes)
{
	const bool whole = need_organised(rq, of->agency_id);

	for (size_t i = 0; i < n; i++) {
		const bool open = !strcmp(all[i].state, "published") &&
				  !all[i].withdrawn;

		if (open || whole)
			json_array_append_new(all[i].programme ? programmes
							       : modules,
				json_pack("{s:s, s:s, s:s, s:b}",
					  "id", all[i].ref,
					  "title", all[i].title,
					  "state", all[i].state,
					  "open", open));
	}
}

/* The titles that were set as answers may be of drafts. */
static json_t *event_json(const struct request *rq, const struct need *of,
			  const struct need_event *v)
{
	const bool whole = need_organised(rq, of->agency_id);
	json_t *json = json_pack("{s:s, s:s, s:s, s:I, s:b}", "id", v->id,
				 "kind", v->kind, "words",
				 whole || strcmp(v->kind, "answers") ? v->words
								     : "",
				 "at", (json_int_t)v->at, "mine",
				 v->by_id && !strcmp(v->by_id, rq->person->id));

	if (json && whole)
		json_object_set_new(json, "by", v->by_name
				    ? json_string(v->by_name) : json_null());
	return json;
}

/* What was found by asking is the organisers' own. */
static enum err add_findings(struct request *rq, const struct need *n,
			     json_t *json)
{
	const struct finding_filter filter = {
		.agency_id = n->agency_id, .need_id = n->id, .topic = "",
		.unit_id = "", .like = "%",
	};
	json_t *list = json_array();
	struct finding *all;
	size_t count;
	enum err e;

	json_object_set_new(json, "findings", list);
	if ((e = finding_page(rq->db, &filter, 0, 100, &all, &count)))
		return e;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, finding_json(&all[i]));
	return OK;
}

/* "module:ID", "event:ID", or a survey's own id. */
static enum err add_source(struct request *rq, const struct need *n,
			   json_t *json)
{
	const char *colon = strchr(n->cause_id, ':'), *title;
	const char *kind = "survey", *id = n->cause_id;
	enum err e;

	if (colon) {
		kind = arena_copy(rq->mem, n->cause_id,
				  (size_t)(colon - n->cause_id));
		id = colon + 1;
	}
	if ((e = need_source(rq->db, kind, id, n->agency_id, &title)))
		return e;
	json_object_set_new(json, "source", title
		? json_pack("{s:s, s:s, s:s}", "kind", kind, "id", id,
			    "title", title) : json_null());
	return OK;
}

enum err need_respond(struct request *rq, struct response *rs, int status,
		      const char *id)
{
	json_t *modules = json_array(), *programmes = json_array(), *json;
	json_t *history = json_array();
	struct need_answer *answers;
	struct need_event *events;
	struct need n;
	size_t nanswers, nevents;
	enum err e;

	request_own_json(rq, modules);
	request_own_json(rq, programmes);
	request_own_json(rq, history);
	if ((e = need_by_id(rq->db, id, rq->person->id, &n)) ||
	    (e = need_answers(rq->db, n.agency_id, n.id, &answers,
			      &nanswers)) ||
	    (e = need_events(rq->db, n.id, &events, &nevents)))
		return e;
	answers_split(rq, &n, answers, nanswers, modules, programmes);
	for (size_t i = 0; i < nevents; i++)
		json_array_append_new(history, event_json(rq, &n, &events[i]));
	json = request_own_json(rq, need_json(rq, &n));
	json_object_set(json, "modules", modules);
	json_object_set(json, "programmes", programmes);
	json_object_set(json, "history", history);
	if (need_organised(rq, n.agency_id) &&
	    ((e = add_findings(rq, &n, json)) ||
	     (e = add_source(rq, &n, json))))
		return e;
	return respond_json(rq, rs, status, json_incref(json));
}
