#include "domain/launch_scope.h"

#include <stddef.h>
#include <string.h>

static const char *const kinds[] = {
	[LAUNCH_LINK] = "link", [LAUNCH_CHOICE] = "choice",
	[LAUNCH_REVIEW] = "review",
};
static const char *const roles[] = {
	[LAUNCH_LEARNER] = "learner", [LAUNCH_INSTRUCTOR] = "instructor",
	[LAUNCH_TEST] = "test",
};

bool launch_opens(const struct launch_scope *l, const char *module_id)
{
	return !l || (l->module_id && module_id &&
		      strcmp(l->module_id, module_id) == 0);
}

bool launch_teaches(const struct launch_scope *l)
{
	return l && l->role == LAUNCH_INSTRUCTOR;
}

static size_t named(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; name && i < n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return 0;
}

enum launch_kind launch_kind_named(const char *name)
{
	return (enum launch_kind)named(kinds, sizeof(kinds) / sizeof(*kinds),
				       name);
}

enum launch_role launch_role_named(const char *name)
{
	return (enum launch_role)named(roles, sizeof(roles) / sizeof(*roles),
				       name);
}

const char *launch_kind_name(enum launch_kind kind)
{
	return kinds[kind];
}

const char *launch_role_name(enum launch_role role)
{
	return roles[role];
}
