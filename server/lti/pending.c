#include "lti/pending.h"

#include <stdlib.h>
#include <string.h>

#include "auth/secret.h"
#include "base/encode.h"
#include "domain/person.h"
#include "http/form.h"
#include "lti/page.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"

#define COOKIE "__Host-lti"
#define COOKIE_FRAMED "__Host-lti-framed"
/* As long as something may be chosen: by then its answer comes back, too. */
#define COOKIE_SECONDS (LTI_CHOICE_MS / 1000)
#define STARTS_MOST 60		/* of one person, in LTI_PENDING_MS */

static bool cookie_is(const struct request *rq, const char *name,
		      const char *hash)
{
	char own[SECRET_HASH_SIZE];

	return secret_hash(request_cookie(rq, name), own) &&
	       secret_hash_same(own, hash);
}

bool lti_browser_is(const struct request *rq, const char *hash)
{
	return cookie_is(rq, COOKIE, hash) ||
	       cookie_is(rq, COOKIE_FRAMED, hash);
}

/* One that is there is kept, so that launches in other tabs go on. */
static const char *browser_mark(struct request *rq, struct response *rs,
				bool framed)
{
	const char *name = framed ? COOKIE_FRAMED : COOKIE;
	const char *secret = request_cookie(rq, name);
	char made[SECRET_SIZE], hash[SECRET_HASH_SIZE];

	if (!secret_hash(secret, hash)) {
		secret_new(made);
		secret = made;
		secret_hash(secret, hash);
	}
	response_header(rs, "Set-Cookie",
			arena_format(rq->mem, "%s=%s; Path=/; Max-Age=%d; "
				     "Secure; HttpOnly; SameSite=None%s", name,
				     secret, (int)COOKIE_SECONDS,
				     framed ? "; Partitioned" : ""));
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

static const char *begin_url(struct request *rq, const char *hint,
			     const char *login)
{
	struct text out = { .mem = rq->mem };

	text_putf(&out, "%s/lti/platform/begin", lti_base(rq));
	text_put_query(&out, "lti_message_hint", hint);
	text_put_query(&out, "login_hint", login);
	return out.bytes;
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
	*url = s->apart ? begin_url(rq, hint, login)
			: login_url(rq, s, hint, login);
	*id = hint_hash;
	return lti_pending_put(rq->db, &(struct lti_pending_row){
		.hint_hash = hint_hash,
		.choice = !s->resource_id,
		.person_id = rq->person->id,
		.session_id = rq->session,
		.login_hash = login_hash,
		.browser_hash = s->apart ? ""
			: browser_mark(rq, rs, rq->launch != NULL),
		.deployment_id = s->deployment_id,
		.resource_id = s->resource_id,
		.facts = facts_text(rq, s),
		.created_at = rq->now,
	});
}

/* ---- A tab of its own ---------------------------------------------------- */

/* Of the query. */
static const char *asked(const struct request *rq, const char *name)
{
	struct request as = *rq;
	const char *value;

	as.body = rq->query;
	as.body_size = strlen(rq->query);
	value = form_value(&as, name);
	return value ? value : "";
}

/*
 * What it was begun with, where it is as it was, and nobody's browser yet. A
 * link that somebody was sent comes from elsewhere than our page.
 */
static enum err begun_find(struct request *rq, struct lti_pending_row *row,
			   struct lti_tool *tool, bool *found)
{
	char hint[SECRET_HASH_SIZE], login[SECRET_HASH_SIZE];
	const char *from = request_header(rq, "Sec-Fetch-Site");
	enum err e;

	*found = false;
	if ((from && strcmp(from, "same-origin")) ||
	    !secret_hash(asked(rq, "lti_message_hint"), hint) ||
	    !secret_hash(asked(rq, "login_hint"), login))
		return OK;
	if ((e = lti_pending_by_hint(rq->db, hint, row)))
		return e == ERR_NOT_FOUND ? OK : e;
	if (row->used_at || *row->browser_hash || !row->deployed ||
	    rq->now - row->created_at > LTI_PENDING_MS ||
	    !secret_hash_same(login, row->login_hash))
		return OK;
	*found = true;
	return lti_tool_by_id(rq->db, row->tool_id, tool);
}

struct marking {
	const char *hint_hash, *browser_hash;
	bool first;
};

static enum err mark_work(struct db *db, void *context)
{
	struct marking *m = context;

	return lti_pending_mark(db, m->hint_hash, m->browser_hash, &m->first);
}

static enum err go_on(struct request *rq, struct response *rs,
		      const struct lti_pending_row *row,
		      const struct lti_tool *tool)
{
	json_t *facts = request_own_json(rq, json_loads(row->facts, 0, NULL));

	response_header(rs, "Location", login_url(rq, &(struct lti_start){
		.tool = tool, .deployment_id = row->deployment_id,
		.target = json_string_value(json_object_get(facts, "target")),
		.window = true }, asked(rq, "lti_message_hint"),
		asked(rq, "login_hint")));
	response_header(rs, "Cache-Control", "no-store");
	return respond_empty(rs, 303);
}

enum err lti_begin_show(struct request *rq, struct response *rs)
{
	struct marking m = { .first = false };
	struct lti_pending_row row;
	struct lti_tool tool;
	bool found;
	enum err e;

	if ((e = serve_read(rq)) || (e = begun_find(rq, &row, &tool, &found)))
		return e;
	serve_read_end(rq);
	if (found) {
		m.hint_hash = row.hint_hash;
		m.browser_hash = browser_mark(rq, rs, false);
		if ((e = serve_write(rq, mark_work, &m)))
			return e;
	}
	return m.first ? go_on(rq, rs, &row, &tool)
		: lti_page_fault(rq, rs, 400, LTI_ask_old,
				 request_own_json(rq, json_object()), "'self'");
}

json_t *lti_pending_place(struct request *rq, const struct lti_pending_row *p)
{
	json_t *facts = request_own_json(rq, json_loads(p->facts, 0, NULL));

	return json_object_get(facts, "place");
}
