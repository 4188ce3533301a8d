#include "lti/token.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "auth/secret.h"
#include "domain/lti_tool.h"
#include "http/form.h"
#include "lti/event.h"
#include "lti/keyset.h"
#include "lti/strangers.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_event.h"
#include "store/lti_tool.h"

#define FORM_MOST (80 << 10)
#define DEPLOYMENT_MOST 255	/* bytes, of the standard */
#define TOKEN_MS 3600000
#define HASH_BYTES 32
#define EVENT_MS 10000		/* the same again is not written down */
#define DEPLOYMENT "https://purl.imsglobal.org/spec/lti/claim/deployment_id"
#define ASSERTION \
	"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

/* ---- Bearing one ------------------------------------------------------------ */

static enum err token_invalid(struct request *rq)
{
	return refuse(rq, P_lti_token_invalid,
		      VALUES({ "challenge", "Bearer error=\"invalid_token\"" }));
}

enum err lti_bearer(struct request *rq, const char *scopes,
		    struct lti_holder *out)
{
	const char *header = request_header(rq, "Authorization");
	char hash[SECRET_HASH_SIZE];
	enum err e;

	if (!header || strncasecmp(header, "Bearer ", 7) ||
	    !secret_hash(text_trim(rq->mem, header + 7), hash))
		return token_invalid(rq);
	if ((e = lti_access_find(rq->db, hash, rq->now, out)))
		return e == ERR_NOT_FOUND ? token_invalid(rq) : e;
	if (lti_scope_any(out->scopes, scopes))
		return OK;
	return refuse(rq, P_lti_scope_missing, VALUES(
		{ "scope", lti_scopes_uris(rq->mem, scopes) },
		{ "challenge", "Bearer error=\"insufficient_scope\"" }));
}

/* ---- Getting one ------------------------------------------------------------ */

struct giving {
	struct lti_tool tool;
	bool known;			/* `tool` is whom the assertion names */
	bool proven;			/* and its key has signed it */
	const char *error;		/* OAuth's word; NULL: it is given */
	enum lti_fault fault;
	bool busy;			/* no key can be asked for just now */
	const char *why;		/* what the fault's sentence needs; "" */
	const char *scopes, *kid;
	const char *deployment;		/* that it is for; "": any */
	char once[2 * HASH_BYTES + 1];	/* the jti, hashed */
	int64_t until;
};

static void refused(struct giving *g, const char *error, enum lti_fault fault,
		    const char *why)
{
	if (g->error)
		return;
	g->error = error;
	g->fault = fault;
	g->why = why;
}

/* The tool's own key, where one was pinned. */
static struct rs256_key *pinned_key(const struct lti_tool *t, const char *kid)
{
	json_t *jwk = json_loads(t->jwk, 0, NULL);
	const char *own = json_string_value(json_object_get(jwk, "kid"));
	struct rs256_key *key = NULL;

	if (!own || strcmp(own, kid) || rs256_key_jwk(jwk, &key))
		key = NULL;
	json_decref(jwk);
	return key;
}

/* Holds no read: it may have to ask the tool's side. */
static struct rs256_key *key_find(struct request *rq, struct giving *g,
				  const char *kid)
{
	struct rs256_key *key = NULL;
	const char *why = "";

	if (*g->tool.jwk) {
		if (!(key = pinned_key(&g->tool, kid)))
			refused(g, "invalid_client", LTI_tool_key_unknown, kid);
		return key;
	}
	switch (keyset_key(rq, g->tool.jwks_url, kid, &key, &why)) {
	case KEYSET_FINE:
		return key;
	case KEYSET_UNKNOWN:
		refused(g, "invalid_client", LTI_tool_key_unknown, kid);
		break;
	case KEYSET_AWAY:
		refused(g, "invalid_client", LTI_tool_keys_away, why);
		break;
	case KEYSET_BAD:
		refused(g, "invalid_client", LTI_tool_keys_bad, why);
		break;
	case KEYSET_BUSY:
		g->busy = true;
		break;
	}
	return NULL;
}

static const char *hashed(char out[static 2 * HASH_BYTES + 1], const char *text)
{
	unsigned char hash[HASH_BYTES];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), NULL, 0);
	return sodium_bin2hex(out, 2 * HASH_BYTES + 1, hash, sizeof(hash));
}

