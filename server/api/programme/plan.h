/* Action plans and their follow-ups, as they are told. */
#ifndef API_PROGRAMME_PLAN_H
#define API_PROGRAMME_PLAN_H

#include "http/http.h"
#include "store/followup.h"
#include "store/plan.h"

#define PLANS_PAGE 20		/* SEVERAL_MOST at most */

/*
 * A list of plans with what is asked of each. `own`: of the learner's own, with
 * the answers and the link to what they may answer now; else with whose plan it
 * is, and only whether there is an answer. In the request's arena, borrowed.
 */
enum err plans_json(struct request *, const struct plan *, size_t n, bool own,
		    json_t **out);

/* Which page was asked for (?page=), and the place it begins at. */
enum err plans_page(struct request *, int64_t *page, size_t *from);

/* Change a plan by the members of the body that are there; `officer`: the
   addresses alone. */
enum err plan_patch(struct request *, const struct plan *, bool officer);

#endif
