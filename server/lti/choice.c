#include "lti/choice.h"

#include <string.h>

#include "auth/rs256.h"
#include "base/encode.h"
#include "domain/lti_grade.h"
#include "lti/key.h"

#define CLAIM(name) "https://purl.imsglobal.org/spec/lti/claim/" name
#define DL_CLAIM(name) "https://purl.imsglobal.org/spec/lti-dl/claim/" name
#define LIVES_S 300
#define FRAME_WIDTH 1000
#define FRAME_HEIGHT 760

static bool listed(const json_t *list, const char *word)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (json_is_string(one) &&
		    strcmp(json_string_value(one), word) == 0)
			return true;
	return false;
}

bool lti_choice_offered(const json_t *settings)
{
	return listed(json_object_get(settings, "accept_types"),
		      "ltiResourceLink");
}

bool lti_choice_many(const json_t *settings)
{
	return !json_is_false(json_object_get(settings, "accept_multiple"));
}

bool lti_choice_graded(const json_t *settings)
{
	return !json_is_false(json_object_get(settings, "accept_lineitem"));
}

/* Blackboard wants an address of every item; the values bring a copied course back
   to the same module, whatever becomes of that. */
static json_t *item_json(struct arena *mem, const struct lti_choosing *c,
			 const struct lti_choice *i)
{
	const char *url = arena_format(mem, "%s/lti/m/%s%s%s", c->base,
		i->module_id, *i->unit_ident ? "/" : "",
		text_percent(mem, i->unit_ident));
	json_t *json = json_pack("{s:s, s:s, s:s, s:{s:s, s:s, s:s}}",
		"type", "ltiResourceLink", "title", i->title, "url", url,
		"custom", "module", i->module_id, "unit", i->unit_ident,
		"link_history", "$ResourceLink.id.history");
	const json_t *targets = json_object_get(c->settings,
		"accept_presentation_document_targets");

	if (i->graded && lti_choice_graded(c->settings))
		json_object_set_new(json, "lineItem", json_pack(
			"{s:f, s:s, s:s, s:s}", "scoreMaximum", LTI_GRADE_MOST,
			"label", i->title, "resourceId",
			lti_resource_id(mem, i->module_id, i->unit_ident),
			"tag", LTI_GRADE_TAG));
	if (listed(targets, "iframe"))
		json_object_set_new(json, "iframe", json_pack("{s:i, s:i}",
			"width", FRAME_WIDTH, "height", FRAME_HEIGHT));
	return json;
}

json_t *lti_choice_claims(struct arena *mem, const struct lti_choosing *c,
			  const struct lti_choice *items, size_t n,
			  const char *nonce, int64_t now)
{
	const json_t *data = json_object_get(c->settings, "data");
	json_t *all = json_array(), *claims;

	for (size_t i = 0; i < n; i++)
		json_array_append_new(all, item_json(mem, c, &items[i]));
	claims = json_pack("{s:s, s:s, s:I, s:I, s:s, s:s, s:s, s:O, s:o}",
		"iss", c->client_id, "aud", c->issuer,
		"iat", (json_int_t)(now / 1000),
		"exp", (json_int_t)(now / 1000 + LIVES_S), "nonce", nonce,
		CLAIM("message_type"), "LtiDeepLinkingResponse",
		CLAIM("version"), "1.3.0", CLAIM("deployment_id"),
		json_object_get(c->settings, "deployment_id"),
		DL_CLAIM("content_items"), all);
	if (claims && data)
		json_object_set(claims, DL_CLAIM("data"), (json_t *)data);
	return claims;
}

enum err lti_choice_sign(struct db *db, const struct auth *auth,
			 struct arena *mem, const json_t *claims, int64_t now,
			 const char **jwt)
{
	struct lti_signer signer;
	enum err e;

	if ((e = lti_key_signer(db, auth, LTI_TOOL, now, &signer)))
		return e;
	*jwt = jwt_sign(mem, signer.key, signer.kid, claims);
	rs256_key_free(signer.key);
	return *jwt ? OK : fail(ERR_INTERNAL, "a response could not be signed");
}
