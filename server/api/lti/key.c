/*
 * Our own keys for LTI, for administrators: when which signs, the next one
 * before its time, and what to do when one has leaked.
 */
#include <string.h>

#include "api/field.h"
#include "base/log.h"
#include "lti/key.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_key.h"
#include "store/person.h"

static const char *state_of(const struct lti_key *k, int64_t now)
{
	if (k->revoked_at)
		return "revoked";
	if (now >= k->publish_until)
		return "over";
	if (now >= k->sign_until)
		return "published";
	return now < k->sign_from ? "next" : "signs";
}

static json_t *key_json(const struct lti_key *k, int64_t now)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:o}",
			 "kid", k->kid, "role", k->role,
			 "state", state_of(k, now),
			 "createdAt", (json_int_t)k->created_at,
			 "signFrom", (json_int_t)k->sign_from,
			 "signUntil", (json_int_t)k->sign_until,
			 "publishUntil", (json_int_t)k->publish_until,
			 "revokedAt", k->revoked_at
				? json_integer(k->revoked_at) : json_null());
}

static enum err respond_keys(struct request *rq, struct response *rs,
			     int status)
{
	json_t *list = json_array();
	struct lti_key *all;
	size_t n = 0;
	const enum err e = lti_key_list(rq->db, &all, &n);

	for (size_t i = 0; i < n && !e; i++)
		json_array_append_new(list, key_json(&all[i], rq->now));
	if (!e)
		return respond_json(rq, rs, status,
				    json_pack("{s:o}", "keys", list));
	json_decref(list);
	return e;
}

enum err lti_key_index(struct request *rq, struct response *rs)
{
	return respond_keys(rq, rs, 200);
}

static void key_done(void *key)
{
	rs256_key_free(key);
}

/* A pair that may be needed: to make one takes too long for the writer. */
static enum err fresh_make(struct request *rq, struct rs256_key **out)
{
	const enum err e = rs256_key_new(out);

	if (!e)
		arena_own(rq->mem, *out, key_done);
	return e;
}

/* Whose keys `prepare` has made. */
struct turning {
	struct rs256_key *fresh[LTI_ROLES];
};

static bool wanted(const char *name, int role)
{
	return !name || strcmp(name, lti_role_name((enum lti_role)role)) == 0;
}

/* {"role"?}: without one, both. */
enum err lti_key_turn_check(struct request *rq, struct response *rs)
{
	static const struct phrase unknown = { {
		"isinya \"tool\" atau \"platform\"",
		"it is \"tool\" or \"platform\"" } };
	struct turning *t = arena_new(rq->mem, struct turning);
	const char *name;
	enum err e;
	int role;

	(void)rs;
	rq->prepared = t;
	if ((e = field_text(rq, "role", 16, &name)))
		return e;
	if (name && !wanted(name, LTI_TOOL) && !wanted(name, LTI_PLATFORM))
		return field_bad(rq, "role", &unknown);
	for (role = 0; role < LTI_ROLES && !e; role++)
		if (wanted(name, role))
			e = fresh_make(rq, &t->fresh[role]);
	return e;
}

enum err lti_key_turn_run(struct request *rq, struct response *rs)
{
	const struct turning *t = rq->prepared;
	enum err e = OK;

	for (int role = 0; role < LTI_ROLES && !e; role++)
		if (t->fresh[role])
			e = lti_key_turn_now(rq->db, rq->server->auth,
					     (enum lti_role)role, rq->now,
					     t->fresh[role]);
	return e ? e : respond_keys(rq, rs, 201);
}

enum err lti_key_revoke_check(struct request *rq, struct response *rs)
{
	struct rs256_key *fresh;
	const enum err e = fresh_make(rq, &fresh);

	(void)rs;
	rq->prepared = fresh;
	return e;
}

static void told(struct request *rq)
{
	log_event(LOG_WARN, "lti.key.revoked", LOG_TEXT("id", rq->id),
		  LOG_TEXT("kid", request_param(rq, "kid")),
		  LOG_TEXT("person", rq->person->id));
}

enum err lti_key_revoke_run(struct request *rq, struct response *rs)
{
	const enum err e = lti_key_revoke(rq->db, rq->server->auth,
					  request_param(rq, "kid"), rq->now,
					  rq->prepared);

	rq->after = told;
	return e ? e : respond_keys(rq, rs, 200);
}
