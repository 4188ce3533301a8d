#include "lti/grades.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/strict.h"
#include "config.h"
#include "domain/lti_tool.h"
#include "lti/service.h"
#include "serve.h"

#define ITEM_TYPE "application/vnd.ims.lis.v2.lineitem+json"
#define ITEMS_TYPE "application/vnd.ims.lis.v2.lineitemcontainer+json"
#define RESULTS_TYPE "application/vnd.ims.lis.v2.resultcontainer+json"
#define SCORE_TYPE "application/vnd.ims.lis.v1.score+json"
#define LEVELS 16
#define ITEMS_MOST 2000			/* looked at */
#define URL_MOST 2048
/* A gradebook that works through scores one by one shows one a little later. */
#define LAG_MS 60000

struct sending {
	struct server *server;
	struct arena *mem;
	const struct lti_grade_job *job;
	int64_t now;
	const char *resource_id;
	struct lti_sent *out;
};

static bool stop(struct sending *s, enum lti_answer what, const char *code)
{
	s->out->means = (struct lti_meaning){ what, code, false };
	return false;
}

static bool may(const struct sending *s, const char *scope)
{
	return lti_scope_any(s->job->scopes, scope);
}

static struct lti_call call_of(const struct sending *s, const char *wanted,
			       const char *method, const char *url,
			       const char *accept)
{
	return (struct lti_call){
		.peer = &s->job->peer, .scopes = s->job->scopes,
		.wanted = wanted, .method = method, .url = url,
		.accept = accept,
	};
}

static void told(struct sending *s, const struct lti_reply *r)
{
	s->out->means = r->means;
	s->out->said = r->said;
	s->out->not_before = r->not_before;
}

/* ---- Line items --------------------------------------------------------------- */

