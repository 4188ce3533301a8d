#include "domain/lti_tool.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define AGS "https://purl.imsglobal.org/spec/lti-ags/scope/"
#define NRPS "https://purl.imsglobal.org/spec/lti-nrps/scope/"

#define SCOPES_MOST 40		/* asked for at once */
#define JTI_MOST 1024
#define SECONDS_MOST 1e11

/* ---- Scopes ----------------------------------------------------------------- */

static const struct {
	const char *name, *uri;
} scopes[LTI_SCOPES] = {
	{ "lineitem", AGS "lineitem" },
	{ "lineitem.readonly", AGS "lineitem.readonly" },
	{ "result.readonly", AGS "result.readonly" },
	{ "score", AGS "score" },
	{ "contextmembership.readonly", NRPS "contextmembership.readonly" },
};

const char *lti_scope_name(size_t i)
{
	return i < LTI_SCOPES ? scopes[i].name : NULL;
}

const char *lti_scope_uri(size_t i)
{
	return i < LTI_SCOPES ? scopes[i].uri : NULL;
}

/* The next word of `*at`, which moves behind it; 0 at the end. */
static size_t word_next(const char **at, const char **word)
{
	size_t n;

	*at += strspn(*at, " ");
	*word = *at;
	n = strcspn(*at, " ");
	*at += n;
	return n;
}

static bool word_is(const char *word, size_t n, const char *name)
{
	return strlen(name) == n && memcmp(word, name, n) == 0;
}

bool lti_scope_in(const char *list, const char *name)
{
	const char *word;
	size_t n;

	while ((n = word_next(&list, &word)))
		if (word_is(word, n, name))
			return true;
	return false;
}

bool lti_scope_any(const char *list, const char *wanted)
{
	for (size_t i = 0; i < LTI_SCOPES; i++)
		if (lti_scope_in(wanted, scopes[i].name) &&
		    lti_scope_in(list, scopes[i].name))
			return true;
	return false;
}

static const char *list_of(struct arena *mem, const bool *has, bool uris)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (size_t i = 0; i < LTI_SCOPES; i++)
		if (has[i])
			text_putf(&out, "%s%s", out.size ? " " : "",
				  uris ? scopes[i].uri : scopes[i].name);
	return out.bytes;
}

const char *lti_scopes_read(struct arena *mem, const json_t *array)
{
	bool has[LTI_SCOPES] = { false };
	const json_t *one;
	size_t k;

	if (!json_is_array(array) || json_array_size(array) > SCOPES_MOST)
		return NULL;
	json_array_foreach(array, k, one) {
		const char *name = json_string_value(one);
		size_t i = 0;

		while (name && i < LTI_SCOPES && strcmp(name, scopes[i].name))
			i++;
		if (!name || i == LTI_SCOPES)
			return NULL;
		has[i] = true;
	}
	has[1] = has[1] || has[0];
	return list_of(mem, has, false);
}

const char *lti_scopes_grant(struct arena *mem, const char *uris,
			     const char *registered)
{
	bool has[LTI_SCOPES] = { false };
	const char *word;
	size_t n, asked = 0;

	while ((n = word_next(&uris, &word)) && asked++ < SCOPES_MOST)
		for (size_t i = 0; i < LTI_SCOPES; i++)
			if (word_is(word, n, scopes[i].uri))
				has[i] = lti_scope_in(registered,
						      scopes[i].name);
	return list_of(mem, has, false);
}

const char *lti_scopes_uris(struct arena *mem, const char *list)
{
	bool has[LTI_SCOPES];

	for (size_t i = 0; i < LTI_SCOPES; i++)
		has[i] = lti_scope_in(list, scopes[i].name);
	return list_of(mem, has, true);
}

/* ---- Custom parameters ------------------------------------------------------ */

static bool name_fits(const char *name)
{
	const size_t n = strlen(name);

	return n >= 1 && n <= LTI_CUSTOM_NAME_MOST && text_plain(name) &&
	       name[0] != ' ' && name[n - 1] != ' ';
}

bool lti_custom_fits(const json_t *custom)
{
	const char *name;
	json_t *value;

	if (!json_is_object(custom) ||
	    json_object_size(custom) > LTI_CUSTOM_MOST)
		return false;
	json_object_foreach((json_t *)custom, name, value)
		if (!name_fits(name) || !json_is_string(value) ||
		    json_string_length(value) > LTI_CUSTOM_VALUE_MOST ||
		    strlen(json_string_value(value)) !=
		    json_string_length(value) ||
		    !text_plain(json_string_value(value)))
			return false;
	return true;
}

/* ---- Client assertions ------------------------------------------------------ */

/* Seconds as a number, or a number as text; false for all else. */
static bool seconds_of(const json_t *value, int64_t *ms)
{
	double seconds = json_number_value(value);

	if (json_is_string(value)) {
		const char *s = json_string_value(value);
		char *end;

		if (!isdigit((unsigned char)*s))
			return false;
		seconds = strtod(s, &end);
		if (*end)
			return false;
	} else if (!json_is_number(value)) {
		return false;
	}
	if (!isfinite(seconds) || seconds < 0 || seconds > SECONDS_MOST)
		return false;
	*ms = (int64_t)(seconds * 1000);
	return true;
}

static bool value_is(const json_t *value, const char *text)
{
	const char *s = json_string_value(value);

	return s && text && *text && strcmp(s, text) == 0;
}

static bool audience_fits(const json_t *aud, const struct lti_assertion *a)
{
	const json_t *one;
	size_t i;

	if (json_is_string(aud))
		return value_is(aud, a->token_url) ||
		       value_is(aud, a->issuer);
	json_array_foreach(aud, i, one)
		if (value_is(one, a->token_url) || value_is(one, a->issuer))
			return true;
	return false;
}

static bool time_fits(const json_t *payload, int64_t now, int64_t *until)
{
	const json_t *iat = json_object_get(payload, "iat");
	int64_t made = now, over;

	if (!seconds_of(json_object_get(payload, "exp"), &over) ||
	    (iat && !seconds_of(iat, &made)))
		return false;
	*until = over + LTI_SKEW_MS;
	return now < *until && over <= now + LTI_ASSERTION_MS + LTI_SKEW_MS &&
	       made <= now + LTI_SKEW_MS &&
	       made >= now - LTI_ASSERTION_MS - LTI_SKEW_MS;
}

enum lti_assertion_fault lti_assertion_check(const json_t *payload,
					     const struct lti_assertion *a,
					     const char **jti, int64_t *until)
{
	const json_t *once = json_object_get(payload, "jti");

	if (!value_is(json_object_get(payload, "iss"), a->client_id) ||
	    !value_is(json_object_get(payload, "sub"), a->client_id))
		return LTI_ASSERTION_WHO;
	if (!audience_fits(json_object_get(payload, "aud"), a))
		return LTI_ASSERTION_AUDIENCE;
	if (!time_fits(payload, a->now, until))
		return LTI_ASSERTION_TIME;
	*jti = json_string_value(once);
	return *jti && **jti && strlen(*jti) <= JTI_MOST
		? LTI_ASSERTION_FINE : LTI_ASSERTION_ONCE;
}

/* ---- Addresses -------------------------------------------------------------- */

bool lti_redirect_known(const char *uri, const char *const *uris, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(uri, uris[i]) == 0)
			return true;
	return false;
}
