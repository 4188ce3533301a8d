#include "play/save.h"

#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "domain/progress.h"
#include "domain/person.h"
#include "play/answers.h"
#include "play/grant.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/module.h"
#include "training/plan.h"
#include "training/settle.h"

/* What save_check leaves for save_add. */
struct save {
	struct item item;
	struct answers answers;	/* of an item of that kind */
	bool answering;
	const char *run;	/* of the token; NULL: the session decides */
};

/* The name of the first part that does not fit, or NULL. */
static const char *save_read(json_t *json, struct save *save)
{
	const char *kind = json_string_value(json_object_get(json, "kind"));
	const char *wrong = item_read(json, &save->item);

	save->answering = kind && strcmp(kind, "answers") == 0;
	if (wrong || !save->answering)
		return wrong;
	return answers_read(json, &save->answers);
}

enum err save_check(struct request *rq, struct response *rs)
{
	struct save *save = arena_new(rq->mem, struct save);
	const char *wrong = save_read(rq->json, save);
	enum err e;

	(void)rs;
	rq->prepared = save;
	if (wrong)
		return refuse(rq, P_item_invalid, VALUES({ "field", wrong }));
	if (!run_token_given(rq))
		return rq->person ? OK : refuse(rq, P_token_invalid, NO_VALUES);
	if ((e = run_token_check(rq, &save->run)))
		return e;
	if (strcmp(save->run, save->item.run))
		return refuse(rq, P_run_foreign, NO_VALUES);
	return OK;
}

static enum err owned(struct request *rq, const struct save *save,
		      const struct run *run)
{
	if (!save->run && (strcmp(run->person_id, rq->person->id) ||
			   access_module(rq, run->module_id)))
		return refuse(rq, P_run_foreign, NO_VALUES);
	if (strcmp(run->attempt_id, save->item.attempt))
		return refuse(rq, P_item_invalid, VALUES({ "field", "attempt" }));
	/* What the server grades nobody claims. */
	if (save->answering != run->sat)
		return refuse(rq, P_item_invalid, VALUES({ "field", "kind" }));
	return OK;
}

static enum err activity_keep(struct request *rq, const struct item *item)
{
	char *text;

	if (!item->activity)
		return OK;
	text = json_dumps(item->activity, JSON_COMPACT);
	if (!text)
		return fail(ERR_INTERNAL, "the activity tree as JSON");
	arena_own(rq->mem, text, free);
	if (strlen(text) > ACTIVITY_MOST)
		return refuse(rq, P_item_invalid,
			      VALUES({ "field", "activity" }));
	return attempt_set_activity(rq->db, item->attempt, text, rq->now);
}

static const char *cmi_text(const struct item *item, const char *key)
{
	const char *text = json_string_value(json_object_get(item->cmi, key));

	return text ? text : "";
}

/* The page of a plan says what was planned (../web/src/screens/player/Plan.tsx);
   nothing else says this, but whoever does is looked at. */
static enum err plan_keep(struct request *rq, const struct item *item,
			  const struct run *run)
{
	const char *choice = cmi_text(item, "balai.plan.choice"), *other;

	if (!*choice)
		return OK;
	other = cmi_text(item, "balai.plan.other");
	return plan_of_unit(rq->db, run->attempt_id, run->unit_id,
		&(struct plan_text){
			.choice = *other ? other : choice,
			.words = cmi_text(item, "balai.plan.text"),
			.by_day = cmi_text(item, "balai.plan.by"),
		}, rq->now);
}

/* For who has just completed the module. */
static const char *earned(struct request *rq, const struct settled *s)
{
	if (!s->jp)
		return "";
	return arena_format(rq->mem, ",\"earned\":{\"jp\":%" PRId64
			    ",\"certificate\":%s%s%s}", s->jp,
			    s->certificate_id ? "\"" : "",
			    s->certificate_id ? s->certificate_id : "null",
			    s->certificate_id ? "\"" : "");
}

/* Neither begun, completed nor passed by this, and not done. */
static bool score_alone(const struct progress *was, const struct progress *is)
{
	return was->completion == is->completion &&
	       was->success == is->success &&
	       is->completion != COMPLETION_COMPLETED &&
	       is->success != SUCCESS_PASSED;
}

/* The item is later than all that this run has sent before. */
static enum err item_add(struct request *rq, const struct item *item,
			 struct run *run, const char **more)
{
	struct unit_progress unit;
	struct progress before;
	struct settled settled;
	const char *replaced;
	bool known, newest;
	enum err e;

	if ((e = progress_get(rq->db, run->attempt_id, run->unit_id, &unit)))
		return e;
	known = unit.run_id != NULL;
	newest = !known || strcmp(run->id, unit.run_id) >= 0;
	before = unit.progress;
	progress_add(known ? &before : NULL, item, newest, run->time_ms,
		     &unit.progress);

	replaced = known && newest && strcmp(run->id, unit.run_id)
		? unit.run_id : NULL;
	unit.attempt_id = run->attempt_id;
	unit.unit_id = run->unit_id;
	unit.run_id = newest ? run->id : unit.run_id;
	unit.saved_at = rq->now;
	run->sequence = item->sequence;
	run->saved_at = rq->now;
	run->ended = item->ended;
	if (item->progress.time_ms > run->time_ms)
		run->time_ms = item->progress.time_ms;

	if ((e = run_save(rq->db, run, newest ? rq->body : NULL)) ||
	    (replaced && (e = run_forget_item(rq->db, replaced))) ||
	    (e = progress_put(rq->db, &unit)) ||
	    (newest && ((e = activity_keep(rq, item)) ||
			(e = plan_keep(rq, item, run)))))
		return e;
	if (known && progress_same(&before, &unit.progress))
		return OK;
	e = settle_sum(rq->db, &(struct settling){
		.attempt_id = run->attempt_id,
		.version_id = run->version_id,
		.person_id = run->person_id, .module_id = run->module_id,
		.score_alone = known && score_alone(&before, &unit.progress),
	}, rq->now, &settled);
	*more = e ? "" : earned(rq, &settled);
	return e;
}

/* Written by hand, since it is what the server answers most: idents and numbers
   need no escapes. */
static enum err respond_saved(struct request *rq, struct response *rs,
			      const struct run *run, bool late,
			      const char *more)
{
	rs->status = 200;
	rs->type = "application/json";
	rs->bytes = arena_format(rq->mem,
		"{\"attempt\":\"%s\",\"run\":\"%s\",\"sequence\":%" PRId64
		",\"savedAt\":%" PRId64 ",\"duplicate\":%s%s}",
		run->attempt_id, run->id, run->sequence, run->saved_at,
		late ? "true" : "false", more);
	rs->size = strlen(rs->bytes);
	return OK;
}

enum err save_add(struct request *rq, struct response *rs)
{
	const struct save *save = rq->prepared;
	const char *more = "";
	struct run run;
	bool late;
	enum err e;

	e = run_by_id(rq->db, save->item.run, &run);
	if (e == ERR_NOT_FOUND)
		return refuse(rq, P_run_foreign, NO_VALUES);
	if (e || (e = owned(rq, save, &run)))
		return e;
	late = save->item.sequence <= run.sequence;
	if (!late && (e = save->answering
		      ? answers_add(rq, &save->item, &save->answers, &run, &more)
		      : item_add(rq, &save->item, &run, &more)))
		return e;
	return respond_saved(rq, rs, &run, late, more);
}
