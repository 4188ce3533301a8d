/*
 * What we say of ourselves to other systems: our public keys, and how we are
 * asked as a platform (OpenID discovery; LTI Dynamic Registration 1.0).
 */
#include "domain/lti_variables.h"
#include "http/http.h"
#include "lti/key.h"
#include "lti/url.h"
#include "routes.h"

#define AGS "https://purl.imsglobal.org/spec/lti-ags/scope/"
#define NRPS "https://purl.imsglobal.org/spec/lti-nrps/scope/"

enum err lti_jwks_show(struct request *rq, struct response *rs)
{
	json_t *keys;
	enum err e;

	if ((e = lti_keys_published(rq->db, rq->now, &keys)))
		return e;
	response_header(rs, "Cache-Control", "public, max-age=3600");
	return respond_json(rq, rs, 200, keys);
}

static void set_address(struct request *rq, json_t *to, const char *name,
			const char *path)
{
	json_object_set_new(to, name, json_string(
		arena_format(rq->mem, "%s%s", lti_base(rq), path)));
}

static void set_list(json_t *to, const char *name, const char *const *all)
{
	json_t *list = json_array();

	for (; *all; all++)
		json_array_append_new(list, json_string(*all));
	json_object_set_new(to, name, list);
}

#define SET_LIST(to, name, ...) \
	set_list((to), (name), (const char *const[]){ __VA_ARGS__, NULL })

static json_t *platform(void)
{
	json_t *names = json_array();
	const char *name;

	for (size_t i = 0; (name = lti_variable_name(i)); i++)
		json_array_append_new(names, json_string(name));
	return json_pack("{s:s, s:s, s:[{s:s}, {s:s}], s:o}",
		"product_family_code", "balai", "version", BALAI_VERSION,
		"messages_supported", "type", "LtiResourceLinkRequest",
		"type", "LtiDeepLinkingRequest", "variables", names);
}

enum err lti_openid_show(struct request *rq, struct response *rs)
{
	json_t *out = json_object();

	set_address(rq, out, "issuer", "");
	set_address(rq, out, "authorization_endpoint", "/lti/platform/auth");
	set_address(rq, out, "token_endpoint", "/lti/platform/token");
	set_address(rq, out, "jwks_uri", "/lti/jwks.json");
	set_address(rq, out, "registration_endpoint",
		    "/lti/platform/registration");
	SET_LIST(out, "token_endpoint_auth_methods_supported",
		 "private_key_jwt");
	SET_LIST(out, "token_endpoint_auth_signing_alg_values_supported",
		 "RS256");
	SET_LIST(out, "scopes_supported", "openid", AGS "lineitem",
		 AGS "lineitem.readonly", AGS "result.readonly", AGS "score",
		 NRPS "contextmembership.readonly");
	SET_LIST(out, "response_types_supported", "id_token");
	SET_LIST(out, "response_modes_supported", "form_post");
	SET_LIST(out, "id_token_signing_alg_values_supported", "RS256");
	SET_LIST(out, "subject_types_supported", "pairwise");
	SET_LIST(out, "claims_supported", "iss", "aud", "sub", "name",
		 "given_name", "family_name", "email", "locale");
	json_object_set_new(out,
		"https://purl.imsglobal.org/spec/lti-platform-configuration",
		platform());
	response_header(rs, "Cache-Control", "public, max-age=3600");
	return respond_json(rq, rs, 200, out);
}
