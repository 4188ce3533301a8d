/*
 * How the learners of a module fare, for who is responsible for it.
 */
#include <string.h>

#include "api/responsible.h"
#include "routes.h"
#include "serve.h"
#include "store/publishing.h"
#include "store/waiver.h"

#define LEARNERS_MOST 500
#define STUCK_LEAST 3		/* learners; fewer would point at somebody */

static enum err learners_add(struct request *rq, const char *module_id,
			     json_t *out)
{
	struct learner_line *all;
	size_t n;
	enum err e;

	if ((e = learner_list(rq->db, module_id,
			      person_is(rq->person, ROLE_ADMIN)
				? "*" : rq->person->agency_id,
			      LEARNERS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s, s:s, s:s, s:I, s:s, s:s, s:I, s:I, s:b}",
			"id", all[i].id, "name", all[i].name,
			"agency", all[i].agency_name,
			"version", (json_int_t)all[i].version,
			"completion",
			completion_name(all[i].outcome.completion),
			"success", success_name(all[i].outcome.success),
			"unitsDone", (json_int_t)all[i].outcome.units_done,
			"lastAt", (json_int_t)all[i].last_at,
			"waivable", !strcmp(all[i].standard, "cmi5") &&
				    all[i].outcome.completion !=
					    COMPLETION_COMPLETED));
	return OK;
}

static enum err stuck_add(struct request *rq, const char *module_id,
			  json_t *out)
{
	struct stuck_line *all;
	size_t n;
	enum err e;

	if ((e = stuck_list(rq->db, module_id, STUCK_LEAST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s, s:s, s:I}", "key", all[i].ident,
			"title", all[i].title,
			"learners", (json_int_t)all[i].learners));
	return OK;
}

static enum err moves_add(struct request *rq, const char *module_id,
			  json_t *out)
{
	struct attempt_moved *all;
	size_t n;
	enum err e;

	if ((e = attempt_move_list(rq->db, module_id, LEARNERS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s?, s:I, s:I, s:I}", "name",
			learner_named(rq, all[i].agency_id)
				? all[i].person_name : NULL,
			"from", (json_int_t)all[i].from,
			"to", (json_int_t)all[i].to,
			"at", (json_int_t)all[i].at));
	return OK;
}

static enum err waivers_add(struct request *rq, const char *module_id,
			    json_t *out)
{
	struct waiver *all;
	size_t n;
	enum err e;

	if ((e = waiver_list(rq->db, module_id, LEARNERS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack(
			"{s:s?, s:s, s:s, s:s, s:I}", "name",
			learner_named(rq, all[i].learner_agency_id)
				? all[i].learner_name : NULL,
			"title", all[i].unit_title, "reason", all[i].reason,
			"by", all[i].person_name,
			"at", (json_int_t)all[i].at));
	return OK;
}

enum err learners_show(struct request *rq, struct response *rs)
{
	json_t *learners = request_own_json(rq, json_array());
	json_t *stuck = request_own_json(rq, json_array());
	json_t *moves = request_own_json(rq, json_array());
	json_t *waivers = request_own_json(rq, json_array());
	struct module m;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = learners_add(rq, m.id, learners)) ||
	    (e = stuck_add(rq, m.id, stuck)) ||
	    (e = moves_add(rq, m.id, moves)) ||
	    (e = waivers_add(rq, m.id, waivers)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:O, s:O, s:I, s:O, s:O}", "learners", learners, "stuck",
		stuck, "stuckLeast", (json_int_t)STUCK_LEAST, "moves", moves,
		"waivers", waivers));
}
