#include "lti/pending.h"

#include <stdlib.h>
#include <string.h>

#include "auth/secret.h"
#include "base/encode.h"
#include "domain/person.h"
#include "lti/url.h"

#define COOKIE "__Host-lti"
/* As long as something may be chosen: by then its answer comes back, too. */
#define COOKIE_SECONDS (LTI_CHOICE_MS / 1000)
#define STARTS_MOST 60		/* of one person, in LTI_PENDING_MS */

const char *lti_browser(const struct request *rq)
{
	char hash[SECRET_HASH_SIZE];

	return secret_hash(request_cookie(rq, COOKIE), hash)
		? arena_copy(rq->mem, hash, strlen(hash)) : NULL;
}

/* One that is there is kept, so that launches in other tabs go on. */
static const char *browser_mark(struct request *rq, struct response *rs)
{
	const char *secret = request_cookie(rq, COOKIE);
	char made[SECRET_SIZE], hash[SECRET_HASH_SIZE];

	if (!secret_hash(secret, hash)) {
		secret_new(made);
		secret = made;
		secret_hash(secret, hash);
	}
	response_header(rs, "Set-Cookie",
			arena_format(rq->mem, COOKIE "=%s; Path=/; Max-Age=%d; "
				     "Secure; HttpOnly; SameSite=None", secret,
				     (int)COOKIE_SECONDS));
	return arena_copy(rq->mem, hash, strlen(hash));
}

static void text_done(void *text)
{
	free(text);
}

static const char *facts_text(struct request *rq, const struct lti_start *s)
{
	json_t *facts = request_own_json(rq, json_pack(
		"{s:b, s:b, s:s, s:s, s:s}", "instructor", s->instructor,
		"window", s->window, "target", s->target,
		"back", s->back ? s->back : "/",
		"locale", lang_name(rq->lang)));
	char *text;

	if (s->context_kind) {
		json_object_set_new(facts, "contextKind",
				    json_string(s->context_kind));
		json_object_set_new(facts, "contextId",
				    json_string(s->context_id));
	}
	if (s->settings)
		json_object_set(facts, "settings", s->settings);
	if (s->place)
		json_object_set(facts, "place", s->place);
	text = json_dumps(facts, JSON_COMPACT);
	arena_own(rq->mem, text, text_done);
	return text;
}

/* A secret as it leaves, and its hash as it stays. */
static const char *handle_new(struct request *rq, const char **hash)
{
	char secret[SECRET_SIZE], hashed[SECRET_HASH_SIZE];

	secret_new(secret);
	secret_hash(secret, hashed);
	*hash = arena_copy(rq->mem, hashed, strlen(hashed));
	return arena_copy(rq->mem, secret, strlen(secret));
}

static const char *login_url(struct request *rq, const struct lti_start *s,
			     const char *hint, const char *login)
{
	struct text out = { .mem = rq->mem };

	text_puts(&out, s->tool->login_url);
	text_put_query(&out, "iss", lti_base(rq));
	text_put_query(&out, "login_hint", login);
	text_put_query(&out, "target_link_uri", s->target);
	text_put_query(&out, "lti_message_hint", hint);
	text_put_query(&out, "client_id", s->tool->client_id);
	text_put_query(&out, "lti_deployment_id", s->deployment_id);
	if (!s->window)
		text_put_query(&out, "lti_storage_target", "_parent");
	return out.bytes;
}

enum err lti_pending_add(struct request *rq, struct response *rs,
			 const struct lti_start *s, const char **url,
			 const char **id)
{
	const char *hint_hash, *login_hash;
	const char *hint = handle_new(rq, &hint_hash);
	const char *login = handle_new(rq, &login_hash);
	size_t n;
	enum err e;

	if ((e = lti_pending_count(rq->db, rq->person->id,
				   rq->now - LTI_PENDING_MS, &n)))
		return e;
	if (n >= STARTS_MOST)
		return refuse(rq, P_lti_launch_many,
			      VALUES({ "seconds", "60" }));
	*url = login_url(rq, s, hint, login);
	*id = hint_hash;
	return lti_pending_put(rq->db, &(struct lti_pending_row){
		.hint_hash = hint_hash,
		.choice = !s->resource_id,
		.person_id = rq->person->id,
		.session_id = rq->session,
		.login_hash = login_hash,
		.browser_hash = browser_mark(rq, rs),
		.deployment_id = s->deployment_id,
		.resource_id = s->resource_id,
		.facts = facts_text(rq, s),
		.created_at = rq->now,
	});
}

json_t *lti_pending_place(struct request *rq, const struct lti_pending_row *p)
{
	json_t *facts = request_own_json(rq, json_loads(p->facts, 0, NULL));

	return json_object_get(facts, "place");
}
