#include "lti/auth.h"

#include <string.h>

#include "auth/auth.h"
#include "auth/secret.h"
#include "domain/lti_tool.h"
#include "http/fetch.h"
#include "http/form.h"
#include "lti/event.h"
#include "lti/key.h"
#include "lti/message.h"
#include "lti/page.h"
#include "lti/pending.h"
#include "lti/post.h"
#include "routes.h"
#include "serve.h"
#include "store/person.h"
#include "store/session.h"

#define FORM_MOST (64 << 10)
#define NONCE_MOST 2048

/* A request for an id_token, as far as it was looked at. */
struct answering {
	struct request *rq;
	struct lti_asked asked;
	struct lti_tool tool;
	const char **uris;
	size_t nuris;
	struct lti_pending_row row;
	bool begun;			/* `row` is a launch of this tool */
	struct session_grant grant;	/* its session's; no person_id: gone */
	/* Why not: for the tool, and for who looks after it. */
	const char *error;
	enum lti_fault fault;
	const char *member;
	json_t *claims;
	struct lti_signer signer;
};

static void refused(struct answering *a, const char *error,
		    enum lti_fault fault)
{
	if (a->error)
		return;
	a->error = error;
	a->fault = fault;
}

/* ---- What it says ----------------------------------------------------------- */

/* The query of a GET is read as the form it is. */
static struct lti_asked asked_read(struct request *rq)
{
	struct request as = *rq;

	if (rq->method == GET) {
		as.body = rq->query;
		as.body_size = strlen(rq->query);
	}
	return (struct lti_asked){
		.client_id = form_value(&as, "client_id"),
		.redirect_uri = form_value(&as, "redirect_uri"),
		.response_type = form_value(&as, "response_type"),
		.response_mode = form_value(&as, "response_mode"),
		.prompt = form_value(&as, "prompt"),
		.scope = form_value(&as, "scope"),
		.nonce = form_value(&as, "nonce"),
		.state = form_value(&as, "state"),
		.login_hint = form_value(&as, "login_hint"),
		.message_hint = form_value(&as, "lti_message_hint"),
	};
}

static bool is(const char *value, const char *wanted)
{
	return value && strcmp(value, wanted) == 0;
}

const char *lti_asked_fault(const struct lti_asked *a)
{
	if (!is(a->response_type, "id_token"))
		return "unsupported_response_type";
	if (!a->scope || !lti_scope_in(a->scope, "openid"))
		return "invalid_scope";
	if (!is(a->response_mode, "form_post") || !is(a->prompt, "none") ||
	    !a->nonce || !*a->nonce || strlen(a->nonce) > NONCE_MOST)
		return "invalid_request";
	return NULL;
}

static void form_look(struct answering *a)
{
	const char *error = lti_asked_fault(&a->asked);

	if (!error)
		return;
	a->member = is(error, "unsupported_response_type") ? "response_type"
		  : is(error, "invalid_scope") ? "scope"
		  : !is(a->asked.response_mode, "form_post") ? "response_mode"
		  : !is(a->asked.prompt, "none") ? "prompt" : "nonce";
	refused(a, error, LTI_ask_bad);
}

/* ---- What was begun --------------------------------------------------------- */

/* A launch of this very tool; others' are as if there were none. */
static enum err row_find(struct answering *a)
{
	char hash[SECRET_HASH_SIZE];
	enum err e;

	if (!secret_hash(a->asked.message_hint, hash))
		return OK;
	e = lti_pending_by_hint(a->rq->db, hash, &a->row);
	a->begun = !e && strcmp(a->row.tool_id, a->tool.id) == 0;
	if (a->begun)
		e = session_grant(a->rq->db, a->row.session_id, &a->grant);
	return e == ERR_NOT_FOUND ? OK : e;
}

/* Our page that began it may stand in another system's frame (/l/…). */
static const char *framers(const struct answering *a)
{
	const char *embed = a->grant.person_id ? a->grant.embed : "";

	return *embed ? arena_format(a->rq->mem, "'self' %s", embed) : "'self'";
}

