#include "domain/lti_launch.h"

#include <math.h>
#include <string.h>

#include "base/ident.h"
#include "base/text.h"

#define CLAIM(name) "https://purl.imsglobal.org/spec/lti/claim/" name
#define SETTINGS \
	"https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
#define ENDPOINT "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
#define NAMES "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
#define SCOPE "https://purl.imsglobal.org/spec/lti-ags/scope/"
#define CONTEXT_ROLE "http://purl.imsglobal.org/vocab/lis/v2/membership#"
#define OLD_ROLE "urn:lti:role:ims/lis/"
#define TEST_USER "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

#define JSON_MOST (64 << 10)	/* bytes of any text */
#define NAME_MOST 120		/* letters */
#define URL_MOST 2048		/* bytes */
#define TITLE_MOST 250		/* letters */
#define UNIT_MOST 255		/* bytes */
#define HISTORY_MOST 8192	/* bytes */
#define ROLES_MOST 100

bool lti_id_fits(const char *s)
{
	const size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (s[i] < ' ' || s[i] > '~')
			return false;
	return n >= 1 && n <= LTI_ID_MOST;
}

/* ---- Addresses -------------------------------------------------------------- */

static int hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0'
	     : c >= 'a' && c <= 'f' ? c - 'a' + 10
	     : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Percent-decoded; NULL for what is not well formed or no UTF-8. */
static const char *decoded(struct arena *mem, const char *s, size_t n)
{
	char *out = arena_alloc(mem, n + 1);
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] != '%') {
			out[m++] = s[i];
			continue;
		}
		if (n - i < 3 || hex_of(s[i + 1]) < 0 || hex_of(s[i + 2]) < 0)
			return NULL;
		out[m++] = (char)(hex_of(s[i + 1]) * 16 + hex_of(s[i + 2]));
		i += 2;
	}
	return text_utf8(out, m) ? out : NULL;
}

static bool module_read(struct arena *mem, const char *path,
			struct lti_target *out)
{
	const size_t n = strcspn(path, "/");
	const char *module = arena_copy(mem, path, n), *unit = "";

	if (path[n] == '/') {
		const char *coded = path + n + 1;

		if (!*coded || strpbrk(coded, "/?#"))
			return false;
		unit = decoded(mem, coded, strlen(coded));
	}
	if (!ident_valid(module) || !unit || strlen(unit) > UNIT_MOST)
		return false;
	*out = (struct lti_target){ LTI_TARGET_MODULE, module, unit };
	return true;
}

bool lti_target_read(struct arena *mem, const char *base, const char *uri,
		     struct lti_target *out)
{
	const char *path;

	if (!text_starts(uri, base))
		return false;
	path = uri + strlen(base);
	*out = (struct lti_target){ LTI_TARGET_ANY, "", "" };
	if (strcmp(path, "/lti/choose") == 0)
		out->kind = LTI_TARGET_CHOICE;
	else if (text_starts(path, "/lti/m/"))
		return module_read(mem, path + strlen("/lti/m/"), out);
	else if (strcmp(path, "/lti/launch"))
		return false;
	return true;
}

const char *lti_history_next(struct arena *mem, const char **history)
{
	const char *s = *history + strspn(*history, ", ");
	const size_t n = strcspn(s, ",");
	const char *id;

	if (!n)
		return NULL;
	*history = s + n;
	id = decoded(mem, s, n);
	return id ? id : "";
}

/* ---- Who ---------------------------------------------------------------------- */

static bool among(const char *s, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(s, *names) == 0)
			return true;
	return false;
}

/*
 * Whole names of the course alone: an institution's teacher has no right in a
 * course, and Learner#Instructor is a learner. Short names and the URNs of
 * LTI 1.1 are still sent.
 */
static bool teaches(const char *role)
{
	static const char *const names[] = {
		"Instructor", "ContentDeveloper", "Administrator", NULL
	};

	if (text_starts(role, CONTEXT_ROLE))
		role += strlen(CONTEXT_ROLE);
	else if (text_starts(role, OLD_ROLE))
		role += strlen(OLD_ROLE);
	return among(role, names);
}

enum launch_role lti_role_of(const json_t *roles)
{
	enum launch_role out = LAUNCH_LEARNER;

	for (size_t i = 0; i < json_array_size(roles); i++) {
		const char *role = json_string_value(json_array_get(roles, i));

		if (role && strcmp(role, TEST_USER) == 0)
			return LAUNCH_TEST;
		if (role && teaches(role))
			out = LAUNCH_INSTRUCTOR;
	}
	return out;
}

