#include "manifest_sequencing.h"

#include <string.h>
#include <strings.h>

#include "manifest_field.h"
#include "manifest_objectives.h"

static const struct field control_mode[] = {
	FLAG("choice", YES), FLAG("choiceExit", YES), FLAG("flow", NO),
	FLAG("forwardOnly", NO), FLAG("useCurrentAttemptObjectiveInfo", YES),
	FLAG("useCurrentAttemptProgressInfo", YES), END,
};

static const struct field limits[] = {
	{ "attemptLimit", "attempts", COUNT, NULL, -1, 0, 1e9 },
	{ "attemptAbsoluteDurationLimit", "duration", TEXT, NULL, 0, 0, 0 },
	WORD("attemptExperiencedDurationLimit", NULL),
	WORD("activityAbsoluteDurationLimit", NULL),
	WORD("activityExperiencedDurationLimit", NULL),
	WORD("beginTimeLimit", NULL), WORD("endTimeLimit", NULL), END,
};

static const struct field rollup[] = {
	{ "rollupObjectiveSatisfied", "objectiveSatisfied", YES, NULL, 0, 0, 0 },
	{ "rollupProgressCompletion", "progressCompletion", YES, NULL, 0, 0, 0 },
	{ "objectiveMeasureWeight", "objectiveMeasureWeight", NUMBER, NULL, 1,
	  0, 1 }, END,
};

static const struct field rollup_rule[] = {
	WORD("childActivitySet", "all"),
	{ "minimumCount", "minimumCount", COUNT, NULL, 0, 0, 1e9 },
	{ "minimumPercent", "minimumPercent", NUMBER, NULL, 0, 0, 1 }, END,
};

static const struct field considerations[] = {
	WORD("requiredForSatisfied", "always"),
	WORD("requiredForNotSatisfied", "always"),
	WORD("requiredForCompleted", "always"),
	WORD("requiredForIncomplete", "always"),
	FLAG("measureSatisfactionIfActive", YES), END,
};

static const struct field constrained[] = {
	FLAG("preventActivation", NO), FLAG("constrainChoice", NO), END,
};

static const struct field randomization[] = {
	WORD("randomizationTiming", "never"),
	{ "selectCount", "selectCount", COUNT, NULL, -1, 0, 1e9 },
	FLAG("reorderChildren", NO), WORD("selectionTiming", "never"), END,
};

static const struct field delivery[] = {
	FLAG("tracked", YES), FLAG("completionSetByContent", NO),
	FLAG("objectiveSetByContent", NO), END,
};

static const struct field data_map[] = {
	{ "readSharedData", "read", YES, NULL, 0, 0, 0 },
	{ "writeSharedData", "write", YES, NULL, 0, 0, 0 }, END,
};

static const struct field completion[] = {
	{ "completedByMeasure", "byMeasure", NO, NULL, 0, 0, 0 },
	{ "minProgressMeasure", "minProgress", NUMBER, NULL, 1, 0, 1 },
	{ "progressWeight", "weight", NUMBER, NULL, 1, 0, 1 }, END,
};

