/*
 * Scores that tools send, and results that they read.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "lti/ags.h"
#include "lti/event.h"
#include "lti/tool_service.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_result.h"
#include "store/lti_roster.h"
#include "training/tool_score.h"

#define HASH_BYTES 16

/* What `prepare` leaves for `run`. */
struct told {
	struct tool_service service;
	struct lti_score score;
	const char *hash;
};

/* The same members and values are the same, in whatever order. */
static enum err hash_of(struct request *rq, const char **out)
{
	char *text = json_dumps(rq->json, JSON_COMPACT | JSON_SORT_KEYS);
	unsigned char digest[HASH_BYTES];
	char *hex = arena_array(rq->mem, char, 2 * HASH_BYTES + 1);

	if (!text)
		return fail(ERR_INTERNAL, "a score as JSON");
	crypto_generichash(digest, sizeof(digest), (const void *)text,
			   strlen(text), NULL, 0);
	free(text);
	*out = sodium_bin2hex(hex, 2 * HASH_BYTES + 1, digest, sizeof(digest));
	return OK;
}

static enum err score_posted(struct request *rq, struct told *t)
{
	const char *member;
	enum lti_ags_fault fault;
	enum err e;

	if ((e = tool_service_type(rq, &t->service, AGS_SCORE_TYPE)) ||
	    (e = serve_json(rq, &rq->json)))
		return e;
	fault = lti_score_read(rq->json, rq->now, &t->score, &member);
	if (fault)
		return ags_refuse(rq, fault, member);
	if (t->score.quoted)
		log_event(LOG_WARN, "lti.score.quoted", LOG_TEXT("id", rq->id),
			  LOG_TEXT("tool", t->service.holder.tool_id));
	return hash_of(rq, &t->hash);
}

/* Somebody of the context who learns there. */
static enum err learner_find(struct request *rq, const struct told *t,
			     const char **out)
{
	struct lti_roster_member m;
	enum err e;

	if ((e = lti_roster_one(rq->db, &t->service.scope, t->score.user, &m)))
		return e;
	*out = m.person_id;
	if (!m.person_id)
		return refuse(rq, P_lti_person_unknown,
			      VALUES({ "member", "userId" }));
	return m.learns ? OK : refuse(rq, P_lti_teacher,
				      VALUES({ "member", "userId" }));
}

/* What the page of the tool's connection says of a score that was not taken. */
static enum err refusal_note(struct db *db, void *context)
{
	struct request *rq = context;
	const struct told *t = rq->prepared;
	json_t *facts = json_pack("{s:s}", "problem", rq->problem->code);
	const enum err e = lti_event_add(db, &(struct lti_event){
		.connection_id = t->service.holder.tool_id, .kind = "grade",
		.fault = LTI_tool_score_refused, .request = rq->id,
		.facts = facts, .at = rq->now,
	});

	json_decref(facts);
	return e;
}

enum err ags_score_check(struct request *rq, struct response *rs)
{
	struct told *t = arena_new(rq->mem, struct told);
	struct lti_line_item item;
	const char *person;
	enum err e;

	(void)rs;
	rq->prepared = t;
	if ((e = serve_read(rq)) ||
	    (e = tool_service_begin(rq, "score", &t->service)) ||
	    (e = ags_item(rq, &t->service, &item)))
		return e;
	if (!(e = score_posted(rq, t)))
		e = learner_find(rq, t, &person);
	if (e && rq->problem) {
		serve_read_end(rq);
		if (serve_write(rq, refusal_note, rq))
			log_event(LOG_WARN, "lti.event.lost",
				  LOG_TEXT("reason", fail_reason()));
	}
	return e;
}

