#include "domain/asks.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* That of the plan, else the other, else one that says nothing. */
static json_t *either(const json_t *plan, const json_t *otherwise,
		      const char *key, json_t *nothing)
{
	json_t *found = json_object_get(plan, key);

	if (!found || json_is_null(found))
		found = json_object_get(otherwise, key);
	if (!found || json_typeof(found) != json_typeof(nothing))
		return nothing;
	json_decref(nothing);
	return json_incref(found);
}

const char *asks_of_plan(struct arena *mem, const char *definition,
			 const char *otherwise)
{
	json_t *plan = json_loads(definition ? definition : "{}", 0, NULL);
	json_t *other = json_loads(otherwise, 0, NULL);
	const json_t *own = json_object_get(plan, "followup");
	json_t *all = json_pack("{s:o, s:o, s:o}",
		"superior", either(own, other, "superior", json_array()),
		"colleague", either(own, other, "colleague", json_array()),
		"indicator", either(own, other, "indicator", json_string("")));
	char *text = json_dumps(all, JSON_COMPACT);
	const char *out = arena_copy(mem, text, strlen(text));

	free(text);
	json_decref(all);
	json_decref(other);
	json_decref(plan);
	return out;
}
