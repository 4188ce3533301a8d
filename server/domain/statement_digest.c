#include "domain/statement_digest.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "domain/shape.h"

static void without_definition(json_t *activity)
{
	json_object_del(activity, "definition");
	if (named(activity, "Activity"))
		json_object_del(activity, "objectType");
}

/* One activity and a list of one are the same thing. */
static void plain_context(json_t *context)
{
	json_t *all = json_object_get(context, "contextActivities"), *some, *one;
	const char *key;
	size_t i;
	void *next;

	json_object_foreach_safe(all, next, key, some) {
		if (json_is_object(some))
			json_object_set_new(all, key, json_pack("[O]", some));
		json_array_foreach(json_object_get(all, key), i, one)
			without_definition(one);
	}
}

static void plain(json_t *json)
{
	json_t *object = json_object_get(json, "object");
	json_t *actor = json_object_get(json, "actor");

	if (named(actor, "Agent"))
		json_object_del(actor, "objectType");
	json_object_del(json_object_get(json, "verb"), "display");
	plain_context(json_object_get(json, "context"));
	without_definition(object);
}

const char *statement_digest(struct arena *mem, json_t *json)
{
	static const char *const given[] = {
		"id", "stored", "authority", "version", "timestamp"
	};
	json_t *copy = json_deep_copy(json);
	unsigned char hash[32];
	char *text, *out = arena_alloc(mem, 2 * sizeof(hash) + 1);

	for (size_t i = 0; i < sizeof(given) / sizeof(*given); i++)
		json_object_del(copy, given[i]);
	plain(copy);
	if (named(json_object_get(copy, "object"), "SubStatement"))
		plain(json_object_get(copy, "object"));
	text = json_dumps(copy, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(copy);
	if (!text)
		return NULL;
	arena_own(mem, text, free);
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), NULL, 0);
	return sodium_bin2hex(out, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}
