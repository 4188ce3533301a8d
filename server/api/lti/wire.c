#include "api/lti/wire.h"

#include "api/field.h"
#include "base/log.h"
#include "lti/strangers.h"
#include "lti/telling.h"
#include "store/lti_event.h"

#define EVENTS_MOST 200

json_t *lti_fault_json(struct request *rq, enum lti_fault fault,
		       const json_t *facts)
{
	return json_pack("{s:s, s:s, s:s}", "code", lti_fault_code(fault),
			 "sentence", lti_fault_told(rq->mem, rq->lang, fault,
						    facts),
			 "advice", lti_fault_todo(rq->mem, rq->lang, fault,
						  facts));
}

static json_t *event_json(struct request *rq, const struct lti_event_row *v)
{
	json_t *facts = json_loads(v->facts, 0, NULL);
	json_t *json = lti_fault_json(rq, lti_fault_of(v->code), facts);

	json_object_set_new(json, "id", json_string(v->id));
	json_object_set_new(json, "kind", json_string(v->kind));
	json_object_set_new(json, "facts", facts ? facts : json_object());
	json_object_set_new(json, "request", json_string(v->request));
	json_object_set_new(json, "at", json_integer((json_int_t)v->at));
	json_object_set_new(json, "times", json_integer((json_int_t)v->times));
	json_object_set_new(json, "signed", json_boolean(!*v->mark));
	return json;
}

enum err lti_events_look(struct request *rq, struct response *rs)
{
	(void)rs;
	if (lti_strangers_write(rq->server))	/* who looks is told the rest */
		log_event(LOG_WARN, "lti.strangers",
			  LOG_TEXT("reason", fail_reason()));
	return OK;
}

enum err respond_lti_events(struct request *rq, struct response *rs,
			    const char *connection_id)
{
	struct lti_event_row *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = lti_event_of(rq->db, connection_id, query_text(rq, "kind"),
			      EVENTS_MOST, &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, event_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:o}", "events", list));
}
