#include "xapi/caller.h"

#include <stdlib.h>
#include <string.h>

#include "auth/auth.h"
#include "config.h"
#include "domain/agent.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/usage.h"

const char *xapi_version(const struct request *rq)
{
	const char *said = request_header(rq, "X-Experience-API-Version");

	return said && text_starts(said, "2.") ? "2.0.0" : "1.0.3";
}

static bool version_known(const char *said)
{
	return said && (strcmp(said, "1.0") == 0 || text_starts(said, "1.0.") ||
			strcmp(said, "2.0") == 0 || text_starts(said, "2.0."));
}

enum err xapi_admit(struct request *rq, struct response *rs, const char **run)
{
	const struct auth *auth = rq->server->auth;
	const char *person;
	struct token token;
	enum err e;

	(void)rs;
	if (!version_known(request_header(rq, "X-Experience-API-Version")))
		return refuse(rq, P_xapi_version, NO_VALUES);
	if (auth_token(auth, auth_run_token_text(rq), TOKEN_RUN, rq->now, &token))
		return refuse(rq, P_token_invalid, NO_VALUES);
	e = grant_check(auth->grants, rq, &token, serve_read, &person);
	serve_read_end(rq);
	if (e == ERR_ANONYMOUS)
		return refuse(rq, P_token_invalid, NO_VALUES);
	if (e)
		return e;
	rq->session = arena_copy(rq->mem, token.session, IDENT_SIZE - 1);
	*run = arena_copy(rq->mem, token.subject, IDENT_SIZE - 1);
	return OK;
}

/* The learner as an agent: {"account":{homePage, name}}, nothing personal. */
static json_t *xapi_actor(struct request *rq, const char *home,
			  const char *person_id)
{
	return request_own_json(rq, json_pack("{s:s, s:{s:s, s:s}}",
		"objectType", "Agent", "account", "homePage", home,
		"name", person_id));
}

void xapi_launch_read(struct request *rq, const char *launch,
		      struct au_launch *out)
{
	json_t *json = request_own_json(rq, json_loads(launch, 0, NULL));
	json_t *mastery = json_object_get(json, "masteryScore");
	const char *publisher =
		json_string_value(json_object_get(json, "activity"));

	*out = (struct au_launch){
		.publisher = publisher ? publisher : "",
		.move_on = move_on_named(json_string_value(
			json_object_get(json, "moveOn"))),
		.mastery = { json_is_number(mastery),
			     json_number_value(mastery) },
		.parameters = json_string_value(
			json_object_get(json, "launchData")),
	};
}

enum err xapi_caller(struct request *rq, const char *run,
		     struct xapi_caller *out)
{
	struct version version;
	enum err e;

	*out = (struct xapi_caller){ .cmi5 = false };
	if ((e = au_run_by_id(rq->db, run, &out->au)))
		return e;
	if (!out->au.run_id)
		return refuse(rq, P_run_foreign, NO_VALUES);
	if ((e = run_by_id(rq->db, run, &out->run)) ||
	    (e = unit_by_id(rq->db, out->run.unit_id, &out->unit)) ||
	    (e = version_by_id(rq->db, out->run.version_id, &version)))
		return e;
	out->standard = version.standard;
	out->cmi5 = strcmp(version.standard, "cmi5") == 0;
	xapi_launch_read(rq, out->unit.launch, &out->launch);
	out->launch.activity = out->au.activity;
	if (!iri_valid(out->launch.publisher))
		out->launch.publisher = out->au.activity;
	out->launch.registration = out->au.registration;
	out->launch.session = out->au.run_id;
	out->launch.review = out->au.review;
	out->actor = xapi_actor(rq, out->au.home, out->run.person_id);
	out->actor_name = agent_name(rq->mem, out->actor);
	return OK;
}

static bool among(const char *name, size_t n, const char *names)
{
	for (const char *at = names; (at = strstr(at, name)); at += n)
		if ((at == names || at[-1] == ' ') &&
		    (at[n] == ' ' || !at[n]))
			return true;
	return false;
}

enum err xapi_params(struct request *rq, const char *names)
{
	for (const char *s = rq->query; *s; s += *s == '&') {
		const size_t n = strcspn(s, "=&");
		const char *name = arena_copy(rq->mem, s, n);

		if (n && !among(name, n, names))
			return refuse(rq, P_xapi_parameter,
				      VALUES({ "name", name }));
		s += strcspn(s, "&");
	}
	return OK;
}

enum err xapi_param(struct request *rq, const char *name, const char **out)
{
	*out = request_query(rq, name);
	if (!*out || !**out)
		return refuse(rq, P_xapi_parameter, VALUES({ "name", name }));
	return OK;
}

enum err xapi_own_agent(struct request *rq, const struct xapi_caller *c)
{
	const char *text = request_query(rq, "agent"), *name;
	json_t *agent;

	agent = text && strlen(text) < 4096
		? request_own_json(rq, json_loads(text, JSON_REJECT_DUPLICATES,
						  NULL))
		: NULL;
	if (!statement_agent(agent))
		return refuse(rq, P_xapi_parameter,
			      VALUES({ "name", "agent" }));
	name = agent_name(rq->mem, agent);
	if (!name || strcmp(name, c->actor_name))
		return refuse(rq, P_run_foreign, NO_VALUES);
	return OK;
}

enum err xapi_room(struct request *rq, const char *person_id,
		   const char *module_id, int64_t bytes)
{
	const int64_t most = rq->server->config->xapi_limit;
	int64_t there;
	enum err e;

	if ((e = usage_get(rq->db, person_id, module_id, &there)))
		return e;
	return bytes <= 0 || there + bytes <= most * 1024 * 1024 ? OK
		: refuse(rq, P_xapi_full, VALUES({ "limit",
			arena_format(rq->mem, "%lld", (long long)most) }));
}

enum err xapi_respond(struct request *rq, struct response *rs, json_t *json)
{
	char *text = json ? json_dumps(json, JSON_COMPACT |
				       JSON_REAL_PRECISION(15)) : NULL;

	json_decref(json);
	if (!text)
		return fail(ERR_INTERNAL, "an answer as JSON");
	arena_own(rq->mem, text, free);
	rs->status = 200;
	rs->type = "application/json";
	rs->bytes = text;
	rs->size = strlen(text);
	return OK;
}
