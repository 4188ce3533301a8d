#include "auth/access.h"

#include <string.h>

#include "domain/launch_scope.h"
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

static void forget_launch(struct request *rq)
{
	rq->person = NULL;
	rq->session = NULL;
	rq->session_due = false;
	rq->launch = NULL;
	rq->embed = NULL;
}

/* Where no person is needed, but somebody may be known. */
static enum err open_to_all(struct request *rq)
{
	if (rq->launch && rq->route->access != RUN)
		forget_launch(rq);
	return OK;
}

enum err access_module(const struct request *rq, const char *module_id)
{
	return launch_opens(rq->launch, module_id) ? OK
		: fail(ERR_NOT_FOUND, "not the module of launch %s",
		       rq->launch->id);
}

enum err access_check(struct request *rq)
{
	const enum access access = rq->route->access;

	switch (access) {
	case ANYONE:
	case RUN:
	case FOREIGN:
		return open_to_all(rq);
	case PLAYER:
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
	if (access == PLAYER)
		return OK;
	if (rq->launch)
		return refuse(rq, P_launch_only, NO_VALUES);
	if (access == GUEST)
		return OK;
	if (rq->person->guest)
		return refuse(rq, P_guest_only, NO_VALUES);
	if (access != LEARNER && !person_is(rq->person, roles[access]))
		return fail(ERR_FORBIDDEN, "%s needs another role",
			    rq->route->name);
	return OK;
}
