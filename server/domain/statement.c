#include "domain/statement.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "domain/activity.h"
#include "domain/agent.h"
#include "domain/moment.h"

/* ---- Verb and object --------------------------------------------------- */

static bool is_verb(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "id", is_iri, true }, { "display", is_language_map, false },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_reference(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "id", is_uuid, true },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "StatementRef");
}

static bool is_plain_object(struct check *c, json_t *json)
{
	if (named(json, "Agent"))
		return is_agent(c, json);
	if (named(json, "Group"))
		return is_group(c, json);
	if (named(json, "StatementRef"))
		return is_reference(c, json);
	return is_activity(c, json);
}

/* ---- Result and context ------------------------------------------------ */

static bool is_number(struct check *c, json_t *json)
{
	(void)c;
	return json_is_number(json) && isfinite(json_number_value(json));
}

static bool is_scaled(struct check *c, json_t *json)
{
	return is_number(c, json) && fabs(json_number_value(json)) <= 1;
}

static struct measure measure_of(json_t *json, const char *name)
{
	json_t *value = json_object_get(json, name);

	return (struct measure){ json_is_number(value),
				 json_number_value(value) };
}

static bool is_score(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "scaled", is_scaled, false }, { "raw", is_number, false },
		{ "min", is_number, false }, { "max", is_number, false },
		{ .name = NULL }
	};
	struct measure raw, min, max;

	if (!fields_fit(c, json, fields))
		return false;
	raw = measure_of(json, "raw");
	min = measure_of(json, "min");
	max = measure_of(json, "max");
	return !((min.known && max.known && min.value >= max.value) ||
		 (raw.known && min.known && raw.value < min.value) ||
		 (raw.known && max.known && raw.value > max.value));
}

static bool is_result(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "score", is_score, false }, { "success", is_boolean, false },
		{ "completion", is_boolean, false },
		{ "response", is_text, false },
		{ "duration", is_duration, false },
		{ "extensions", is_extensions, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_activities(struct check *c, json_t *json)
{
	return json_is_array(json) ? each_fits(c, json, is_activity)
				   : is_activity(c, json);
}

static bool is_context_activities(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "parent", is_activities, false },
		{ "grouping", is_activities, false },
		{ "category", is_activities, false },
		{ "other", is_activities, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_iris(struct check *c, json_t *json)
{
	return json_array_size(json) > 0 && each_fits(c, json, is_iri);
}

/* xAPI 2.0: other agents and groups, each with what part they have. */
static bool is_context_agent(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "agent", is_agent, true },
		{ "relevantTypes", is_iris, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "contextAgent");
}

static bool is_context_agents(struct check *c, json_t *json)
{
	return each_fits(c, json, is_context_agent);
}

static bool is_context_group(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "group", is_group, true },
		{ "relevantTypes", is_iris, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "contextGroup");
}

static bool is_context_groups(struct check *c, json_t *json)
{
	return each_fits(c, json, is_context_group);
}

