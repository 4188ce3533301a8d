#include "jobs/settler.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/rounds.h"
#include "training/enrolment.h"

#define EVERY_MS 30000		/* what nobody woke it for */
#define BUDGET_MS 25		/* of the writer's time at once */

struct settler {
	struct server *server;
	struct rounds rounds;
};

static enum err piece(struct db *db, void *context)
{
	return enrolment_settle_due(db, BUDGET_MS, clock_now(), context);
}

static void look(void *context)
{
	struct settler *x = context;
	bool more = true;

	while (more && rounds_going(&x->rounds)) {
		struct arena mem = ARENA_INIT;

		if (pool_write(x->server->pool, &mem, piece, &more)) {
			log_event(LOG_WARN, "enrolments",
				  LOG_TEXT("reason", fail_reason()));
			more = false;
		}
		arena_end(&mem);
	}
}

enum err settler_open(struct server *server, struct settler **out)
{
	struct settler *x = calloc(1, sizeof(*x));
	enum err e;

	if (!x)
		abort();
	x->server = server;
	if ((e = rounds_begin(&x->rounds, EVERY_MS, look, x)))
		free(x);
	else
		*out = x;
	return e;
}

void settler_close(struct settler *x)
{
	if (!x)
		return;
	rounds_end(&x->rounds);
	free(x);
}

void settler_wake(struct settler *x)
{
	if (x)
		rounds_wake(&x->rounds);
}
