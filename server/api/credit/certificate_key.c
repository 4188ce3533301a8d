/*
 * What everybody may have to check a seal: the public keys, and the list of
 * papers that are not good any more. Both say nothing of a person.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/credit/certificate.h"
#include "auth/auth.h"
#include "routes.h"
#include "serve.h"
#include "training/certificate_key.h"

#define LINK sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define LIST_PREFIX "balai:dicabut:1:"

/* The list says of which moment it is; within these ms it is the same. */
#define LIST_MS (5 * 60000)

json_t *certificate_keys(const struct certificate_key *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:I, s:o}", "id", all[i].id,
			"public", all[i].public,
			"createdAt", (json_int_t)all[i].created_at,
			"endedAt", all[i].ended_at
				? json_integer(all[i].ended_at) : json_null()));
	return list;
}

static enum err respond_keys(struct request *rq, struct response *rs,
			     int status)
{
	struct certificate_key *all;
	size_t n;
	enum err e;

	if ((e = certificate_key_list(rq->db, &all, &n)))
		return e;
	return respond_json(rq, rs, status, json_pack("{s:o}", "keys",
						certificate_keys(all, n)));
}

enum err certificate_keys_show(struct request *rq, struct response *rs)
{
	response_header(rs, "Cache-Control", "public, max-age=300");
	return respond_keys(rq, rs, 200);
}

enum err certificate_keys_turn(struct request *rq, struct response *rs)
{
	const enum err e = certificate_key_turn(rq->db, rq->now);

	return e ? e : respond_keys(rq, rs, 201);
}

static json_t *revoked_json(const struct certificate *all, size_t n,
			    int64_t at)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *one = json_pack("{s:s, s:I}", "number", all[i].number,
					"at", (json_int_t)all[i].revoked_at);

		if (*all[i].replaced_number)
			json_object_set_new(one, "by", json_string(
						all[i].replaced_number));
		json_array_append_new(list, one);
	}
	return json_pack("{s:I, s:o}", "at", (json_int_t)at, "papers", list);
}

/*
 * {"list": a JSON text, "key", "signature"}: signed are the very letters of the
 * text, so nobody has to agree on how JSON is written.
 */
enum err certificate_revoked_show(struct request *rq, struct response *rs)
{
	unsigned char signature[SEAL_SIGNATURE_SIZE];
	char signed_text[sodium_base64_ENCODED_LEN(SEAL_SIGNATURE_SIZE, LINK)];
	struct certificate *all;
	struct sealing_key key;
	json_t *json;
	char *text;
	size_t n;
	enum err e;

	if ((e = certificate_revoked(rq->db, &all, &n)) ||
	    (e = certificate_key_open(rq->db, rq->server->auth->seal_key,
				      &key)))
		return e;
	json = request_own_json(rq, revoked_json(all, n,
						 rq->now - rq->now % LIST_MS));
	text = json_dumps(json, JSON_COMPACT);
	if (!text)
		abort();
	arena_own(rq->mem, text, free);
	certificate_key_sign(&key, LIST_PREFIX, text, strlen(text), signature);
	sodium_memzero(&key.secret, sizeof(key.secret));
	sodium_bin2base64(signed_text, sizeof(signed_text), signature,
			  sizeof(signature), LINK);
	response_header(rs, "Cache-Control", "public, max-age=300");
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s, s:s}",
		"list", text, "key", key.name, "signature", signed_text));
}