static json_t *text_or_null(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

static json_t *condition_read(struct manifest *m, const xmlNode *x, bool rollup_)
{
	const char *condition = xml_attr(m->mem, x, "condition");
	const char *op = xml_attr(m->mem, x, "operator");
	const char *measure = xml_attr(m->mem, x, "measureThreshold");
	json_t *c = json_object();
	double value;

	json_object_set_new(c, "condition",
			    json_string(condition ? condition : "always"));
	json_object_set_new(c, "not",
			    json_boolean(op && strcasecmp(op, "not") == 0));
	if (rollup_)
		return c;
	json_object_set_new(c, "objective", text_or_null(
		xml_attr(m->mem, x, "referencedObjective")));
	if (measure && !xml_number(measure, &value))
		field_invalid(m, "measureThreshold");
	json_object_set_new(c, "measure", xml_number(measure, &value)
			    ? json_real(value) : json_null());
	return c;
}

/* A rule's conditions and its action, which both kinds of rule have. */
static void rule_into(struct manifest *m, const xmlNode *x, bool rollup_,
		      json_t *rule)
{
	const char *name = rollup_ ? "rollupCondition" : "ruleCondition";
	const char *action_name = rollup_ ? "rollupAction" : "ruleAction";
	const xmlNode *list = xml_child(x, rollup_ ? "rollupConditions"
						   : "ruleConditions");
	const char *combination = xml_attr(m->mem, list, "conditionCombination");
	const char *action = xml_attr(m->mem, xml_child(x, action_name),
				      "action");
	json_t *conditions = json_array();

	/* Rules are "all" by default, rollup rules "any". */
	if (!combination || !*combination)
		combination = rollup_ ? "any" : "all";
	xml_each(c, list, name)
		json_array_append_new(conditions,
				      condition_read(m, c, rollup_));
	json_object_set_new(rule, "combination", json_string(combination));
	json_object_set_new(rule, "action", json_string(action ? action : ""));
	json_object_set_new(rule, "conditions", conditions);
}

static json_t *rules_of(struct manifest *m, const xmlNode *list,
			const char *name)
{
	json_t *rules = json_array();

	xml_each(x, list, name) {
		json_t *rule = json_object();

		rule_into(m, x, false, rule);
		json_array_append_new(rules, rule);
	}
	return rules;
}

static json_t *rules_read(struct manifest *m, const xmlNode *xml)
{
	return json_pack("{s:o, s:o, s:o}",
			 "pre", rules_of(m, xml, "preConditionRule"),
			 "exit", rules_of(m, xml, "exitConditionRule"),
			 "post", rules_of(m, xml, "postConditionRule"));
}

static json_t *rollup_read(struct manifest *m, const xmlNode *xml)
{
	json_t *out = fields_read(m, xml, rollup), *rules = json_array();

	xml_each(x, xml, "rollupRule") {
		json_t *rule = fields_read(m, x, rollup_rule);

		rule_into(m, x, true, rule);
		json_array_append_new(rules, rule);
	}
	json_object_set_new(out, "rules", rules);
	return out;
}

static json_t *controls_read(struct manifest *m, const xmlNode *item)
{
	const xmlNode *ui = xml_at(item, "presentation/navigationInterface");
	json_t *out = json_array();

	xml_each(x, ui, "hideLMSUI")
		json_array_append_new(out, json_string(xml_text(m->mem, x)));
	return out;
}

static json_t *data_read(struct manifest *m, const xmlNode *item)
{
	json_t *out = json_array();

	xml_each(x, xml_child(item, "data"), "map") {
		const char *id = xml_attr(m->mem, x, "targetID");
		json_t *map = json_object();

		json_object_set_new(map, "target", json_string(id ? id : ""));
		json_array_append_new(out, fields_into(m, x, data_map, map));
	}
	return out;
}

/*
 * An attribute in the 4th edition; in the 3rd the element's text is the
 * measure, and its presence means that it counts.
 */
static json_t *completion_read(struct manifest *m, const xmlNode *item)
{
	const xmlNode *x = xml_child(item, "completionThreshold");
	const char *text = xml_text(m->mem, x);
	json_t *out = fields_read(m, x, completion);

	if (x && *text) {
		json_object_set_new(out, "byMeasure", json_true());
		json_object_set_new(out, "minProgress",
				    manifest_number(m, &completion[1], text));
	}
	return out;
}

/* The collection by ID, so that a thousand items do not each go through it. */
static void collection_index(struct manifest *m, const xmlNode *collection)
{
	size_t n = 0;

	xml_each(x, collection, "sequencing")
		n++;
	m->shared = path_index_new(m->mem);
	m->shared_nodes = arena_array(m->mem, const xmlNode *, n + 1);
	n = 0;
	xml_each(x, collection, "sequencing") {
		const char *id = xml_attr(m->mem, x, "ID");

		m->shared_nodes[n] = x;
		if (id)
			path_index_add(m->shared, id, n);
		n++;
	}
}

/* The <sequencing> of the collection that `seq` refers to. */
static const xmlNode *shared_of(struct manifest *m, const xmlNode *seq,
				const xmlNode *collection)
{
	const char *want = xml_attr(m->mem, seq, "IDRef");
	size_t i;

	if (!want || !*want)
		return NULL;
	if (!m->shared)
		collection_index(m, collection);
	if ((i = path_index_find(m->shared, want)) != PATH_NONE)
		return m->shared_nodes[i];
	manifest_warn(m, (struct fault){ .code = WARN_RESOURCE_DANGLING,
					 .name = want });
	return NULL;
}

static size_t elements(const xmlNode *in)
{
	size_t n = 1;

	for (const xmlNode *x = in->children; x; x = x->next)
		if (x->type == XML_ELEMENT_NODE)
			n += elements(x);	/* no deeper than the XML may be */
	return n;
}

/* Rules that stand there once are made anew for each item that refers to them:
   a manifest of 1 MB could ask for gigabytes. */
static enum err work_check(struct manifest *m, const xmlNode *shared)
{
	m->nshared += shared ? elements(shared) : 0;
	if (m->nshared <= MANIFEST_SHARED_MAX &&
	    m->nsteps <= MANIFEST_STEPS_MAX)
		return OK;
	return manifest_refuse(m, (struct fault){
		.code = FAULT_SEQUENCING_TOO_LARGE });
}

/* An element of the item's own stands for the whole element it refers to. */
static const xmlNode *part(const xmlNode *seq, const xmlNode *shared,
			   const char *name)
{
	const xmlNode *own = xml_child(seq, name);

	return own ? own : xml_child(shared, name);
}

static json_t *sequencing_json(struct manifest *m, const xmlNode *seq,
			       const xmlNode *shared)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"controlMode", fields_read(m, part(seq, shared, "controlMode"),
					   control_mode),
		"rules", rules_read(m, part(seq, shared, "sequencingRules")),
		"limits", fields_read(m, part(seq, shared, "limitConditions"),
				      limits),
		"rollup", rollup_read(m, part(seq, shared, "rollupRules")),
		"rollupConsiderations",
		fields_read(m, part(seq, shared, "rollupConsiderations"),
			    considerations),
		"constrainedChoice",
		fields_read(m, part(seq, shared,
				    "constrainedChoiceConsiderations"),
			    constrained),
		"objectives", objectives_read(m, seq, shared),
		"randomization",
		fields_read(m, part(seq, shared, "randomizationControls"),
			    randomization),
		"delivery", fields_read(m, part(seq, shared,
						"deliveryControls"), delivery));
}