static enum err score_take(struct request *rq, const struct told *t,
			   const struct lti_line_item *item,
			   const char *person)
{
	const struct lti_standing *before;
	struct lti_standing after;
	struct lti_result r;
	enum err e;

	if ((e = lti_result_get(rq->db, item->id, person, &r)))
		return e;
	before = r.line_item_id ? &r.standing : NULL;
	switch (lti_score_order(before, &t->score, t->hash)) {
	case LTI_AGAIN:
		return OK;
	case LTI_OLDER:
		return refuse(rq, P_lti_older, NO_VALUES);
	case LTI_CLASH:
		return refuse(rq, P_lti_clash, NO_VALUES);
	case LTI_LATER:
		break;
	}
	lti_score_take(before, &t->score, t->hash, &after);
	if ((e = lti_result_put(rq->db, item->id, person, &after, rq->now)) ||
	    (e = tool_score_settle(rq->db, item, person, rq->now)))
		return e;
	return lti_event_add(rq->db, &(struct lti_event){
		.connection_id = item->tool_id, .kind = "grade",
		.fault = LTI_OK, .request = rq->id, .at = rq->now,
	});
}

static const char *result_url(struct request *rq, const struct tool_service *s,
			      const char *item, const char *sub)
{
	return arena_format(rq->mem, "%s/results/%s", ags_item_url(rq, s, item),
			    sub);
}

enum err ags_score_add(struct request *rq, struct response *rs)
{
	const struct told *t = rq->prepared;
	struct lti_line_item item;
	const char *person;
	enum err e;

	if ((e = ags_item(rq, &t->service, &item)) ||
	    (e = learner_find(rq, t, &person)) ||
	    (e = score_take(rq, t, &item, person)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s}", "resultUrl",
		result_url(rq, &t->service, item.id, t->score.user)));
}

/* ---- Results ------------------------------------------------------------ */

/* Of the line item's maximum, as exactly as it was given. */
static json_t *score_json(const struct lti_line_item *item,
			  const struct lti_standing *s)
{
	return lti_number(s->override.known ? s->override.value * item->most
			  : s->given.value * item->most / s->most);
}

static json_t *result_json(struct request *rq, const struct tool_service *s,
			   const struct lti_line_item *item,
			   const struct lti_result *r)
{
	json_t *json = json_pack("{s:s, s:s, s:s, s:o}",
		"id", result_url(rq, s, item->id, r->sub),
		"scoreOf", ags_item_url(rq, s, item->id), "userId", r->sub,
		"resultMaximum", lti_number(item->most));

	if (lti_standing_scaled(&r->standing).known)
		json_object_set_new(json, "resultScore",
				    score_json(item, &r->standing));
	if (*r->standing.words)
		json_object_set_new(json, "comment",
				    json_string(r->standing.words));
	return json;
}

enum err ags_results_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct lti_line_item item;
	struct lti_result *all;
	struct tool_service s;
	size_t most, n;
	enum err e;

	if ((e = tool_service_begin(rq, "result.readonly", &s)) ||
	    (e = ags_item(rq, &s, &item)) ||
	    (e = tool_service_limit(rq, AGS_PAGE, AGS_PAGE_MOST, &most)) ||
	    (e = lti_result_told(rq->db, item.id, item.tool_id,
				 tool_service_query(rq, "after"),
				 tool_service_query(rq, "user_id"), most + 1,
				 &all, &n)))
		return e;
	for (size_t i = 0; i < n && i < most; i++)
		json_array_append_new(list, result_json(rq, &s, &item,
							&all[i]));
	return tool_service_page(rq, rs, &s, json_incref(list),
				 AGS_RESULTS_TYPE,
				 n > most ? all[most - 1].sub : NULL);
}

enum err ags_result_show(struct request *rq, struct response *rs)
{
	struct lti_line_item item;
	struct lti_result *all;
	struct tool_service s;
	size_t n;
	enum err e;

	if ((e = tool_service_begin(rq, "result.readonly", &s)) ||
	    (e = ags_item(rq, &s, &item)) ||
	    (e = lti_result_told(rq->db, item.id, item.tool_id, "",
				 request_param(rq, "sub"), 1, &all, &n)))
		return e;
	if (!n)
		return fail(ERR_NOT_FOUND, "no such result");
	return respond_json(rq, rs, 200, result_json(rq, &s, &item, &all[0]));
}