static bool login_same(const struct answering *a)
{
	char hash[SECRET_HASH_SIZE];

	return secret_hash(a->asked.login_hint, hash) &&
	       secret_hash_same(hash, a->row.login_hash);
}

static void row_look(struct answering *a)
{
	const struct session_grant *g = &a->grant;

	if (!a->begun || a->row.used_at ||
	    a->rq->now - a->row.created_at > LTI_PENDING_MS)
		refused(a, "invalid_request", !a->begun ? LTI_ask_unknown
			: a->row.used_at ? LTI_ask_used : LTI_ask_old);
	else if (!lti_browser_is(a->rq, a->row.browser_hash))
		refused(a, "login_required", LTI_ask_browser);
	else if (!login_same(a))
		refused(a, "login_required", LTI_ask_hint);
	else if (!g->person_id || !g->alive ||
		 strcmp(g->person_id, a->row.person_id))
		refused(a, "login_required", LTI_ask_session);
	else if (!a->row.deployed)
		refused(a, "access_denied", LTI_tool_off);
}

/* ---- The answer ------------------------------------------------------------- */

static json_t *event_facts(const struct answering *a)
{
	return request_own_json(a->rq, json_pack("{s:s, s:s?, s:s?, s:s?}",
		"name", a->tool.name, "member", a->member,
		"redirect", a->asked.redirect_uri,
		"client", a->asked.client_id));
}

/* Only of what a page of ours began: strangers fill no log. */
static enum err event_put(struct answering *a, struct db *db)
{
	if (!a->begun)
		return OK;
	return lti_event_add(db, &(struct lti_event){
		.connection_id = a->tool.id,
		.kind = a->row.choice ? "choice" : "launch",
		.fault = a->fault,
		.request = a->rq->id,
		.facts = event_facts(a),
		.at = a->rq->now,
	});
}

static enum err event_work(struct db *db, void *context)
{
	return event_put(context, db);
}

static enum err claims_make(struct answering *a)
{
	char data[SECRET_SIZE] = "", hash[SECRET_HASH_SIZE] = "";
	struct person person;
	bool first;
	enum err e;

	if (a->row.choice) {
		secret_new(data);
		secret_hash(data, hash);
	}
	if ((e = lti_pending_use(a->rq->db, a->row.hint_hash, hash, a->rq->now,
				 &first)) ||
	    (e = person_by_id(a->rq->db, a->row.person_id, &person)))
		return e;
	if (!first) {
		refused(a, "invalid_request", LTI_ask_used);
		return OK;
	}
	/* It is another system that says who they are; an account's address is
	   not told on its word. */
	if (*a->grant.embed)
		person.email = NULL;
	return lti_message_claims(a->rq, &(struct lti_message){
		.tool = &a->tool,
		.pending = &a->row,
		.person = &person,
		.nonce = a->asked.nonce,
		.data = arena_copy(a->rq->mem, data, strlen(data)),
	}, &a->claims);
}

/* Used, and signed for, in one write; it may run more than once. */
static enum err use_work(struct db *db, void *context)
{
	struct answering *a = context;
	enum err e;

	rs256_key_free(a->signer.key);
	a->signer = (struct lti_signer){ .key = NULL };
	a->claims = NULL;
	a->error = NULL;
	a->fault = LTI_OK;
	a->rq->db = db;
	e = claims_make(a);
	if (!e && !a->error)
		e = lti_key_signer(db, a->rq->server->auth, LTI_PLATFORM,
				   a->rq->now, &a->signer);
	if (!e)
		e = event_put(a, db);
	a->rq->db = NULL;
	return e;
}

