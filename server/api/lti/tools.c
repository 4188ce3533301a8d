/*
 * Tools that our modules and programmes launch: registered by administrators,
 * seen by the organisers of the agencies that may use them.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/lti/field.h"
#include "api/lti/tools.h"
#include "api/scope.h"
#include "api/wire.h"
#include "auth/rs256.h"
#include "base/ident.h"
#include "config.h"
#include "domain/lti_tool.h"
#include "domain/person.h"
#include "http/fetch.h"
#include "lti/frames.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_access.h"
#include "store/lti_tool.h"

#define REDIRECTS_MOST 20

static const struct phrase redirects_rule = { {
	"Tulis 1 sampai 20 alamat lengkap yang diawali https://, tanpa tanda #.",
	"Write 1 to 20 whole addresses that begin with https://, without a #." } };
static const struct phrase keys_rule = { {
	"Isi alamat kunci alat (JWKS), atau satu kunci publik RSA dengan kid; salah satu saja.",
	"Give the address of the tool's keys (JWKS), or one public RSA key with a kid; one of the two." } };
static const struct phrase scopes_rule = { {
	"Pilih dari lineitem, lineitem.readonly, result.readonly, score, contextmembership.readonly.",
	"Choose from lineitem, lineitem.readonly, result.readonly, score, contextmembership.readonly." } };
static const struct phrase custom_rule = { {
	"Parameter tambahan adalah pasangan nama dan teks, paling banyak 50; angka dan isian kosong (null) tidak diterima.",
	"Custom parameters are pairs of a name and a text, 50 at most; numbers and null are not accepted." } };
/* ---- As told ---------------------------------------------------------------- */

static json_t *words_json(const char *list)
{
	json_t *out = json_array();

	for (size_t i = 0; i < LTI_SCOPES; i++)
		if (lti_scope_in(list, lti_scope_name(i)))
			json_array_append_new(out,
				json_string(lti_scope_name(i)));
	return out;
}

/* What was checked when it was stored; {} or null when it is "". */
static json_t *json_kept(const char *text, bool object)
{
	json_t *json = *text ? json_loads(text, 0, NULL) : NULL;

	return json ? json : object ? json_object() : json_null();
}

/* Custom parameters may hold what only the tool's side is to know. */
static json_t *tool_json(const struct request *rq, const struct lti_tool *t)
{
	const bool whole = person_is(rq->person, ROLE_ADMIN);

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o,"
			 " s:b, s:b, s:o*, s:s, s:I, s:I, s:I}",
			 "id", t->id, "agency", t->agency_id, "name", t->name,
			 "clientId", t->client_id, "loginUrl", t->login_url,
			 "targetUrl", t->target_url,
			 "choiceUrl", text_or_null(t->choice_url),
			 "jwksUrl", text_or_null(t->jwks_url),
			 "jwk", json_kept(t->jwk, false),
			 "scopes", words_json(t->scopes),
			 "sendName", t->send_name, "sendEmail", t->send_email,
			 "custom", whole ? json_kept(t->custom, true) : NULL,
			 "state", t->active ? "active" : "off",
			 "revision", (json_int_t)t->revision,
			 "createdAt", (json_int_t)t->created_at,
			 "updatedAt", (json_int_t)t->updated_at);
}

enum err lti_tools_index(struct request *rq, struct response *rs)
{
	struct lti_tool *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = lti_tool_list(rq->db, agency_scope_asked(rq), &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, tool_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:o}", "tools", list));
}

/* Those of other agencies are the administrators' to see. */
static json_t *deployments_json(const struct request *rq,
				const struct lti_tool_deployment *d, size_t n)
{
	const bool all = person_is(rq->person, ROLE_ADMIN);
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		if (all || !strcmp(d[i].agency_id, rq->person->agency_id))
			json_array_append_new(list, json_pack(
				"{s:s, s:{s:s, s:s}, s:s}", "id", d[i].id,
				"agency", "id", d[i].agency_id, "name",
				d[i].agency_name,
				"state", d[i].active ? "active" : "off"));
	return list;
}

/* What the tool's side must be told of us. */
static void ours_put(struct request *rq, json_t *json)
{
	static const struct {
		const char *member, *path;
	} ours[] = {
		{ "issuer", "" },
		{ "authUrl", "/lti/platform/auth" },
		{ "tokenUrl", "/lti/platform/token" },
		{ "platformJwksUrl", "/lti/jwks.json" },
		{ "configurationUrl", "/.well-known/openid-configuration" },
	};
	const char *base = lti_base(rq);

	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		json_object_set_new(json, ours[i].member, json_string(
			arena_format(rq->mem, "%s%s", base, ours[i].path)));
}

