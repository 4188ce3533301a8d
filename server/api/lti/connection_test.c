/*
 * A connection with a platform, tried now: are its keys to be had, does it give
 * us a token, does it tell a roster? Each says what is wrong and what to do.
 */
#include <string.h>

#include "api/lti/wire.h"
#include "auth/rs256.h"
#include "config.h"
#include "http/fetch.h"
#include "lti/event.h"
#include "lti/keyset.h"
#include "lti/service.h"
#include "lti/telling.h"
#include "lti/token_client.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_keyset.h"
#include "store/lti_platform.h"

#define ROSTER_TYPE "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
#define KEYS_MOST 100

struct trial {
	struct request *rq;
	struct lti_platform platform;
	const char *members_url;
	struct lti_peer peer;
	enum lti_fault worst;		/* the first that failed */
	json_t *checks;
	struct lti_keyset keyset;	/* with what the test has fetched */
};

static void check_add(struct trial *t, const char *name, enum lti_fault fault,
		      const char *said)
{
	json_t *facts = json_pack("{s:s, s:s}", "said", said, "why", said);
	json_t *json = lti_fault_json(t->rq, fault, facts);

	json_object_set_new(json, "name", json_string(name));
	json_array_append_new(t->checks, json);
	json_decref(facts);
	if (t->worst == LTI_OK)
		t->worst = fault;
}

/* How many of its keys could sign for us. */
static size_t keys_good(const json_t *set)
{
	const json_t *keys = json_object_get(set, "keys"), *one;
	struct rs256_key *key;
	size_t i, n = 0;

	json_array_foreach(keys, i, one) {
		if (i == KEYS_MOST)
			break;
		if (rs256_key_jwk(one, &key))
			continue;
		rs256_key_free(key);
		n++;
	}
	return n;
}

static void keys_try(struct trial *t)
{
	struct fetch_answer a;
	json_t *set;
	size_t n;

	fetch_send(t->rq->mem, &(struct fetch){
		.url = t->platform.jwks_url,
		.reach = &t->rq->server->config->lti_reach }, &a);
	keyset_answered(t->rq->mem, &a, t->rq->now, &t->keyset);
	if (a.fault || a.status != 200) {
		check_add(t, "keys", LTI_keys_away, lti_why(t->rq->mem, &a));
		return;
	}
	set = json_loadb(a.body, a.size, JSON_REJECT_DUPLICATES, NULL);
	n = keys_good(set);
	json_decref(set);
	check_add(t, "keys", n ? LTI_OK : LTI_keys_bad, "");
}

/* Whatever it lets us have: that it gives one at all is what is asked. */
static void token_try(struct trial *t)
{
	static const char *const wanted[] = {
		"score", "lineitem", "contextmembership.readonly",
	};
	struct lti_token token = { .code = "", .said = "" };

	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		lti_token_get(t->rq->server, t->rq->mem, &t->peer, wanted[i],
			      t->rq->now, &token);
		if (token.bearer)
			break;
	}
	check_add(t, "token", token.bearer ? LTI_OK : lti_fault_of(token.code),
		  token.said);
}

static void untried(struct trial *t, const char *name)
{
	json_array_append_new(t->checks, json_pack("{s:s, s:s, s:s, s:s}",
		"name", name, "code", "untried", "sentence", "", "advice", ""));
}

static void roster_try(struct trial *t)
{
	struct lti_reply reply;

	if (!*t->members_url) {
		untried(t, "roster");
		return;
	}
	lti_call_send(t->rq->server, t->rq->mem, &(struct lti_call){
		.peer = &t->peer, .scopes = "contextmembership.readonly",
		.wanted = "contextmembership.readonly", .method = "GET",
		.url = lti_url_with(t->rq->mem, t->members_url, "limit", "1"),
		.accept = ROSTER_TYPE }, t->rq->now, &reply);
	check_add(t, "roster", *reply.means.code
		? lti_fault_of(reply.means.code) : LTI_OK, reply.said);
}

static enum err trial_read(struct trial *t)
{
	struct request *rq = t->rq;
	enum err e;

	if ((e = serve_read(rq)) ||
	    (e = lti_platform_by_id(rq->db, request_param(rq, "id"),
				    &t->platform)) ||
	    (e = lti_platform_roster(rq->db, t->platform.id, &t->members_url,
				     &t->peer.deployment)) ||
	    (e = lti_keyset_known(rq->db, t->platform.jwks_url, &t->keyset)))
		return e;
	t->peer.platform_id = t->platform.id;
	t->peer.issuer = t->platform.issuer;
	t->peer.client_id = t->platform.client_id;
	t->peer.token_url = t->platform.token_url;
	t->peer.token_audience = t->platform.token_audience;
	return OK;
}

static enum err note_write(struct db *db, void *context)
{
	const struct trial *t = context;
	const enum err e = lti_keyset_put(db, t->platform.jwks_url, &t->keyset);

	return e ? e : lti_event_add(db, &(struct lti_event){
		.connection_id = t->platform.id, .kind = "test",
		.fault = t->worst, .request = t->rq->id, .at = t->rq->now });
}

enum err lti_platform_test(struct request *rq, struct response *rs)
{
	struct trial t = { .rq = rq, .worst = LTI_OK };
	enum err e;

	if ((e = trial_read(&t)))
		return e;
	serve_read_end(rq);
	t.checks = json_array();
	keys_try(&t);
	token_try(&t);
	roster_try(&t);
	if ((e = serve_write(rq, note_write, &t))) {
		json_decref(t.checks);
		return e;
	}
	return respond_json(rq, rs, 200, json_pack("{s:o}", "checks",
						   t.checks));
}
