/*
 * A launch becomes a session: its page trades the ticket of its address for a
 * secret, once. No cookie is needed, since a frame of another site has none.
 */
#include <string.h>

#include "api/field.h"
#include "api/lti/launched.h"
#include "api/person.h"
#include "api/wire.h"
#include "auth/session.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_link.h"
#include "store/lti_platform.h"
#include "store/module.h"
#include "store/person.h"

static enum err link_put(struct request *rq, const char *link_id, json_t *out)
{
	struct lti_link link;
	struct lti_context context;
	struct module module;
	enum err e;

	if (!link_id)
		return OK;
	if ((e = lti_link_by_id(rq->db, link_id, &link)) ||
	    (e = module_by_id(rq->db, link.module_id, &module)))
		return e;
	json_object_set_new(out, "module", json_pack("{s:s, s:s}",
		"id", module.id, "title", module.title));
	json_object_set_new(out, "unit", text_or_null(link.unit_ident));
	json_object_set_new(out, "grades", json_boolean(*link.line_item));
	if (!link.context_id)
		return OK;
	if ((e = lti_context_by_id(rq->db, link.context_id, &context)))
		return e;
	json_object_set_new(out, "context", json_pack("{s:s}", "title",
		*context.title ? context.title : context.label));
	return OK;
}

static json_t *settings_json(const struct lti_launch *l)
{
	json_t *settings = strcmp(l->kind, "choice")
		? NULL : json_loads(l->settings, 0, NULL);

	return settings ? settings : json_null();
}

enum err lti_launch_json(struct request *rq, const struct lti_launch *l,
			 json_t **out)
{
	struct lti_platform platform;
	struct person person;
	enum err e;

	if ((e = lti_platform_by_id(rq->db, l->platform_id, &platform)) ||
	    (e = person_by_id(rq->db, l->person_id, &person)))
		return e;
	*out = request_own_json(rq, json_pack("{s:s, s:s, s:s, s:n, s:n, s:o,"
		" s:{s:s}, s:b, s:n, s:b, s:o, s:o}",
		"id", l->id, "kind", l->kind, "role", l->role,
		"module", "unit", "returnUrl", text_or_null(l->return_url),
		"platform", "name", platform.name,
		"joined", !person.guest, "context", "grades", false,
		"settings", settings_json(l), "locale",
		text_or_null(l->locale)));
	json_object_set_new(*out, "link", l->link_id
			    ? json_string(l->link_id) : json_null());
	return link_put(rq, l->link_id, *out);
}

enum err me_launch(struct request *rq, struct response *rs)
{
	struct lti_launch launch;
	json_t *json;
	enum err e;

	if (!rq->launch)
		return fail(ERR_NOT_FOUND, "not a session of a launch");
	if ((e = lti_launch_by_id(rq->db, rq->launch->id, &launch)) ||
	    (e = lti_launch_json(rq, &launch, &json)))
		return e;
	return respond_json(rq, rs, 200, json_incref(json));
}

enum err session_by_launch(struct request *rq, struct response *rs)
{
	char hash[SECRET_HASH_SIZE];
	struct session_keys keys;
	struct lti_launch launch;
	struct person person;
	const char *ticket;
	json_t *json;
	enum err e;

	if ((e = field_text_needed(rq, "ticket", 200, &ticket)))
		return e;
	e = secret_hash(ticket, hash)
		? lti_launch_take(rq->db, hash, rq->now - LTI_TICKET_MS,
				  &launch)
		: ERR_NOT_FOUND;
	if (e == ERR_NOT_FOUND)
		return refuse(rq, P_launch_used, NO_VALUES);
	if (e || (e = person_by_id(rq->db, launch.person_id, &person)) ||
	    (e = lti_launch_json(rq, &launch, &json)) ||
	    (e = session_launch_start(rq, person.id, launch.id, launch.embed,
				      &keys)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s, s:o, s:O}",
		"secret", keys.secret, "person", person_json(&person),
		"launch", json));
}
