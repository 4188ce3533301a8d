/*
 * An agency's figures for its leaders, on one page: its people's year, planned
 * and held programmes, what was learnt, what came of it at work, what is needed,
 * and what is to be mended. Nothing is changed here, nobody is named, and no
 * figure is of fewer than SURVEY_LEAST people.
 */
#include <stdlib.h>

#include "api/credit/jp.h"
#include "api/figures/dashboard.h"
#include "api/figures/kept.h"
#include "api/figures/overview.h"
#include "domain/day.h"
#include "domain/disclosure.h"
#include "domain/followup.h"
#include "domain/person.h"
#include "domain/survey.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/followup.h"
#include "store/overview.h"

/* ---- People -------------------------------------------------------------- */

static int64_t count_of(const json_t *one, const char *key)
{
	return json_integer_value(json_object_get(one, key));
}

static void add(json_t *to, const json_t *one, const char *key)
{
	json_t *sum = json_object_get(to, key);

	if (sum && json_is_null(json_object_get(one, key)))
		return;
	json_object_set_new(to, key, json_integer(
		json_integer_value(sum) + count_of(one, key)));
}

/* Where nothing is asked of one kind, those who are asked have reached it. */
static void kind_add(json_t *to, const json_t *one)
{
	static const char *const keys[] = { "people", "learning", "reached",
					    "jp" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		add(to, one, keys[i]);
}

/* Kinds of too few people become one, and with them those that would be left. */
static void kinds_fold(struct arena *mem, json_t *kinds)
{
	const size_t n = json_array_size(kinds);
	size_t *people = arena_array(mem, size_t, n + 1);
	bool *hidden = arena_array(mem, bool, n + 1);
	json_t *few = json_pack("{s:s, s:I, s:I, s:I, s:I}", "kind", "few",
				"people", (json_int_t)0,
				"learning", (json_int_t)0,
				"reached", (json_int_t)0, "jp", (json_int_t)0);

	for (size_t i = 0; i < n; i++)
		people[i] = (size_t)count_of(json_array_get(kinds, i),
					     "people");
	disclosure_hide(people, n, hidden);
	for (size_t i = n; i-- > 0;) {
		if (people[i] && !hidden[i])
			continue;
		kind_add(few, json_array_get(kinds, i));
		json_array_remove(kinds, i);
	}
	if (count_of(few, "people") >= SURVEY_LEAST)
		json_array_append(kinds, few);
	json_decref(few);
}

static enum err people_put(struct request *rq, const char *agency_id,
			   int64_t year, json_t *all)
{
	json_t *kinds = json_array(), *sum = json_object(), *one;
	size_t i;
	enum err e;

	json_object_set_new(all, "kinds", kinds);
	json_object_set_new(all, "people", sum);
	if ((e = dashboard_people(rq, agency_id, year, kinds)))
		return e;
	json_array_foreach(kinds, i, one)
		kind_add(sum, one);
	if (count_of(sum, "people") < SURVEY_LEAST)
		json_object_set_new(all, "people", json_null());
	kinds_fold(rq->mem, kinds);
	return OK;
}

/* ---- Programmes ---------------------------------------------------------- */

static json_t *enough(int64_t people, int64_t n)
{
	return people < SURVEY_LEAST ? json_null()
				     : json_integer((json_int_t)n);
}

static enum err programmes_put(struct request *rq, const char *agency_id,
			       int64_t year, json_t *all)
{
	json_t *list = json_array();
	struct overview_programme *p;
	size_t n;
	enum err e;

	json_object_set_new(all, "programmes", list);
	if ((e = overview_programmes(rq->db, agency_id, year_begin(year),
				     year_begin(year + 1), rq->now, &p, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:I, s:I, s:I, s:o, s:o, s:o, s:o}",
			"id", p[i].id, "title", p[i].title,
			"jp", (json_int_t)p[i].jp,
			"batches", (json_int_t)p[i].batches,
			"ended", (json_int_t)p[i].ended,
			"seats", p[i].boundless ? json_null()
				: json_integer((json_int_t)p[i].seats),
			"enrolled", enough(p[i].enrolled, p[i].enrolled),
			"begun", enough(p[i].enrolled, p[i].begun),
			"completed", enough(p[i].enrolled, p[i].completed)));
	return OK;
}

/* ---- What came of it ----------------------------------------------------- */

static bool same_kind(const struct followup_kind *a,
		      const struct followup_kind *b)
{
	return a->day == b->day && a->role == b->role;
}

/* All statements of that day and role together, by what was answered. */
static json_t *answers_json(const struct followup_told *told, size_t n,
			    const struct followup_kind *kind)
{
	json_t *counts = json_object(), *sum = json_object(), *of, *one;
	const char *question, *choice;

	for (size_t i = 0; i < n; i++)
		if (same_kind(&told[i].kind, kind))
			followup_count(counts, kind, told[i].gist, told[i].n);
	json_object_foreach(counts, question, of)
		json_object_foreach(of, choice, one)
			json_object_set_new(sum, choice, json_integer(
				count_of(sum, choice) +
				json_integer_value(one)));
	json_decref(counts);
	return sum;
}

static enum err followups_put(struct request *rq, const char *agency_id,
			      json_t *all)
{
	const struct followup_scope scope = { .agency_id = agency_id };
	json_t *list = json_array();
	struct followup_rate *rates;
	struct followup_told *told;
	size_t n, ntold;
	enum err e;

	json_object_set_new(all, "followups", list);
	if ((e = followup_rates(rq->db, &scope, &rates, &n)) ||
	    (e = followup_told(rq->db, &scope, &told, &ntold)))
		return e;
	for (size_t k = 0; k < FOLLOWUP_KINDS; k++)
		for (size_t i = 0; i < n; i++)
			if (same_kind(&rates[i].kind, &followup_kinds[k]) &&
			    rates[i].asked >= SURVEY_LEAST)
				json_array_append_new(list, json_pack(
					"{s:i, s:s, s:I, s:I, s:o}",
					"day", followup_kinds[k].day, "role",
					followup_role_name(
						followup_kinds[k].role),
					"asked", (json_int_t)rates[i].asked,
					"answered",
					(json_int_t)rates[i].answered,
					"answers", answers_json(told, ntold,
						&followup_kinds[k])));
	return OK;
}

static enum err indicators_put(struct request *rq, const char *agency_id,
			       json_t *all)
{
	json_t *list = json_array();
	struct overview_indicator *in;
	size_t n;
	enum err e;

	json_object_set_new(all, "indicators", list);
	if ((e = overview_indicators(rq->db, agency_id, &in, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:o, s:o, s:s}",
			"programme", in[i].programme, "name", in[i].name,
			"measure", in[i].measure, "better",
			indicator_better_name(in[i].better), "before",
			in[i].sum.before ? json_real(in[i].sum.before_mean)
					 : json_null(), "after",
			in[i].sum.after ? json_real(in[i].sum.after_mean)
					: json_null(), "course",
			indicator_course_name(in[i].sum.course)));
	return OK;
}

json_t *overview_gain_json(const struct overview_gain *g)
{
	return json_pack("{s:I, s:f, s:f, s:f}",
			 "people", (json_int_t)g->people, "before", g->before,
			 "after", g->after, "change", g->after - g->before);
}

static enum err gains_put(struct request *rq, const char *agency_id,
			  json_t *all)
{
	json_t *list = json_array();
	struct overview_gain *g;
	size_t n;
	enum err e;

	json_object_set_new(all, "gains", list);
	if ((e = overview_gains(rq->db, agency_id, &g, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:o}",
			"id", g[i].module_id, "title", g[i].title,
			"gain", overview_gain_json(&g[i])));
	return OK;
}

/* ---- What waits ---------------------------------------------------------- */

static enum err needs_put(struct request *rq, const char *agency_id,
			  const char *without, json_t *all)
{
	json_t *list = json_array();
	struct overview_gap *gap;
	int64_t waiting, gaps;
	size_t n;
	enum err e;

	if ((e = overview_needs(rq->db, agency_id, without, &waiting, &gaps,
				&gap, &n))) {
		json_decref(list);
		return e;
	}
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s?, s:o}", "id", gap[i].id,
			"title", gap[i].title, "topic", gap[i].topic,
			"unit", gap[i].unit_name, "supporters",
			enough(gap[i].supporters,
			       disclosed_count(gap[i].supporters))));
	json_object_set_new(all, "needs", json_pack("{s:I, s:I, s:o}",
		"open", (json_int_t)waiting, "gaps", (json_int_t)gaps,
		"list", list));
	return OK;
}