/* Of all that was registered: the answer may be sent on among them. */
static const char *origins(const struct answering *a)
{
	struct text out = { .mem = a->rq->mem };

	text_puts(&out, "");
	for (size_t i = 0; i < a->nuris; i++) {
		const char *one = fetch_origin(a->rq->mem, a->uris[i]);

		if (one && !lti_scope_in(out.bytes, one))
			text_putf(&out, "%s%s", out.size ? " " : "", one);
	}
	return out.bytes;
}

static enum err answer_error(struct answering *a, struct response *rs)
{
	const char *why = lti_fault_words(a->fault)->in[LANG_EN];

	return lti_post_page(a->rq, rs, a->asked.redirect_uri, origins(a),
		framers(a),
		(const struct lti_field[]){
			{ "error", a->error },
			{ "error_description", text_fill(a->rq->mem, why,
				VALUES({ "member", a->member ? a->member : "" },
				       { "name", a->tool.name })) },
			{ "state", a->asked.state },
			{ NULL, NULL } });
}

static enum err answer_token(struct answering *a, struct response *rs)
{
	const char *token = jwt_sign(a->rq->mem, a->signer.key, a->signer.kid,
				     a->claims);

	if (!token)
		return fail(ERR_INTERNAL, "an id_token was not signed");
	return lti_post_page(a->rq, rs, a->asked.redirect_uri, origins(a),
		framers(a),
		(const struct lti_field[]){
			{ "state", a->asked.state },
			{ "id_token", token },
			{ NULL, NULL } });
}

static enum err local(struct answering *a, struct response *rs,
		      enum lti_fault fault)
{
	a->fault = fault;
	serve_read_end(a->rq);
	if (a->begun)
		(void)serve_write(a->rq, event_work, a);
	return lti_page_fault(a->rq, rs, 400, fault, request_own_json(a->rq,
		json_pack("{s:s, s:s}", "client",
			  a->asked.client_id ? a->asked.client_id : "–",
			  "redirect", a->asked.redirect_uri
			  ? a->asked.redirect_uri : "–")), framers(a));
}

/* What stands before any answer to the tool itself: whose is it, and where to? */
static enum err tool_find(struct answering *a, enum lti_fault *fault)
{
	enum err e = lti_tool_by_client(a->rq->db, a->asked.client_id
					? a->asked.client_id : "", &a->tool);

	*fault = LTI_OK;
	if (e == ERR_NOT_FOUND) {
		*fault = LTI_tool_unknown;
		return OK;
	}
	if (e || (e = lti_tool_redirects(a->rq->db, a->tool.id, &a->uris,
					 &a->nuris)) || (e = row_find(a)))
		return e;
	if (!a->tool.active)
		*fault = LTI_tool_off;
	else if (!a->asked.redirect_uri ||
		 !lti_redirect_known(a->asked.redirect_uri, a->uris, a->nuris))
		*fault = LTI_redirect_unknown;
	return OK;
}

static enum err answer(struct request *rq, struct response *rs)
{
	struct answering a = { .rq = rq };
	enum lti_fault fault;
	enum err e;

	if (rq->method == POST && (e = form_check(rq, FORM_MOST)))
		return e;
	a.asked = asked_read(rq);
	if ((e = serve_read(rq)) || (e = tool_find(&a, &fault)))
		return e;
	if (fault)
		return local(&a, rs, fault);
	form_look(&a);
	row_look(&a);
	serve_read_end(rq);
	e = serve_write(rq, a.error ? event_work : use_work, &a);
	if (!e)
		e = a.error ? answer_error(&a, rs) : answer_token(&a, rs);
	rs256_key_free(a.signer.key);
	return e;
}

enum err lti_auth_answer(struct request *rq, struct response *rs)
{
	static const char *const names[] = {
		"client_id", "redirect_uri", "response_type", "response_mode",
		"prompt", "scope", "nonce", "state", "login_hint",
		"lti_message_hint", NULL
	};
	const enum err e = answer(rq, rs);

	serve_read_end(rq);
	return e == ERR_BUSY ? lti_page_busy(rq, rs, names) : e;
}
