/*
 * Step 1 of a launch: another system sends a browser, and we send it on to that
 * system's authorization endpoint, once we have written down what must come back
 * (1EdTech Security Framework 1.0, 5.1.1). Nothing that comes here is signed.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "auth/auth.h"
#include "auth/mark.h"
#include "base/encode.h"
#include "config.h"
#include "domain/lti_launch.h"
#include "http/fetch.h"
#include "http/form.h"
#include "lti/event.h"
#include "lti/page.h"
#include "lti/step.h"
#include "lti/strangers.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"

#define FORM_MOST (40 << 10)	/* bytes */
#define URL_MOST 2048
#define STORAGE_MOST 100

/* Begun and not finished, in the ten minutes that they live: a campus is behind
   one address, and those who finish do not count. */
#define ADDRESS_MOST 600
#define PLATFORM_MOST 20000

/* Until then a launch that comes too late is told so. */
#define LOGIN_KEPT_MS (3 * LTI_LOGIN_MS)

/* One in so many forgets what is over: far more than have begun since. */
#define FORGET_EACH 32

struct asked {
	const char *issuer, *client, *login_hint, *message_hint, *target;
	const char *deployment, *storage;
	const char *base;
	struct lti_platform platform;
	struct lti_login login;
	char state[SECRET_SIZE], nonce[SECRET_SIZE], binding[SECRET_SIZE];
	char state_hash[SECRET_HASH_SIZE], nonce_hash[SECRET_HASH_SIZE];
	char browser_hash[SECRET_HASH_SIZE], address_hash[MARK_SIZE];
	enum lti_fault fault;
	const char *member;		/* what is missing; "" */
	int64_t now;
};

/* ---- What was asked ------------------------------------------------------------ */

static const char *value(struct request *rq, const char *name)
{
	const char *found = rq->method == GET ? request_query(rq, name)
					      : form_value(rq, name);

	return found ? found : "";
}

static bool missing(struct asked *a, const char *name, const char *text,
		    size_t least, size_t most)
{
	const size_t n = strlen(text);

	if (n >= least && n <= most)
		return false;
	a->fault = LTI_login_incomplete;
	a->member = name;
	return true;
}

static void read_asked(struct request *rq, struct asked *a)
{
	a->issuer = value(rq, "iss");
	a->client = value(rq, "client_id");
	a->login_hint = value(rq, "login_hint");
	a->message_hint = value(rq, "lti_message_hint");
	a->target = value(rq, "target_link_uri");
	a->deployment = value(rq, "lti_deployment_id");
	a->storage = value(rq, "lti_storage_target");
	if (missing(a, "iss", a->issuer, 1, LTI_ID_MOST) ||
	    missing(a, "login_hint", a->login_hint, 1, LTI_HINT_MOST) ||
	    missing(a, "target_link_uri", a->target, 1, URL_MOST) ||
	    missing(a, "lti_message_hint", a->message_hint, 0,
		    LTI_HINT_MOST) ||
	    missing(a, "client_id", a->client, 0, LTI_ID_MOST) ||
	    missing(a, "lti_storage_target", a->storage, 0, STORAGE_MOST))
		return;
	if (*a->deployment && !lti_id_fits(a->deployment))
		missing(a, "lti_deployment_id", "", 1, 1);
}

/* ---- Is it for us? -------------------------------------------------------------- */

static enum err find_platform(struct request *rq, struct asked *a)
{
	enum err e = lti_platform_by_issuer_client(rq->db, a->issuer,
						   a->client, &a->platform);

	if (e == ERR_NOT_FOUND) {
		a->fault = *a->client ? LTI_platform_unknown
				      : LTI_client_unsaid;
		return OK;
	}
	if (!e && strcmp(a->platform.state, "active"))
		a->fault = strcmp(a->platform.state, "off")
			? LTI_platform_pending : LTI_platform_off;
	return e;
}

/*
 * Not in the transaction that adds one: on PostgreSQL all who begin at once
 * would have counted what another adds, and all but one would have to begin
 * anew. So as many more may pass as are under way at once.
 */
static enum err bound(struct request *rq, struct asked *a)
{
	int64_t of_address, of_platform;
	enum err e;

	mark_origin(rq->server->auth->mark_key, "lti", rq->address,
		    a->address_hash);
	if ((e = lti_login_waiting(rq->db, a->address_hash, a->platform.id,
				   a->now - LTI_LOGIN_MS, &of_address,
				   &of_platform)))
		return e;
	if (of_address >= ADDRESS_MOST || of_platform >= PLATFORM_MOST)
		a->fault = LTI_login_many;
	return OK;
}

static enum err look(struct request *rq, struct asked *a)
{
	struct lti_target target;
	enum err e;

	if ((e = serve_read(rq)))
		return e;
	a->base = lti_base(rq);
	if (!(e = find_platform(rq, a)) && !a->fault)
		e = bound(rq, a);
	serve_read_end(rq);
	if (!e && !a->fault &&
	    !lti_target_read(rq->mem, a->base, a->target, &target))
		a->fault = LTI_target_foreign;
	return e;
}

/* ---- What is kept ---------------------------------------------------------------- */

