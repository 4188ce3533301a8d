/*
 * Another LMS registers us as its tool, in the browser of its administrator
 * (Dynamic Registration, lti-dr 1.0): one link is all that they paste there.
 *
 * To look at the page changes nothing; it says who asks and what they will get,
 * and its button does it. Nothing is fetched before the invitation is known to
 * be good, since the address to fetch comes with the request. Who the
 * invitation was made for is connected at once, everybody else waits for a word
 * of our administrator.
 */
#include <stdatomic.h>
#include <string.h>
#include <strings.h>

#include "api/field.h"
#include "api/public/page.h"
#include "auth/secret.h"
#include "base/ident.h"
#include "config.h"
#include "domain/lti_registration.h"
#include "http/fetch.h"
#include "http/form.h"
#include "lti/event.h"
#include "lti/telling.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_invitation.h"
#include "store/lti_platform.h"

#define FORM_MOST 16384		/* bytes */
#define VISITS_MOST 32		/* at a time that ask another system */
#define BEARER_MOST 8192	/* bytes of a platform's own token */

static atomic_int visits;

/* One visit, and how far it came. */
struct visit {
	const char *token, *url, *bearer;
	char hash[SECRET_HASH_SIZE];
	struct lti_invitation invitation;
	struct lti_configuration platform;
	struct lti_registered registered;
	const char *base;		/* our own address */
	const char *said;		/* by the other side or of it; "" */
	struct lti_platform row;
	bool added;
};

/* ---- Pages ------------------------------------------------------------------ */

static enum err page_over(struct request *rq, struct response *rs,
			  const struct visit *v, struct page *p, int status)
{
	if (v->url)
		p->framer = fetch_origin(rq->mem, v->url);
	return page_send(p, rs, status);
}

static void put_title(struct page *p, struct request *rq,
		      enum public_word title, const char *name)
{
	const struct text_value values[] = { { "name", name }, { NULL, NULL } };
	const char *words = text_fill(rq->mem, page_word_for(rq, title),
				      values);

	page_begin(p, rq, NULL, &(struct head){ .title = words,
						.summary = "" });
	page_put(p, "<h1>$</h1>", words);
}

/* Something is wrong: what, in whose words, and what to do. */
static enum err respond_fault(struct request *rq, struct response *rs,
			      const struct visit *v, int status,
			      enum public_word what, enum public_word todo)
{
	struct page p;

	put_title(&p, rq, PW_lr_not, "");
	page_put(&p, "<div class=\"bad\" role=\"alert\"><b>$</b>$</div><p>$</p>",
		 page_word(&p, what), v->said, page_word(&p, todo));
	page_put(&p, "<p class=\"quiet\">$ $</p>", page_word(&p, PW_lr_ref),
		 rq->id);
	return page_over(rq, rs, v, &p, status);
}

static void put_line(struct page *p, enum public_word term, const char *what)
{
	page_put(p, "<dt>$</dt><dd>$</dd>", page_word(p, term), what);
}

static void put_hidden(struct page *p, const char *name, const char *value)
{
	page_put(p, "<input type=\"hidden\" name=\"$\" value=\"$\">", name,
		 value);
}

static const char *host_of(struct arena *mem, const char *url)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	return arena_copy(mem, host, strcspn(host, "/?#"));
}

/* The other side may be a Balai, too: which one is meant. */
static const char *word_ours(struct page *p, const struct visit *v,
			     enum public_word word)
{
	struct arena *mem = p->rq->mem;

	return text_fill(mem, page_word(p, word),
			 VALUES({ "ours", host_of(mem, v->base) }));
}

static bool awaited(struct request *rq, const struct visit *v)
{
	return *v->invitation.host &&
	       strcasecmp(v->invitation.host,
			  host_of(rq->mem, v->platform.issuer)) == 0;
}