static enum err revisions_put(struct request *rq, const char *agency_id,
			      json_t *all)
{
	json_t *list = json_array();
	struct overview_revision *task;
	int64_t open;
	size_t n;
	enum err e;

	if ((e = overview_revisions(rq->db, agency_id, &open, &task, &n))) {
		json_decref(list);
		return e;
	}
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:I}", "module", task[i].module_id,
			"title", task[i].title, "cause", task[i].cause,
			"at", (json_int_t)task[i].opened_at));
	json_object_set_new(all, "revisions", json_pack("{s:I, s:o}",
		"open", (json_int_t)open, "list", list));
	return OK;
}

/* ---- All of it ----------------------------------------------------------- */

static enum err overview_count(struct request *rq, const char *agency_id,
			       int64_t year, json_t **out)
{
	struct agency agency;
	json_t *all;
	enum err e;

	if ((e = agency_by_id(rq->db, agency_id, &agency)))
		return e;
	*out = all = request_own_json(rq, json_pack(
		"{s:I, s:b, s:I, s:i, s:{s:s, s:s}}",
		"at", (json_int_t)rq->now, "rounded", 0, "year", (json_int_t)year,
		"least", SURVEY_LEAST, "agency", "id", agency.id,
		"name", agency.name));
	if ((e = people_put(rq, agency_id, year, all)) ||
	    (e = programmes_put(rq, agency_id, year, all)) ||
	    (e = gains_put(rq, agency_id, all)) ||
	    (e = followups_put(rq, agency_id, all)) ||
	    (e = indicators_put(rq, agency_id, all)) ||
	    (e = needs_put(rq, agency_id, "", all)))
		return e;
	return revisions_put(rq, agency_id, all);
}

