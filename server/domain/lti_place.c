#include "domain/lti_place.h"

#include <string.h>
#include <strings.h>

#define END { .kind = KIND_END }

static const struct definition_key place_keys[] = {
	{ "url", KIND_LINE, true, 1, LTI_PLACE_URL_MOST, NULL },
	{ "client", KIND_LINE, false, 1, 255, NULL },
	{ "custom", KIND_OBJECT, false, 0, LTI_PLACE_CUSTOM_MOST, NULL },
	{ "lineItem", KIND_ANY, false, 0, 0, NULL },
	{ "window", KIND_TRUTH, false, 0, 0, NULL },
	{ "passMark", KIND_NUMBER, false, 0, 100, NULL },
	END
};

static const struct definition_key unit_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "title", KIND_LINE, true, 1, 200, NULL },
	END
};

static const struct definition_key step_keys[] = {
	{ "title", KIND_LINE, false, 1, 200, NULL },
	END
};

static const struct definition_key line_keys[] = {
	{ "scoreMaximum", KIND_NUMBER, true, LTI_PLACE_POINTS_LEAST,
	  LTI_PLACE_POINTS_MOST, NULL },
	{ "label", KIND_LINE, false, 1, 200, NULL },
	{ "resourceId", KIND_LINE, false, 1, 200, NULL },
	{ "tag", KIND_LINE, false, 1, 200, NULL },
	END
};

/* The host, with its port and without what stands around it; 0: unfit. */
static size_t host_length(const char *host)
{
	const size_t n = strcspn(host, "/?#");
	size_t name = *host == '[' ? strcspn(host, "]") + 1
				   : strcspn(host, ":/?#");
	size_t port;

	if (!n || name > n || name == 0 || memchr(host, '@', n) ||
	    memchr(host, '\\', n))
		return 0;
	if (*host == '[' && name < 4)
		return 0;
	if (*host == '[' ? strspn(host + 1, "0123456789abcdefABCDEF:.") + 2 !=
				name
			 : strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789"
				  "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-") != name)
		return 0;
	if (name == n)
		return n;
	port = strspn(host + name + 1, "0123456789");
	return host[name] == ':' && port && port <= 5 && name + 1 + port == n
		? n : 0;
}

static bool name_is(const char *host, size_t n, const char *name)
{
	return n == strlen(name) && strncasecmp(host, name, n) == 0;
}

/* This machine, by a name that every browser and resolver keeps here. */
static bool is_loopback(const char *host)
{
	const size_t n = *host == '[' ? strcspn(host, "]") + 1
				      : strcspn(host, ":/?#");
	const char *end = ".localhost";

	return name_is(host, n, "localhost") || name_is(host, n, "[::1]") ||
	       name_is(host, n, "127.0.0.1") ||
	       (n > strlen(end) && name_is(host + n - strlen(end), strlen(end),
					   end));
}

bool lti_place_url_fits(const char *url)
{
	const bool https = strncasecmp(url, "https://", 8) == 0;
	const char *host = url + (https ? 8 : 7);

	if (strlen(url) > LTI_PLACE_URL_MOST ||
	    (!https && strncasecmp(url, "http://", 7)))
		return false;
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f || *p == '\\' ||
		    *p == '"' || *p == '<' || *p == '>')
			return false;
	return host_length(host) && (https || is_loopback(host));
}

const char *lti_place_origin(struct arena *mem, const char *url)
{
	const bool https = url && strncasecmp(url, "https://", 8) == 0;
	const char *host, *usual = https ? ":443" : ":80";
	size_t n;
	char *out;

	if (!url || !lti_place_url_fits(url))
		return NULL;
	host = url + (https ? 8 : 7);
	n = host_length(host);
	if (n > strlen(usual) &&
	    strncmp(host + n - strlen(usual), usual, strlen(usual)) == 0)
		n -= strlen(usual);
	out = arena_copy(mem, arena_format(mem, "%s://%.*s",
					   https ? "https" : "http", (int)n,
					   host), n + (https ? 8 : 7));
	for (char *p = out; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + ('a' - 'A'));
	return out;
}