static void claims_look(struct request *rq, struct giving *g,
			const struct jwt *jwt, const char *base)
{
	static const enum lti_fault faults[] = {
		[LTI_ASSERTION_WHO] = LTI_assertion_who,
		[LTI_ASSERTION_AUDIENCE] = LTI_assertion_audience,
		[LTI_ASSERTION_TIME] = LTI_assertion_time,
		[LTI_ASSERTION_ONCE] = LTI_assertion_once,
	};
	const char *jti;
	const char *url = arena_format(rq->mem, "%s/lti/platform/token", base);
	const enum lti_assertion_fault fault = lti_assertion_check(
		jwt->payload, &(struct lti_assertion){
			.client_id = g->tool.client_id,
			.token_url = url,
			.issuer = base,
			.now = rq->now,
		}, &jti, &g->until);

	if (fault) {
		refused(g, "invalid_client", faults[fault], url);
		return;
	}
	hashed(g->once, jti);
}

/* The framework lets a tool say for which deployment it asks. */
static const char *deployment_of(struct arena *mem, const json_t *payload)
{
	const json_t *said = json_object_get(payload, DEPLOYMENT);
	const char *id = json_string_value(said);

	if (!said)
		return "";
	/* What is none of ours is found nowhere. */
	return id && *id && strlen(id) <= DEPLOYMENT_MOST
		? arena_copy(mem, id, strlen(id)) : "-";
}

/* Whom it names is only whom to look up: the key decides. */
static enum err tool_find(struct request *rq, struct giving *g,
			  const struct jwt *jwt, const char **base)
{
	const char *client = json_string_value(json_object_get(jwt->payload,
							       "iss"));
	enum err e;

	if ((e = serve_read(rq)))
		return e;
	*base = lti_base(rq);
	e = lti_tool_by_client(rq->db, client ? client : "", &g->tool);
	serve_read_end(rq);
	if (e && e != ERR_NOT_FOUND)
		return e;
	g->known = !e;
	if (e)
		refused(g, "invalid_client", LTI_tool_unknown, "");
	else if (!g->tool.active)
		refused(g, "invalid_client", LTI_tool_off, "");
	return OK;
}

static enum err assertion_look(struct request *rq, struct giving *g,
			       const struct jwt *jwt)
{
	struct rs256_key *key;
	const char *base;
	enum err e;

	if ((e = tool_find(rq, g, jwt, &base)) || g->error)
		return e;
	g->kid = arena_copy(rq->mem, jwt->kid, strlen(jwt->kid));
	g->deployment = deployment_of(rq->mem, jwt->payload);
	if (!(key = key_find(rq, g, g->kid)))
		return g->busy ? fail(ERR_BUSY, "too many wait for keys") : OK;
	g->proven = jwt_verify(jwt, key);
	if (!g->proven)
		refused(g, "invalid_client", LTI_assertion_signature, g->kid);
	else
		claims_look(rq, g, jwt, base);
	rs256_key_free(key);
	return OK;
}

static enum err assertion_read(struct request *rq, struct giving *g)
{
	const char *text = form_value(rq, "client_assertion");
	struct jwt jwt;
	enum jwt_fault fault;
	enum err e;

	if (!text || !*text) {
		refused(g, "invalid_request", LTI_token_form,
			"client_assertion");
		return OK;
	}
	if ((fault = jwt_parse(rq->mem, text, strlen(text), &jwt))) {
		refused(g, "invalid_client", LTI_assertion_form,
			jwt_fault_name(fault));
		return OK;
	}
	e = assertion_look(rq, g, &jwt);
	jwt_end(&jwt);
	return e;
}

static void form_look(struct request *rq, struct giving *g)
{
	const char *grant = form_value(rq, "grant_type");
	const char *type = form_value(rq, "client_assertion_type");

	if (!grant || !*grant)
		refused(g, "invalid_request", LTI_token_form, "grant_type");
	else if (strcmp(grant, "client_credentials"))
		refused(g, "unsupported_grant_type", LTI_token_form,
			"grant_type");
	if (!type || strcmp(type, ASSERTION))
		refused(g, "invalid_request", LTI_token_form,
			"client_assertion_type");
}

static enum err look(struct request *rq, struct giving *g)
{
	const char *scope;
	enum err e;

