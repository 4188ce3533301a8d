#include "base/log.h"
#include "jobs/index.h"
#include "jobs/jobs.h"

static bool going(void *context)
{
	return rounds_going(context);
}

void indexer_job(struct server *server, struct rounds *rounds)
{
	size_t done;

	if (index_due(server, going, rounds, &done))
		log_event(LOG_WARN, "search.failed",
			  LOG_TEXT("why", fail_reason()));
	else if (done)
		log_event(LOG_INFO, "search.indexed",
			  LOG_INT("modules", done));
}
