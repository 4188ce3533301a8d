/*
 * Step 3 of a launch: the platform's answer comes by the browser. Prepared is
 * what takes long or asks others (the token, its key, its claims); what it makes
 * is one transaction, which only one of many that bring the same answer passes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "config.h"
#include "domain/lti_launch.h"
#include "http/fetch.h"
#include "http/form.h"
#include "lti/event.h"
#include "lti/keyset.h"
#include "lti/launch.h"
#include "lti/page.h"
#include "lti/step.h"
#include "lti/strangers.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_launch.h"

#define FORM_MOST (JWT_MOST + (40 << 10))	/* bytes */

/* ---- What came ------------------------------------------------------------------- */

static void fault(struct arrival *a, enum lti_fault f)
{
	a->fault = f;
}

static void fact(struct arrival *a, struct request *rq, const char *name,
		 const char *text)
{
	json_object_set_new(a->facts, name,
			    json_string(text_line(rq->mem, text, 300)));
}

/* Not what the key set's address answered, nor the token: those who read the
   events are not those whose it is. */
static void fault_said(struct arrival *a, struct request *rq, enum lti_fault f,
		       const char *name, const char *text)
{
	fault(a, f);
	fact(a, rq, name, text);
}

static struct arrival *arrival_new(struct request *rq)
{
	struct arrival *a = arena_new(rq->mem, struct arrival);

	a->facts = request_own_json(rq, json_object());
	rq->prepared = a;
	return a;
}

/* The login that this answers, and whose it is. */
static enum err find_login(struct request *rq, struct arrival *a)
{
	enum err e = lti_login_by_state(rq->db, a->state_hash, &a->login);

	if (e == ERR_NOT_FOUND) {
		fault(a, LTI_login_unknown);
		return OK;
	}
	if (e || (e = lti_platform_by_id(rq->db, a->login.platform_id,
					 &a->platform)))
		return e;
	if (a->login.used_at)
		fault(a, LTI_login_used);
	else if (a->login.created_at <= rq->now - LTI_LOGIN_MS)
		fault(a, LTI_login_expired);
	else if (strcmp(a->platform.state, "active"))
		fault(a, LTI_platform_off);
	return OK;
}

/* Which browser is this? Only who has what step 1 gave it is the same. */
static void find_browser(struct request *rq, struct arrival *a)
{
	char hash[SECRET_HASH_SIZE];
	const char *cookie = request_cookie(rq,
		lti_cookie_name(rq->mem, a->state));

	a->cookie = cookie && *cookie;
	a->ours = a->cookie && secret_hash(cookie, hash) &&
		  secret_hash_same(hash, a->login.browser_hash);
	if (a->cookie && !a->ours)
		fault(a, LTI_browser_other);
}

static enum err look(struct request *rq, struct arrival *a)
{
	enum err e;

	if (!a->state || !secret_hash(a->state, a->state_hash)) {
		fault_said(a, rq, LTI_form_bad, "member", "state");
		return OK;
	}
	if ((e = serve_read(rq)))
		return e;
	a->base = lti_base(rq);
	e = find_login(rq, a);
	serve_read_end(rq);
	if (!e && !a->fault)
		find_browser(rq, a);
	return e;
}

/* ---- The token --------------------------------------------------------------------- */

static void token_done(void *jwt)
{
	jwt_end(jwt);
}

static void key_done(void *key)
{
	rs256_key_free(key);
}

static void find_key(struct request *rq, struct arrival *a,
		     struct rs256_key **key)
{
	const char *why = "";

	*key = NULL;
	switch (keyset_key(rq, a->platform.jwks_url, a->token->kid, key,
			   &why)) {
	case KEYSET_FINE:
		arena_own(rq->mem, *key, key_done);
		return;
	case KEYSET_UNKNOWN:
		fault_said(a, rq, LTI_key_unknown, "kid", a->token->kid);
		return;
	case KEYSET_AWAY:
		fault_said(a, rq, LTI_keys_away, "why", why ? why : "");
		return;
	case KEYSET_BUSY:
		a->busy = true;
		return;
	case KEYSET_BAD:
	default:
		fault(a, LTI_keys_bad);
	}
}

