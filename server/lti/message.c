#include "lti/message.h"

#include <string.h>

#include "base/encode.h"
#include "domain/lti_tool.h"
#include "domain/lti_variables.h"
#include "domain/uuid.h"
#include "lti/url.h"

#define CLAIM "https://purl.imsglobal.org/spec/lti/claim/"
#define AGS_CLAIM "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
#define NRPS_CLAIM \
	"https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
#define DL_CLAIM \
	"https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
#define ROLE "http://purl.imsglobal.org/vocab/lis/v2/membership#"
#define COURSE "http://purl.imsglobal.org/vocab/lis/v2/course#"

/* A launch while it is put together. */
struct making {
	struct request *rq;
	const struct lti_message *m;
	const char *base;
	const json_t *facts;		/* of the pending row */
	const char *kind, *id;		/* of the context */
	const char *key;		/* as tools know it */
	const char *services;		/* as its services are called */
	struct lti_context_name name;
	struct lti_variables v;
};

const char *lti_context_key(struct arena *mem, const char *kind, const char *id)
{
	return arena_format(mem, "%c%s", kind[0], id);
}

static const char *fact(const struct making *k, const char *name)
{
	const char *s = json_string_value(json_object_get(k->facts, name));

	return s ? s : "";
}

static bool fact_true(const struct making *k, const char *name)
{
	return json_is_true(json_object_get(k->facts, name));
}

/* ---- What is known ---------------------------------------------------------- */

static void person_variables(struct making *k)
{
	const struct lti_tool *t = k->m->tool;
	const struct person *p = k->m->person;

	if (t->send_name) {
		k->v.name = text_trim(k->rq->mem, p->name);
		lti_name_parts(k->rq->mem, k->v.name, &k->v.given,
			       &k->v.family);
	}
	if (t->send_email)
		k->v.email = p->email ? p->email : "";
}

static void place_variables(struct making *k)
{
	const struct lti_pending_row *p = k->m->pending;
	const bool module = strcmp(k->kind, "module") == 0;

	k->v.roles = fact_true(k, "instructor") ? ROLE "Instructor"
						: ROLE "Learner";
	k->v.context_id = k->key;
	k->v.context_type = module ? COURSE "CourseOffering"
				   : COURSE "CourseSection";
	k->v.context_title = k->name.title;
	k->v.context_label = k->name.label;
	k->v.link_id = p->resource_id;
	k->v.link_title = p->title;
	k->v.return_url = arena_format(k->rq->mem, "%s/lti/platform/return?to=%s",
		k->base, text_percent(k->rq->mem, fact(k, "back")));
	k->v.target = fact_true(k, "window") ? "window" : "iframe";
	k->v.locale = fact(k, "locale");
}

static void platform_variables(struct making *k)
{
	char guid[UUID_SIZE];

	uuid_named("lti-platform", k->base, guid);
	k->v.platform_guid = arena_copy(k->rq->mem, guid, UUID_SIZE - 1);
	k->v.platform_family = "balai";
	k->v.platform_name = "Balai";
	k->v.platform_url = k->base;
	k->v.platform_version = BALAI_VERSION;
}

static bool grades_scope(const struct lti_tool *t)
{
	return lti_scope_any(t->scopes, "lineitem lineitem.readonly "
					"result.readonly score");
}

static enum err grade_variables(struct making *k)
{
	const struct lti_tool *t = k->m->tool;
	const char *item = NULL, *items;
	enum err e;

	if (!grades_scope(t) || !k->key)
		return OK;
	if (k->m->pending->resource_id &&
	    (e = lti_pending_item(k->rq->db, k->m->pending->resource_id,
				  &item)))
		return e;
	items = arena_format(k->rq->mem, "%s/lti/ags/%s/line-items", k->base,
			     k->services);
	if (lti_scope_any(t->scopes, "lineitem lineitem.readonly"))
		k->v.line_items = items;
	if (item)
		k->v.line_item = arena_format(k->rq->mem, "%s/%s", items, item);
	return OK;
}

static enum err known(struct making *k)
{
	const struct lti_pending_row *p = k->m->pending;
	enum err e;

	k->base = lti_base(k->rq);
	k->facts = request_own_json(k->rq, json_loads(p->facts, 0, NULL));
	k->kind = p->context_kind ? p->context_kind : fact(k, "contextKind");
	k->id = p->context_id ? p->context_id : fact(k, "contextId");
	k->name = (struct lti_context_name){ "", "" };
	if (*k->id) {
		k->key = lti_context_key(k->rq->mem, k->kind, k->id);
		k->services = arena_format(k->rq->mem, "%s-%s", k->key,
					   p->deployment_id);
		if ((e = lti_context_name(k->rq->db, k->kind, k->id,
					  &k->name)))
			return e;
	}
	person_variables(k);
	place_variables(k);
	platform_variables(k);
	if ((e = lti_subject(k->rq->db, k->m->tool->id, k->m->person->id,
			     k->rq->now, &k->v.user_id)))
		return e;
	return grade_variables(k);
}

/* ---- What is said ----------------------------------------------------------- */

