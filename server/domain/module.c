#include "domain/module.h"

#include <string.h>

static const char *const states[] = {
	[MODULE_DRAFT] = "draft",
	[MODULE_PUBLISHED] = "published",
	[MODULE_CLOSED] = "closed",
};

const char *module_state_name(enum module_state s)
{
	return states[s];
}

bool module_state_named(const char *name, enum module_state *out)
{
	for (size_t i = 0; name && i < sizeof(states) / sizeof(*states); i++) {
		if (strcmp(states[i], name))
			continue;
		*out = (enum module_state)i;
		return true;
	}
	return false;
}

bool module_editable(const struct module *m, const struct person *p)
{
	if (!p)
		return false;
	if (person_is(p, ROLE_ADMIN))
		return true;
	return person_is(p, ROLE_AUTHOR) &&
	       strcmp(p->agency_id, m->agency_id) == 0;
}

bool module_visible(const struct module *m, const struct person *p, bool begun,
		    bool reached)
{
	if (begun || module_editable(m, p))
		return true;
	return m->state == MODULE_PUBLISHED && !m->withdrawn_at &&
	       (m->shared || reached ||
		(p && strcmp(p->agency_id, m->agency_id) == 0));
}

bool module_startable(const struct module *m, const struct person *p)
{
	return m->version.id && !m->withdrawn_at &&
	       (m->state == MODULE_PUBLISHED || module_editable(m, p));
}

bool module_host_fits(const char *origin)
{
	static const char scheme[] = "https://";
	const char *host = origin + sizeof(scheme) - 1, *port;
	size_t n;

	if (strncmp(origin, scheme, sizeof(scheme) - 1) || strlen(origin) > 255)
		return false;
	if (strncmp(host, "*.", 2) == 0)
		host += 2;
	n = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-.");
	port = host + n;
	if (*port == ':')
		port += 1 + strspn(port + 1, "0123456789");
	return n && *host != '.' && host[n - 1] != '.' && !*port &&
	       memchr(host, '.', n) && !strstr(host, "..");
}

bool unit_branching(const struct unit *u)
{
	return strcmp(u->kind, "case") == 0;
}

bool unit_sat(const struct unit *u)
{
	return unit_branching(u) || strcmp(u->kind, "quiz") == 0;
}

bool unit_gives_score(const struct unit *u)
{
	static const char *const none[] = { "lesson", "survey", "plan", "asset",
					    "page", "link", "file" };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (strcmp(u->kind, none[i]) == 0)
			return false;
	return true;
}
