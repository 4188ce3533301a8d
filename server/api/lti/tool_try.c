/* A tool's page: what happened there lately, and whether its keys can be had. */
#include <string.h>

#include "api/lti/wire.h"
#include "api/lti/tools.h"
#include "auth/rs256.h"
#include "base/strict.h"
#include "config.h"
#include "http/fetch.h"
#include "lti/event.h"
#include "lti/keyset.h"
#include "lti/telling.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_keyset.h"
#include "store/lti_tool.h"

#define LEVELS 32
#define KEYS_MOST 100

enum err lti_tools_events(struct request *rq, struct response *rs)
{
	struct lti_tool t;
	const enum err e = lti_tool_seen(rq, &t);

	return e ? e : respond_lti_events(rq, rs, t.id);
}

/* What came of asking for the keys. */
struct trying {
	struct lti_tool tool;
	enum lti_fault fault;
	const char *why;
	json_t *kids;			/* of the keys that can be used */
	struct lti_keyset keyset;	/* with what was fetched */
};

static void kids_read(struct request *rq, struct trying *t, json_t *set)
{
	const json_t *keys = json_object_get(set, "keys"), *jwk;
	struct rs256_key *key;
	size_t i;

	t->kids = request_own_json(rq, json_array());
	json_array_foreach(keys, i, jwk) {
		const char *kid = json_string_value(json_object_get(jwk,
								    "kid"));

		if (i == KEYS_MOST)
			break;
		if (!kid || rs256_key_jwk(jwk, &key))
			continue;
		rs256_key_free(key);
		json_array_append_new(t->kids, json_string(kid));
	}
	if (!json_array_size(t->kids))
		t->fault = LTI_tool_keys_bad;
}

static void keys_fetch(struct request *rq, struct trying *t)
{
	struct fetch_answer answer;

	fetch_send(rq->mem, &(struct fetch){
		.url = t->tool.jwks_url,
		.reach = &rq->server->config->lti_reach,
	}, &answer);
	keyset_answered(rq->mem, &answer, rq->now, &t->keyset);
	if (answer.fault || answer.status != 200) {
		t->fault = LTI_tool_keys_away;
		t->why = lti_why(rq->mem, &answer);
		return;
	}
	kids_read(rq, t, request_own_json(rq, strict_json(answer.body,
							  answer.size,
							  LEVELS)));
}

enum err lti_tools_try(struct request *rq, struct response *rs)
{
	struct trying *t = arena_new(rq->mem, struct trying);
	enum err e;

	(void)rs;
	t->why = "";
	if ((e = serve_read(rq)) ||
	    (e = lti_tool_by_id(rq->db, request_param(rq, "id"), &t->tool)) ||
	    (e = lti_keyset_known(rq->db, t->tool.jwks_url, &t->keyset)))
		return e;
	serve_read_end(rq);
	rq->prepared = t;
	if (*t->tool.jwk)
		kids_read(rq, t, request_own_json(rq, json_pack("{s:[o]}",
			"keys", json_loads(t->tool.jwk, 0, NULL))));
	else
		keys_fetch(rq, t);
	return OK;
}

enum err lti_tools_tried(struct request *rq, struct response *rs)
{
	const struct trying *t = rq->prepared;
	json_t *facts = request_own_json(rq, json_pack("{s:s, s:s}",
		"name", t->tool.name, "why", t->why));
	json_t *answer;
	enum err e;

	if (!*t->tool.jwk && (e = lti_keyset_put(rq->db, t->tool.jwks_url,
						 &t->keyset)))
		return e;
	if ((e = lti_event_add(rq->db, &(struct lti_event){
			.connection_id = t->tool.id,
			.kind = "test",
			.fault = t->fault,
			.request = rq->id,
			.facts = facts,
			.at = rq->now,
		})))
		return e;
	answer = lti_fault_json(rq, t->fault, facts);
	json_object_set_new(answer, "ok", json_boolean(!t->fault));
	json_object_set_new(answer, "kids", t->kids ? json_incref(t->kids)
						    : json_array());
	return respond_json(rq, rs, 200, answer);
}
