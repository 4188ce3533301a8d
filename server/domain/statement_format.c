#include "domain/statement_format.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/shape.h"

/* What is done to the things that a statement is made of. */
struct format {
	void (*actor)(json_t *);
	void (*verb)(json_t *, const char *accept);
	void (*activity)(json_t *, const char *accept);
	const char *accept;
};

static void activities(const struct format *f, json_t *some)
{
	json_t *one;
	size_t i;

	if (json_is_object(some))
		f->activity(some, f->accept);
	json_array_foreach(some, i, one)
		f->activity(one, f->accept);
}

static void actors(const struct format *f, json_t *list, const char *name)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		f->actor(json_object_get(one, name));
}

static void context(const struct format *f, json_t *json)
{
	const char *key;
	json_t *some;

	f->actor(json_object_get(json, "instructor"));
	f->actor(json_object_get(json, "team"));
	actors(f, json_object_get(json, "contextAgents"), "agent");
	actors(f, json_object_get(json, "contextGroups"), "group");
	json_object_foreach(json_object_get(json, "contextActivities"), key,
			    some)
		activities(f, some);
}

static void statement(const struct format *f, json_t *json)
{
	json_t *object = json_object_get(json, "object");

	f->actor(json_object_get(json, "actor"));
	f->actor(json_object_get(json, "authority"));
	f->verb(json_object_get(json, "verb"), f->accept);
	context(f, json_object_get(json, "context"));
	if (named(object, "Agent") || named(object, "Group"))
		f->actor(object);
	else if (named(object, "SubStatement"))
		statement(f, object);
	else if (!named(object, "StatementRef"))
		f->activity(object, f->accept);
}

/* ---- By what names them ------------------------------------------------ */

static bool anonymous(json_t *actor)
{
	static const char *const names[] = {
		"mbox", "mbox_sha1sum", "openid", "account"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (json_object_get(actor, names[i]))
			return false;
	return true;
}

static void actor_ids(json_t *actor)
{
	json_t *member;
	size_t i;

	json_object_del(actor, "name");
	if (!anonymous(actor))
		json_object_del(actor, "member");
	json_array_foreach(json_object_get(actor, "member"), i, member)
		json_object_del(member, "name");
}

static void verb_ids(json_t *verb, const char *accept)
{
	(void)accept;
	json_object_del(verb, "display");
}

static void activity_ids(json_t *activity, const char *accept)
{
	(void)accept;
	json_object_del(activity, "definition");
}

void statement_ids(json_t *json)
{
	statement(&(struct format){ actor_ids, verb_ids, activity_ids, NULL },
		  json);
}

/* ---- In one language --------------------------------------------------- */

static bool range_fits(const char *range, size_t n, const char *tag)
{
	if (n == 1 && *range == '*')
		return true;
	return strncasecmp(range, tag, n) == 0 && (!tag[n] || tag[n] == '-');
}

/* Of one part of an Accept-Language, up to its comma; 1 unless it says. */
static double quality(const char *part, size_t n)
{
	const char *q = memmem(part, n, "q=", 2);

	return q ? strtod(q + 2, NULL) : 1;
}

/* How much the reader likes that language: above 0 when it is asked for. */
static double liking(const char *accept, const char *tag)
{
	double best = 0;
	size_t n;

	for (const char *s = accept ? accept : ""; *s; s += n + (s[n] == ',')) {
		size_t range;

		s += strspn(s, " \t");
		n = strcspn(s, ",");
		range = strcspn(s, "; \t,");
		if (range && range_fits(s, range, tag) &&
		    quality(s, n) > best)
			best = quality(s, n);
	}
	return best;
}

static void one_language(json_t *thing, const char *key, const char *accept)
{
	json_t *map = json_object_get(thing, key), *text, *kept = NULL;
	const char *tag, *chosen = NULL;
	double best = -1;

	if (json_object_size(map) < 2)
		return;
	json_object_foreach(map, tag, text)
		if (liking(accept, tag) > best) {
			best = liking(accept, tag);
			chosen = tag;
			kept = text;
		}
	json_object_set_new(thing, key, json_pack("{s:O}", chosen, kept));
}

static void actor_whole(json_t *actor)
{
	(void)actor;
}

static void verb_canonical(json_t *verb, const char *accept)
{
	one_language(verb, "display", accept);
}

static void activity_canonical(json_t *activity, const char *accept)
{
	static const char *const lists[] = {
		"choices", "scale", "source", "target", "steps"
	};
	json_t *definition = json_object_get(activity, "definition"), *one;
	size_t k;

	one_language(definition, "name", accept);
	one_language(definition, "description", accept);
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		json_array_foreach(json_object_get(definition, lists[i]), k,
				   one)
			one_language(one, "description", accept);
}

void statement_canonical(json_t *json, const char *accept_language)
{
	statement(&(struct format){ actor_whole, verb_canonical,
				    activity_canonical, accept_language },
		  json);
}