static enum err tool_respond(struct request *rq, struct response *rs,
			     int status, const struct lti_tool *t)
{
	struct lti_tool_deployment *deployments;
	json_t *json = request_own_json(rq, tool_json(rq, t));
	json_t *uris = json_array();
	const char **redirects;
	size_t n, nredirects;
	enum err e;

	json_object_set_new(json, "redirectUris", uris);
	if ((e = lti_tool_deployment_list(rq->db, t->id, &deployments, &n)) ||
	    (e = lti_tool_redirects(rq->db, t->id, &redirects, &nredirects)))
		return e;
	json_object_set_new(json, "deployments",
			    deployments_json(rq, deployments, n));
	for (size_t i = 0; i < nredirects; i++)
		json_array_append_new(uris, json_string(redirects[i]));
	ours_put(rq, json);
	return respond_json(rq, rs, status, json_incref(json));
}

enum err lti_tool_seen(struct request *rq, struct lti_tool *out)
{
	struct lti_tool_deployment d;
	enum err e = lti_tool_by_id(rq->db, request_param(rq, "id"), out);

	if (e || person_is(rq->person, ROLE_ADMIN))
		return e;
	return lti_tool_deployment_of(rq->db, out->id, rq->person->agency_id,
				      &d);
}

enum err lti_tools_show(struct request *rq, struct response *rs)
{
	struct lti_tool t;
	const enum err e = lti_tool_seen(rq, &t);

	return e ? e : tool_respond(rq, rs, 200, &t);
}

/* ---- What may be registered ------------------------------------------------- */

/* A public key that we can verify with, and a kid to know it by. */
static bool jwk_fits(const json_t *jwk)
{
	const char *kid = json_string_value(json_object_get(jwk, "kid"));
	struct rs256_key *key;

	if (!kid || !*kid || strlen(kid) > RS256_KID_MOST ||
	    json_object_get(jwk, "d") || rs256_key_jwk(jwk, &key))
		return false;
	rs256_key_free(key);
	return true;
}

static void text_done(void *text)
{
	free(text);
}

static const char *json_text(struct request *rq, const json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	if (text)
		arena_own(rq->mem, text, text_done);
	return text ? text : "";
}

static enum err keys_read(struct request *rq, struct lti_tool *t)
{
	const json_t *jwk = json_object_get(rq->json, "jwk");
	const json_t *url = json_object_get(rq->json, "jwksUrl");
	enum err e;

	if (json_is_string(url) && *json_string_value(url) && !jwk)
		t->jwk = "";
	if (json_is_object(jwk)) {
		if (!jwk_fits(jwk))
			return field_bad(rq, "jwk", &keys_rule);
		t->jwk = json_text(rq, jwk);
		if (!url)
			t->jwks_url = "";
	} else if (jwk && !json_is_null(jwk)) {
		return field_bad(rq, "jwk", &keys_rule);
	} else if (jwk || !t->jwk) {
		t->jwk = "";
	}
	if ((e = lti_url_read(rq, "jwksUrl", false, &t->jwks_url)))
		return e;
	return !*t->jwk != !*t->jwks_url ? OK
		: field_bad(rq, "jwksUrl", &keys_rule);
}

static enum err scopes_read(struct request *rq, struct lti_tool *t)
{
	const json_t *given = json_object_get(rq->json, "scopes");

	if (given)
		t->scopes = lti_scopes_read(rq->mem, given);
	else if (!t->scopes)
		t->scopes = "";
	return t->scopes ? OK : field_bad(rq, "scopes", &scopes_rule);
}

static enum err custom_read(struct request *rq, struct lti_tool *t)
{
	const json_t *given = json_object_get(rq->json, "custom");

	if (given && !lti_custom_fits(given))
		return field_bad(rq, "custom", &custom_rule);
	if (given)
		t->custom = json_text(rq, given);
	else if (!t->custom)
		t->custom = "{}";
	return OK;
}

/* Fills in what the body says over what `t` has. */
static enum err tool_read(struct request *rq, struct lti_tool *t)
{
	const char *state = t->active ? "active" : "off";
	enum err e;

	if ((e = lti_name_read(rq, &t->name)) ||
	    (e = lti_url_read(rq, "loginUrl", true, &t->login_url)) ||
	    (e = lti_url_read(rq, "targetUrl", true, &t->target_url)) ||
	    (e = lti_url_read(rq, "choiceUrl", false, &t->choice_url)) ||
	    (e = keys_read(rq, t)) || (e = scopes_read(rq, t)) ||
	    (e = field_bool(rq, "sendName", &t->send_name)) ||
	    (e = field_bool(rq, "sendEmail", &t->send_email)) ||
	    (e = custom_read(rq, t)))
		return e;
	e = lti_state_read(rq, &state);
	t->active = strcmp(state, "active") == 0;
	return e;
}