static const char *hints(struct request *rq, const struct asked *a)
{
	json_t *json = json_pack("{s:s}", "login", a->login_hint);
	char *text;

	request_own_json(rq, json);
	if (*a->message_hint)
		json_object_set_new(json, "message",
				    json_string(a->message_hint));
	text = json_dumps(json, JSON_COMPACT);
	arena_own(rq->mem, text, free);
	return text;
}

static void make_login(struct request *rq, struct asked *a)
{
	secret_new(a->state);
	secret_new(a->nonce);
	secret_new(a->binding);
	secret_hash(a->state, a->state_hash);
	secret_hash(a->nonce, a->nonce_hash);
	secret_hash(a->binding, a->browser_hash);
	a->login = (struct lti_login){
		.state_hash = a->state_hash, .nonce_hash = a->nonce_hash,
		.platform_id = a->platform.id, .deployment = a->deployment,
		.target = a->target, .browser_hash = a->browser_hash,
		.storage = a->storage, .address_hash = a->address_hash,
		.hints = hints(rq, a), .created_at = rq->now,
	};
}

/* For who looks after the connection, cut to what one reads. */
static json_t *facts_of(struct request *rq, const struct asked *a)
{
	return request_own_json(rq, json_pack("{s:s, s:s, s:s, s:s, s:s}",
		"issuer", text_line(rq->mem, a->issuer, LTI_ID_MOST),
		"client", text_line(rq->mem, a->client, LTI_ID_MOST),
		"deployment", text_line(rq->mem, a->deployment, LTI_ID_MOST),
		"target", text_line(rq->mem, a->target, LTI_ID_MOST),
		"member", a->member));
}

/* On the writer's thread, and perhaps more than once. */
static enum err keep(struct db *db, void *context)
{
	const struct asked *a = context;

	return lti_login_add(db, &a->login);
}

static enum err forget(struct db *db, void *context)
{
	const struct asked *a = context;

	return lti_login_forget(db, a->now - LOGIN_KEPT_MS);
}

/* In a write of its own, so that no login waits for it or fails with it; what
   is left lies until the next. */
static void tidy(struct request *rq, struct asked *a)
{
	static _Atomic unsigned begun;

	if (atomic_fetch_add(&begun, 1) % FORGET_EACH == 0)
		(void)serve_write(rq, forget, a);
}

/* ---- What is answered ---------------------------------------------------- */

/* Step 2, by the address that is registered and nothing that was sent. */
static const char *authorization(struct request *rq, const struct asked *a)
{
	struct text out = { .mem = rq->mem };

	text_puts(&out, a->platform.auth_url);
	text_put_query(&out, "scope", "openid");
	text_put_query(&out, "response_type", "id_token");
	text_put_query(&out, "response_mode", "form_post");
	text_put_query(&out, "prompt", "none");
	text_put_query(&out, "client_id", a->platform.client_id);
	text_put_query(&out, "redirect_uri",
		       arena_format(rq->mem, "%s/lti/launch", a->base));
	text_put_query(&out, "login_hint", a->login_hint);
	if (*a->message_hint)
		text_put_query(&out, "lti_message_hint", a->message_hint);
	text_put_query(&out, "nonce", a->nonce);
	text_put_query(&out, "state", a->state);
	return out.bytes;
}

static enum err respond_fault(struct request *rq, struct response *rs,
			      const struct asked *a)
{
	json_t *facts = facts_of(rq, a);

	lti_strangers_note(rq, &(struct lti_event){
		.connection_id = a->platform.id ? a->platform.id : "",
		.kind = "launch", .fault = a->fault, .request = rq->id,
		.facts = facts, .at = rq->now,
	});
	return lti_page_fault(rq, rs, a->fault == LTI_login_many ? 429 : 400,
			      a->fault, facts, NULL);
}

static enum err respond_next(struct request *rq, struct response *rs,
			     const struct asked *a)
{
	const char *next = authorization(rq, a);
	const struct lti_step step = {
		.state = a->state, .binding = a->binding,
		.storage = a->storage, .next = next,
		.platform = fetch_origin(rq->mem, a->platform.auth_url),
		.embed = lti_embed(rq->mem, &a->platform),
	};

	lti_cookie_set(rq, rs, a->state, a->binding);
	if (*a->storage)
		return lti_page_store(rq, rs, &step);
	rs->framed = true;
	response_header(rs, "Location", next);
	return respond_empty(rs, 303);
}

static enum err begin(struct request *rq, struct response *rs)
{
	struct asked *a = arena_new(rq->mem, struct asked);
	enum err e;

	a->member = "";
	a->now = rq->now;
	if (rq->method == POST && (e = form_check(rq, FORM_MOST)))
		return e;
	read_asked(rq, a);
	if (!a->fault && (e = look(rq, a)))
		return e;
	if (a->fault)
		return respond_fault(rq, rs, a);
	make_login(rq, a);
	if ((e = serve_write(rq, keep, a)))
		return e;
	tidy(rq, a);
	return respond_next(rq, rs, a);
}

/* GET and POST /lti/login. A GET writes as well: it does so by itself. */
enum err lti_login_begin(struct request *rq, struct response *rs)
{
	static const char *const names[] = {
		"iss", "login_hint", "target_link_uri", "lti_message_hint",
		"client_id", "lti_deployment_id", "lti_storage_target", NULL
	};
	const enum err e = begin(rq, rs);

	serve_read_end(rq);
	return e == ERR_BUSY ? lti_page_busy(rq, rs, names) : e;
}