/* ---- Reading ------------------------------------------------------------------ */

struct reading {
	struct arena *mem;
	const json_t *payload;
	const struct lti_expect *expect;
	struct lti_said *out;
	const char **claim;
};

/* A text of at most `most` bytes, "" without it; false for anything else. */
static bool text_of(const json_t *in, const char *name, size_t most,
		    const char **out)
{
	const json_t *value = json_object_get(in, name);

	*out = "";
	if (!value)
		return true;
	if (!json_is_string(value) || json_string_length(value) > most ||
	    strlen(json_string_value(value)) != json_string_length(value))
		return false;
	*out = json_string_value(value);
	return true;
}

/* The same, for showing: in one line, cut. */
static bool line_of(const struct reading *r, const json_t *in,
		    const char *name, size_t most, const char **out)
{
	if (!text_of(in, name, JSON_MOST, out))
		return false;
	*out = text_line(r->mem, *out, most);
	return true;
}

static enum lti_claim_fault form(const struct reading *r, const char *claim)
{
	*r->claim = claim;
	return CLAIM_claim_form;
}

/* The object of that claim; NULL without it, `good` false when it is none. */
static const json_t *object_of(const struct reading *r, const char *name,
			       bool *good)
{
	const json_t *value = json_object_get(r->payload, name);

	*good = !value || json_is_object(value);
	return *good ? value : NULL;
}

/* ---- The token itself ---------------------------------------------------------- */

/* No one else may be meant: we trust no other audience. */
static bool for_us(const json_t *aud, const char *client)
{
	const json_t *one = json_is_array(aud) && json_array_size(aud) == 1
		? json_array_get(aud, 0) : aud;

	return json_is_string(one) &&
	       json_string_length(one) == strlen(client) &&
	       strcmp(json_string_value(one), client) == 0;
}

static enum lti_claim_fault parties(const struct reading *r)
{
	const json_t *azp = json_object_get(r->payload, "azp");
	const char *issuer;

	if (!text_of(r->payload, "iss", URL_MOST, &issuer) ||
	    strcmp(issuer, r->expect->issuer))
		return CLAIM_issuer_other;
	if (!for_us(json_object_get(r->payload, "aud"), r->expect->client_id))
		return CLAIM_audience_other;
	return azp && !for_us(azp, r->expect->client_id)
		? CLAIM_audience_other : CLAIM_FINE;
}

/* Seconds since 1970, before the year 10000. */
static bool moment_of(const json_t *payload, const char *name, double *out)
{
	const json_t *value = json_object_get(payload, name);

	if (!json_is_number(value))
		return false;
	*out = json_number_value(value);
	return isfinite(*out) && *out >= 0 && *out < 253402300800.0;
}

static enum lti_claim_fault times(const struct reading *r)
{
	const double now = (double)r->expect->now / 1000;
	double issued, expires;

	if (!moment_of(r->payload, "iat", &issued) ||
	    !moment_of(r->payload, "exp", &expires))
		return CLAIM_times_bad;
	if (now >= expires + LTI_SKEW_S)
		return CLAIM_expired;
	if (issued > now + LTI_SKEW_S)
		return CLAIM_issued_ahead;
	return issued < now - LTI_AGE_S ? CLAIM_issued_long_ago : CLAIM_FINE;
}

static enum lti_claim_fault nonce(const struct reading *r)
{
	return r->expect->nonce_fits ? CLAIM_FINE : CLAIM_nonce_other;
}

/* ---- What LTI says -------------------------------------------------------------- */

static enum lti_claim_fault message(const struct reading *r)
{
	static const char *const names[] = {
		[LAUNCH_LINK] = "LtiResourceLinkRequest",
		[LAUNCH_CHOICE] = "LtiDeepLinkingRequest",
		[LAUNCH_REVIEW] = "LtiSubmissionReviewRequest",
	};
	const char *version, *type;

	if (!text_of(r->payload, CLAIM("version"), 64, &version) ||
	    strcmp(version, "1.3.0"))
		return CLAIM_version_other;
	if (!text_of(r->payload, CLAIM("message_type"), 64, &type))
		return CLAIM_message_other;
	for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
		if (strcmp(type, names[k]) == 0) {
			r->out->kind = (enum launch_kind)k;
			return CLAIM_FINE;
		}
	return CLAIM_message_other;
}

