#include "play/launch.h"

#include <string.h>

#include "auth/auth.h"
#include "play/opening.h"
#include "play/sitting.h"
#include "play/state.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/module.h"
#include "training/guest.h"
#include "xapi/session.h"
#include "training/settle.h"

/* More is a script, and would fill the disk. */
#define LAUNCHES_A_MINUTE 60	/* in one attempt */

/* At the version that is to be looked at; else the learner's own attempt. */
static enum err launch_open(struct request *rq, const struct module *module,
			    struct attempt *out)
{
	const char *version = preview_version(rq, module,
		json_string_value(json_object_get(rq->json, "version")));
	const bool restart =
		json_is_true(json_object_get(rq->json, "restart"));

	return version ? preview_open(rq, module, version, restart, out)
		: attempt_open(rq, module, restart, out);
}

static bool done(const struct unit_progress *all, size_t n, const char *unit)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].unit_id, unit) == 0)
			return all[i].progress.completion ==
				       COMPLETION_COMPLETED ||
			       all[i].progress.success == SUCCESS_PASSED;
	return false;
}

/* The one named; else where the learner was, else the first that is not done. */
static enum err unit_choose(struct request *rq, const struct attempt *attempt,
			    const char *wanted, struct unit *out)
{
	struct unit_progress *progress;
	const struct unit *next = NULL;
	struct unit *units;
	size_t n, m;
	enum err e;

	if ((e = unit_list(rq->db, attempt->version_id, &units, &n)) ||
	    (e = progress_of_attempt(rq->db, attempt->id, &progress, &m)))
		return e;
	for (size_t i = 0; i < n; i++) {
		const struct unit *u = &units[i];
		const bool open = !done(progress, m, u->id);

		if (wanted) {
			if (!strcmp(u->id, wanted) || !strcmp(u->ident, wanted))
				next = u;
		} else if (attempt->unit_id && open &&
			   !strcmp(u->id, attempt->unit_id)) {
			next = u;
			break;
		} else if (!next && open) {
			next = u;
		}
	}
	if (!next && !wanted && n)
		next = &units[0];
	if (!next)
		return refuse(rq, P_no_unit, NO_VALUES);
	*out = *next;
	return OK;
}

/* The frame shows a single file itself, and knows how much of it was seen. */
static bool seen_by_frame(const struct unit *u)
{
	json_t *launch = json_loads(u->launch, 0, NULL);
	const bool media = json_is_object(json_object_get(launch, "media"));

	json_decref(launch);
	return media && strcmp(u->kind, "file") != 0;
}

/* Pages, files and links report nothing: opening them is all there is to do. */
static bool completes_when_opened(const struct unit *u)
{
	static const char *const kinds[] = { "asset", "page", "file", "link" };

	if (seen_by_frame(u))
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], u->kind) == 0)
			return true;
	return false;
}

static enum err mark_opened(struct request *rq, const struct launch *l)
{
	struct unit_progress unit;
	enum err e;

	if (!completes_when_opened(&l->unit))
		return OK;
	if ((e = progress_get(rq->db, l->attempt.id, l->unit.id, &unit)))
		return e;
	if (unit.run_id)
		return OK;
	unit = (struct unit_progress){
		.attempt_id = l->attempt.id,
		.unit_id = l->unit.id,
		.run_id = l->run.id,
		.progress = { .completion = COMPLETION_COMPLETED },
		.graded = true,
		.saved_at = rq->now,
	};
	if ((e = progress_put(rq->db, &unit)))
		return e;
	return settle_sum(rq->db, &(struct settling){
		.attempt_id = l->attempt.id,
		.version_id = l->attempt.version_id,
		.person_id = l->attempt.person_id,
		.module_id = l->attempt.module_id,
	}, rq->now, NULL);
}

/* The app shows them on pages of its own. */
static bool shown_by_app(const struct unit *u)
{
	static const char *const kinds[] = { "quiz", "case", "survey", "plan",
					     "tool" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], u->kind) == 0)
			return true;
	return false;
}

