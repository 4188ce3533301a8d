#include "domain/lti_registration.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

#define CLAIM "https://purl.imsglobal.org/spec/"
#define PLATFORM CLAIM "lti-platform-configuration"
#define TOOL CLAIM "lti-tool-configuration"
#define LEVELS 16
#define URL_MOST 2048
#define ID_MOST 255
#define SAID_MOST 500

static const char *const wanted[] = {
	CLAIM "lti-ags/scope/lineitem",
	CLAIM "lti-ags/scope/lineitem.readonly",
	CLAIM "lti-ags/scope/result.readonly",
	CLAIM "lti-ags/scope/score",
	CLAIM "lti-nrps/scope/contextmembership.readonly",
};

#define WANTED (sizeof(wanted) / sizeof(*wanted))

/* Clouds where one address answers for many issuers: who signs is decided by
   the keys at the issuer's own cloud all the same. */
static const struct { const char *host, *under; } clouds[] = {
	{ "canvas.instructure.com", ".instructure.com" },
	{ "canvas.instructure.com", ".canvaslms.com" },
	{ "canvas.beta.instructure.com", ".instructure.com" },
	{ "canvas.beta.instructure.com", ".canvaslms.com" },
	{ "canvas.test.instructure.com", ".instructure.com" },
	{ "canvas.test.instructure.com", ".canvaslms.com" },
};

static bool deep(const char *body, size_t size)
{
	size_t depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < size; i++) {
		if (quoted && body[i] == '\\')
			i++;
		else if (body[i] == '"')
			quoted = !quoted;
		else if (!quoted && (body[i] == '[' || body[i] == '{'))
			depth++;
		else if (!quoted && depth &&
			 (body[i] == ']' || body[i] == '}'))
			depth--;
		if (depth > LEVELS)
			return true;
	}
	return false;
}

static json_t *object_read(const char *body, size_t size)
{
	json_t *json = deep(body, size) ? NULL
		: json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);

	if (!json_is_object(json)) {
		json_decref(json);
		return NULL;
	}
	return json;
}

static const char *text_of(struct arena *mem, const json_t *json,
			   const char *name, size_t most)
{
	const json_t *value = json_object_get(json, name);
	const size_t n = json_string_length(value);

	return json_is_string(value) && n <= most
		? arena_copy(mem, json_string_value(value), n) : "";
}

/* ---- Hosts -------------------------------------------------------------- */

static const char *host_of(const char *url, size_t *n)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	*n = strcspn(host, "/?#");
	return host;
}

static bool host_same(const char *a, const char *b)
{
	size_t na, nb;
	const char *ha = host_of(a, &na), *hb = host_of(b, &nb);

	return na && na == nb && strncasecmp(ha, hb, na) == 0;
}

static bool ends_with(const char *s, size_t n, const char *end)
{
	const size_t m = strlen(end);

	return n > m && strncasecmp(s + n - m, end, m) == 0;
}

static bool host_of_cloud(const char *issuer, const char *url)
{
	size_t ni, nu;
	const char *hi = host_of(issuer, &ni), *hu = host_of(url, &nu);

	for (size_t i = 0; i < sizeof(clouds) / sizeof(*clouds); i++)
		if (strlen(clouds[i].host) == ni &&
		    strncasecmp(clouds[i].host, hi, ni) == 0 &&
		    ends_with(hu, nu, clouds[i].under))
			return true;
	return false;
}

/* ---- What the platform says of itself ------------------------------------- */

static bool array_has(const json_t *array, const char *text)
{
	const json_t *one;
	size_t i;

	json_array_foreach(array, i, one)
		if (json_is_string(one) &&
		    strcmp(json_string_value(one), text) == 0)
			return true;
	return false;
}

static const char *scopes_of(struct arena *mem, const json_t *json)
{
	const json_t *all = json_object_get(json, "scopes_supported");
	struct text out = { .mem = mem };

	for (size_t i = 0; i < WANTED; i++)
		if (!json_is_array(all) || array_has(all, wanted[i])) {
			if (out.size)
				text_puts(&out, " ");
			text_puts(&out, wanted[i]);
		}
	return out.size ? out.bytes : "";
}

static bool takes_choice(const json_t *platform)
{
	const json_t *all = json_object_get(platform, "messages_supported");
	const json_t *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const char *type =
			json_string_value(json_object_get(one, "type"));

		if (type && strcmp(type, "LtiDeepLinkingRequest") == 0)
			return true;
	}
	return false;
}

static enum lti_configuration_fault
urls_read(struct arena *mem, const json_t *json, const struct reach *reach,
	  bool (*fits)(const char *, const struct reach *),
	  struct lti_configuration *out, const char **member)
{
	const struct { const char *name, **to; } all[] = {
		{ "issuer", &out->issuer },
		{ "authorization_endpoint", &out->auth_url },
		{ "token_endpoint", &out->token_url },
		{ "jwks_uri", &out->jwks_url },
		{ "registration_endpoint", &out->registration_url },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		*member = all[i].name;
		*all[i].to = text_of(mem, json, all[i].name, URL_MOST);
		if (!**all[i].to)
			return LTI_CONFIGURATION_MEMBER;
		if (!fits(*all[i].to, reach))
			return LTI_CONFIGURATION_URL;
	}
	return LTI_CONFIGURATION_FINE;
}

static enum lti_configuration_fault
configuration(struct arena *mem, const json_t *json, const char *url,
	      const struct reach *reach,
	      bool (*fits)(const char *, const struct reach *),
	      struct lti_configuration *out, const char **member)
{
	const json_t *platform = json_object_get(json, PLATFORM);
	const json_t *signs = json_object_get(json,
		"id_token_signing_alg_values_supported");
	enum lti_configuration_fault fault;