static void json_done(void *json)
{
	json_decref(json);
}

static const char *copied(struct arena *a, const json_t *s)
{
	const char *text = json_string_value(s);

	return text ? arena_copy(a, text, strlen(text)) : NULL;
}

/* What the store and the run-time ask for without reading JSON. */
static void plain_fields(struct manifest *m, struct package_node *node)
{
	const json_t *list = json_object_get(node->sequencing, "objectives");
	const json_t *done = json_object_get(node->sequencing, "completion");
	const json_t *limit = json_object_get(node->sequencing, "limits");
	struct package_objective *out;
	const json_t *o;
	size_t i;

	out = arena_array(m->mem, struct package_objective,
			  json_array_size(list));
	json_array_foreach(list, i, o)
		out[i] = (struct package_objective){
			.id = copied(m->mem, json_object_get(o, "id")),
			.primary = i == 0,
			.satisfied_by_measure = json_is_true(
				json_object_get(o, "satisfiedByMeasure")),
			.min_normalized_measure = json_number_value(
				json_object_get(o, "minNormalizedMeasure")),
		};
	node->objectives = out;
	node->nobjectives = json_array_size(list);
	node->completed_by_measure =
		json_is_true(json_object_get(done, "byMeasure"));
	node->min_progress_measure =
		json_number_value(json_object_get(done, "minProgress"));
	node->progress_weight =
		json_number_value(json_object_get(done, "weight"));
	node->max_time_allowed = copied(m->mem, json_object_get(limit,
								"duration"));
}

enum err sequencing_read(struct manifest *m, const xmlNode *item,
			 const xmlNode *collection, struct package_node *node)
{
	const xmlNode *seq = xml_child(item, "sequencing");
	const xmlNode *shared = shared_of(m, seq, collection);
	json_t *json;
	enum err e;

	if ((e = work_check(m, shared)))
		return e;
	json = sequencing_json(m, seq, shared);
	json_object_set_new(json, "hideLmsUi", controls_read(m, item));
	json_object_set_new(json, "completion", completion_read(m, item));
	json_object_set_new(json, "data", data_read(m, item));
	if (!node->parent) {
		json_object_set_new(json, "objectivesGlobalToSystem",
			json_boolean(xml_bool(xml_attr(m->mem, item,
				"objectivesGlobalToSystem"), true)));
		json_object_set_new(json, "sharedDataGlobalToSystem",
			json_boolean(xml_bool(xml_attr(m->mem, item,
				"sharedDataGlobalToSystem"), true)));
	}
	node->sequencing = json;
	arena_own(m->mem, json, json_done);
	plain_fields(m, node);
	return work_check(m, NULL);
}
