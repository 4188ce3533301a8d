#include "play/state.h"

#include <stdio.h>
#include <string.h>

#include "auth/auth.h"
#include "config.h"
#include "play/grant.h"
#include "routes.h"
#include "serve.h"
#include "store/attempt.h"
#include "store/media.h"
#include "store/module.h"
#include "store/native.h"
#include "store/person.h"
#include "store/publishing.h"
#include "xapi/session.h"

/* The newest of the unit's runs that saved anything is where it goes on. */
static enum err read_item(struct request *rq, struct launch *l)
{
	struct unit_progress progress;
	enum err e;

	if ((e = progress_get(rq->db, l->attempt.id, l->unit.id, &progress)))
		return e;
	if (!progress.run_id)
		return OK;
	return run_item(rq->db, progress.run_id, &l->item);
}

/* By a run token alone nobody is signed in: the learner is whose run it is. */
static enum err read_learner(struct request *rq, struct launch *l)
{
	struct person *learner = arena_new(rq->mem, struct person);
	enum err e;

	if ((e = person_by_id(rq->db, l->attempt.person_id, learner)))
		return e;
	l->learner_id = learner->id;
	l->learner_name = learner->name;
	if (!rq->person)
		rq->person = learner;
	return agency_token_list(rq->db, learner->agency_id, &l->tokens,
				 &l->ntokens);
}

static const char *launch_origin(struct request *rq, const struct launch *l)
{
	return config_content_origin(rq->server->config, rq->mem,
				     l->attempt.module_id,
				     request_header(rq, "Host"), rq->https);
}

const char *launch_files(struct request *rq, const struct launch *l)
{
	return arena_format(rq->mem, "%s/c/%s/", launch_origin(rq, l),
			    l->files_token);
}

/* A unit that speaks xAPI is opened with more in its address. */
static enum err read_href(struct request *rq, struct launch *l)
{
	l->href = l->unit.href;
	if (!xapi_speaks(l->version.standard, &l->unit))
		return OK;
	return xapi_href(rq, &l->version, &l->unit, &l->run,
			 launch_origin(rq, l), l->run_token, &l->href);
}

/* Only a single file has them. */
static enum err read_media(struct request *rq, struct launch *l)
{
	enum err e;

	if (strcmp(l->unit.kind, "video") && strcmp(l->unit.kind, "audio"))
		return OK;
	if ((e = caption_list(rq->db, l->unit.id, &l->captions,
			      &l->ncaptions)))
		return e;
	return form_list(rq->db, l->unit.id, &l->forms, &l->nforms);
}

enum err launch_read(struct request *rq, struct launch *l)
{
	enum err e;

	if ((e = attempt_by_id(rq->db, l->run.attempt_id, &l->attempt)) ||
	    (e = version_by_id(rq->db, l->attempt.version_id, &l->version)) ||
	    (e = unit_by_id(rq->db, l->run.unit_id, &l->unit)) ||
	    (e = version_about(rq->db, l->version.id, &l->about)) ||
	    (e = read_learner(rq, l)) || (e = read_item(rq, l)) ||
	    (e = read_media(rq, l)))
		return e;
	auth_files_token(rq->server->auth, rq, l->version.id, l->files_token);
	return read_href(rq, l);
}

/* Who asks to suspend all is suspended, whatever else is said (SN SB.2.12). */
static const char *exit_of(const json_t *item)
{
	const json_t *nav = json_object_get(item, "nav");
	const char *asks = json_string_value(json_object_get(nav, "request"));
	const char *says = json_string_value(json_object_get(item, "exit"));

	return asks && strcmp(asks, "suspendAll") == 0 ? "suspend"
	     : says ? says : "";
}

/* cmi, and whether it is a resumption, from the item stored last. */
static void add_data(json_t *state, const struct launch *l)
{
	json_t *item = l->item ? json_loads(l->item, 0, NULL) : NULL;
	const bool ended = json_is_true(json_object_get(item, "ended"));
	const char *exit = exit_of(item);
	const char *entry = "ab-initio";
	json_t *cmi = NULL;

	if (item && run_resumes(l->version.standard, exit, ended)) {
		const bool on = !ended || !strcmp(exit, "suspend") ||
				!strcmp(exit, "logout");

		cmi = json_incref(json_object_get(item, "cmi"));
		entry = on ? "resume" : "";
	}
	json_object_set_new(state, "cmi", cmi ? cmi : json_object());
	json_object_set_new(state, "entry", json_string(entry));
	json_decref(item);
}

