/*
 * Whether grades arrived in another system, for the teachers of its courses and
 * for who looks after the connection; and its roster.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/lti/launched.h"
#include "api/scope.h"
#include "api/wire.h"
#include "crowd.h"
#include "domain/launch_scope.h"
#include "domain/person.h"
#include "jobs/passback.h"
#include "lti/event.h"
#include "lti/roster.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_grade.h"
#include "store/lti_platform.h"

#define PAGE_SIZE 50
#define FAILED_SIZE 20

/* A launch opens its own link to a teacher of that course; an account of ours the
   links where they teach, and those of an agency that they answer for. */
static enum err link_open(struct request *rq, const char *id,
			  struct lti_link_about *out)
{
	enum err e;

	if ((e = lti_link_about(rq->db, id, rq->person->id, out)))
		return e;
	if (rq->launch)
		return launch_teaches(rq->launch) && rq->launch->link_id &&
		       strcmp(rq->launch->link_id, id) == 0
			? OK : fail(ERR_FORBIDDEN, "another's link");
	if (strcmp(out->role, "instructor") == 0)
		return OK;
	if (!person_is(rq->person, ROLE_ADMIN) &&
	    !person_is(rq->person, ROLE_ORGANISER))
		return fail(ERR_FORBIDDEN, "no teacher there");
	return agency_scope(rq, out->agency_id);
}

/* ---- Grades ------------------------------------------------------------------- */

/* Of what arrived some is not what counts there. */
static const char *state_of(const struct lti_grade *g)
{
	return strcmp(g->state, "sent") == 0 && *g->code ? "kept" : g->state;
}

json_t *lti_grade_json(const struct request *rq,
		       const struct lti_grade_line *l)
{
	const struct lti_grade *g = &l->grade;
	const enum lti_fault fault = lti_fault_of(g->code);
	const struct phrase *what = lti_fault_words(fault);
	const struct phrase *todo = lti_fault_advice(fault);

	return json_pack("{s:s, s:{s:s, s:s}, s:o, s:o, s:s, s:s, s:s, s:o, s:o,"
			 " s:o, s:o, s:o, s:I, s:I, s:o}",
			 "id", g->id, "person", "id", g->person_id, "name",
			 l->name, "scaled", measure_or_null(g->told.scaled),
			 "found", measure_or_null(g->found),
			 "activity", g->told.activity,
			 "grading", g->told.grading, "state", state_of(g),
			 "code", text_or_null(g->code),
			 "sentence", text_or_null(fault ? what->in[rq->lang]
							: ""),
			 "advice", text_or_null(fault ? todo->in[rq->lang]
						      : ""),
			 "said", text_or_null(g->said),
			 "sentAt", number_or_null(g->sent_at),
			 "updatedAt", (json_int_t)g->updated_at,
			 "attempts", (json_int_t)g->attempts,
			 "nextAt", number_or_null(g->next_at));
}

enum err lti_grades_list(struct request *rq, struct response *rs)
{
	struct lti_grade_counts c;
	struct lti_grade_line *all;
	struct lti_link_about link;
	int64_t page, total;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = link_open(rq, request_param(rq, "link"), &link)) ||
	    (e = lti_grade_count(rq->db, link.id, &c)) ||
	    (e = lti_grade_page(rq->db, link.id, PAGE_SIZE,
				(size_t)(page - 1) * PAGE_SIZE, &all, &n)))
		return e;
	total = c.waiting + c.sent + c.attention;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, lti_grade_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack(
		"{s:o, s:{s:I, s:I, s:I}, s:I, s:I, s:I}", "grades", list,
		"counts", "waiting", (json_int_t)c.waiting,
		"sent", (json_int_t)c.sent,
		"attention", (json_int_t)c.attention,
		"page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE_SIZE - 1) / PAGE_SIZE),
		"total", (json_int_t)total));
}

/* Who it is of is told to those alone whom link_open lets in there. */
static json_t *failed_json(const struct request *rq,
			   const struct lti_grade_line *l, bool named)
{
	json_t *json = lti_grade_json(rq, l);

	json_object_set_new(json, "title", json_string(l->title));
	json_object_set_new(json, "context",
			    text_or_null(l->context_title));
	if (!named)
		json_object_set_new(json, "person", json_null());
	return json;
}

enum err lti_grades_failed(struct request *rq, struct response *rs)
{
	struct lti_platform platform;
	struct lti_grade_line *all;
	int64_t page, total;
	json_t *list;
	bool named;
	size_t n;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = lti_platform_by_id(rq->db, request_param(rq, "id"),
				    &platform)) ||
	    (e = lti_grade_failed_page(rq->db, platform.id, FAILED_SIZE,
				       (size_t)(page - 1) * FAILED_SIZE, &all,
				       &n, &total)))
		return e;
	named = agency_scope(rq, platform.agency_id) == OK;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, failed_json(rq, &all[i], named));
	return respond_json(rq, rs, 200, json_pack("{s:o, s:I, s:I, s:I}",
		"grades", list, "page", (json_int_t)page,
		"pages", (json_int_t)((total + FAILED_SIZE - 1) / FAILED_SIZE),
		"total", (json_int_t)total));
}

