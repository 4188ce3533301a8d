/*
 * The keys of a connection, for who looks after it: theirs as we know them
 * (which there are, since when, until when, why they could not be fetched) and
 * the one of ours that signs towards them.
 */
#include <string.h>

#include "api/lti/tools.h"
#include "api/lti/wire.h"
#include "api/wire.h"
#include "auth/rs256.h"
#include "base/strict.h"
#include "lti/key.h"
#include "lti/keyset.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_key.h"
#include "store/lti_keyset.h"
#include "store/lti_platform.h"

#define LEVELS 32
#define KEYS_MOST 100
#define KID_MOST 255

/* ---- Theirs -------------------------------------------------------------- */

static const char *kid_of(const json_t *jwk)
{
	const char *kid = json_string_value(json_object_get(jwk, "kid"));

	return kid ? kid : "";
}

/* What stands there twice is neither (keyset_find). */
static bool twice(const json_t *keys, const char *kid)
{
	const json_t *jwk;
	size_t i, n = 0;

	json_array_foreach(keys, i, jwk) {
		if (i == KEYS_MOST)
			break;
		n += strcmp(kid_of(jwk), kid) == 0;
	}
	return n > 1;
}

static json_t *their_key(struct request *rq, const json_t *keys,
			 const json_t *jwk)
{
	const char *kid = kid_of(jwk);
	struct rs256_key *key = NULL;
	const bool good = *kid && !twice(keys, kid) &&
			  rs256_key_jwk(jwk, &key) == OK;

	if (good)
		rs256_key_free(key);
	return json_pack("{s:o, s:b}", "kid",
			 text_or_null(text_line(rq->mem, kid, KID_MOST)),
			 "good", good);
}

static json_t *their_keys(struct request *rq, const json_t *keys)
{
	json_t *list = json_array();
	const json_t *jwk;
	size_t i;

	json_array_foreach(keys, i, jwk) {
		if (i == KEYS_MOST)
			break;
		json_array_append_new(list, their_key(rq, keys, jwk));
	}
	return list;
}

/* {code, sentence, advice}: null after a success. */
static json_t *failure(struct request *rq, const char *why, bool tool)
{
	const bool bad = strcmp(why, KEYSET_WHY_BAD) == 0;
	json_t *facts;

	if (!*why)
		return json_null();
	facts = request_own_json(rq, json_pack("{s:s}", "why",
					       bad ? "" : why));
	if (tool)
		return lti_fault_json(rq, bad ? LTI_tool_keys_bad
					      : LTI_tool_keys_away, facts);
	return lti_fault_json(rq, bad ? LTI_keys_bad : LTI_keys_away, facts);
}

static json_t *theirs_fetched(struct request *rq, const char *url, bool tool,
			      const struct lti_keyset *set)
{
	const json_t *root = request_own_json(rq, strict_json(set->body,
		strlen(set->body), LEVELS));
	const bool got = *set->body != '\0';

	return json_pack("{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o}",
		"url", url, "pinned", false,
		"keys", their_keys(rq, json_object_get(root, "keys")),
		"fetchedAt", number_or_null(set->fetched_at),
		"untilAt", number_or_null(got ? set->until_at : 0),
		"goodUntil", number_or_null(got ? set->until_at +
						  KEYSET_STALE_MS : 0),
		"failedAt", number_or_null(*set->why ? set->forced_at : 0),
		"failure", failure(rq, set->why, tool));
}

/* One that was entered by hand. */
static json_t *theirs_pinned(struct request *rq, const char *text)
{
	const json_t *keys = request_own_json(rq, json_pack("[o]",
		json_loads(text, 0, NULL)));

	return json_pack("{s:n, s:b, s:o, s:n, s:n, s:n, s:n, s:n}",
		"url", "pinned", true, "keys", their_keys(rq, keys),
		"fetchedAt", "untilAt", "goodUntil", "failedAt", "failure");
}

/* ---- Ours ---------------------------------------------------------------- */

static enum err our_key(struct request *rq, enum err found,
			const struct lti_key *k, json_t **out)
{
	*out = found ? json_null() : json_pack("{s:s, s:I, s:I, s:I}",
		"kid", k->kid, "createdAt", (json_int_t)k->created_at,
		"signFrom", (json_int_t)k->sign_from,
		"signUntil", (json_int_t)k->sign_until);
	request_own_json(rq, *out);
	return found == ERR_NOT_FOUND ? OK : found;
}

static enum err ours(struct request *rq, enum lti_role role, json_t **out)
{
	const char *name = lti_role_name(role);
	struct lti_key k;
	json_t *now, *next;
	enum err e;

	if ((e = our_key(rq, lti_key_signing(rq->db, name, rq->now, &k), &k,
			 &now)) ||
	    (e = our_key(rq, lti_key_next(rq->db, name, rq->now, &k), &k,
			 &next)))
		return e;
	*out = json_pack("{s:o, s:O, s:O}", "url",
		json_sprintf("%s/lti/jwks.json", lti_base(rq)),
		"now", now, "next", next);
	return OK;
}

/* Takes `theirs`. */
static enum err respond(struct request *rq, struct response *rs,
			enum lti_role role, json_t *theirs)
{
	json_t *mine;
	enum err e;

	request_own_json(rq, theirs);
	if ((e = ours(rq, role, &mine)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:O, s:o}", "theirs",
						   theirs, "ours", mine));
}

enum err lti_platform_keys(struct request *rq, struct response *rs)
{
	struct lti_platform p;
	struct lti_keyset set;
	enum err e;

	if ((e = lti_platform_by_id(rq->db, request_param(rq, "id"), &p)) ||
	    (e = lti_keyset_known(rq->db, p.jwks_url, &set)))
		return e;
	return respond(rq, rs, LTI_TOOL,
		       theirs_fetched(rq, p.jwks_url, false, &set));
}

enum err lti_tools_keys(struct request *rq, struct response *rs)
{
	struct lti_keyset set;
	struct lti_tool t;
	enum err e;

	if ((e = lti_tool_seen(rq, &t)) ||
	    (e = lti_keyset_known(rq->db, t.jwks_url, &set)))
		return e;
	return respond(rq, rs, LTI_PLATFORM, *t.jwk
		? theirs_pinned(rq, t.jwk)
		: theirs_fetched(rq, t.jwks_url, true, &set));
}