static void check_token(struct request *rq, struct arrival *a)
{
	const char *text = form_value(rq, "id_token");
	struct rs256_key *key;
	enum jwt_fault f;

	if (!text || !*text) {
		fault_said(a, rq, LTI_form_bad, "member", "id_token");
		return;
	}
	a->token = arena_new(rq->mem, struct jwt);
	f = jwt_parse(rq->mem, text, strlen(text), a->token);
	arena_own(rq->mem, a->token, token_done);
	if (f) {
		fault_said(a, rq, LTI_token_bad, "why", jwt_fault_name(f));
		return;
	}
	find_key(rq, a, &key);
	if (a->busy)
		return;
	a->proven = !a->fault && jwt_verify(a->token, key);
	if (!a->fault && !a->proven)
		fault(a, LTI_signature_bad);
}

static bool nonce_fits(const struct arrival *a)
{
	const char *nonce = json_string_value(json_object_get(a->payload,
							      "nonce"));
	char hash[SECRET_HASH_SIZE];

	return secret_hash(nonce, hash) &&
	       secret_hash_same(hash, a->login.nonce_hash);
}

static enum lti_fault fault_of(enum lti_claim_fault f)
{
	static const enum lti_fault known[CLAIM_FAULTS] = {
#define LTI_CLAIM_FAULT(name) [CLAIM_##name] = LTI_##name,
		LTI_CLAIM_FAULTS(LTI_CLAIM_FAULT)
#undef LTI_CLAIM_FAULT
	};

	return known[f];
}

/* How far the clocks are apart, where that is why. */
static void minutes(struct request *rq, struct arrival *a)
{
	const char *name = a->fault == LTI_expired ? "exp" : "iat";
	const double at = json_number_value(json_object_get(a->payload, name));
	double apart = ((double)rq->now / 1000 - at) / 60;

	if (apart < 0)
		apart = -apart;
	fact(a, rq, "minutes", arena_format(rq->mem, "%.0f", apart));
}

static void check_claims(struct request *rq, struct arrival *a)
{
	const struct lti_expect expect = {
		.issuer = a->platform.issuer,
		.client_id = a->platform.client_id,
		.deployment = a->login.deployment,
		.target = a->login.target,
		.base = a->base,
		.nonce_fits = nonce_fits(a),
		.anonymous = a->platform.anonymous,
		.now = rq->now,
	};
	const char *claim;

	fault(a, fault_of(lti_launch_check(rq->mem, a->payload, &expect,
					   &a->said, &claim)));
	if (!a->fault)
		return;
	fact(a, rq, "claim", claim);
	if (a->fault == LTI_expired || a->fault == LTI_issued_ahead ||
	    a->fault == LTI_issued_long_ago)
		minutes(rq, a);
}

/* ---- Addresses of theirs -------------------------------------------------------------- */

static const char *usable(const struct request *rq, const char *url)
{
	return *url && fetch_url_fits(url, &rq->server->config->lti_reach)
		? url : "";
}

/* What we would never ask is as if it had not been said; but where a choice is
   to be returned is needed. */
static void check_urls(struct request *rq, struct arrival *a)
{
	struct lti_said *s = &a->said;

	s->line_item = usable(rq, s->line_item);
	s->line_items = usable(rq, s->line_items);
	s->members_url = usable(rq, s->members_url);
	s->return_url = usable(rq, s->return_url);
	if (s->kind != LAUNCH_CHOICE)
		return;
	s->return_url = usable(rq, json_string_value(json_object_get(
		s->settings, "deep_link_return_url")));
	if (!*s->return_url)
		fault(a, LTI_settings_bad);
	else if (s->role != LAUNCH_INSTRUCTOR)
		fault(a, LTI_choice_role);
}

/* The other system refuses, by OIDC Core 3.1.2.6. */
static bool refused(struct request *rq, struct arrival *a)
{
	const char *error = form_value(rq, "error");
	const char *description = form_value(rq, "error_description");

	if (!error)
		return false;
	fault_said(a, rq, LTI_platform_said, "error", error);
	fact(a, rq, "description", description ? description : "");
	return true;
}

static enum err launch_look(struct request *rq)
{
	struct arrival *a = arrival_new(rq);
	enum err e;

