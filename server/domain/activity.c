#include "domain/activity.h"

#include <string.h>

static bool is_interaction(struct check *c, json_t *json)
{
	static const char *const kinds[] = {
		"true-false", "choice", "fill-in", "long-fill-in", "matching",
		"performance", "sequencing", "likert", "numeric", "other"
	};
	const char *s = text_of(json);

	(void)c;
	for (size_t i = 0; s && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], s) == 0)
			return true;
	return false;
}

static bool is_texts(struct check *c, json_t *json)
{
	return each_fits(c, json, is_text);
}

static bool is_component(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "id", is_text, true },
		{ "description", is_language_map, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static bool is_components(struct check *c, json_t *json)
{
	json_t *ids = json_object(), *value;
	bool good = each_fits(c, json, is_component);
	size_t i;

	json_array_foreach(json, i, value) {
		const char *id = text_of(json_object_get(value, "id"));

		good = good && id && !json_object_get(ids, id);
		if (good)
			json_object_set_new(ids, id, json_true());
	}
	json_decref(ids);
	return good;
}

static bool is_definition(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "name", is_language_map, false },
		{ "description", is_language_map, false },
		{ "type", is_iri, false }, { "moreInfo", is_iri, false },
		{ "extensions", is_extensions, false },
		{ "interactionType", is_interaction, false },
		{ "correctResponsesPattern", is_texts, false },
		{ "choices", is_components, false },
		{ "scale", is_components, false },
		{ "source", is_components, false },
		{ "target", is_components, false },
		{ "steps", is_components, false }, { .name = NULL }
	};
	static const char *const parts[] = {
		"correctResponsesPattern", "choices", "scale", "source",
		"target", "steps"
	};

	if (!fields_fit(c, json, fields))
		return false;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (json_object_get(json, parts[i]) &&
		    !json_object_get(json, "interactionType"))
			return misfit(c);
	return true;
}

bool is_activity(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, false }, { "id", is_iri, true },
		{ "definition", is_definition, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) &&
	       (!json_object_get(json, "objectType") ||
		named(json, "Activity"));
}