/* `n` is 0 when the body says nothing of them and need not. */
static enum err redirects_read(struct request *rq, bool needed,
			       const char **uris, size_t *n)
{
	const json_t *given = json_object_get(rq->json, "redirectUris");
	const json_t *one;
	size_t i;

	*n = json_array_size(given);
	if (!given && !needed)
		return OK;
	if (*n < 1 || *n > REDIRECTS_MOST)
		return field_bad(rq, "redirectUris", &redirects_rule);
	json_array_foreach(given, i, one) {
		uris[i] = json_string_value(one);
		if (!uris[i] || !fetch_url_fits(uris[i],
				&rq->server->config->lti_reach))
			return field_bad(rq, "redirectUris", &redirects_rule);
	}
	return OK;
}

/* ---- Changing them ---------------------------------------------------------- */

static enum err deployment_add(struct request *rq, const char *tool_id,
			       const char *agency_id, bool active)
{
	return lti_tool_deployment_put(rq->db, &(struct lti_tool_deployment){
		.id = ident_make(rq->mem, rq->now),
		.tool_id = tool_id,
		.agency_id = agency_id,
		.active = active,
		.created_at = rq->now,
	});
}

enum err lti_tools_create(struct request *rq, struct response *rs)
{
	struct lti_tool t = {
		.id = ident_make(rq->mem, rq->now),
		.client_id = ident_make(rq->mem, rq->now),
		.active = true,
		.revision = 1,
		.created_by = rq->person->id,
		.created_at = rq->now,
		.updated_at = rq->now,
	};
	const char *uris[REDIRECTS_MOST];
	size_t n;
	enum err e;

	if ((e = lti_agency_read(rq, &t.agency_id)) ||
	    (e = tool_read(rq, &t)) ||
	    (e = redirects_read(rq, true, uris, &n)) ||
	    (e = lti_tool_add(rq->db, &t)) ||
	    (e = lti_tool_redirects_put(rq->db, t.id, uris, n)) ||
	    (e = deployment_add(rq, t.id, t.agency_id, true)))
		return e;
	rq->after = lti_frames_forget;
	return tool_respond(rq, rs, 201, &t);
}

/* Tokens were given for what it was. */
static bool tokens_end(const struct lti_tool *was, const struct lti_tool *t)
{
	return !t->active || strcmp(was->scopes, t->scopes) ||
	       strcmp(was->jwks_url, t->jwks_url) || strcmp(was->jwk, t->jwk);
}

enum err lti_tools_change(struct request *rq, struct response *rs)
{
	const char *uris[REDIRECTS_MOST];
	struct lti_tool was, t;
	bool done;
	size_t n;
	enum err e;

	if ((e = lti_tool_by_id(rq->db, request_param(rq, "id"), &was)))
		return e;
	t = was;
	t.updated_at = rq->now;
	if ((e = field_number(rq, "revision", 1, INT32_MAX, &t.revision)) ||
	    (e = tool_read(rq, &t)) ||
	    (e = redirects_read(rq, false, uris, &n)) ||
	    (e = lti_tool_change(rq->db, &t, &done)))
		return e;
	if (!done)
		return refuse(rq, P_lti_tool_changed, NO_VALUES);
	if ((n && (e = lti_tool_redirects_put(rq->db, t.id, uris, n))) ||
	    (tokens_end(&was, &t) && (e = lti_access_end(rq->db, t.id))) ||
	    (e = lti_tool_by_id(rq->db, t.id, &t)))
		return e;
	rq->after = lti_frames_forget;
	return tool_respond(rq, rs, 200, &t);
}

enum err lti_tools_remove(struct request *rq, struct response *rs)
{
	struct lti_tool t;
	bool used;
	enum err e;

	if ((e = lti_tool_by_id(rq->db, request_param(rq, "id"), &t)) ||
	    (e = lti_tool_used(rq->db, t.id, &used)))
		return e;
	if (used)
		return refuse(rq, P_lti_tool_used, NO_VALUES);
	if ((e = lti_tool_drop(rq->db, t.id)))
		return e;
	rq->after = lti_frames_forget;
	return respond_empty(rs, 204);
}

enum err lti_tools_deploy(struct request *rq, struct response *rs)
{
	const char *agency_id, *state = "active";
	struct lti_tool t;
	enum err e;

	if ((e = lti_tool_by_id(rq->db, request_param(rq, "id"), &t)) ||
	    (e = lti_agency_read(rq, &agency_id)) ||
	    (e = lti_state_read(rq, &state)) ||
	    (e = deployment_add(rq, t.id, agency_id,
				strcmp(state, "active") == 0)))
		return e;
	return tool_respond(rq, rs, 200, &t);
}