/* Nothing is said of what there is none of. */
static void say(json_t *to, const char *name, const char *value)
{
	if (value && *value)
		json_object_set_new(to, name, json_string(value));
}

static void person_claims(const struct making *k, json_t *to)
{
	say(to, "name", k->v.name);
	say(to, "given_name", k->v.given);
	say(to, "family_name", k->v.family);
	say(to, "email", k->v.email);
	say(to, "locale", k->v.locale);
}

static void context_claim(const struct making *k, json_t *to)
{
	json_t *context;

	if (!k->key)
		return;
	context = json_pack("{s:s, s:[s]}", "id", k->key,
			    "type", k->v.context_type);
	say(context, "title", k->v.context_title);
	say(context, "label", k->v.context_label);
	json_object_set_new(to, CLAIM "context", context);
}

static void presentation_claims(const struct making *k, json_t *to)
{
	json_t *shown = json_pack("{s:s, s:s}", "document_target", k->v.target,
				  "return_url", k->v.return_url);

	say(shown, "locale", k->v.locale);
	json_object_set_new(to, CLAIM "launch_presentation", shown);
	json_object_set_new(to, CLAIM "tool_platform", json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "guid", k->v.platform_guid,
		"name", k->v.platform_name, "url", k->v.platform_url,
		"product_family_code", k->v.platform_family,
		"version", k->v.platform_version));
}

static void custom_claim(const struct making *k, json_t *to)
{
	const struct lti_pending_row *p = k->m->pending;
	json_t *tool = json_loads(k->m->tool->custom, 0, NULL);
	json_t *place = p->custom ? json_loads(p->custom, 0, NULL) : NULL;
	json_t *custom = lti_custom_resolve(tool, place, &k->v);

	if (json_object_size(custom))
		json_object_set(to, CLAIM "custom", custom);
	json_decref(custom);
	json_decref(tool);
	json_decref(place);
}

/* [uri, …] of the registered scopes of grades. */
static json_t *scopes_json(const struct lti_tool *t)
{
	json_t *out = json_array();

	for (size_t i = 0; i < LTI_SCOPES; i++)
		if (strstr(lti_scope_uri(i), "/lti-ags/") &&
		    lti_scope_in(t->scopes, lti_scope_name(i)))
			json_array_append_new(out,
				json_string(lti_scope_uri(i)));
	return out;
}

static void service_claims(const struct making *k, json_t *to)
{
	const struct lti_tool *t = k->m->tool;
	json_t *grades;

	if (k->v.line_item || k->v.line_items) {
		grades = json_pack("{s:o}", "scope", scopes_json(t));
		say(grades, "lineitems", k->v.line_items);
		say(grades, "lineitem", k->v.line_item);
		json_object_set_new(to, AGS_CLAIM, grades);
	}
	if (k->key && lti_scope_in(t->scopes, "contextmembership.readonly"))
		json_object_set_new(to, NRPS_CLAIM, json_pack(
			"{s:o, s:[s]}", "context_memberships_url",
			json_sprintf("%s/lti/nrps/%s", k->base, k->services),
			"service_versions", "2.0"));
}

static void kind_claims(const struct making *k, json_t *to)
{
	const struct lti_pending_row *p = k->m->pending;
	json_t *link, *settings;

	json_object_set_new(to, CLAIM "message_type", json_string(p->choice
		? "LtiDeepLinkingRequest" : "LtiResourceLinkRequest"));
	if (!p->choice) {
		link = json_pack("{s:s}", "id", p->resource_id);
		say(link, "title", k->v.link_title);
		json_object_set_new(to, CLAIM "resource_link", link);
		return;
	}
	settings = json_deep_copy(json_object_get(k->facts, "settings"));
	if (!settings)
		settings = json_object();
	json_object_set_new(settings, "deep_link_return_url",
			    json_sprintf("%s/lti/platform/choice", k->base));
	json_object_set_new(settings, "data", json_string(k->m->data));
	json_object_set_new(to, DL_CLAIM, settings);
}

enum err lti_message_claims(struct request *rq, const struct lti_message *m,
			    json_t **out)
{
	struct making k = { .rq = rq, .m = m };
	const json_int_t at = rq->now / 1000;
	json_t *to;
	enum err e;

	if ((e = known(&k)))
		return e;
	to = request_own_json(rq, json_pack(
		"{s:s, s:s, s:s, s:I, s:I, s:s, s:s, s:s, s:s, s:[s]}",
		"iss", k.base, "aud", m->tool->client_id, "sub", k.v.user_id,
		"iat", at, "exp", at + LTI_MESSAGE_MS / 1000,
		"nonce", m->nonce, CLAIM "version", "1.3.0",
		CLAIM "deployment_id", m->pending->deployment_id,
		CLAIM "target_link_uri", fact(&k, "target"),
		CLAIM "roles", k.v.roles));
	if (!to)
		return fail(ERR_INTERNAL, "the claims of a launch");
	kind_claims(&k, to);
	person_claims(&k, to);
	context_claim(&k, to);
	presentation_claims(&k, to);
	custom_claim(&k, to);
	service_claims(&k, to);
	*out = to;
	return OK;
}
