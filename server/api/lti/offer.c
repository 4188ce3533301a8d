/*
 * A tool registers itself with us (Dynamic Registration as platform): an
 * administrator gives the tool's own registration address, and their browser
 * takes a token there, good for one registration within an hour. What comes is
 * off until they turn it on.
 */
#include <string.h>
#include <strings.h>

#include "api/field.h"
#include "auth/secret.h"
#include "base/ident.h"
#include "config.h"
#include "domain/lti_tool.h"
#include "domain/lti_tool_ask.h"
#include "domain/person.h"
#include "http/fetch.h"
#include "lti/event.h"
#include "lti/service.h"
#include "lti/telling.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_offer.h"
#include "store/lti_tool.h"

#define OFFER_MS (3600 * INT64_C(1000))
#define TOOL "https://purl.imsglobal.org/spec/lti-tool-configuration"

/* {url}: where the browser goes. */
enum err lti_offer_create(struct request *rq, struct response *rs)
{
	char token[SECRET_SIZE], hash[SECRET_HASH_SIZE];
	const struct phrase *fault;
	const char *url, *ours;
	enum err e;

	if ((e = field_text_needed(rq, "url", 2048, &url)))
		return e;
	url = text_trim(rq->mem, url);
	if ((fault = lti_url_fault(url, &rq->server->config->lti_reach)))
		return field_bad(rq, "url", fault);
	secret_new(token);
	secret_hash(token, hash);
	if ((e = lti_offer_add(rq->db, &(struct lti_offer){
		.token_hash = hash, .agency_id = rq->person->agency_id,
		.created_by = rq->person->id, .created_at = rq->now,
		.expires_at = rq->now + OFFER_MS })))
		return e;
	ours = arena_format(rq->mem, "%s/.well-known/openid-configuration",
			    lti_base(rq));
	url = lti_url_with(rq->mem, url, "openid_configuration", ours);
	url = lti_url_with(rq->mem, url, "registration_token", token);
	return respond_json(rq, rs, 201, json_pack("{s:s, s:I}", "url", url,
		"expiresAt", (json_int_t)(rq->now + OFFER_MS)));
}

static enum err respond_error(struct request *rq, struct response *rs,
			      int status, const char *error,
			      const char *description)
{
	return respond_json(rq, rs, status, json_pack("{s:s, s:s}", "error",
		error, "error_description", description));
}

static enum err tool_add(struct request *rq, const struct lti_offer *offer,
			 const struct lti_tool_ask *ask, struct lti_tool *t,
			 const char **deployment)
{
	enum err e;

	*t = (struct lti_tool){
		.id = ident_make(rq->mem, rq->now),
		.client_id = ident_make(rq->mem, rq->now),
		.agency_id = offer->agency_id, .created_by = offer->created_by,
		.name = ask->name, .login_url = ask->login_url,
		.target_url = ask->target_url, .choice_url = ask->choice_url,
		.jwks_url = ask->jwks_url, .jwk = "", .scopes = ask->scopes,
		.custom = ask->custom, .active = false, .revision = 1,
		.created_at = rq->now, .updated_at = rq->now,
	};
	*deployment = ident_make(rq->mem, rq->now);
	if ((e = lti_tool_add(rq->db, t)) ||
	    (e = lti_tool_redirects_put(rq->db, t->id, ask->redirects,
					ask->nredirects)) ||
	    (e = lti_tool_deployment_put(rq->db, &(struct lti_tool_deployment){
		.id = *deployment, .tool_id = t->id,
		.agency_id = offer->agency_id, .active = true,
		.created_at = rq->now })))
		return e;
	return lti_event_add(rq->db, &(struct lti_event){
		.connection_id = t->id, .kind = "registration",
		.fault = LTI_OK, .request = rq->id, .at = rq->now });
}

/* What was taken, of what was said. */
static json_t *registered(struct request *rq, const struct lti_tool *t,
			  const char *deployment)
{
	json_t *json = json_copy(rq->json);
	json_t *tool = json_copy(json_object_get(rq->json, TOOL));

	json_object_set_new(json, "client_id", json_string(t->client_id));
	json_object_set_new(json, "scope", json_string(
		lti_scopes_uris(rq->mem, t->scopes)));
	json_object_set_new(tool, "deployment_id", json_string(deployment));
	json_object_set_new(json, TOOL, tool);
	return json;
}

/*
 * POST by the tool's server, with the token as Bearer. The token goes with the
 * first registration that fits; one that does not leaves it good.
 */
enum err lti_tool_register(struct request *rq, struct response *rs)
{
	const char *said = request_header(rq, "Authorization");
	char hash[SECRET_HASH_SIZE];
	const char *member, *deployment;
	struct lti_tool_ask ask;
	struct lti_offer offer;
	enum lti_ask_fault f;
	struct lti_tool t;
	enum err e;

	if (!said || strncasecmp(said, "Bearer ", 7) ||
	    !secret_hash(said + 7, hash))
		return respond_error(rq, rs, 401, "invalid_token", "");
	f = lti_tool_ask_read(rq->mem, rq->json,
			      &rq->server->config->lti_reach, fetch_url_fits,
			      &ask, &member);
	if (f)
		return respond_error(rq, rs, 400, lti_ask_error(f), member);
	if ((e = lti_offer_take(rq->db, hash, rq->now, &offer)))
		return e != ERR_NOT_FOUND ? e
			: respond_error(rq, rs, 401, "invalid_token", "");
	if ((e = tool_add(rq, &offer, &ask, &t, &deployment)))
		return e;
	return respond_json(rq, rs, 201, registered(rq, &t, deployment));
}
