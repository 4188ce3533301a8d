#include "jobs/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "domain/lti_place.h"

#define PLAN_DAYS 30	/* until a plan is done, when its author does not say */

static const char *dump(struct arena *mem, json_t *json)
{
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	const char *out = text ? arena_copy(mem, text, strlen(text)) : NULL;

	free(text);
	json_decref(json);
	return out;
}

static void set_text(json_t *json, const char *key, const char *value)
{
	if (value)
		json_object_set_new(json, key, json_string(value));
}

static json_t *objectives_json(const struct package_node *n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n->nobjectives; i++) {
		const struct package_objective *o = &n->objectives[i];

		json_array_append_new(list, json_pack(
			"{s:s, s:b, s:b, s:f}", "id", o->id, "primary",
			o->primary, "satisfiedByMeasure",
			o->satisfied_by_measure, "minNormalizedMeasure",
			o->min_normalized_measure));
	}
	return list;
}

/* The primary objective's measure is the passing score (RTE 4.2.18). */
static void set_passing_score(json_t *launch, const struct package_node *n)
{
	for (size_t i = 0; i < n->nobjectives; i++)
		if (n->objectives[i].primary &&
		    n->objectives[i].satisfied_by_measure)
			json_object_set_new(launch, "scaledPassingScore",
				json_real(n->objectives[i]
						  .min_normalized_measure));
}

/* What the page of a plan asks; there is no secret in it. */
static void set_plan(json_t *launch, const json_t *definition)
{
	const json_t *prompt = json_object_get(definition, "prompt");
	const json_t *days = json_object_get(definition, "days");
	json_t *choices = json_object_get(definition, "choices");

	json_object_set_new(launch, "plan", json_pack("{s:o, s:I, s:s}",
		"choices", choices ? json_incref(choices) : json_array(),
		"days", days ? json_integer_value(days) : PLAN_DAYS,
		"prompt", prompt ? json_string_value(prompt) : ""));
}

/* What the page that shows a tool must know; its address comes with a launch. */
static void set_tool(json_t *launch, const json_t *definition)
{
	struct lti_place place;

	lti_place_read(definition, &place);
	json_object_set_new(launch, "tool", json_pack("{s:b, s:b, s:o}",
		"scored", place.scored, "window", place.window, "passMark",
		place.pass_mark.known ? json_real(place.pass_mark.value)
				      : json_null()));
}

static json_t *launch_json(const struct package_node *n)
{
	json_t *launch = json_pack("{s:o}", "objectives", objectives_json(n));

	set_text(launch, "launchData", n->launch_data);
	set_text(launch, "maxTimeAllowed", n->max_time_allowed);
	set_text(launch, "timeLimitAction", n->time_limit_action);
	set_text(launch, "moveOn", n->move_on);
	set_text(launch, "launchMethod", n->launch_method);
	set_text(launch, "activity", n->activity);
	if (n->has_mastery)
		json_object_set_new(launch, "masteryScore",
				    json_real(n->mastery_score));
	if (n->completed_by_measure)
		json_object_set_new(launch, "completionThreshold",
				    json_real(n->min_progress_measure));
	if (n->media)
		json_object_set(launch, "media", n->media);
	set_passing_score(launch, n);
	if (n->kind == NODE_PLAN)
		set_plan(launch, n->definition);
	if (n->kind == NODE_TOOL)
		set_tool(launch, n->definition);
	return launch;
}

/* A file that cannot be opened yet stays in the outline, but is no unit. */
static bool is_unit(const struct package_node *n)
{
	return n->launchable || n->kind == NODE_LINK;
}

static void add_unit(struct arena *mem, struct outline *o,
		     const struct package_node *n, const char *version_id,
		     int64_t now)
{
	struct unit *u = &o->units[o->nunits];

	o->definitions[o->nunits++] = n->definition
		? dump(mem, json_incref(n->definition)) : NULL;
	*u = (struct unit){
		.id = ident_make(mem, now),
		.version_id = version_id,
		.position = (int64_t)o->nunits,
		.ident = n->key,
		.title = n->title,
		.kind = node_kind_name(n->kind),
		.href = n->kind == NODE_LINK ? n->url : n->href ? n->href : "",
		.bytes = (int64_t)n->own_bytes,
		.launch = dump(mem, launch_json(n)),
		.optional = n->optional,
		.unscored = n->unscored,
	};
}

/* Without manifest rules everything may be chosen and follows in order. */
static json_t *control_mode(const struct package_node *n)
{
	json_t *said = json_object_get(n->sequencing, "controlMode");

	return said ? json_deep_copy(said)
		    : json_pack("{s:b, s:b, s:b, s:b}", "choice", 1, "flow", 1,
				"choiceExit", 1, "forwardOnly", 0);
}

static json_t *node_json(const struct package_node *n, const struct unit *u)
{
	json_t *node = json_pack(
		"{s:s, s:s, s:s, s:b, s:b, s:I, s:o, s:s?}",
		"key", n->key, "title", n->title,
		"kind", node_kind_name(n->kind), "launchable", u != NULL,
		"visible", n->visible, "bytes", (json_int_t)n->own_bytes,
		"controlMode", control_mode(n), "unit", u ? u->id : NULL);

	set_text(node, "description", *n->description ? n->description : NULL);
	set_text(node, "url", n->url);
	set_text(node, "prerequisites", n->prerequisites);
	if (n->optional)
		json_object_set_new(node, "optional", json_true());
	if (n->sequencing)
		json_object_set(node, "sequencing", n->sequencing);
	json_object_set_new(node, "children", json_array());
	return node;
}

/* Where the JSON of a node goes: its parent's, kept by the parent's place. */
struct place {
	const struct package_node *node;
	json_t *children;
};

static json_t *children_of(struct place *places, size_t n,
			   const struct package_node *node)
{
	while (n--)
		if (places[n].node == node)
			return places[n].children;
	return NULL;
}

static size_t count_nodes(const struct package *p)
{
	size_t n = 0;

	for (struct package_node *at = p->root; at; at = package_next(at))
		n++;
	return n;
}

enum err outline_make(struct arena *mem, const struct package *p,
		      const char *version_id, int64_t now, struct outline *out)
{
	const size_t most = count_nodes(p);
	struct place *places = arena_array(mem, struct place, most);
	json_t *root = NULL;
	size_t n = 0;

	*out = (struct outline){
		.units = arena_array(mem, struct unit, most),
		.definitions = arena_array(mem, const char *, most),
	};
	for (struct package_node *at = p->root; at; at = package_next(at)) {
		const bool unit = is_unit(at);
		json_t *json;

		if (unit)
			add_unit(mem, out, at, version_id, now);
		json = node_json(at, unit ? &out->units[out->nunits - 1] : NULL);
		json_object_set_new(json, "id", json_string(unit
				    ? out->units[out->nunits - 1].id : at->key));
		places[n++] = (struct place){
			at, json_object_get(json, "children")
		};
		if (root)
			json_array_append_new(children_of(places, n, at->parent),
					      json);
		else
			root = json;
	}
	out->tree = dump(mem, root);
	return out->tree ? OK : fail(ERR_INTERNAL, "the outline as JSON");
}