	if ((fault = urls_read(mem, json, reach, fits, out, member)))
		return fault;
	*member = "issuer";
	if (strlen(out->issuer) > ID_MOST)
		return LTI_CONFIGURATION_MEMBER;
	if (!host_same(out->issuer, url) && !host_of_cloud(out->issuer, url))
		return LTI_CONFIGURATION_ISSUER;
	*member = "id_token_signing_alg_values_supported";
	if (signs && !array_has(signs, "RS256"))
		return LTI_CONFIGURATION_ALGORITHM;
	out->token_audience = text_of(mem, json, "authorization_server",
				      URL_MOST);
	out->family = text_of(mem, platform, "product_family_code", 60);
	out->version = text_of(mem, platform, "version", 60);
	out->scopes = scopes_of(mem, json);
	out->choice = takes_choice(platform);
	return LTI_CONFIGURATION_FINE;
}

enum lti_configuration_fault
lti_configuration_read(struct arena *mem, const char *body, size_t size,
		       const char *url, const struct reach *reach,
		       bool (*fits)(const char *url, const struct reach *),
		       struct lti_configuration *out, const char **member)
{
	json_t *json = object_read(body, size);
	enum lti_configuration_fault fault;

	*member = "";
	*out = (struct lti_configuration){ .issuer = "" };
	if (!json)
		return LTI_CONFIGURATION_JSON;
	fault = configuration(mem, json, url, reach, fits, out, member);
	json_decref(json);
	return fault;
}

const char *lti_configuration_fault_name(enum lti_configuration_fault fault)
{
	static const char *const names[] = {
		[LTI_CONFIGURATION_FINE] = "",
		[LTI_CONFIGURATION_JSON] = "no JSON object",
		[LTI_CONFIGURATION_MEMBER] = "missing or odd",
		[LTI_CONFIGURATION_URL] = "not an https address",
		[LTI_CONFIGURATION_ISSUER] = "another host than the document's",
		[LTI_CONFIGURATION_ALGORITHM] = "RS256 is not among them",
	};

	return names[fault];
}

/* ---- What we ask for -------------------------------------------------------- */

static json_t *address(const char *url, const char *path)
{
	return json_sprintf("%s%s", url, path);
}

static json_t *message(const char *type, const char *url, const char *path,
		       const char *label)
{
	return json_pack("{s:s, s:o, s:s}", "type", type,
			 "target_link_uri", address(url, path), "label", label);
}

/* The host with its port, which is what platforms compare with. */
static json_t *domain_of(const char *url)
{
	size_t n;
	const char *host = host_of(url, &n);

	return json_stringn(host, n);
}

static json_t *tool_ask(const struct lti_configuration *c, const char *url,
			const char *name)
{
	json_t *messages = json_array();

	json_array_append_new(messages, message("LtiResourceLinkRequest", url,
						"/lti/choose", name));
	if (c->choice)
		json_array_append_new(messages,
			message("LtiDeepLinkingRequest", url, "/lti/choose",
				name));
	return json_pack("{s:o, s:s, s:o, s:{s:s, s:s}, s:[sssssss], s:o}",
		"domain", domain_of(url),
		"description", "Modul pelatihan untuk ASN",
		"target_link_uri", address(url, "/lti/choose"),
		"custom_parameters",
		"context_history", "$Context.id.history",
		"link_history", "$ResourceLink.id.history",
		"claims", "iss", "sub", "name", "given_name", "family_name",
		"email", "locale",
		"messages", messages);
}

json_t *lti_registration_ask(const struct lti_configuration *c,
			     const char *url, const char *name)
{
	return json_pack("{s:s, s:[s], s:[ss], s:o, s:[o], s:s, s:o, s:s, s:s,"
			 " s:o, s:o}",
		"application_type", "web",
		"response_types", "id_token",
		"grant_types", "implicit", "client_credentials",
		"initiate_login_uri", address(url, "/lti/login"),
		"redirect_uris", address(url, "/lti/launch"),
		"client_name", name,
		"jwks_uri", address(url, "/lti/jwks.json"),
		"token_endpoint_auth_method", "private_key_jwt",
		"scope", c->scopes,
		"client_uri", address(url, "/"),
		TOOL, tool_ask(c, url, name));
}

/* ---- What came back ----------------------------------------------------------- */

/* Some answer a number as client_id, one of them as deployment_id. */
static const char *id_of(struct arena *mem, const json_t *json,
			 const char *name)
{
	const json_t *value = json_object_get(json, name);

	if (json_is_integer(value))
		return arena_format(mem, "%" JSON_INTEGER_FORMAT,
				    json_integer_value(value));
	return text_of(mem, json, name, ID_MOST);
}

static const char *error_of(struct arena *mem, const json_t *json,
			    const char *body, size_t size)
{
	const char *what = text_of(mem, json, "error", 120);
	const char *why = text_of(mem, json, "error_description", SAID_MOST);

	if (*what && *why)
		return arena_format(mem, "%s: %s", what, why);
	if (*what || *why)
		return *what ? what : why;
	size = size < SAID_MOST ? size : SAID_MOST;
	return text_utf8(body, size) ? arena_copy(mem, body, size) : "";
}

void lti_registration_read(struct arena *mem, long status, const char *body,
			   size_t size, struct lti_registered *out)
{
	json_t *json = object_read(body, size);
	const char *client = id_of(mem, json, "client_id");

	*out = (struct lti_registered){ .deployment = "", .error = "" };
	if ((status == 200 || status == 201) && *client) {
		out->client_id = client;
		out->deployment = id_of(mem, json_object_get(json, TOOL),
					"deployment_id");
	} else {
		out->error = error_of(mem, json, body, size);
	}
	json_decref(json);
}
