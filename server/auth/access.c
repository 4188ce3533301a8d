#include "auth/access.h"

#include <string.h>

#include "domain/person.h"

static const enum role roles[] = {
	[AUTHOR] = ROLE_AUTHOR,
	[HOST] = ROLE_HOST,
	[SUPERVISOR] = ROLE_SUPERVISOR,
	[LEADER] = ROLE_LEADER,
	[ADMIN] = ROLE_ADMIN,
	[ORGANISER] = ROLE_ORGANISER,
};

static bool open_before_password(const struct route *route)
{
	static const char *const names[] = {
		"me_show", "me_password_set", "session_leave",
	};

	const char *slash = strrchr(route->name, '/');
	const char *run = slash ? slash + 1 : route->name;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(run, names[i]) == 0)
			return true;
	return false;
}

enum err access_check(struct request *rq)
{
	const enum access access = rq->route->access;

	switch (access) {
	case ANYONE:
	case RUN:
	case FOREIGN:
		return OK;
	case GUEST:
	case LEARNER:
	case AUTHOR:
	case HOST:
	case SUPERVISOR:
	case LEADER:
	case ORGANISER:
	case ADMIN:
		break;
	case NOBODY:
	default:
		return fail(ERR_FORBIDDEN, "%s is shut", rq->route->name);
	}
	if (!rq->person)
		return fail(ERR_ANONYMOUS, "%s needs a person",
			    rq->route->name);
	if (rq->person->must_set_password && !open_before_password(rq->route))
		return refuse(rq, P_password_due, NO_VALUES);
	if (access == GUEST)
		return OK;
	if (rq->person->guest)
		return refuse(rq, P_guest_only, NO_VALUES);
	if (access != LEARNER && !person_is(rq->person, roles[access]))
		return fail(ERR_FORBIDDEN, "%s needs another role",
			    rq->route->name);
	return OK;
}
