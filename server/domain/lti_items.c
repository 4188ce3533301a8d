#include "domain/lti_items.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "domain/lti_place.h"
#include "domain/lti_tool.h"

#define CLAIM "https://purl.imsglobal.org/spec/lti/claim/"
#define SKEW_S (LTI_SKEW_MS / 1000)
#define AGE_S 3600		/* the longest that a response may live */
#define NONCE_MOST 1024		/* bytes */

/* ---- Items ------------------------------------------------------------------- */

static const char *const item_faults[LTI_ITEM_FAULTS] = {
	"", "shape", "type", "address", "points", "custom"
};

const char *lti_item_fault_name(enum lti_item_fault fault)
{
	return item_faults[fault];
}

enum lti_item_fault lti_item_fault_named(const char *name)
{
	for (size_t i = 0; i < LTI_ITEM_FAULTS; i++)
		if (strcmp(item_faults[i], name) == 0)
			return (enum lti_item_fault)i;
	return LTI_ITEM_SHAPE;
}

static bool origin_in(const char *list, const char *origin)
{
	const size_t n = strlen(origin);

	for (const char *p = list; (p = strstr(p, origin)); p += n)
		if ((p == list || p[-1] == ' ') && (!p[n] || p[n] == ' '))
			return true;
	return false;
}

/* Cut rather than refused: what it is called changes nothing. */
static const char *line_of(struct arena *mem, const json_t *from,
			   const char *key)
{
	const char *s = json_string_value(json_object_get(from, key));

	return s ? text_line(mem, s, LTI_ITEM_TITLE_MOST) : "";
}

static void put_line(json_t *to, const char *key, struct arena *mem,
		     const json_t *from)
{
	const char *s = line_of(mem, from, key);

	if (*s)
		json_object_set_new(to, key, json_string(s));
}

/* NULL where its points are none. */
static json_t *column(struct arena *mem, const json_t *item)
{
	const json_t *most = json_object_get(item, "scoreMaximum");
	const double points = json_number_value(most);
	json_t *out;

	if (!json_is_number(most) || !isfinite(points) ||
	    points < LTI_PLACE_POINTS_LEAST || points > LTI_PLACE_POINTS_MOST)
		return NULL;
	out = json_pack("{s:f}", "scoreMaximum", points);
	put_line(out, "label", mem, item);
	put_line(out, "resourceId", mem, item);
	put_line(out, "tag", mem, item);
	return out;
}

static enum lti_item_fault place_fill(struct arena *mem, const json_t *item,
				      const struct lti_items_rule *rule,
				      json_t *place)
{
	const json_t *url = json_object_get(item, "url");
	const json_t *line = json_object_get(item, "lineItem");
	json_t *custom = json_object_get(item, "custom");
	const char *address = url ? json_string_value(url) : rule->target;
	const char *origin = address ? lti_place_origin(mem, address) : NULL;
	json_t *own;

	if (!origin || !origin_in(rule->origins, origin))
		return LTI_ITEM_ADDRESS;
	json_object_set_new(place, "url", json_string(address));
	if (custom && !json_is_null(custom))
		json_object_set(place, "custom", custom);
	own = line && !json_is_null(line) ? column(mem, line) : json_false();
	if (!own)
		return LTI_ITEM_POINTS;
	json_object_set_new(place, "lineItem", own);
	if (json_is_object(json_object_get(item, "window")) &&
	    !json_object_get(item, "iframe"))
		json_object_set_new(place, "window", json_true());
	return LTI_ITEM_FITS;
}

static void json_done(void *json)
{
	json_decref(json);
}

