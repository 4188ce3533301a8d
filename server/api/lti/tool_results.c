/*
 * What tools said of learners, for who is responsible for the module or the
 * batch; and a teacher's word instead of a tool's.
 */
#include <string.h>

#include "api/field.h"
#include "api/programme/programme.h"
#include "api/quiz/gradebook.h"
#include "api/responsible.h"
#include "api/scope.h"
#include "api/wire.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_result.h"
#include "store/lti_roster.h"
#include "store/module.h"
#include "store/person.h"
#include "training/tool_score.h"

#define ITEMS_MOST 1000
#define PAGE 50

static const struct phrase scaled_rule = { {
	"Isi nilai dari 0 sampai 1, atau kosongkan (null) agar nilai dari alat berlaku lagi.",
	"Give a score from 0 to 1, or null for the tool's own to count again." } };

static json_t *item_json(const struct lti_line_item *i)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:f, s:b, s:I}",
			 "id", i->id, "label", i->label, "tool", i->tool_name,
			 "place", text_or_null(i->ref), "scoreMaximum", i->most,
			 "counts", i->counts, "results",
			 (json_int_t)i->results);
}

static json_t *result_json(const struct lti_result *r)
{
	const struct lti_standing *s = &r->standing;

	return json_pack(
		"{s:{s:s, s:s}, s:o, s:o, s:o, s:s, s:s, s:s, s:o, s:o, s:o,"
		" s:I}",
		"person", "id", r->person_id, "name", r->person_name,
		"given", measure_or_null(s->given),
		"maximum", s->most > 0 ? json_real(s->most) : json_null(),
		"scaled", measure_or_null(lti_standing_scaled(s)),
		"activity", lti_activity_name(s->activity),
		"grading", lti_grading_name(s->grading),
		"comment", s->words,
		"override", measure_or_null(s->override),
		"overrideBy", text_or_null(s->override.known ? r->by_name
							    : NULL),
		"overrideAt", s->override.known
			? json_integer((json_int_t)r->override_at)
			: json_null(),
		"updatedAt", (json_int_t)r->updated_at);
}

/* ---- Lists ------------------------------------------------------------------ */

/* The one that is asked for, else the first; NULL: there is none. */
static const struct lti_line_item *chosen(struct request *rq,
					  const struct lti_line_item *all,
					  size_t n)
{
	const char *id = query_text(rq, "item");

	for (size_t i = 0; i < n; i++)
		if (!*id || strcmp(all[i].id, id) == 0)
			return &all[i];
	return NULL;
}