static enum lti_claim_fault deployment(const struct reading *r)
{
	if (!text_of(r->payload, CLAIM("deployment_id"), LTI_ID_MOST,
		     &r->out->deployment) || !lti_id_fits(r->out->deployment))
		return CLAIM_deployment_bad;
	return *r->expect->deployment &&
	       strcmp(r->expect->deployment, r->out->deployment)
		? CLAIM_deployment_other : CLAIM_FINE;
}

static enum lti_claim_fault target(const struct reading *r)
{
	const char *uri;

	if (!text_of(r->payload, CLAIM("target_link_uri"), URL_MOST, &uri) ||
	    strcmp(uri, r->expect->target) ||
	    !lti_target_read(r->mem, r->expect->base, uri, &r->out->target))
		return CLAIM_target_other;
	/* At a module's address nothing is chosen. */
	return r->out->kind == LAUNCH_CHOICE &&
	       r->out->target.kind == LTI_TARGET_MODULE
		? CLAIM_message_other : CLAIM_FINE;
}

static enum lti_claim_fault place(const struct reading *r)
{
	struct lti_said *out = r->out;
	bool good;
	const json_t *link = object_of(r, CLAIM("resource_link"), &good);

	out->link = out->link_title = "";
	if (out->kind == LAUNCH_CHOICE)
		return CLAIM_FINE;
	if (!good || !text_of(link, "id", LTI_ID_MOST, &out->link) ||
	    !lti_id_fits(out->link))
		return CLAIM_link_bad;
	return line_of(r, link, "title", TITLE_MOST, &out->link_title)
		? CLAIM_FINE : form(r, "resource_link.title");
}

static enum lti_claim_fault settings(const struct reading *r)
{
	const json_t *s = json_object_get(r->payload, SETTINGS);
	const json_t *types = json_object_get(s, "accept_types");
	const json_t *data = json_object_get(s, "data");
	const char *url;

	r->out->settings = NULL;
	if (r->out->kind != LAUNCH_CHOICE)
		return CLAIM_FINE;
	if (!json_is_object(s) || !json_is_array(types) ||
	    !text_of(s, "deep_link_return_url", URL_MOST, &url) || !*url ||
	    (data && !json_is_string(data)))
		return CLAIM_settings_bad;
	r->out->settings = s;
	return CLAIM_FINE;
}

static enum lti_claim_fault roles(const struct reading *r)
{
	const json_t *list = json_object_get(r->payload, CLAIM("roles"));

	if (!json_is_array(list) || json_array_size(list) > ROLES_MOST)
		return CLAIM_roles_bad;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!json_is_string(json_array_get(list, i)))
			return CLAIM_roles_bad;
	r->out->role = lti_role_of(list);
	return CLAIM_FINE;
}

static enum lti_claim_fault person(const struct reading *r)
{
	const json_t *sub = json_object_get(r->payload, "sub");

	r->out->sub = "";
	if (!sub)
		return r->expect->anonymous ? CLAIM_FINE
					    : CLAIM_person_missing;
	return text_of(r->payload, "sub", LTI_ID_MOST, &r->out->sub) &&
	       lti_id_fits(r->out->sub) ? CLAIM_FINE : CLAIM_person_bad;
}

/* ---- What may be there ------------------------------------------------------------ */

static enum lti_claim_fault names(const struct reading *r)
{
	const char *given, *family;
	struct text name = { .mem = r->mem };

	if (!line_of(r, r->payload, "name", NAME_MOST, &r->out->name))
		return form(r, "name");
	if (!line_of(r, r->payload, "given_name", NAME_MOST, &given) ||
	    !line_of(r, r->payload, "family_name", NAME_MOST, &family))
		return form(r, "given_name");
	if (*r->out->name)
		return CLAIM_FINE;
	text_putf(&name, "%s %s", given, family);
	r->out->name = text_line(r->mem, text_trim(r->mem, name.bytes),
				 NAME_MOST);
	return CLAIM_FINE;
}

static enum lti_claim_fault context(const struct reading *r)
{
	struct lti_said *out = r->out;
	bool good;
	const json_t *c = object_of(r, CLAIM("context"), &good);

	if (!good || !text_of(c, "id", LTI_ID_MOST, &out->context) ||
	    (c && !lti_id_fits(out->context)) ||
	    !line_of(r, c, "title", TITLE_MOST, &out->context_title) ||
	    !line_of(r, c, "label", TITLE_MOST, &out->context_label))
		return form(r, "context");
	return CLAIM_FINE;
}