static bool is_context(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "registration", is_uuid, false },
		{ "instructor", is_actor, false }, { "team", is_group, false },
		{ "contextActivities", is_context_activities, false },
		{ "contextAgents", is_context_agents, false },
		{ "contextGroups", is_context_groups, false },
		{ "revision", is_text, false }, { "platform", is_text, false },
		{ "language", is_language, false },
		{ "statement", is_reference, false },
		{ "extensions", is_extensions, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_media_type(struct check *c, json_t *json)
{
	const char *s = text_of(json);

	(void)c;
	return s && strchr(s, '/') && strlen(s) < 256;
}

static bool is_sha2(struct check *c, json_t *json)
{
	(void)c;
	return hex(text_of(json), 64);
}

/* Its bytes stand elsewhere: we take none ourselves, so that is needed. */
static bool is_attachment(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "usageType", is_iri, true },
		{ "display", is_language_map, true },
		{ "description", is_language_map, false },
		{ "contentType", is_media_type, true },
		{ "length", is_count, true }, { "sha2", is_sha2, true },
		{ "fileUrl", is_iri, true }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_attachments(struct check *c, json_t *json)
{
	return each_fits(c, json, is_attachment);
}

/* ---- Statements -------------------------------------------------------- */

/* Revision and platform belong to what is done with an activity. */
static bool context_fits(struct check *c, json_t *json)
{
	json_t *object = json_object_get(json, "object");
	json_t *context = json_object_get(json, "context");

	if (!json_object_get(context, "revision") &&
	    !json_object_get(context, "platform"))
		return true;
	c->path = "context.revision";
	return !json_object_get(object, "objectType") ||
	       named(object, "Activity") || misfit(c);
}

static bool is_substatement(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "actor", is_actor, true },
		{ "verb", is_verb, true }, { "object", is_plain_object, true },
		{ "result", is_result, false },
		{ "context", is_context, false },
		{ "timestamp", is_moment, false },
		{ "attachments", is_attachments, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && context_fits(c, json);
}

static bool is_object(struct check *c, json_t *json)
{
	return named(json, "SubStatement") ? is_substatement(c, json)
					   : is_plain_object(c, json);
}

static bool is_version(struct check *c, json_t *json)
{
	const char *s = text_of(json);

	(void)c;
	return s && (strcmp(s, "1.0") == 0 || text_starts(s, "1.0.") ||
		     strcmp(s, "2.0.0") == 0);
}

static const char *lower_of(struct arena *mem, const char *s)
{
	return s ? text_lower(mem, s) : NULL;
}

static void result_take(json_t *result, struct statement *out)
{
	json_t *score = json_object_get(result, "score");
	json_t *success = json_object_get(result, "success");
	json_t *completion = json_object_get(result, "completion");

	out->scored = score != NULL;
	out->score = (struct score){
		.scaled = measure_of(score, "scaled"),
		.raw = measure_of(score, "raw"),
		.min = measure_of(score, "min"),
		.max = measure_of(score, "max"),
	};
	out->succeeded = json_is_true(success);
	out->failed = json_is_false(success);
	out->completed = json_is_true(completion);
	out->said_completion = completion != NULL;
	out->lasted = duration_read(text_of(json_object_get(result,
							    "duration")),
				    &out->duration_ms);
}

static void take(struct arena *mem, json_t *json, struct statement *out)
{
	json_t *object = json_object_get(json, "object");
	json_t *context = json_object_get(json, "context");
	const bool reference = named(object, "StatementRef");

	*out = (struct statement){
		.json = json,
		.id = lower_of(mem, text_of(json_object_get(json, "id"))),
		.verb = text_of(json_object_get(json_object_get(json, "verb"),
						"id")),
		.registration = lower_of(mem, text_of(
			json_object_get(context, "registration"))),
	};
	if (!json_object_get(object, "objectType") || named(object, "Activity"))
		out->activity = text_of(json_object_get(object, "id"));
	if (reference && strcmp(out->verb, VERB_VOIDED) == 0)
		out->voids = lower_of(mem, text_of(json_object_get(object,
								   "id")));
	out->timed = moment_read(text_of(json_object_get(json, "timestamp")),
				 &out->at);
	result_take(json_object_get(json, "result"), out);
}

const char *statement_read(struct arena *mem, json_t *json,
			   struct statement *out)
{
	static const struct field fields[] = {
		{ "id", is_uuid, false }, { "actor", is_actor, true },
		{ "verb", is_verb, true }, { "object", is_object, true },
		{ "result", is_result, false },
		{ "context", is_context, false },
		{ "timestamp", is_moment, false },
		{ "stored", is_moment, false },
		{ "authority", is_actor, false },
		{ "version", is_version, false },
		{ "attachments", is_attachments, false }, { .name = NULL }
	};
	struct check c = { .mem = mem, .path = "" };

	if (!fields_fit(&c, json, fields) || !context_fits(&c, json))
		return c.wrong ? c.wrong : "statement";
	take(mem, json, out);
	if (strcmp(out->verb, VERB_VOIDED) == 0 && !out->voids)
		return "object";
	return NULL;
}
