#include "xapi/about.h"

#include <string.h>

#include "domain/shape.h"
#include "routes.h"
#include "store/statement.h"
#include "xapi/caller.h"

/* Communication 2.8: without a token, and without a version. */
enum err xapi_about(struct request *rq, struct response *rs)
{
	return xapi_respond(rq, rs, json_pack("{s:[s, s]}", "version", "1.0.3",
					      "2.0.0"));
}

static enum err admit(struct request *rq, struct response *rs,
		      const char *params)
{
	const char *run;
	enum err e;

	if ((e = xapi_admit(rq, rs, &run)) || (e = xapi_params(rq, params)))
		return e;
	rq->prepared = (void *)run;
	return OK;
}

enum err xapi_person_check(struct request *rq, struct response *rs)
{
	return admit(rq, rs, "agent");
}

/* Nothing is known of the learner but the account (Communication 2.4). */
enum err xapi_person(struct request *rq, struct response *rs)
{
	struct xapi_caller c;
	enum err e;

	if ((e = xapi_caller(rq, rq->prepared, &c)) ||
	    (e = xapi_own_agent(rq, &c)))
		return e;
	return xapi_respond(rq, rs, json_pack("{s:s, s:[O]}", "objectType",
		"Person", "account", json_object_get(c.actor, "account")));
}

enum err xapi_activity_check(struct request *rq, struct response *rs)
{
	return admit(rq, rs, "activityId");
}

/* As the newest statement about it has it; else its id alone. */
static enum err activity_find(struct request *rq, const struct xapi_caller *c,
			      const char *id, json_t **out)
{
	const struct statement_filter f = {
		.person_id = c->run.person_id, .module_id = c->run.module_id,
		.verb = "", .registration = "", .after_id = "",
		.activity = id, .until = rq->now,
	};
	struct statement_row *rows;
	json_t *json, *object;
	const char *found;
	size_t n;
	enum err e;

	if ((e = statement_page(rq->db, &f, 1, &rows, &n)))
		return e;
	json = n ? request_own_json(rq, json_loads(rows[0].body, 0, NULL))
		 : NULL;
	object = json_object_get(json, "object");
	found = json_string_value(json_object_get(object, "id"));
	*out = found && strcmp(found, id) == 0 ? json_deep_copy(object)
		: json_pack("{s:s}", "id", id);
	json_object_set_new(*out, "objectType", json_string("Activity"));
	return OK;
}

enum err xapi_activity(struct request *rq, struct response *rs)
{
	struct xapi_caller c;
	const char *id;
	json_t *json;
	enum err e;

	if ((e = xapi_caller(rq, rq->prepared, &c)) ||
	    (e = xapi_param(rq, "activityId", &id)))
		return e;
	if (!iri_valid(id))
		return refuse(rq, P_xapi_parameter,
			      VALUES({ "name", "activityId" }));
	if ((e = activity_find(rq, &c, id, &json)))
		return e;
	return xapi_respond(rq, rs, json);
}