static const char *text_of(const json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

/* A number, or (Moodle) its text; NAN for neither. */
static double number_of(const json_t *value)
{
	const char *text = json_string_value(value);
	char *end = NULL;
	double n = NAN;

	if (json_is_number(value))
		n = json_number_value(value);
	else if (text && *text)
		n = strtod(text, &end);
	return isfinite(n) && (!end || !*end) ? n : NAN;
}

bool their_item_read(const json_t *json, struct their_item *out)
{
	const double most = number_of(json_object_get(json, "scoreMaximum"));

	*out = (struct their_item){
		.id = text_of(json, "id"),
		.resource_link = text_of(json, "resourceLinkId"),
		.resource_id = text_of(json, "resourceId"),
		.tag = text_of(json, "tag"),
		.most = most > 0 && most < 1e12 ? most : 0,
	};
	return *out->id && strlen(out->id) <= URL_MOST;
}

struct looking {
	struct sending *s;
	struct their_item *all;
	size_t n;
};

static const char *keep(struct arena *mem, const char *text)
{
	return arena_copy(mem, text, strlen(text));
}

static bool items_take(void *context, const json_t *page)
{
	struct looking *l = context;
	struct arena *mem = l->s->mem;
	const json_t *one;
	size_t i;

	json_array_foreach(page, i, one) {
		struct their_item *to = &l->all[l->n];

		if (l->n == ITEMS_MOST)
			return false;
		if (!their_item_read(one, to))
			continue;
		to->id = keep(mem, to->id);
		to->resource_link = keep(mem, to->resource_link);
		to->resource_id = keep(mem, to->resource_id);
		to->tag = keep(mem, to->tag);
		l->n++;
	}
	return true;
}

/* Not every platform knows these filters: what comes is looked at besides. */
static bool items_get(struct sending *s, const char *url, struct looking *l)
{
	const struct lti_call c = call_of(s, "lineitem lineitem.readonly",
					  "GET", url, ITEMS_TYPE);
	struct lti_reply r;
	bool astray;

	*l = (struct looking){ .s = s };
	l->all = arena_array(s->mem, struct their_item, ITEMS_MOST);
	if (lti_call_pages(s->server, s->mem, &c, s->now, items_take, l,
			   &astray, &r))
		return true;
	told(s, &r);
	if (r.means.what == LTI_REDISCOVER)
		stop(s, LTI_ATTENTION, "line_items_gone");
	return false;
}

struct claim {
	const struct lti_grade_job *job;
	const struct their_item *item;
	bool taken;			/* another link has it */
	bool placed;			/* it is of a link that we know there */
};

static enum err claim_read(struct db *db, void *context)
{
	struct claim *c = context;
	const enum err e = lti_line_item_taken(db, c->job->peer.platform_id,
		c->item->id, c->job->grade.link_id, &c->taken);

	return e || !*c->item->resource_link ? e
		: lti_link_there(db, c->job, c->item->resource_link,
				 &c->placed);
}

/*
 * How near it is to what we look for; 0: it is another's. By the link, which the
 * platform itself may have made it for; then by our name of it, where the link it
 * names is none that we know in that course (a copy may name the old one).
 */
static int nearness(const struct sending *s, const struct their_item *item)
{
	const bool link = strcmp(item->resource_link,
				 s->job->resource_link) == 0;
	const bool ours = strcmp(item->resource_id, s->resource_id) == 0;
	struct claim c = { .job = s->job, .item = item };

	if (!(link ? ours || !*item->resource_id
		   : ours && (!*item->tag ||
			      strcmp(item->tag, LTI_GRADE_TAG) == 0)))
		return 0;
	if (!fetch_url_fits(item->id, &s->server->config->lti_reach) ||
	    server_read(s->server, s->mem, claim_read, &c) || c.taken ||
	    (c.placed && !link))
		return 0;
	return link && ours ? 3 : link ? 2 : 1;
}

static bool best_of(struct sending *s, const struct looking *l)
{
	const struct their_item *best = NULL;
	int most = 0;

	for (size_t i = 0; i < l->n; i++) {
		const int near = nearness(s, &l->all[i]);

		if (near > most) {
			most = near;
			best = &l->all[i];
		}
	}
	if (!best)
		return false;
	s->out->line_item = best->id;
	s->out->most = best->most;
	return true;
}

/* False, and means.code is "", when there is none. */
static bool find(struct sending *s)
{
	const char *all = s->job->line_items;
	struct looking l;

	s->out->means = (struct lti_meaning){ LTI_TAKEN, "", false };
	if (!items_get(s, lti_url_with(s->mem, all, "resource_link_id",
				       s->job->resource_link), &l))
		return false;
	if (best_of(s, &l))
		return true;
	all = lti_url_with(s->mem, all, "resource_id", s->resource_id);
	return items_get(s, lti_url_with(s->mem, all, "tag", LTI_GRADE_TAG),
			 &l) && best_of(s, &l);
}

const char *lti_json_text(struct arena *mem, const json_t *json)
{
	bool same = false;
	char *text = NULL;

	for (int digits = 15; digits <= 17 && !same; digits++) {
		json_t *back;

		free(text);
		text = json_dumps(json, JSON_COMPACT |
					JSON_REAL_PRECISION(digits));
		back = text ? json_loads(text, 0, NULL) : NULL;
		same = json_equal(back, json);
		json_decref(back);
	}
	if (text)
		arena_own(mem, text, free);
	return text ? text : "{}";
}

static const char *dump(struct arena *mem, json_t *json)
{
	const char *text = lti_json_text(mem, json);

	json_decref(json);
	return text;
}

static bool made(struct sending *s, const struct lti_reply *r)
{
	json_t *json = strict_json(r->answer.body, r->answer.size, LEVELS);
	struct their_item item;

	if (json)
		arena_own(s->mem, json, (void (*)(void *))json_decref);
	if (!json || !their_item_read(json, &item) ||
	    !fetch_url_fits(item.id, &s->server->config->lti_reach))
		return stop(s, LTI_ATTENTION, "answer_strange");
	s->out->line_item = item.id;
	s->out->most = item.most;
	return true;
}

static bool make(struct sending *s)
{
	struct lti_call c = call_of(s, "lineitem", "POST", s->job->line_items,
				    ITEM_TYPE);
	struct lti_reply r;

	if (!may(s, "lineitem"))
		return stop(s, LTI_ATTENTION, "line_item_missing");
	c.type = ITEM_TYPE;
	c.body = dump(s->mem, json_pack("{s:s, s:f, s:s, s:s, s:s}",
		"label", s->job->title, "scoreMaximum", LTI_GRADE_MOST,
		"resourceLinkId", s->job->resource_link,
		"resourceId", s->resource_id, "tag", LTI_GRADE_TAG));
	lti_call_send(s->server, s->mem, &c, s->now, &r);
	told(s, &r);
	if (!*r.means.code)
		return made(s, &r);
	if (r.means.what == LTI_REDISCOVER || r.means.what == LTI_NEWER ||
	    strcmp(r.means.code, "score_refused") == 0)
		stop(s, LTI_ATTENTION, "line_item_refused");
	return false;
}

/* ---- What is there, and the score ------------------------------------------------ */

struct measure lti_result_read(const json_t *results, const char *sub)
{
	const json_t *one;
	size_t i;

	json_array_foreach(results, i, one) {
		const json_t *most = json_object_get(one, "resultMaximum");
		const double score = number_of(json_object_get(one,
							"resultScore"));
		const double of = most && !json_is_null(most)
			? number_of(most) : 1;

		if (strcmp(text_of(one, "userId"), sub) == 0 &&
		    isfinite(score) && of > 0)
			return (struct measure){ true, score / of };
	}
	return (struct measure){ .known = false };
}

/* A teacher has set something there that we neither sent nor are about to. */
static bool overridden(struct sending *s, struct measure is)
{
	const struct lti_grade *g = &s->job->grade;
	const bool late = g->sent_at && s->now - g->sent_at < LAG_MS;

	if (!is.known || !lti_result_differs(is, g->there) ||
	    !lti_result_differs(is, g->told.scaled))
		return false;
	s->out->found = is;
	stop(s, late ? LTI_AGAIN : LTI_ATTENTION, "overridden");
	return true;
}

/* What results tell, unknown when it is nothing; false: it is asked later. */
static bool ask(struct sending *s, struct measure *is)
{
	const char *url = lti_ags_url(s->mem, s->out->line_item, "results");
	const struct lti_call c = call_of(s, "result.readonly", "GET",
		lti_url_with(s->mem, url, "user_id", s->job->sub),
		RESULTS_TYPE);
	struct lti_reply r;
	json_t *json;

	lti_call_send(s->server, s->mem, &c, s->now, &r);
	if (r.means.what == LTI_AGAIN) {
		told(s, &r);
		return false;
	}
	json = *r.means.code ? NULL
		: strict_json(r.answer.body, r.answer.size, LEVELS);
	*is = lti_result_read(json, s->job->sub);
	json_decref(json);
	return true;
}

/* May the score be sent, as far as results tell? */
static bool look(struct sending *s)
{
	struct measure is;

	return !may(s, "result.readonly") ||
	       (ask(s, &is) && !overridden(s, is));
}

/* What a teacher set there, and somebody has let be replaced. */
static bool allowed(const struct lti_grade *g)
{
	return g->found.known && !lti_result_differs(g->found, g->there);
}

/* It has arrived: but is it what counts there? Who cannot tell has not said
   otherwise. */
static void look_after(struct sending *s)
{
	const struct lti_grade *g = &s->job->grade;
	const struct lti_sent arrived = *s->out;
	struct measure is;

	s->out->found = (struct measure){ .known = false };
	if (!allowed(g) || !may(s, "result.readonly"))
		return;
	if (ask(s, &is) && is.known && lti_result_differs(is, g->told.scaled)) {
		s->out->found = is;
		s->out->look_at = s->now + LAG_MS;
	}
	s->out->means = arrived.means;
	s->out->said = arrived.said;
	s->out->not_before = arrived.not_before;
}

static double rounded(double score)
{
	return round(score * 10000) / 10000;
}

json_t *lti_score_json(struct arena *mem, const struct lti_grade_job *job,
		       double most, int64_t at_us)
{
	const struct lti_told *t = &job->grade.told;
	json_t *json = json_pack("{s:s, s:s, s:s, s:s}", "userId", job->sub,
		"timestamp", lti_timestamp(mem, at_us),
		"activityProgress", t->activity, "gradingProgress", t->grading);
	json_t *submission = json_object();

	if (t->scaled.known) {
		json_object_set_new(json, "scoreGiven",
				    json_real(rounded(t->scaled.value * most)));
		json_object_set_new(json, "scoreMaximum", json_real(most));
	}
	if (t->started_at)
		json_object_set_new(submission, "startedAt",
			json_string(lti_timestamp(mem, t->started_at * 1000)));
	if (t->submitted_at)
		json_object_set_new(submission, "submittedAt",
			json_string(lti_timestamp(mem,
						  t->submitted_at * 1000)));
	if (json_object_size(submission))
		json_object_set(json, "submission", submission);
	json_decref(submission);
	return json;
}

static void post(struct sending *s)
{
	struct lti_sent *out = s->out;
	struct lti_call c = call_of(s, "score", "POST",
		lti_ags_url(s->mem, out->line_item, "scores"),
		"application/json");
	struct lti_reply r;

	c.type = SCORE_TYPE;
	c.body = dump(s->mem, lti_score_json(s->mem, s->job,
		out->most > 0 ? out->most : LTI_GRADE_MOST, out->at_us));
	lti_call_send(s->server, s->mem, &c, s->now, &r);
	told(s, &r);
}

/* It was not there: perhaps it is elsewhere by now, or it is the user that they do
   not know. None is made: somebody may have removed it on purpose. */
static void rediscover(struct sending *s)
{
	const char *before = s->out->line_item;

	if (!*s->job->line_items || !may(s, "lineitem lineitem.readonly"))
		return;
	if (!find(s)) {
		if (!*s->out->means.code)
			stop(s, LTI_ATTENTION, "line_item_gone");
		s->out->line_item = before;
		return;
	}
	if (strcmp(s->out->line_item, before) == 0)
		stop(s, LTI_ATTENTION, "user_unknown");
	else
		post(s);
}

/* Ours is the newest there is, and only we send: their clock, or a backup of ours,
   was elsewhere. */
static void newer(struct sending *s)
{
	s->out->at_us = lti_grade_at(s->now, s->out->at_us);
	post(s);
}

static bool place(struct sending *s)
{
	if (!may(s, "score") ||
	    (!*s->job->line_item &&
	     (!*s->job->line_items || !may(s, "lineitem lineitem.readonly"))))
		return stop(s, LTI_ATTENTION, "grades_off");
	return *s->job->line_item || find(s) ||
	       (!*s->out->means.code && make(s));
}

void lti_grade_send(struct server *server, struct arena *mem,
		    const struct lti_grade_job *job, int64_t now,
		    struct lti_sent *out)
{
	struct sending s = {
		.server = server, .mem = mem, .job = job, .now = now,
		.resource_id = lti_resource_id(mem, job->module_id,
					       job->unit_ident),
		.out = out,
	};

	*out = (struct lti_sent){
		.said = "", .at_us = job->grade.at_us,
		.line_item = job->line_item, .most = job->most,
	};
	if (allowed(&job->grade))
		out->found = job->grade.found;
	if (!place(&s) || !look(&s))
		return;
	post(&s);
	if (out->means.what == LTI_NEWER)
		newer(&s);
	if (out->means.what == LTI_REDISCOVER)
		rediscover(&s);
	if (out->means.what == LTI_REDISCOVER || out->means.what == LTI_NEWER)
		out->means.what = LTI_ATTENTION;
	if (out->means.what == LTI_TAKEN)
		look_after(&s);
}

struct measure lti_grade_look(struct server *server, struct arena *mem,
			      const struct lti_grade_job *job, int64_t now)
{
	struct lti_sent out = { .said = "", .line_item = job->line_item };
	struct sending s = {
		.server = server, .mem = mem, .job = job, .now = now,
		.out = &out,
	};
	struct measure is;

	if (!may(&s, "result.readonly") || !ask(&s, &is) || !is.known)
		return job->grade.found;
	return lti_result_differs(is, job->grade.told.scaled)
		? is : (struct measure){ .known = false };
}