static void wake(struct request *rq)
{
	passback_wake(rq->server->passback);
}

static enum err respond_count(struct request *rq, struct response *rs,
			      int64_t n)
{
	rq->after = wake;
	return respond_json(rq, rs, 200, json_pack("{s:I}", "sending",
						   (json_int_t)n));
}

enum err lti_grade_resend(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id"), *link_id;
	struct lti_link_about link;
	int64_t n;
	enum err e;

	if ((e = lti_grade_link(rq->db, id, &link_id)))
		return e;
	if (!link_id)
		return fail(ERR_NOT_FOUND, "no grade of that id");
	if ((e = link_open(rq, link_id, &link)) ||
	    (e = lti_grade_again(rq->db, id, rq->now, &n)))
		return e;
	if (!n)
		return refuse(rq, P_lti_grade_soon,
			      VALUES({ "seconds", "60" }));
	return respond_count(rq, rs, n);
}

enum err lti_grades_resend(struct request *rq, struct response *rs)
{
	struct lti_link_about link;
	int64_t n;
	enum err e;

	if ((e = link_open(rq, request_param(rq, "link"), &link)) ||
	    (e = lti_grade_again_all(rq->db, link.id, rq->now, &n)))
		return e;
	return respond_count(rq, rs, n);
}

/* ---- The roster ----------------------------------------------------------------- */

struct asked {
	struct lti_link_about link;
	struct lti_roster roster;
	struct lti_reply reply;
	int64_t now;
};

static enum err note(struct db *db, void *context)
{
	const struct asked *a = context;

	return lti_event_add(db, &(struct lti_event){
		.connection_id = a->link.peer.platform_id, .kind = "roster",
		.fault = lti_fault_of(a->reply.means.code), .request = "",
		.at = a->now });
}

static enum err refuse_roster(struct request *rq, const char *code)
{
	const enum lti_fault fault = lti_fault_of(code);

	return refuse(rq, P_lti_roster_away, VALUES(
		{ "what", lti_fault_words(fault)->in[rq->lang] },
		{ "todo", lti_fault_advice(fault)->in[rq->lang] }));
}

/* What there is no line item for is no course either: as the service says it. */
static const char *roster_code(const char *code)
{
	return strcmp(code, "line_item_gone") == 0 ||
	       strcmp(code, "score_refused") == 0 ? "roster_off" : code;
}

enum err lti_roster_ask(struct request *rq, struct response *rs)
{
	struct asked *a = arena_new(rq->mem, struct asked);
	bool good;
	enum err e;

	(void)rs;
	rq->prepared = a;
	a->now = rq->now;
	if ((e = serve_read(rq)) ||
	    (e = link_open(rq, request_param(rq, "link"), &a->link)))
		return e;
	serve_read_end(rq);
	if (!a->link.active)
		return refuse_roster(rq, "platform_off");
	if (!*a->link.members_url)
		return refuse_roster(rq, "roster_off");
	/* Others read while we wait for another system. */
	crowd_leave(rq);
	good = lti_roster_get(rq->server, rq->mem, &a->link.peer,
			      a->link.members_url, rq->now, &a->roster,
			      &a->reply);
	a->reply.means.code = roster_code(a->reply.means.code);
	if ((e = serve_write(rq, note, a)))
		return e;
	return good ? OK : refuse_roster(rq, a->reply.means.code);
}

static const struct lti_known *known_of(const struct lti_known *all, size_t n,
					const char *sub)
{
	size_t from = 0, to = n;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		const int order = strcmp(all[middle].sub, sub);

		if (order == 0)
			return &all[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

static int by_sub(const void *a, const void *b)
{
	const struct lti_known *x = a, *y = b;

	return strcmp(x->sub, y->sub);
}

enum err lti_roster_show(struct request *rq, struct response *rs)
{
	const struct asked *a = rq->prepared;
	json_t *list = request_own_json(rq, json_array());
	struct lti_known *known;
	size_t n;
	enum err e;

	if ((e = lti_known_of_link(rq->db, a->link.id, &known, &n)))
		return e;
	/* The engines order texts differently. */
	qsort(known, n, sizeof(*known), by_sub);
	for (size_t i = 0; i < a->roster.n; i++) {
		const struct lti_roster_member *m = &a->roster.all[i];
		const struct lti_known *k = known_of(known, n, m->sub);

		json_array_append_new(list, json_pack(
			"{s:o, s:s, s:s, s:o, s:b, s:b}",
			"name", text_or_null(m->name), "role", m->role,
			"status", m->status,
			"person", text_or_null(k ? k->person_id : NULL),
			"begun", k && k->begun,
			"completed", k && k->completed));
	}
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:b}",
		"members", list, "at", (json_int_t)a->now,
		"whole", a->roster.whole));
}
