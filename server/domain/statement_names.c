#include "domain/statement_names.h"

#include <string.h>

#include "domain/agent.h"

struct names {
	struct arena *mem;
	struct statement_name *list;
	size_t n, room;
};

static void name_add(struct names *to, unsigned kind, const char *name,
		     bool near)
{
	if (!name || to->n > STATEMENT_NAMES_MOST)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (to->list[i].kind == kind &&
		    strcmp(to->list[i].name, name) == 0) {
			to->list[i].near = to->list[i].near || near;
			return;
		}
	if (to->n == to->room) {
		const size_t room = to->room ? 2 * to->room : 16;
		struct statement_name *list =
			arena_array(to->mem, struct statement_name, room);

		if (to->n)
			memcpy(list, to->list, to->n * sizeof(*list));
		to->list = list;
		to->room = room;
	}
	to->list[to->n++] = (struct statement_name){ kind, name, near };
}

/* An agent or a group, and who is in it. */
static void name_actor(struct names *to, json_t *actor, bool near)
{
	json_t *member;
	size_t i;

	if (!actor)
		return;
	name_add(to, NAME_AGENT, agent_name(to->mem, actor), near);
	json_array_foreach(json_object_get(actor, "member"), i, member)
		name_add(to, NAME_AGENT, agent_name(to->mem, member), near);
}

static void name_activities(struct names *to, json_t *some)
{
	json_t *one;
	size_t i;

	name_add(to, NAME_ACTIVITY, text_of(json_object_get(some, "id")), false);
	json_array_foreach(some, i, one)
		name_add(to, NAME_ACTIVITY, text_of(json_object_get(one, "id")),
			 false);
}

static void name_context(struct names *to, json_t *context)
{
	json_t *all = json_object_get(context, "contextActivities"), *some;
	const char *key;
	size_t i;

	json_object_foreach(all, key, some)
		name_activities(to, some);
	name_actor(to, json_object_get(context, "instructor"), false);
	name_actor(to, json_object_get(context, "team"), false);
	json_array_foreach(json_object_get(context, "contextAgents"), i, some)
		name_actor(to, json_object_get(some, "agent"), false);
	json_array_foreach(json_object_get(context, "contextGroups"), i, some)
		name_actor(to, json_object_get(some, "group"), false);
}

static void name_object(struct names *to, json_t *object, bool near)
{
	if (named(object, "Agent") || named(object, "Group"))
		name_actor(to, object, near);
	else if (!named(object, "StatementRef"))
		name_add(to, NAME_ACTIVITY,
			 text_of(json_object_get(object, "id")), near);
}

void statement_names(struct arena *mem, json_t *json,
		     struct statement_name **out, size_t *n)
{
	json_t *object = json_object_get(json, "object");
	struct names to = { .mem = mem };

	name_actor(&to, json_object_get(json, "actor"), true);
	name_object(&to, object, true);
	if (named(object, "SubStatement")) {
		name_actor(&to, json_object_get(object, "actor"), false);
		name_object(&to, json_object_get(object, "object"), false);
		name_context(&to, json_object_get(object, "context"));
	}
	name_context(&to, json_object_get(json, "context"));
	name_actor(&to, json_object_get(json, "authority"), false);
	*out = to.list;
	*n = to.n;
}
