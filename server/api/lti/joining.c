/*
 * Another LMS's user and an account here become one person's, after proof of
 * both: the launched page asks for a link, and who signs in with it says yes.
 * What the LMS says of name or address proves nothing. And parting again.
 */
#include <sodium.h>
#include <string.h>

#include "api/field.h"
#include "auth/auth.h"
#include "auth/secret.h"
#include "domain/launch_scope.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_joining.h"
#include "training/merge.h"

#define JOINING_MS (15 * 60 * INT64_C(1000))

/* Where a token goes behind the #, so that no log has it. */
#define JOINING_PATH "/gabung#"

enum err lti_joining_begin(struct request *rq, struct response *rs)
{
	const struct launch_scope *l = rq->launch;
	char token[SECRET_SIZE], hash[SECRET_HASH_SIZE];
	struct lti_joining j;
	enum err e;

	if (!l || !l->link_id || l->role == LAUNCH_TEST)
		return fail(ERR_NOT_FOUND, "no launch of a person");
	if ((e = lti_joining_at(rq->db, l->link_id, rq->person->id, &j)))
		return e;
	if (!j.guest)
		return refuse(rq, P_joined_before, NO_VALUES);
	secret_new(token);
	secret_hash(token, hash);
	if ((e = lti_joining_add(rq->db, hash, l->link_id, &j, rq->now,
				 rq->now + JOINING_MS)))
		return e;
	return respond_json(rq, rs, 201, json_pack("{s:s}", "url",
		arena_format(rq->mem, JOINING_PATH "%s", token)));
}

static enum err joining_named(struct request *rq, char hash[SECRET_HASH_SIZE],
			      struct lti_joining *out)
{
	const char *token;
	enum err e;

	if ((e = field_text_needed(rq, "token", 64, &token)))
		return e;
	e = secret_hash(token, hash)
		? lti_joining_find(rq->db, hash, rq->now, out) : ERR_NOT_FOUND;
	return e == ERR_NOT_FOUND ? refuse(rq, P_joining_over, NO_VALUES) : e;
}

/* The runs that are open as the guest end with its sessions. */
static void guest_out(struct request *rq)
{
	grant_drop(rq->server->auth->grants, rq->prepared);
}

static enum err join(struct request *rq, const struct lti_joining *j)
{
	enum err e;

	if ((e = person_merge(rq->db, &(struct merge_order){
		.from = j->person_id, .to = rq->person->id,
		.by_id = rq->person->id, .kind = "adopted" }, rq->now)) ||
	    (e = lti_account_join(rq->db, j->issuer, j->sub, rq->now)))
		return e;
	rq->prepared = (void *)j->person_id;
	rq->after = guest_out;
	return OK;
}

/* With "try" it only says whom that would join. */
enum err lti_joining_run(struct request *rq, struct response *rs)
{
	char hash[SECRET_HASH_SIZE];
	struct lti_joining j;
	bool try = false, done;
	enum err e;

	if ((e = field_bool(rq, "try", &try)) ||
	    (e = joining_named(rq, hash, &j)))
		return e;
	if (!j.guest && strcmp(j.person_id, rq->person->id))
		return refuse(rq, P_joined_before, NO_VALUES);
	if (!try) {
		if ((e = lti_joining_use(rq->db, hash, &done)))
			return e;
		if (!done)
			return refuse(rq, P_joining_over, NO_VALUES);
		if (j.guest && (e = join(rq, &j)))
			return e;
	}
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s, s:s}",
		"platform", j.platform_name, "course", j.course,
		"name", j.person_name));
}

/* ---- Parting ----------------------------------------------------------------- */

/* Issuer and sub in one name that fits an address. */
static void name_of(const struct lti_joined *j, char out[static 33])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	crypto_generichash_update(&state, (const unsigned char *)j->issuer,
				  strlen(j->issuer) + 1);
	crypto_generichash_update(&state, (const unsigned char *)j->sub,
				  strlen(j->sub));
	crypto_generichash_final(&state, hash, sizeof(hash));
	sodium_bin2hex(out, 33, hash, sizeof(hash));
}

enum err lti_accounts_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct lti_joined *all;
	char name[33];
	size_t n;
	enum err e;

	if ((e = lti_joined_list(rq->db, rq->person->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		name_of(&all[i], name);
		json_array_append_new(list, json_pack("{s:s, s:s, s:I}",
			"id", name, "platform", all[i].name,
			"joinedAt", (json_int_t)all[i].joined_at));
	}
	return respond_json(rq, rs, 200, json_pack("{s:O}", "accounts", list));
}

static void own_out(struct request *rq)
{
	grant_drop(rq->server->auth->grants, rq->person->id);
}

enum err lti_account_drop(struct request *rq, struct response *rs)
{
	struct lti_joined *all;
	char name[33];
	size_t n;
	enum err e;

	if ((e = lti_joined_list(rq->db, rq->person->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		name_of(&all[i], name);
		if (strcmp(name, request_param(rq, "id")))
			continue;
		if ((e = lti_account_part(rq->db, all[i].issuer, all[i].sub,
					  rq->person->id, rq->now)))
			return e;
		rq->after = own_out;
		return respond_empty(rs, 204);
	}
	return fail(ERR_NOT_FOUND, "no such user of another LMS");
}
