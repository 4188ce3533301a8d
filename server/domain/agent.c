#include "domain/agent.h"

#include <string.h>

#include "base/text.h"

static bool is_mbox(struct check *c, json_t *json)
{
	const char *s = text_of(json);

	(void)c;
	return s && text_starts(s, "mailto:") && iri_valid(s) &&
	       strchr(s + 8, '@') && strrchr(s, '@')[1];
}

static bool is_sha1(struct check *c, json_t *json)
{
	(void)c;
	return hex(text_of(json), 40);
}

static bool is_account(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "homePage", is_iri, true }, { "name", is_text, true },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields);
}

static const char *const identifiers[] = {
	"mbox", "mbox_sha1sum", "openid", "account"
};

static size_t identified(json_t *json)
{
	size_t n = 0;

	for (size_t i = 0; i < 4; i++)
		n += json_object_get(json, identifiers[i]) != NULL;
	return n;
}

bool is_agent(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, false }, { "name", is_text, false },
		{ "mbox", is_mbox, false }, { "mbox_sha1sum", is_sha1, false },
		{ "openid", is_iri, false }, { "account", is_account, false },
		{ .name = NULL }
	};

	return fields_fit(c, json, fields) && identified(json) == 1 &&
	       (!json_object_get(json, "objectType") || named(json, "Agent"));
}

static bool is_members(struct check *c, json_t *json)
{
	return each_fits(c, json, is_agent);
}

bool is_group(struct check *c, json_t *json)
{
	static const struct field fields[] = {
		{ "objectType", is_text, true }, { "name", is_text, false },
		{ "mbox", is_mbox, false }, { "mbox_sha1sum", is_sha1, false },
		{ "openid", is_iri, false }, { "account", is_account, false },
		{ "member", is_members, false }, { .name = NULL }
	};

	return fields_fit(c, json, fields) && named(json, "Group") &&
	       (identified(json) == 1 ||
		(identified(json) == 0 &&
		 json_array_size(json_object_get(json, "member")) > 0));
}

bool is_actor(struct check *c, json_t *json)
{
	return named(json, "Group") ? is_group(c, json) : is_agent(c, json);
}

bool statement_agent(json_t *json)
{
	struct arena mem = ARENA_INIT;
	struct check c = { .mem = &mem, .path = "" };
	const bool good = is_actor(&c, json) && identified(json) == 1;

	arena_end(&mem);
	return good;
}

const char *agent_name(struct arena *mem, json_t *agent)
{
	json_t *account = json_object_get(agent, "account");

	for (size_t i = 0; i < 3; i++) {
		const char *s = text_of(json_object_get(agent, identifiers[i]));

		if (s)
			return arena_format(mem, "%s %s", identifiers[i], s);
	}
	return !account ? NULL : arena_format(mem, "account %s %s",
		text_of(json_object_get(account, "homePage")),
		text_of(json_object_get(account, "name")));
}
