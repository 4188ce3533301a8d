#include "manifest_sequencing.h"

#include <string.h>
#include <strings.h>

/* What a table row fills in when the manifest does not say. */
enum kind { YES, NO, TEXT, NUMBER, COUNT };

struct field {
	const char *attr;	/* in the manifest */
	const char *key;	/* in our JSON */
	enum kind kind;		/* YES and NO: a boolean and its default */
	const char *text;	/* default of TEXT; NULL is null */
	double number;		/* default of NUMBER and COUNT; below 0 is null */
	double least, most;
};

#define END { NULL, NULL, NO, NULL, 0, 0, 0 }
#define FLAG(name, kind) { name, name, kind, NULL, 0, 0, 0 }
#define WORD(name, text) { name, name, TEXT, text, 0, 0, 0 }

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

static const struct field map_of_imsss[] = {
	FLAG("readSatisfiedStatus", YES), FLAG("readNormalizedMeasure", YES),
	FLAG("writeSatisfiedStatus", NO), FLAG("writeNormalizedMeasure", NO),
	END,
};

static const struct field map_of_adlseq[] = {
	FLAG("readRawScore", YES), FLAG("readMinScore", YES),
	FLAG("readMaxScore", YES), FLAG("readCompletionStatus", YES),
	FLAG("readProgressMeasure", YES), FLAG("writeRawScore", NO),
	FLAG("writeMinScore", NO), FLAG("writeMaxScore", NO),
	FLAG("writeCompletionStatus", NO), FLAG("writeProgressMeasure", NO),
	END,
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

static void invalid(struct manifest *m, const char *name)
{
	manifest_warn(m, (struct fault){ .code = WARN_VALUE_INVALID,
					 .name = name });
}

static json_t *number_json(enum kind kind, double value)
{
	return kind == COUNT ? json_integer((json_int_t)value)
			     : json_real(value);
}

static json_t *number_read(struct manifest *m, const struct field *f,
			   const char *s)
{
	double value;

	if (!s)
		return f->number < 0 ? json_null()
				     : number_json(f->kind, f->number);
	if (xml_number(s, &value) && value >= f->least && value <= f->most)
		return number_json(f->kind, value);
	invalid(m, f->attr);
	return f->number < 0 ? json_null() : number_json(f->kind, f->number);
}

static json_t *field_read(struct manifest *m, const struct field *f,
			  const char *s)
{
	switch (f->kind) {
	case YES:
	case NO:
		return json_boolean(xml_bool(s, f->kind == YES));
	case TEXT:
		s = s && *s ? s : f->text;
		return s ? json_string(s) : json_null();
	default:
		return number_read(m, f, s);
	}
}

/* The attributes of `xml` (NULL: none) by the table, into `into`. */
static json_t *fields_into(struct manifest *m, const xmlNode *xml,
			   const struct field *fields, json_t *into)
{
	for (; fields->attr; fields++)
		json_object_set_new(into, fields->key, field_read(m, fields,
			xml_attr(m->mem, xml, fields->attr)));
	return into;
}

static json_t *fields_read(struct manifest *m, const xmlNode *xml,
			   const struct field *fields)
{
	return fields_into(m, xml, fields, json_object());
}

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
		invalid(m, "measureThreshold");
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

static json_t *map_read(struct manifest *m, const xmlNode *x)
{
	const char *target = xml_attr(m->mem, x, "targetObjectiveID");
	json_t *map = json_object();

	json_object_set_new(map, "target", json_string(target ? target : ""));
	return fields_into(m, x, map_of_imsss, map);
}

static json_t *objective_read(struct manifest *m, const xmlNode *x,
			      bool primary)
{
	static const struct field measure = {
		"minNormalizedMeasure", "minNormalizedMeasure", NUMBER, NULL,
		1, -1, 1,
	};
	const char *id = xml_attr(m->mem, x, "objectiveID");
	const char *min = xml_text(m->mem, xml_child(x, measure.attr));
	json_t *maps = json_array();

	xml_each(map, x, "mapInfo")
		json_array_append_new(maps, map_read(m, map));
	return json_pack("{s:s, s:b, s:b, s:o, s:o}",
		"id", id ? id : "", "primary", primary, "satisfiedByMeasure",
		xml_bool(xml_attr(m->mem, x, "satisfiedByMeasure"), false),
		measure.key, number_read(m, &measure, *min ? min : NULL),
		"maps", maps);
}

static json_t *objectives_read(struct manifest *m, const xmlNode *xml)
{
	json_t *out = json_array();

	json_array_append_new(out, objective_read(m,
		xml_child(xml, "primaryObjective"), true));
	xml_each(x, xml, "objective")
		json_array_append_new(out, objective_read(m, x, false));
	return out;
}

/* NULL too when all that were looked through are more than anybody means. */
static json_t *find_by(struct manifest *m, json_t *list, const char *key,
		       const char *value)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (++m->nsteps > MANIFEST_STEPS_MAX)
			return NULL;
		if (strcmp(json_string_value(json_object_get(item, key)), value)
		    == 0)
			return item;
	}
	return NULL;
}

/*
 * 4th edition: an <adlseq:objective> adds maps of scores and progress to the
 * objective of the same id, beside the maps that it has.
 */
static void adlseq_objectives(struct manifest *m, const xmlNode *xml,
			      json_t *objectives)
{
	xml_each(x, xml, "objective") {
		const char *id = xml_attr(m->mem, x, "objectiveID");
		json_t *objective = find_by(m, objectives, "id", id ? id : "");

		if (!objective)
			continue;
		xml_each(info, x, "mapInfo") {
			json_t *maps = json_object_get(objective, "maps");
			const char *to = xml_attr(m->mem, info,
						  "targetObjectiveID");
			json_t *map = find_by(m, maps, "target",
					      to ? to : "");

			/* One that only ADL knows reads nothing of IMS's. */
			if (!map) {
				map = json_pack("{s:s, s:b, s:b, s:b, s:b}",
					"target", to ? to : "",
					"readSatisfiedStatus", 0,
					"readNormalizedMeasure", 0,
					"writeSatisfiedStatus", 0,
					"writeNormalizedMeasure", 0);
				json_array_append_new(maps, map);
			}
			fields_into(m, info, map_of_adlseq, map);
		}
	}
}

static bool of_adl(const xmlNode *n)
{
	return n && n->ns && n->ns->href &&
	       strstr((const char *)n->ns->href, "adlseq");
}

/* <imsss:objectives> and <adlseq:objectives> stand side by side. */
static const xmlNode *objectives_of(const xmlNode *seq, bool adl)
{
	xml_each(x, seq, "objectives")
		if (of_adl(x) == adl)
			return x;
	return NULL;
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
				    number_read(m, &completion[1], text));
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
	const xmlNode *own = objectives_of(seq, false);
	const xmlNode *adl = objectives_of(seq, true);
	json_t *objectives;

	objectives = objectives_read(m, own ? own
					    : objectives_of(shared, false));
	adlseq_objectives(m, adl ? adl : objectives_of(shared, true),
			  objectives);
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
		"objectives", objectives,
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
