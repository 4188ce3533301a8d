/*
 * Who speaks xAPI: a package, for one learner, by the token of one run.
 *
 * The token comes as a package is told to send it, `Authorization: Basic` with
 * the token behind the colon, or as Bearer. What it may see and change is what
 * packages of its module said of its learner, nothing else.
 */
#ifndef XAPI_CALLER_H
#define XAPI_CALLER_H

#include "domain/attempt.h"
#include "domain/module.h"
#include "http/http.h"
#include "store/au.h"

struct xapi_caller {
	struct run run;
	struct unit unit;
	struct au_run au;
	struct au_launch launch;	/* of cmi5; else activity and ids only */
	bool cmi5;			/* false: Tin Can */
	const char *standard;
	json_t *actor;			/* the learner; owned by the request */
	const char *actor_name;		/* agent_name() of it */
	int64_t bytes;			/* that this request has added */
};

/*
 * For `prepare`: the version header and the token. Leaves the run's id in
 * rq->prepared.
 */
enum err xapi_admit(struct request *, struct response *, const char **run);

/* Which answer header this request gets: "1.0.3" or "2.0.0". */
const char *xapi_version(const struct request *);

/* In the transaction: all of it. A run that is none of ours is refused. */
enum err xapi_caller(struct request *, const char *run,
		     struct xapi_caller *out);

/* What a unit's `launch` says of cmi5: move_on, mastery, publisher ("" when the
   manifest has none) and parameters. */
void xapi_launch_read(struct request *, const char *launch,
		      struct au_launch *out);

/* Refuse a query with any other parameter than these, with spaces between. */
enum err xapi_params(struct request *, const char *names);

/* A parameter that must be there. */
enum err xapi_param(struct request *, const char *name, const char **out);

/* The `agent` parameter must be the learner. */
enum err xapi_own_agent(struct request *, const struct xapi_caller *);

/*
 * In a write: is there room for so many bytes more, of that person in that
 * module ("" as in store/usage.h)? Refused as xapi_full.
 */
enum err xapi_room(struct request *, const char *person_id,
		   const char *module_id, int64_t bytes);

/* JSON of any kind (lists too), dumped short and numbers as they came. */
enum err xapi_respond(struct request *, struct response *, json_t *json);

#endif