/* null and numbers are none: a tool is given texts (LTI 1.3, 5.4.6). */
static void custom_check(struct definition_faults *f, const struct spot *at,
			 json_t *custom)
{
	const struct spot here = { at, "custom", 0 };
	const char *name;
	json_t *value;

	json_object_foreach(custom, name, value) {
		const struct spot one = { &here, name, 0 };

		if (!*name || strlen(name) > LTI_PLACE_CUSTOM_NAME_MOST ||
		    !json_is_string(value) ||
		    json_string_length(value) > LTI_PLACE_CUSTOM_VALUE_MOST)
			definition_fault(f, &one, DEFINITION_TOOL_CUSTOM, name);
	}
}

static void line_check(struct definition_faults *f, const struct spot *at,
		       json_t *place)
{
	const struct spot line = { at, "lineItem", 0 };
	const struct spot mark = { at, "passMark", 0 };
	json_t *item = json_object_get(place, "lineItem");

	if (json_is_object(item)) {
		definition_object(f, &line, item, line_keys, NULL);
		return;
	}
	if (item && !json_is_false(item) && !json_is_null(item))
		definition_fault(f, &line, DEFINITION_TOOL_LINE, NULL);
	else if (item && json_is_number(json_object_get(place, "passMark")))
		definition_fault(f, &mark, DEFINITION_TOOL_MARK, NULL);
}

bool lti_place_check(struct definition_faults *f, const struct spot *at,
		 json_t *place, enum lti_place_kind of)
{
	const struct spot url = { at, "url", 0 };
	const char *address;

	if (!definition_object(f, at, place, place_keys,
			       of == LTI_PLACE_UNIT ? unit_keys : step_keys))
		return false;
	address = json_string_value(json_object_get(place, "url"));
	if (address && *address && !lti_place_url_fits(address))
		definition_fault(f, &url, DEFINITION_TOOL_ADDRESS, address);
	custom_check(f, at, json_object_get(place, "custom"));
	line_check(f, at, place);
	return true;
}

static const char *text_of(const json_t *json, const char *key)
{
	const char *s = json_string_value(json_object_get(json, key));

	return s ? s : "";
}

void lti_place_read(const json_t *json, struct lti_place *out)
{
	const json_t *item = json_object_get(json, "lineItem");
	const json_t *mark = json_object_get(json, "passMark");
	const json_t *custom = json_object_get(json, "custom");
	const json_t *most = json_object_get(item, "scoreMaximum");

	*out = (struct lti_place){
		.title = text_of(json, "title"),
		.url = text_of(json, "url"),
		.client = text_of(json, "client"),
		.custom = json_is_object(custom) ? custom : NULL,
		.window = json_is_true(json_object_get(json, "window")),
		.scored = !item || json_is_object(item),
		.most = json_is_number(most) ? json_number_value(most)
					     : LTI_PLACE_POINTS,
		.label = text_of(item, "label"),
		.resource_id = text_of(item, "resourceId"),
		.tag = text_of(item, "tag"),
		.pass_mark = { json_is_number(mark), json_number_value(mark) },
	};
}

static bool says(const struct text *list, const char *origin)
{
	const size_t n = strlen(origin);

	for (const char *p = list->bytes; p && (p = strstr(p, origin)); p += n)
		if ((p == list->bytes || p[-1] == ' ') &&
		    (!p[n] || p[n] == ' '))
			return true;
	return false;
}

void lti_place_origin_add(struct text *list, const char *url)
{
	const char *origin = lti_place_origin(list->mem, url);

	if (origin && *origin && !says(list, origin))
		text_putf(list, "%s%s", list->size ? " " : "", origin);
}