static enum err results_read(struct request *rq, const char *item,
			     const char *agency_id, int64_t page, json_t *out,
			     size_t *total)
{
	struct lti_result *all;
	size_t n;
	enum err e;

	*total = 0;
	if (!item)
		return OK;
	if ((e = lti_result_count(rq->db, item, agency_id, total)) ||
	    (e = lti_result_shown(rq->db, item, agency_id,
				  (size_t)(page - 1) * PAGE, PAGE, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, result_json(&all[i]));
	return OK;
}

static enum err respond_results(struct request *rq, struct response *rs,
				const char *kind, const char *context_id,
				const char *agency_id)
{
	json_t *items = request_own_json(rq, json_array());
	json_t *results = request_own_json(rq, json_array());
	const struct lti_line_item *item;
	struct lti_line_item *all;
	size_t n, total;
	int64_t page;
	enum err e;

	if ((e = query_number(rq, "page", 1, 1000000, 1, &page)) ||
	    (e = lti_line_item_shown(rq->db, kind, context_id, ITEMS_MOST,
				     &all, &n)))
		return e;
	item = chosen(rq, all, n);
	if ((e = results_read(rq, item ? item->id : NULL, agency_id, page,
			      results, &total)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(items, item_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack(
		"{s:O, s:o, s:O, s:I, s:I, s:I}", "items", items,
		"item", text_or_null(item ? item->id : NULL),
		"results", results, "page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE),
		"total", (json_int_t)total));
}

/* ---- One learner --------------------------------------------------------- */

static enum err learner_mine(struct request *rq, const char *kind,
			     const char *context_id, const char *person_id)
{
	const struct lti_scope at = { .context_kind = kind,
				      .context_id = context_id };
	const char *agency_id;
	enum err e;

	if ((e = lti_roster_learner(rq->db, &at, person_id, &agency_id)))
		return e;
	if (!agency_id || (strcmp(kind, "module") == 0 &&
			   !learner_named(rq, agency_id)))
		return fail(ERR_NOT_FOUND, "no such learner");
	return OK;
}

/* Null where neither the tool nor a teacher has said anything. */
static enum err result_of(struct request *rq, const char *item,
			  const struct person *p, json_t **out)
{
	struct lti_result r;
	struct person by;
	enum err e;

	*out = json_null();
	if ((e = lti_result_get(rq->db, item, p->id, &r)) || !r.line_item_id)
		return e;
	r.person_name = p->name;
	if (r.override_by && !(e = person_by_id(rq->db, r.override_by, &by)))
		r.by_name = by.name;
	if (e && e != ERR_NOT_FOUND)
		return e;
	*out = result_json(&r);
	return OK;
}

/* What counts for them there, a line item each. */
static enum err respond_person(struct request *rq, struct response *rs,
			       const char *kind, const char *context_id)
{
	json_t *items = request_own_json(rq, json_array()), *json, *result;
	struct lti_line_item *all;
	struct person p;
	size_t n;
	enum err e;

	if ((e = person_by_id(rq->db, query_text(rq, "person"), &p)) ||
	    (e = learner_mine(rq, kind, context_id, p.id)) ||
	    (e = lti_line_item_shown(rq->db, kind, context_id, ITEMS_MOST,
				     &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if (!all[i].counts)
			continue;
		if ((e = result_of(rq, all[i].id, &p, &result)))
			return e;
		json = item_json(&all[i]);
		json_object_set_new(json, "result", result);
		json_array_append_new(items, json);
	}
	return respond_json(rq, rs, 200, json_pack("{s:{s:s, s:s}, s:O}",
		"person", "id", p.id, "name", p.name, "items", items));
}

/* ---- In a module, in a batch --------------------------------------------- */

enum err tool_results_look(struct request *rq, struct response *rs)
{
	const char *person = query_text(rq, "person");

	(void)rs;
	return *person ? score_look(rq, "learner", person)
		       : score_look(rq, "list", NULL);
}

enum err tool_results_module(struct request *rq, struct response *rs)
{
	struct module m;
	const enum err e = module_mine(rq, &m);

	if (e)
		return e;
	if (*query_text(rq, "person"))
		return respond_person(rq, rs, "module", m.id);
	return respond_results(rq, rs, "module", m.id,
		person_is(rq->person, ROLE_ADMIN) ? "*"
						  : rq->person->agency_id);
}

enum err tool_results_batch(struct request *rq, struct response *rs)
{
	struct batch b;
	const enum err e = batch_mine(rq, &b);

	if (e)
		return e;
	return *query_text(rq, "person")
		? respond_person(rq, rs, "batch", b.id)
		: respond_results(rq, rs, "batch", b.id, "*");
}

/* ---- A teacher's word ------------------------------------------------------- */

/* May they decide in it? Another's line item is as if it were not there. */
static enum err context_mine(struct request *rq,
			     const struct lti_line_item *item)
{
	struct module m;
	struct batch b;
	enum err e;

	if (strcmp(item->context_kind, "module") == 0) {
		if ((e = module_by_id(rq->db, item->context_id, &m)))
			return e;
		return module_editable(&m, rq->person)
			? OK : fail(ERR_NOT_FOUND, "not their module");
	}
	if (!person_is(rq->person, ROLE_ORGANISER))
		return fail(ERR_NOT_FOUND, "no organiser");
	e = batch_by_id(rq->db, item->context_id, &b);
	return e ? e : agency_scope_hidden(rq, b.agency_id);
}

static enum err scaled_read(struct request *rq, struct measure *out)
{
	const json_t *json = json_object_get(rq->json, "scaled");

	*out = (struct measure){ json_is_number(json),
				 json_number_value(json) };
	if (!json)
		return field_missing(rq, "scaled");
	if (!json_is_null(json) &&
	    !(out->known && out->value >= 0 && out->value <= 1))
		return field_bad(rq, "scaled", &scaled_rule);
	return OK;
}

enum err tool_result_override(struct request *rq, struct response *rs)
{
	const char *person = request_param(rq, "person");
	struct lti_line_item item;
	struct measure scaled;
	struct lti_result r;
	enum err e;

	if ((e = lti_line_item_by_id(rq->db, request_param(rq, "item"), &item)))
		return e;
	if (!item.id)
		return fail(ERR_NOT_FOUND, "no such line item");
	if ((e = context_mine(rq, &item)) ||
	    (e = learner_mine(rq, item.context_kind, item.context_id,
			      person)) ||
	    (e = scaled_read(rq, &scaled)) ||
	    (e = lti_result_override(rq->db, item.id, person, scaled,
				     rq->person->id, rq->now)) ||
	    (e = tool_score_settle(rq->db, &item, person, rq->now)) ||
	    (e = lti_result_get(rq->db, item.id, person, &r)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s, s:o, s:o, s:I}",
		"item", item.id, "person", person,
		"scaled", measure_or_null(lti_standing_scaled(&r.standing)),
		"override", measure_or_null(r.standing.override),
		"overrideAt", (json_int_t)r.override_at));
}