	if (form_check(rq, FORM_MOST)) {
		refused(g, "invalid_request", LTI_token_form, "Content-Type");
		return OK;
	}
	form_look(rq, g);
	if (!g->error && (e = assertion_read(rq, g)))
		return e;
	if (g->error)
		return OK;
	scope = form_value(rq, "scope");
	g->scopes = lti_scopes_grant(rq->mem, scope ? scope : "",
				     g->tool.scopes);
	if (!*g->scopes)
		refused(g, "invalid_scope", LTI_token_scope, scope ? scope : "");
	return OK;
}

static struct lti_event event_of(struct request *rq, const struct giving *g)
{
	return (struct lti_event){
		.connection_id = g->tool.id, .kind = "token",
		.fault = g->fault, .request = rq->id, .at = rq->now,
		.facts = request_own_json(rq, json_pack("{s:s, s:s, s:s}",
			"name", g->tool.name, "why", g->why,
			"scopes", g->scopes ? g->scopes : "")),
	};
}

enum err lti_token_check(struct request *rq, struct response *rs)
{
	struct giving *g = arena_new(rq->mem, struct giving);
	enum err e;

	(void)rs;
	rq->prepared = g;
	g->why = g->deployment = "";
	if (!(e = look(rq, g)) && g->known && !g->proven) {
		const struct lti_event event = event_of(rq, g);

		lti_strangers_note(rq, &event);
	}
	return e;
}

/* A tool that asks again and again is not written down each time. */
static enum err event_put(struct request *rq, const struct giving *g)
{
	const struct lti_event event = event_of(rq, g);
	struct lti_event_row *last;
	size_t n;
	enum err e;

	if ((e = lti_event_of(rq->db, g->tool.id, "token", 1, &last, &n)))
		return e;
	if (n && !*last->mark &&
	    strcmp(last->code, lti_fault_code(g->fault)) == 0 &&
	    rq->now - last->at < EVENT_MS)
		return OK;
	return lti_event_add(rq->db, &event);
}

static enum err respond_error(struct request *rq, struct response *rs,
			      const struct giving *g, const char *error,
			      enum lti_fault fault)
{
	const char *words = lti_fault_words(fault)->in[LANG_EN];

	response_header(rs, "Pragma", "no-cache");
	return respond_json(rq, rs, 400, json_pack("{s:s, s:s}",
		"error", error, "error_description", text_fill(rq->mem, words,
			VALUES({ "why", g->why },
			       { "client", g->tool.client_id
					   ? g->tool.client_id : "–" },
			       { "name", g->tool.name ? g->tool.name : "–" }))));
}

static enum err respond_token(struct request *rq, struct response *rs,
			      const struct giving *g)
{
	char token[SECRET_SIZE], hash[SECRET_HASH_SIZE];
	enum err e;

	secret_new(token);
	secret_hash(token, hash);
	if ((e = lti_access_add(rq->db, &(struct lti_access){
			.token_hash = hash,
			.tool_id = g->tool.id,
			.scopes = g->scopes,
			.kid = g->kid,
			.deployment_id = g->deployment,
			.expires_at = rq->now + TOKEN_MS,
		})))
		return e;
	response_header(rs, "Pragma", "no-cache");
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s, s:i, s:s}",
		"access_token", token, "token_type", "Bearer",
		"expires_in", TOKEN_MS / 1000,
		"scope", lti_scopes_uris(rq->mem, g->scopes)));
}

/* What only the write can say. */
static enum err last_look(struct request *rq, struct giving *g)
{
	bool fresh, on = true;
	enum err e;

	if ((e = lti_once_use(rq->db, g->tool.id, g->once, g->until, &fresh)))
		return e;
	if (!fresh)
		refused(g, "invalid_client", LTI_assertion_used, "");
	if (*g->deployment &&
	    (e = lti_tool_deployment_on(rq->db, g->tool.id, g->deployment,
					&on)))
		return e;
	if (!on)
		refused(g, "invalid_client", LTI_assertion_deployment,
			g->deployment);
	return OK;
}

enum err lti_token_give(struct request *rq, struct response *rs)
{
	struct giving g = *(struct giving *)rq->prepared;
	enum err e;

	if (!g.error && (e = last_look(rq, &g)))
		return e;
	if (g.proven && (e = event_put(rq, &g)))
		return e;
	return g.error ? respond_error(rq, rs, &g, g.error, g.fault)
		       : respond_token(rq, rs, &g);
}