	if ((e = form_check(rq, FORM_MOST)))
		return e;
	a->state = form_value(rq, "state");
	if ((e = look(rq, a)))
		return e;
	if (a->fault || refused(rq, a))
		return OK;
	check_token(rq, a);
	if (a->busy)
		return fail(ERR_BUSY, "too many wait for keys of others");
	if (a->fault)
		return OK;
	a->payload = a->token->payload;
	check_claims(rq, a);
	if (!a->fault)
		check_urls(rq, a);
	return OK;
}

/* ---- The browser proves itself by the platform's storage ------------------------------- */

/*
 * Only our own page sends it: what somebody got in their browser they could put
 * on a page of theirs, to make others come in as them.
 */
static bool sent_by_us(const struct request *rq)
{
	const char *site = request_header(rq, "Sec-Fetch-Site");

	return !site || strcmp(site, "same-origin") == 0;
}

static bool proof_good(const struct lti_login *l, const char *proof,
		       const char *binding)
{
	char of_proof[SECRET_HASH_SIZE], of_binding[SECRET_HASH_SIZE];

	return l->held && l->proof_hash && secret_hash(proof, of_proof) &&
	       secret_hash(binding, of_binding) &&
	       secret_hash_same(of_proof, l->proof_hash) &&
	       secret_hash_same(of_binding, l->browser_hash);
}

static enum err proof_look(struct request *rq)
{
	struct arrival *a = arrival_new(rq);
	enum err e;

	if ((e = form_check(rq, FORM_MOST)))
		return e;
	a->state = form_value(rq, "state");
	if ((e = look(rq, a)) || a->fault)
		return e;
	a->ours = sent_by_us(rq) &&
		  proof_good(&a->login, form_value(rq, "proof"),
			     form_value(rq, "binding"));
	if (!a->ours) {
		fault(a, LTI_browser_other);
		return OK;
	}
	a->proven = true;
	a->payload = request_own_json(rq, json_loads(a->login.held, 0, NULL));
	check_claims(rq, a);
	if (!a->fault)
		check_urls(rq, a);
	return OK;
}

/* ---- What is answered ------------------------------------------------------------------ */

static struct lti_event event_of(const struct request *rq,
				 const struct arrival *a)
{
	return (struct lti_event){
		.connection_id = a->platform.id ? a->platform.id : "",
		.kind = a->said.kind == LAUNCH_CHOICE ? "choice" : "launch",
		.fault = a->fault, .request = rq->id, .facts = a->facts,
		.at = rq->now,
	};
}

static enum err note(struct request *rq, const struct arrival *a)
{
	const struct lti_event event = event_of(rq, a);

	return lti_event_add(rq->db, &event);
}

static int status_of(enum lti_fault f)
{
	switch (f) {
	case LTI_form_bad:
		return 400;
	case LTI_deployment_pending:
	case LTI_deployment_off:
	case LTI_choice_role:
	case LTI_review_role:
	case LTI_person_shut:
		return 403;
	case LTI_module_unsaid:
	case LTI_module_gone:
	case LTI_unit_gone:
	case LTI_review_nobody:
		return 404;
	default:
		return 401;
	}
}

static enum err fault_page(struct request *rq, struct response *rs,
			   const struct arrival *a)
{
	return lti_page_fault(rq, rs, status_of(a->fault), a->fault, a->facts,
			      a->platform.id ? lti_embed(rq->mem, &a->platform)
					     : NULL);
}

static enum err respond_fault(struct request *rq, struct response *rs,
			      const struct arrival *a)
{
	const enum err e = note(rq, a);

	return e ? e : fault_page(rq, rs, a);
}

/* Nothing is written for who showed nothing that the other side signed. */
static enum err respond_stranger(struct request *rq, struct response *rs,
				 const struct arrival *a)
{
	const struct lti_event event = event_of(rq, a);

	lti_strangers_note(rq, &event);
	return fault_page(rq, rs, a);
}

static struct lti_step step_of(struct request *rq, const struct arrival *a)
{
	return (struct lti_step){
		.state = a->state, .storage = a->login.storage,
		.platform = fetch_origin(rq->mem, a->platform.auth_url),
		.next = lti_login_again(rq, a->base, &a->platform, &a->login),
		.embed = lti_embed(rq->mem, &a->platform),
	};
}

