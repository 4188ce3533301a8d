#include "xapi/waive.h"

#include <string.h>

#include "base/ident.h"
#include "domain/uuid.h"
#include "store/attempt.h"
#include "store/waiver.h"
#include "xapi/record.h"
#include "xapi/session.h"
#include "training/passback.h"
#include "training/settle.h"

bool xapi_waivable(const struct version *version, const struct unit *unit,
		   const struct au *au, bool done)
{
	return strcmp(version->standard, "cmi5") == 0 &&
	       xapi_speaks(version->standard, unit) && au_waivable(au, done);
}

/* A session of its own, in which nothing else is said but "satisfied". */
static enum err session_add(struct request *rq, const struct attempt *attempt,
			    const struct version *version,
			    const struct unit *unit, struct xapi_caller *out)
{
	const struct run run = {
		.id = ident_make(rq->mem, rq->now),
		.attempt_id = attempt->id,
		.unit_id = unit->id,
		.started_at = rq->now,
	};
	enum err e;

	if ((e = run_add(rq->db, &run)) ||
	    (e = xapi_begin(rq, attempt, version, unit, &run, out)))
		return e;
	out->au.session.terminated_at = rq->now;
	return OK;
}

static enum err say(struct request *rq, struct xapi_caller *c,
		    const char *reason)
{
	char id[UUID_SIZE];

	uuid_named("waived", c->run.id, id);
	return record_own(rq, c, cmi5_waived(id, c->actor, &c->launch, reason,
					     rq->now));
}

static enum err effect(struct request *rq, struct xapi_caller *c,
		       struct au_unit *unit)
{
	static const struct progress done = {
		.completion = COMPLETION_COMPLETED, .success = SUCCESS_PASSED
	};
	const bool before = unit->satisfied;
	enum err e;

	unit->au.waived = true;
	unit->satisfied = au_satisfied(c->launch.move_on, &unit->au);
	if ((e = au_put(rq->db, c->run.attempt_id, unit)) ||
	    (e = record_progress(rq, &c->run, &done, true, true)))
		return e;
	return before ? OK : record_satisfied(rq, c);
}

enum err xapi_waive(struct request *rq, const struct attempt *attempt,
		    const struct version *version, const struct unit *unit,
		    const char *reason)
{
	struct unit_progress there;
	struct outcome outcome;
	struct xapi_caller c;
	struct au_unit said;
	bool linked;
	enum err e;

	if ((e = au_get(rq->db, attempt->id, unit->id, &said)) ||
	    (e = progress_get(rq->db, attempt->id, unit->id, &there)))
		return e;
	if (!xapi_waivable(version, unit, &said.au, there.run_id &&
			   there.progress.completion == COMPLETION_COMPLETED))
		return refuse(rq, P_not_waivable, NO_VALUES);
	if ((e = session_add(rq, attempt, version, unit, &c)) ||
	    (e = say(rq, &c, reason)) || (e = effect(rq, &c, &said)) ||
	    (e = record_close(rq, &c)) ||
	    (e = waiver_add(rq->db, &(struct waiver){
		.attempt_id = attempt->id, .unit_id = unit->id,
		.person_id = rq->person->id, .reason = reason,
		.at = rq->now })) ||
	    (e = attempt_sum(rq->db, attempt->id, version->id,
			     attempt->last_at, &outcome, &linked)) ||
	    (linked && (e = passback_note(rq->db, attempt->person_id,
					  attempt->module_id, rq->now))))
		return e;
	return settle_attempt(rq->db, attempt->id, rq->now, NULL);
}
