/*
 * Finds out in the background how those stand whose programme has changed, or
 * who were enrolled many at a time: a little of the writer's time at once, so
 * that nobody waits for it.
 */
#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/jobs.h"
#include "training/enrolment.h"

#define BUDGET_MS 25		/* of the writer's time at once */

static enum err piece(struct db *db, void *context)
{
	return enrolment_settle_due(db, BUDGET_MS, clock_now(), context);
}

void settler_job(struct server *server, struct rounds *rounds)
{
	bool more = true;

	while (more && rounds_going(rounds)) {
		struct arena mem = ARENA_INIT;

		if (pool_write(server->pool, &mem, piece, &more)) {
			log_event(LOG_WARN, "enrolments",
				  LOG_TEXT("reason", fail_reason()));
			more = false;
		}
		arena_end(&mem);
	}
}
