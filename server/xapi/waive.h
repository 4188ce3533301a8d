/*
 * Saying that a learner need not do a unit of cmi5 (9.3.7).
 */
#ifndef XAPI_WAIVE_H
#define XAPI_WAIVE_H

#include "domain/attempt.h"
#include "domain/cmi5.h"
#include "domain/module.h"
#include "http/http.h"

/*
 * May it be? Only a unit of cmi5, once in an attempt, while the learner has not
 * done it. `au` is what was said of it, `done` what its progress is.
 */
bool xapi_waivable(const struct version *, const struct unit *,
		   const struct au *, bool done);

/*
 * Inside a write: the statement "waived" in a session of its own, the unit's
 * progress, who it was (rq->person), and what blocks and the course amount to
 * now. Refused as not_waivable. `unit` is with its launch; when the learner
 * learned last does not change.
 */
enum err xapi_waive(struct request *, const struct attempt *,
		    const struct version *, const struct unit *,
		    const char *reason);

#endif