static enum err counted_text(struct request *rq, const char **out)
{
	const char *agency_id;
	json_t *all;
	int64_t year;
	enum err e;

	if ((e = serve_read(rq)) || (e = jp_agency(rq, &agency_id)) ||
	    (e = jp_year_asked(rq, &year)))
		return e;
	if ((*out = kept_text(rq, "overview", agency_id, year)))
		return OK;
	if ((e = overview_count(rq, agency_id, year, &all)))
		return e;
	return kept_put(rq, "overview", agency_id, year, all, out);
}

/* ---- For who reads no names ---------------------------------------------- */

/* What one person owes in a year, in hundredths of JP: by so many is rounded. */
#define JP_A_PERSON 2000

/* What goes up when one person more comes. */
static const char *const live[] = { "people", "learning", "reached",
				    "enrolled", "begun", "completed", "asked",
				    "answered" };

static int64_t rounded(int64_t n)
{
	const int64_t told = disclosed_count(n);

	return told == DISCLOSED_NOT ? 0 : told;
}

static void row_round(json_t *row)
{
	for (size_t i = 0; i < sizeof(live) / sizeof(*live); i++) {
		const json_t *n = json_object_get(row, live[i]);

		if (json_is_integer(n))
			json_object_set_new(row, live[i], json_integer(
				rounded(json_integer_value(n))));
	}
}

/* As if each had just what is owed; what a few have is told of nobody. */
static void people_round(json_t *row)
{
	const int64_t jp = count_of(row, "learning") < SURVEY_LEAST ? 0
		: rounded(count_of(row, "jp") / JP_A_PERSON) * JP_A_PERSON;

	if (!json_is_object(row))
		return;
	json_object_set_new(row, "jp", json_integer(jp));
	row_round(row);
}

static void rows_round(json_t *all, const char *table, void (*round)(json_t *))
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(all, table), i, row)
		round(row);
}

/*
 * Everything else is told in blocks, or rounded, to everybody. Supporters of
 * needs are the others, asked for anew: what is kept is everybody's.
 */
static enum err text_round(struct request *rq, const char **text)
{
	json_t *all = request_own_json(rq, json_loads(*text, 0, NULL));
	const char *agency_id;
	char *out;
	enum err e;

	if (!all)
		return fail(ERR_INTERNAL, "the overview is no JSON");
	if ((e = jp_agency(rq, &agency_id)) ||
	    (e = needs_put(rq, agency_id, rq->person->id, all)))
		return e;
	people_round(json_object_get(all, "people"));
	rows_round(all, "kinds", people_round);
	rows_round(all, "programmes", row_round);
	rows_round(all, "followups", row_round);
	json_object_set_new(all, "rounded", json_true());
	if (!(out = json_dumps(all, JSON_COMPACT)))
		abort();
	arena_own(rq->mem, out, free);
	*text = out;
	return OK;
}

enum err overview_text(struct request *rq, const char **out)
{
	const enum err e = counted_text(rq, out);

	if (e || person_is(rq->person, ROLE_ADMIN) ||
	    person_is(rq->person, ROLE_ORGANISER))
		return e;
	return text_round(rq, out);
}

/* On the worker's thread: counting takes long where there are many people. */
enum err overview_show(struct request *rq, struct response *rs)
{
	const char *text;
	const enum err e = overview_text(rq, &text);

	if (e)
		return e;
	return kept_respond(rs, text);
}