/* Links lead away; everything else plays on the module's own origin. */
static const char *launch_url(struct request *rq, const struct launch *l)
{
	if (shown_by_app(&l->unit))
		return "";
	if (strcmp(l->unit.kind, "link") == 0)
		return l->unit.href;
	return arena_format(rq->mem, "%s~play#%s", launch_files(rq, l),
			    l->run_token);
}

static json_t *launch_json(struct request *rq, const struct launch *l)
{
	json_t *state = launch_state_json(l);

	if (!state)
		return NULL;
	return json_pack("{s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s}, s:{s:s, s:I},"
			 " s:s, s:s, s:O, s:o, s:{s:s, s:s}, s:I}",
			 "url", launch_url(rq, l), "attempt", l->attempt.id,
			 "run", l->run.id,
			 "unit", "id", l->unit.id, "key", l->unit.ident,
			 "title", l->unit.title, "kind", l->unit.kind,
			 "version", "id", l->version.id,
			 "number", (json_int_t)l->version.number,
			 "standard", l->version.standard,
			 "runToken", l->run_token,
			 "tree", json_object_get(state, "tree"),
			 "state", state,
			 "learner", "id", l->learner_id,
			 "name", l->learner_name,
			 "expiresAt", (json_int_t)l->expires_at);
}

/* A script that launches for ever fills no disk. */
static enum err launches_bounded(struct request *rq, const struct attempt *a)
{
	size_t lately;
	enum err e;

	if ((e = run_count(rq->db, a->id, rq->now - 60000, &lately)))
		return e;
	return lately < LAUNCHES_A_MINUTE ? OK
		: fail(ERR_TOO_MANY, "launches of attempt %s", a->id);
}

/* A unit that speaks xAPI finds there what it asks for first. */
static enum err unit_open(struct request *rq, struct launch *l)
{
	enum err e;

	if (strcmp(l->unit.kind, "au"))
		return OK;
	if ((e = version_by_id(rq->db, l->attempt.version_id, &l->version)) ||
	    (e = unit_by_id(rq->db, l->unit.id, &l->unit)))
		return e;
	auth_files_token(rq->server->auth, rq, l->version.id, l->files_token);
	return xapi_open(rq, &l->attempt, &l->version, &l->unit, &l->run,
			 launch_files(rq, l));
}

static enum err run_begin(struct request *rq, struct launch *l)
{
	enum err e;

	l->run = (struct run){
		.id = ident_make(rq->mem, rq->now),
		.attempt_id = l->attempt.id,
		.unit_id = l->unit.id,
		.started_at = rq->now,
	};
	auth_run_token(rq->server->auth, rq, l->run.id, l->run_token);
	l->expires_at = auth_token_expiry(rq->server->auth, TOKEN_RUN, rq->now);
	if ((e = launches_bounded(rq, &l->attempt)) ||
	    (e = run_add(rq->db, &l->run)) ||
	    (e = attempt_touch(rq->db, l->attempt.id, l->unit.id, rq->now)) ||
	    (e = unit_open(rq, l)) ||
	    (e = sitting_carry(rq->db, &l->attempt, &l->unit, rq->now)))
		return e;
	return mark_opened(rq, l);
}

/* A large module's tree is read and sent while others write. */
static enum err launch_reply(struct request *rq, struct response *rs)
{
	struct launch *launch = rq->prepared;
	enum err e;

	if ((e = launch_read(rq, launch)))
		return e;
	return respond_json(rq, rs, 201, launch_json(rq, launch));
}

enum err launch_add(struct request *rq, struct response *rs)
{
	json_t *unit = json_object_get(rq->json, "unit");
	struct launch *launch = arena_new(rq->mem, struct launch);
	struct module module;
	enum err e;

	(void)rs;
	if (unit && !json_is_string(unit) && !json_is_null(unit))
		return refuse(rq, P_no_unit, NO_VALUES);
	if ((e = module_by_id(rq->db, request_param(rq, "id"), &module)) ||
	    (e = guest_may(rq, module.id)) ||
	    (e = launch_open(rq, &module, &launch->attempt)) ||
	    (e = unit_choose(rq, &launch->attempt, json_string_value(unit),
			     &launch->unit)))
		return e;
	rq->prepared = launch;
	rq->reply = launch_reply;
	return run_begin(rq, launch);
}