/* Who asks, and a button. */
static enum err respond_ask(struct request *rq, struct response *rs,
			    const struct visit *v)
{
	const char *host = host_of(rq->mem, v->platform.issuer);
	struct page p;

	put_title(&p, rq, PW_lr_ask, host);
	page_put(&p, "<p>$</p><div class=\"card\"><dl>",
		 page_word(&p, PW_lr_ask_lead));
	put_line(&p, PW_lr_system, v->platform.issuer);
	if (*v->platform.family)
		put_line(&p, PW_lr_kind,
			 arena_format(rq->mem, "%s %s", v->platform.family,
				      v->platform.version));
	put_line(&p, PW_lr_ours, v->base);
	put_line(&p, PW_lr_gets, page_word(&p,
		strstr(v->platform.scopes, "/score")
			? PW_lr_gets_grades : PW_lr_gets_launches));
	page_put(&p, "</dl></div>");
	if (!awaited(rq, v))
		page_put(&p, "<p>$</p>", word_ours(&p, v, PW_lr_will_wait));
	page_put(&p, "<form method=\"post\" action=\"/lti/register\">");
	put_hidden(&p, "invitation", v->token);
	put_hidden(&p, "openid_configuration", v->url);
	put_hidden(&p, "registration_token", v->bearer);
	page_put(&p, "<button>$</button></form>", page_word(&p, PW_lr_do));
	return page_over(rq, rs, v, &p, 200);
}

/* Opened by itself: what to do with the link. */
static enum err respond_how(struct request *rq, struct response *rs,
			    const struct visit *v)
{
	struct page p;

	put_title(&p, rq, PW_lr_how, "");
	page_put(&p, "<p>$</p><div class=\"card\"><p>$</p><p>$</p><p>$</p>"
		 "</div>", page_word(&p, PW_lr_how_lead),
		 page_word(&p, PW_lr_how_moodle),
		 page_word(&p, PW_lr_how_balai),
		 page_word(&p, PW_lr_how_other));
	return page_over(rq, rs, v, &p, 200);
}

/* The system that framed or opened us waits to be told that we are done. In a
   tab of nobody's, as another Balai opens it, there is only the tab to close,
   which browsers may leave to people. */
static const char done_script[] =
	"document.getElementById('selesai').onclick=function(){"
	"var to=window.opener||window.parent;"
	"if(to!==window){to.postMessage("
	"{subject:'org.imsglobal.lti.close'},'*');return}"
	"document.getElementById('tutup').hidden=false;window.close()};";

static enum err respond_done(struct request *rq, struct response *rs,
			     const struct visit *v)
{
	const bool waits = strcmp(v->row.state, "pending") == 0;
	struct page p;

	put_title(&p, rq, waits ? PW_lr_waits : PW_lr_done,
		  host_of(rq->mem, v->platform.issuer));
	page_put(&p, "<p>$</p><button id=\"selesai\" type=\"button\">$</button>",
		 word_ours(&p, v, waits ? PW_lr_waits_lead : PW_lr_done_lead),
		 page_word(&p, PW_lr_close));
	page_put(&p, "<p id=\"tutup\" class=\"after\" role=\"status\" hidden>$</p>",
		 page_word(&p, PW_lr_close_tab));
	page_script(&p, done_script);
	return page_over(rq, rs, v, &p, 200);
}

/* ---- The invitation ----------------------------------------------------------- */

static enum err respond_bad(struct request *rq, struct response *rs,
			    const struct visit *v)
{
	const bool used = v->invitation.token_hash && v->invitation.used_at;
	const bool over = v->invitation.token_hash;

	return respond_fault(rq, rs, v, over ? 410 : 404,
			     used ? PW_lr_used : over ? PW_lr_expired
						      : PW_lr_altered,
			     PW_lr_ask_new);
}

