/*
 * Writes down what strangers made fail at connections to other systems: once in
 * a while, however many there were.
 */
#include "base/log.h"
#include "jobs/jobs.h"
#include "lti/strangers.h"

void porter_job(struct server *server, struct rounds *rounds)
{
	(void)rounds;
	if (lti_strangers_write(server))
		log_event(LOG_WARN, "lti.strangers",
			  LOG_TEXT("reason", fail_reason()));
}