static enum err respond_tab(struct request *rq, struct response *rs,
			    const struct arrival *a,
			    const struct lti_step *step)
{
	struct arrival noted = *a;
	enum err e;

	noted.fault = LTI_browser_other;
	e = note(rq, &noted);
	return e ? e : lti_page_tab(rq, rs, step);
}

/*
 * Our cookie did not come back. What the platform keeps for us tells the browser
 * as well; else it begins anew, in a tab of its own. A launch is never let in
 * without either.
 */
static enum err respond_unbound(struct request *rq, struct response *rs,
				const struct arrival *a)
{
	char proof[SECRET_SIZE], hash[SECRET_HASH_SIZE];
	struct lti_step step = step_of(rq, a);
	char *held;
	bool kept;
	enum err e;

	if (!*a->login.storage)
		return respond_tab(rq, rs, a, &step);
	secret_new(proof);
	secret_hash(proof, hash);
	held = json_dumps(a->payload, JSON_COMPACT);
	e = lti_login_hold(rq->db, a->state_hash, held, hash,
			   rq->now - LTI_LOGIN_MS, &kept);
	free(held);
	if (e)
		return e;
	step.proof = proof;
	return kept ? lti_page_proof(rq, rs, &step)
		    : respond_tab(rq, rs, a, &step);
}

static enum err respond_launched(struct request *rq, struct response *rs,
				 const struct arrival *a, const char *id,
				 const char *ticket)
{
	enum err e;

	json_object_set_new(a->facts, "role",
			    json_string(launch_role_name(a->said.role)));
	if ((e = note(rq, a)))
		return e;
	lti_cookie_set(rq, rs, a->state, NULL);
	rs->framed = true;
	response_header(rs, "Location",
			arena_format(rq->mem, "%s/l/%s#%s", a->base, id,
				     ticket));
	return respond_empty(rs, 303);
}

static enum err take(struct request *rq, struct response *rs,
		     struct arrival *a)
{
	const char *id = NULL, *ticket = NULL;
	bool first;
	enum err e;

	if ((e = lti_login_use(rq->db, a->state_hash, rq->now - LTI_LOGIN_MS,
			       rq->now, &first)))
		return e;
	if (!first)
		fault(a, LTI_login_used);
	else if ((e = lti_launch_make(rq, a, &id, &ticket)))
		return e;
	return a->fault ? respond_fault(rq, rs, a)
			: respond_launched(rq, rs, a, id, ticket);
}

/* In the transaction, and perhaps more than once: what was prepared stays. */
static enum err take_in(struct request *rq, struct response *rs)
{
	struct arrival a = *(struct arrival *)rq->prepared;

	if (a.fault)
		return respond_fault(rq, rs, &a);
	return a.ours ? take(rq, rs, &a) : respond_unbound(rq, rs, &a);
}

struct taking {
	struct request *rq;
	struct response *rs;
};

static enum err take_work(struct db *db, void *context)
{
	const struct taking *t = context;
	enum err e;

	*t->rs = (struct response)RESPONSE_INIT;
	t->rq->db = db;
	e = take_in(t->rq, t->rs);
	t->rq->db = NULL;
	return e;
}

/* Not as a route's write: for who is not served yet this page goes on by
   itself. */
static enum err take_all(struct request *rq, struct response *rs,
			 enum err (*look_at)(struct request *))
{
	struct taking taking = { rq, rs };
	const struct arrival *a;
	const enum err e = look_at(rq);

	serve_read_end(rq);
	if (e)
		return e;
	a = rq->prepared;
	return a->fault && !a->proven ? respond_stranger(rq, rs, a)
				      : serve_write(rq, take_work, &taking);
}

enum err lti_launch_come(struct request *rq, struct response *rs)
{
	static const char *const names[] = {
		"state", "id_token", "error", "error_description", NULL
	};
	const enum err e = take_all(rq, rs, launch_look);

	return e == ERR_BUSY ? lti_page_busy(rq, rs, names) : e;
}

/* What another's page posted is not posted again by ours: it would be ours
   then. */
enum err lti_proof_come(struct request *rq, struct response *rs)
{
	static const char *const names[] = {
		"state", "proof", "binding", NULL
	};
	const enum err e = take_all(rq, rs, proof_look);

	return e == ERR_BUSY && sent_by_us(rq) ? lti_page_busy(rq, rs, names)
					       : e;
}
