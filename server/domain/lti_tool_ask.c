#include "domain/lti_tool_ask.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "domain/lti_tool.h"

#define TOOL "https://purl.imsglobal.org/spec/lti-tool-configuration"
#define URL_MOST 2048
#define NAME_MOST 120		/* letters */
#define DOMAINS_MOST 20

struct reading {
	struct arena *mem;
	const json_t *json, *tool;
	const struct reach *reach;
	bool (*fits)(const char *url, const struct reach *);
	struct lti_tool_ask *out;
	const char **member;
};

static const char *text_at(const json_t *json, const char *name)
{
	const json_t *value = json_object_get(json, name);

	return json_is_string(value) &&
	       strlen(json_string_value(value)) == json_string_length(value)
		? json_string_value(value) : "";
}

/* "lms.example" is any port of it, "lms.example:8443" that one alone. */
static bool host_is(const char *url, const char *domain)
{
	const char *host = strstr(url, "://") + 3;
	const size_t n = strcspn(host, "/?#"), bare = strcspn(host, ":/?#");
	const size_t m = strlen(domain);

	return m && ((m == n && strncasecmp(host, domain, n) == 0) ||
		     (m == bare && strncasecmp(host, domain, bare) == 0));
}

static bool in_domains(const struct reading *r, const char *url)
{
	const json_t *more = json_object_get(r->tool, "secondary_domains");
	const json_t *one;
	size_t i;

	if (host_is(url, text_at(r->tool, "domain")))
		return true;
	json_array_foreach(more, i, one)
		if (i < DOMAINS_MOST && json_is_string(one) &&
		    host_is(url, json_string_value(one)))
			return true;
	return false;
}

static enum lti_ask_fault url_check(const struct reading *r, const char *url,
				    const char *member)
{
	*r->member = member;
	if (!*url)
		return LTI_ASK_METADATA;
	if (strlen(url) > URL_MOST || !r->fits(url, r->reach))
		return LTI_ASK_URL;
	return in_domains(r, url) ? LTI_ASK_FINE : LTI_ASK_DOMAIN;
}

static enum lti_ask_fault urls_read(const struct reading *r)
{
	struct lti_tool_ask *out = r->out;
	enum lti_ask_fault f;

	out->login_url = text_at(r->json, "initiate_login_uri");
	out->jwks_url = text_at(r->json, "jwks_uri");
	out->target_url = text_at(r->tool, "target_link_uri");
	if ((f = url_check(r, out->login_url, "initiate_login_uri")) ||
	    (f = url_check(r, out->jwks_url, "jwks_uri")))
		return f;
	return url_check(r, out->target_url, "target_link_uri");
}

static enum lti_ask_fault redirects_read(const struct reading *r)
{
	const json_t *list = json_object_get(r->json, "redirect_uris"), *one;
	struct lti_tool_ask *out = r->out;
	size_t i;

	*r->member = "redirect_uris";
	out->nredirects = json_array_size(list);
	if (!out->nredirects || out->nredirects > LTI_ASK_REDIRECTS)
		return LTI_ASK_REDIRECT;
	json_array_foreach(list, i, one) {
		out->redirects[i] = json_is_string(one)
			? json_string_value(one) : "";
		if (url_check(r, out->redirects[i], "redirect_uris"))
			return LTI_ASK_REDIRECT;
	}
	return LTI_ASK_FINE;
}

/* Where something is chosen: its own address, else the tool's. */
static enum lti_ask_fault choice_read(const struct reading *r)
{
	const json_t *list = json_object_get(r->tool, "messages"), *one;
	size_t i;

	r->out->choice_url = "";
	json_array_foreach(list, i, one) {
		const char *url = text_at(one, "target_link_uri");

		if (strcmp(text_at(one, "type"), "LtiDeepLinkingRequest"))
			continue;
		r->out->choice_url = *url ? url : r->out->target_url;
		return url_check(r, r->out->choice_url, "messages");
	}
	return LTI_ASK_FINE;
}

static enum lti_ask_fault rest_read(const struct reading *r)
{
	const json_t *custom = json_object_get(r->tool, "custom_parameters");
	struct lti_tool_ask *out = r->out;
	char all[512];
	char *text;

	out->name = text_trim(r->mem, text_line(r->mem,
		text_at(r->json, "client_name"), NAME_MOST));
	*r->member = "client_name";
	if (!*out->name)
		return LTI_ASK_METADATA;
	*all = '\0';
	for (size_t i = 0; lti_scope_name(i); i++) {
		if (i)
			strcat(all, " ");
		strcat(all, lti_scope_name(i));
	}
	out->scopes = lti_scopes_grant(r->mem, text_at(r->json, "scope"), all);
	*r->member = "custom_parameters";
	out->custom = "{}";
	if (!custom)
		return LTI_ASK_FINE;
	if (!lti_custom_fits(custom) ||
	    !(text = json_dumps(custom, JSON_COMPACT)))
		return LTI_ASK_METADATA;
	out->custom = arena_copy(r->mem, text, strlen(text));
	free(text);
	return LTI_ASK_FINE;
}

enum lti_ask_fault lti_tool_ask_read(struct arena *mem, const json_t *json,
	const struct reach *reach,
	bool (*fits)(const char *url, const struct reach *),
	struct lti_tool_ask *out, const char **member)
{
	const struct reading r = {
		.mem = mem, .json = json, .reach = reach, .fits = fits,
		.tool = json_object_get(json, TOOL), .out = out,
		.member = member,
	};
	enum lti_ask_fault f;

	*out = (struct lti_tool_ask){ .name = "" };
	*member = TOOL;
	if (!json_is_object(r.tool))
		return LTI_ASK_METADATA;
	if ((f = urls_read(&r)) || (f = redirects_read(&r)) ||
	    (f = choice_read(&r)))
		return f;
	return rest_read(&r);
}

const char *lti_ask_error(enum lti_ask_fault f)
{
	return f == LTI_ASK_REDIRECT ? "invalid_redirect_uri"
				     : "invalid_client_metadata";
}