static enum lti_claim_fault presentation(const struct reading *r)
{
	bool good;
	const json_t *p = object_of(r, CLAIM("launch_presentation"), &good);

	if (!good || !text_of(p, "return_url", URL_MOST, &r->out->return_url))
		return form(r, "launch_presentation");
	if (!text_of(p, "locale", 40, &r->out->locale) ||
	    (!*r->out->locale &&
	     !text_of(r->payload, "locale", 40, &r->out->locale)))
		return form(r, "locale");
	return CLAIM_FINE;
}

/* Short names, with blanks between; what is no scope of grades is left out. */
static const char *scopes_of(const struct reading *r, const json_t *list)
{
	static const char *const known[] = {
		"lineitem", "lineitem.readonly", "result.readonly", "score",
		NULL
	};
	struct text out = { .mem = r->mem };

	for (size_t k = 0; known[k]; k++)
		for (size_t i = 0; i < json_array_size(list); i++) {
			const char *s =
				json_string_value(json_array_get(list, i));

			if (!s || !text_starts(s, SCOPE) ||
			    strcmp(s + strlen(SCOPE), known[k]))
				continue;
			text_putf(&out, "%s%s", out.size ? " " : "", known[k]);
			break;
		}
	return out.size ? out.bytes : "";
}

static enum lti_claim_fault services(const struct reading *r)
{
	struct lti_said *out = r->out;
	bool good, fine;
	const json_t *ags = object_of(r, ENDPOINT, &good);
	const json_t *nrps = object_of(r, NAMES, &fine);
	const json_t *scope = json_object_get(ags, "scope");

	if (!good || (ags && !json_is_array(scope)) ||
	    !text_of(ags, "lineitem", URL_MOST, &out->line_item) ||
	    !text_of(ags, "lineitems", URL_MOST, &out->line_items))
		return form(r, "endpoint");
	if (!fine || !text_of(nrps, "context_memberships_url", URL_MOST,
			      &out->members_url))
		return form(r, "namesroleservice");
	out->scopes = scopes_of(r, scope);
	return CLAIM_FINE;
}

/* A variable that the platform does not know comes as it is written. */
static const char *resolved(const char *value)
{
	return *value == '$' ? "" : value;
}

/*
 * What custom values say is for links whose address names no module: those that
 * a platform opens by one address for all of the tool.
 */
static enum lti_claim_fault custom(const struct reading *r)
{
	struct lti_target *t = &r->out->target;
	bool good;
	const json_t *c = object_of(r, CLAIM("custom"), &good);
	const char *module, *unit, *history;

	if (!good || !text_of(c, "module", LTI_ID_MOST, &module) ||
	    !text_of(c, "unit", UNIT_MOST, &unit) ||
	    !text_of(c, "link_history", HISTORY_MOST, &history))
		return form(r, "custom");
	r->out->link_history = resolved(history);
	if (t->kind != LTI_TARGET_MODULE && ident_valid(module)) {
		t->module = module;
		t->unit = resolved(unit);
	}
	return CLAIM_FINE;
}

static enum lti_claim_fault review(const struct reading *r)
{
	bool good;
	const json_t *of = object_of(r, CLAIM("for_user"), &good);

	r->out->of = "";
	if (r->out->kind != LAUNCH_REVIEW)
		return CLAIM_FINE;
	return good && text_of(of, "user_id", LTI_ID_MOST, &r->out->of) &&
	       lti_id_fits(r->out->of) ? CLAIM_FINE : form(r, "for_user");
}

enum lti_claim_fault lti_launch_check(struct arena *mem, const json_t *payload,
				      const struct lti_expect *expect,
				      struct lti_said *out,
				      const char **claim)
{
	static enum lti_claim_fault (*const steps[])(const struct reading *) = {
		parties, times, nonce, message, deployment, target, place,
		settings, roles, person, names, context, presentation,
		services, custom, review,
	};
	const struct reading r = { mem, payload, expect, out, claim };
	enum lti_claim_fault fault = CLAIM_FINE;

	*out = (struct lti_said){ 0 };
	*claim = "";
	for (size_t i = 0; !fault && i < sizeof(steps) / sizeof(*steps); i++)
		fault = steps[i](&r);
	return fault;
}
