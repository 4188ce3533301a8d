#include "routes.h"

const struct route routes[] = {
#define ROUTE(origin, method, pattern, access, body, prepare, run, summary) \
	{ origin, method, pattern, access, body, prepare, run, \
	  #prepare "/" #run, summary },
#include "routes.def"
#undef ROUTE
};
const size_t nroutes = sizeof(routes) / sizeof(*routes);

const char *access_name(enum access access)
{
	static const char *const names[] = {
		[NOBODY] = "nobody", [ANYONE] = "anyone",
		[LEARNER] = "learner", [AUTHOR] = "author", [HOST] = "host",
		[SUPERVISOR] = "supervisor", [GUEST] = "guest",
		[PLAYER] = "player",
		[LEADER] = "leader", [ORGANISER] = "organiser", [ADMIN] = "admin", [RUN] = "run",
		[FOREIGN] = "foreign",
	};

	return names[access];
}

void routes_print(FILE *f)
{
	for (size_t i = 0; i < nroutes; i++)
		fprintf(f, "%-7s %-6s %-38s %-10s %s\n",
			routes[i].origin == APP ? "app" : "content",
			method_word(routes[i].method), routes[i].pattern,
			access_name(routes[i].access), routes[i].summary);
}