/* `good` is false when there is a page to be shown. */
static enum err invitation_read(struct request *rq, struct visit *v,
				bool *good)
{
	enum err e;

	*good = false;
	if ((e = serve_read(rq)))
		return e;
	v->base = lti_base(rq);
	if (!secret_hash(v->token, v->hash))
		return OK;
	e = lti_invitation_by_hash(rq->db, v->hash, &v->invitation);
	*good = !e && !v->invitation.used_at &&
		v->invitation.expires_at > rq->now;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- The other side --------------------------------------------------------------- */

static const char *const *headers_of(struct request *rq, const struct visit *v,
				     const char *type)
{
	const char **h = arena_array(rq->mem, const char *, 4);
	size_t n = 0;

	h[n++] = "Accept: application/json";
	if (type)
		h[n++] = type;
	if (*v->bearer)
		h[n++] = arena_format(rq->mem, "Authorization: Bearer %s",
				      v->bearer);
	h[n] = NULL;
	return h;
}

/* One word without blanks, or a header would be somebody else's. */
static bool bearer_fits(const char *s)
{
	for (; *s; s++)
		if (*s <= ' ' || *s > '~')
			return false;
	return true;
}

/* Behind a colon, and what to do about just that. */
static const char *why_words(struct request *rq, const char *why)
{
	const struct phrase *todo = lti_why_todo(why);

	return arena_format(rq->mem, "%s%s%s",
			    lti_why_told(rq->mem, rq->lang, why),
			    todo ? ". " : "", todo ? todo->in[rq->lang] : "");
}

static const char *answer_words(struct request *rq,
				const struct fetch_answer *a)
{
	return why_words(rq, lti_why(rq->mem, a));
}

/* Who has an invitation says what address is asked, and that may never answer:
   not all threads wait for it. */
static void visit_done(void *none)
{
	(void)none;
	atomic_fetch_sub(&visits, 1);
}

static enum err visit_begin(struct request *rq)
{
	if (atomic_fetch_add(&visits, 1) < VISITS_MOST) {
		arena_own(rq->mem, rq, visit_done);
		return OK;
	}
	atomic_fetch_sub(&visits, 1);
	return refuse(rq, P_busy, VALUES({ "seconds", "5" }));
}

static bool configuration_get(struct request *rq, struct visit *v)
{
	struct fetch_answer a;
	const char *member;
	enum lti_configuration_fault fault;

	fetch_send(rq->mem, &(struct fetch){
		.url = v->url, .headers = headers_of(rq, v, NULL),
		.reach = &rq->server->config->lti_reach }, &a);
	if (a.fault || a.status != 200) {
		v->said = answer_words(rq, &a);
		return false;
	}
	fault = lti_configuration_read(rq->mem, a.body, a.size, v->url,
		&rq->server->config->lti_reach, fetch_url_fits,
		&v->platform, &member);
	if (fault)
		v->said = arena_format(rq->mem, "openid_configuration: %s%s%s",
			lti_configuration_fault_name(fault),
			*member ? ": " : "", member);
	return !fault;
}

static bool registration_post(struct request *rq, struct visit *v)
{
	json_t *ask = lti_registration_ask(&v->platform, v->base,
		arena_format(rq->mem, "Balai (%s)", host_of(rq->mem, v->base)));
	char *body = json_dumps(ask, JSON_COMPACT);
	struct fetch_answer a;

	json_decref(ask);
	fetch_send(rq->mem, &(struct fetch){
		.url = v->platform.registration_url, .method = "POST",
		.headers = headers_of(rq, v, "Content-Type: application/json"),
		.body = body, .body_size = strlen(body),
		.reach = &rq->server->config->lti_reach }, &a);
	free(body);
	if (a.fault) {
		v->said = answer_words(rq, &a);
		return false;
	}
	lti_registration_read(rq->mem, a.status, a.body, a.size,
			      &v->registered);
	if (!v->registered.client_id)
		v->said = *v->registered.error ? v->registered.error
			: answer_words(rq, &a);
	return v->registered.client_id != NULL;
}

/* ---- What is kept ------------------------------------------------------------------ */

static enum err claim_write(struct db *db, void *context)
{
	const struct visit *v = context;

	return lti_invitation_claim(db, v->hash, v->row.created_at);
}

static enum err release_write(struct db *db, void *context)
{
	const struct visit *v = context;

	return lti_invitation_release(db, v->hash);
}

static void row_make(struct request *rq, struct visit *v)
{
	v->row = (struct lti_platform){
		.id = ident_make(rq->mem, rq->now),
		.agency_id = v->invitation.agency_id,
		.name = host_of(rq->mem, v->platform.issuer),
		.issuer = v->platform.issuer,
		.client_id = v->registered.client_id,
		.auth_url = v->platform.auth_url,
		.token_url = v->platform.token_url,
		.token_audience = v->platform.token_audience,
		.jwks_url = v->platform.jwks_url,
		.family = v->platform.family,
		.state = awaited(rq, v) ? "active" : "pending",
		.deployments = "accept",
		.created_at = rq->now,
		.updated_at = rq->now,
	};
}

static enum err row_write(struct db *db, void *context)
{
	struct visit *v = context;
	bool alone;
	enum err e;

	if ((e = lti_platform_alone(db, &v->row, &alone)) || !alone)
		return e;
	if ((e = lti_platform_add(db, &v->row, &v->added)) || !v->added)
		return e;
	if (*v->registered.deployment &&
	    (e = lti_deployment_put(db, v->row.id, v->registered.deployment,
				    "active", v->row.created_at)))
		return e;
	if ((e = lti_invitation_done(db, v->hash, v->row.id)))
		return e;
	return lti_event_add(db, &(struct lti_event){
		.connection_id = v->row.id, .kind = "registration",
		.fault = LTI_OK, .request = "", .at = v->row.created_at });
}

/* ---- Handlers ------------------------------------------------------------------------- */

static void visit_of_query(struct request *rq, struct visit *v)
{
	const char *url = query_text(rq, "openid_configuration");

	*v = (struct visit){ .token = query_text(rq, "invitation"),
			     .bearer = query_text(rq, "registration_token"),
			     .url = *url ? url : NULL, .said = "" };
}

static bool visit_fits(struct request *rq, struct visit *v)
{
	enum fetch_fault fault;

	if (strlen(v->bearer) > BEARER_MOST || !bearer_fits(v->bearer)) {
		v->said = "registration_token";
		return false;
	}
	fault = fetch_url_look(v->url, &rq->server->config->lti_reach);
	if (fault) {
		v->said = arena_format(rq->mem, "%s: %s", v->url,
			why_words(rq, fetch_fault_name(fault)));
		v->url = NULL;		/* nor may it frame the page */
		return false;
	}
	return true;
}

enum err lti_register_show(struct request *rq, struct response *rs)
{
	struct visit v;
	bool good;
	enum err e;

	visit_of_query(rq, &v);
	if ((e = invitation_read(rq, &v, &good)))
		return e;
	if (v.url && !visit_fits(rq, &v))
		return respond_fault(rq, rs, &v, 400, PW_lr_odd, PW_lr_again);
	if (!good)
		return respond_bad(rq, rs, &v);
	if (!v.url)
		return respond_how(rq, rs, &v);
	serve_read_end(rq);
	if ((e = visit_begin(rq)))
		return e;
	good = configuration_get(rq, &v);
	if ((e = serve_read(rq)))
		return e;
	return good ? respond_ask(rq, rs, &v)
		: respond_fault(rq, rs, &v, 422, PW_lr_unread, PW_lr_again);
}

/* With the invitation taken: what fails gives it back. */
static enum err register_there(struct request *rq, struct response *rs,
			       struct visit *v)
{
	bool good = configuration_get(rq, v);
	const bool read = good;
	enum err e;

	good = good && registration_post(rq, v);
	if (good) {
		row_make(rq, v);
		if ((e = serve_write(rq, row_write, v)))
			return e;
	}
	if (!v->added && (e = serve_write(rq, release_write, v)))
		return e;
	if ((e = serve_read(rq)))
		return e;
	if (v->added)
		return respond_done(rq, rs, v);
	return respond_fault(rq, rs, v, 422,
			     good ? PW_lr_there : read ? PW_lr_refused
						       : PW_lr_unread,
			     good ? PW_lr_there_todo : PW_lr_again);
}

enum err lti_register_do(struct request *rq, struct response *rs)
{
	struct visit v = { .said = "" };
	bool good;
	enum err e;

	if ((e = form_check(rq, FORM_MOST)))
		return e;
	v.token = form_member(rq, "invitation");
	v.bearer = form_member(rq, "registration_token");
	v.url = form_member(rq, "openid_configuration");
	if ((e = invitation_read(rq, &v, &good)))
		return e;
	if (!visit_fits(rq, &v))
		return respond_fault(rq, rs, &v, 400, PW_lr_odd, PW_lr_again);
	if (!good)
		return respond_bad(rq, rs, &v);
	serve_read_end(rq);
	if ((e = visit_begin(rq)))
		return e;
	v.row.created_at = rq->now;
	e = serve_write(rq, claim_write, &v);
	if (e == ERR_NOT_FOUND) {
		v.invitation.used_at = rq->now;
		return serve_read(rq) ? ERR_BUSY : respond_bad(rq, rs, &v);
	}
	return e ? e : register_there(rq, rs, &v);
}