/* Where the learner stands in the tree, so that it can go on elsewhere. */
static void add_activity(json_t *state, const struct launch *l)
{
	json_t *activity = *l->attempt.activity
		? json_loads(l->attempt.activity, 0, NULL) : NULL;

	json_object_set_new(state, "activity",
			    activity ? activity : json_null());
}

/*
 * A single file can be had in several forms; the first is the author's own. One
 * that is made while somebody plays is there at their next opening.
 */
static void add_forms(json_t *media, const struct launch *l)
{
	json_t *forms = json_pack("[{s:s, s:s, s:I, s:O}]", "name", "original",
		"href", l->unit.href, "bytes", (json_int_t)l->unit.bytes,
		"type", json_object_get(media, "type"));

	for (size_t i = 0; i < l->nforms; i++)
		if (l->forms[i].state == FORM_DONE)
			json_array_append_new(forms, json_pack(
				"{s:s, s:s, s:I, s:s}", "name",
				l->forms[i].name, "href", l->forms[i].path,
				"bytes", (json_int_t)l->forms[i].size,
				"type", l->forms[i].type));
	json_object_set_new(media, "forms", forms);
}

static void add_captions(json_t *media, const struct launch *l)
{
	json_t *captions = json_array();

	for (size_t i = 0; i < l->ncaptions; i++)
		json_array_append_new(captions, json_pack("{s:s, s:s}",
			"lang", l->captions[i].lang,
			"href", l->captions[i].path));
	json_object_set_new(media, "captions", captions);
}

static void add_media(json_t *unit, const struct launch *l)
{
	json_t *media = json_object_get(unit, "media");

	if (!media)
		return;
	add_forms(media, l);
	add_captions(media, l);
}

/* What {{name}} stands for where the learner works, else what the module says. */
static json_t *tokens_json(const struct launch *l)
{
	json_t *about = json_loads(l->about, 0, NULL), *said;
	json_t *tokens = json_object();
	const char *name;

	json_object_foreach(json_object_get(about, "tokens"), name, said)
		if (json_object_get(said, "otherwise"))
			json_object_set(tokens, name,
					json_object_get(said, "otherwise"));
	json_decref(about);
	for (size_t i = 0; i < l->ntokens; i++)
		json_object_set_new(tokens, l->tokens[i].name,
				    json_string(l->tokens[i].value));
	return tokens;
}

json_t *launch_state_json(const struct launch *l)
{
	json_t *unit = json_loads(l->unit.launch, 0, NULL);
	json_t *tree = json_loads(l->version.tree, 0, NULL);
	json_t *state;

	if (!unit || !tree) {
		json_decref(unit);
		json_decref(tree);
		return NULL;
	}
	json_object_set_new(unit, "id", json_string(l->unit.id));
	json_object_set_new(unit, "key", json_string(l->unit.ident));
	json_object_set_new(unit, "title", json_string(l->unit.title));
	json_object_set_new(unit, "kind", json_string(l->unit.kind));
	json_object_set_new(unit, "launchHref", json_string(l->href));
	add_media(unit, l);
	state = json_pack("{s:s, s:s, s:s, s:o, s:{s:s, s:s}, s:s, s:s, s:I,"
			  " s:o, s:s}",
			  "attempt", l->attempt.id, "run", l->run.id,
			  "standard", l->version.standard, "unit", unit,
			  "learner", "id", l->learner_id,
			  "name", l->learner_name,
			  "credit", "credit", "mode", "normal",
			  "sequence", (json_int_t)l->run.sequence,
			  "tree", tree, "filesToken", l->files_token);
	if (!state)
		return NULL;
	json_object_set_new(state, "tokens", tokens_json(l));
	add_data(state, l);
	add_activity(state, l);
	return state;
}

enum err run_state(struct request *rq, struct response *rs)
{
	struct launch launch = { .item = NULL };
	const char *run, *stopped;
	enum err e;

	if ((e = run_token_check(rq, &run)))
		return e;
	snprintf(launch.run_token, sizeof(launch.run_token), "%s",
		 auth_run_token_text(rq));
	e = run_by_id(rq->db, run, &launch.run);
	if (e == ERR_NOT_FOUND)
		return refuse(rq, P_token_invalid, NO_VALUES);
	if (e || (e = launch_read(rq, &launch)) ||
	    (e = version_withdrawn(rq->db, launch.version.id, &stopped)))
		return e;
	if (stopped)
		return refuse(rq, P_module_withdrawn,
			      VALUES({ "reason", stopped }));
	return respond_json(rq, rs, 200, launch_state_json(&launch));
}