static void linked_read(struct arena *mem, json_t *item,
		      const struct lti_items_rule *rule, struct lti_item *out)
{
	const char *type = json_string_value(json_object_get(item, "type"));
	struct definition_faults found = { .mem = mem };
	json_t *place = json_object();

	arena_own(mem, place, json_done);
	*out = (struct lti_item){ .title = line_of(mem, item, "title") };
	json_object_set_new(place, "title", json_string(*out->title
							? out->title
							: rule->name));
	if (!type)
		out->fault = LTI_ITEM_SHAPE;
	else if (strcmp(type, "ltiResourceLink"))
		out->fault = LTI_ITEM_TYPE;
	else
		out->fault = place_fill(mem, item, rule, place);
	if (out->fault)
		return;
	lti_place_check(&found, NULL, place, LTI_PLACE_STEP);
	if (found.n)
		out->fault = strncmp(found.list[0].pointer, "/custom", 7) == 0
			? LTI_ITEM_CUSTOM : LTI_ITEM_SHAPE;
	else
		out->place = place;
}

bool lti_items_read(struct arena *mem, const json_t *items,
		    const struct lti_items_rule *rule, struct lti_item **out,
		    size_t *n)
{
	*out = NULL;
	*n = json_array_size(items);
	if (!items || json_is_null(items))
		return true;
	if (!json_is_array(items) || *n > LTI_ITEMS_MOST ||
	    (*n > 1 && !rule->multiple))
		return false;
	*out = arena_array(mem, struct lti_item, *n);
	for (size_t i = 0; i < *n; i++)
		linked_read(mem, json_array_get(items, i), rule, &(*out)[i]);
	return true;
}

/* ---- The message ------------------------------------------------------------- */

const char *lti_choice_fault_name(enum lti_choice_fault fault)
{
	static const char *const names[LTI_CHOICE_FAULTS] = {
		"", "iss", "aud", "exp", "nonce", "version", "message_type",
		"deployment_id"
	};

	return names[fault];
}

static bool says(const json_t *payload, const char *claim, const char *wanted)
{
	const char *s = json_string_value(json_object_get(payload, claim));

	return s && strcmp(s, wanted) == 0;
}

/* We trust no other audience than ourselves. */
static bool audience_fits(const json_t *payload, const char *issuer)
{
	const json_t *aud = json_object_get(payload, "aud");

	if (json_is_array(aud))
		return json_array_size(aud) == 1 &&
		       json_is_string(json_array_get(aud, 0)) &&
		       !strcmp(json_string_value(json_array_get(aud, 0)),
			       issuer);
	return says(payload, "aud", issuer);
}

static bool times_fit(const json_t *payload, int64_t now, int64_t *until)
{
	const json_t *exp = json_object_get(payload, "exp");
	const json_t *iat = json_object_get(payload, "iat");
	const double ends = json_number_value(exp), at = json_number_value(iat);
	const double s = (double)now / 1000;

	if (!json_is_number(exp) || !json_is_number(iat) || !isfinite(ends) ||
	    !isfinite(at) || ends <= s - SKEW_S || at > s + SKEW_S ||
	    at < s - AGE_S - SKEW_S || ends > s + AGE_S + SKEW_S)
		return false;
	*until = (int64_t)(ends * 1000) + SKEW_S * 1000;
	return true;
}

enum lti_choice_fault lti_choice_check(const json_t *payload,
				       const struct lti_choice_rule *rule,
				       const char **nonce, int64_t *until)
{
	*nonce = json_string_value(json_object_get(payload, "nonce"));
	*until = 0;
	if (!says(payload, "iss", rule->client_id))
		return LTI_CHOICE_WHO;
	if (!audience_fits(payload, rule->issuer))
		return LTI_CHOICE_AUDIENCE;
	if (!times_fit(payload, rule->now, until))
		return LTI_CHOICE_TIME;
	if (!*nonce || !**nonce || strlen(*nonce) > NONCE_MOST)
		return LTI_CHOICE_NONCE;
	if (!says(payload, CLAIM "version", "1.3.0"))
		return LTI_CHOICE_VERSION;
	if (!says(payload, CLAIM "message_type", "LtiDeepLinkingResponse"))
		return LTI_CHOICE_TYPE;
	if (!says(payload, CLAIM "deployment_id", rule->deployment))
		return LTI_CHOICE_DEPLOYMENT;
	return LTI_CHOICE_FITS;
}
