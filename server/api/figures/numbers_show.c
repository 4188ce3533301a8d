/*
 * Numbers about the questions of a quiz as JSON.
 */
#include <math.h>
#include <string.h>

#include "api/figures/numbers.h"
#include "api/wire.h"
#include "routes.h"

static const char *trust_name(enum trust trust)
{
	return trust == TRUST_NONE ? "no"
		: trust == TRUST_SOME ? "carefully" : "yes";
}

/* NAN is null: JSON has no such number. */
static json_t *real_json(double v)
{
	return isnan(v) ? json_null() : json_real(v);
}

static json_t *counts_json(const size_t *counts, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list,
				      json_integer((json_int_t)counts[i]));
	return list;
}

static json_t *flags_json(unsigned flags)
{
	json_t *list = json_array();

	for (size_t i = 0; statistics_flag_names[i]; i++)
		if (flags >> i & 1)
			json_array_append_new(list,
					      json_string(statistics_flag_names[i]));
	return list;
}

static const char *html_of(struct request *rq, const struct asked *a,
			   json_t *thing)
{
	const char *text = json_string_value(json_object_get(thing, "text"));

	return a->html.make(a->html.with, rq->mem, text ? text : "");
}

/* Which one by the author's place: true and false are the first and second. */
static json_t *choice_json(struct request *rq, const struct numbers_question *q,
			   const struct question_numbers *of, size_t i,
			   const struct choice_numbers *c)
{
	json_t *choice = json_array_get(
		json_object_get(q->definition, "choices"), i);

	return json_pack("{s:s, s:b, s:I, s:o, s:o, s:o}",
		"html", choice ? html_of(rq, q->asked, choice) : "",
		"right", (int)(q->right >> i & 1),
		"n", (json_int_t)c->n,
		"meanTotal", real_json(c->n < NUMBERS_TOLD ? NAN
							   : c->mean_total),
		"thirds", of->trust == TRUST_NONE ? json_null()
						  : counts_json(c->thirds, 3),
		"flags", flags_json(c->flags));
}

static json_t *choices_json(struct request *rq,
			    const struct numbers_question *q,
			    const struct question_numbers *of,
			    const struct choice_numbers *all)
{
	json_t *list = json_array();

	for (size_t i = 0; i < q->nchoices; i++)
		json_array_append_new(list, choice_json(rq, q, of, i, &all[i]));
	return list;
}

static void numbers_put(struct request *rq, const struct numbers *all,
			const struct numbers_question *q, json_t *out)
{
	struct question_numbers n;
	struct choice_numbers *choices;

	numbers_of(rq, all, q, &n, &choices);
	json_object_set_new(out, "n", json_integer((json_int_t)n.n));
	json_object_set_new(out, "judged", json_string(trust_name(n.trust)));
	if (!numbers_told(all, q))
		return;
	json_object_set_new(out, "numbers", json_pack(
		"{s:o, s:o, s:I, s:o, s:o, s:o}",
		"facility", real_json(n.facility),
		"discrimination", real_json(n.discrimination),
		"empty", (json_int_t)n.empty,
		"medianMs", number_or_null(n.median_ms),
		"thirds", counts_json(n.thirds, 3),
		"flags", flags_json(n.flags)));
	if (q->nchoices)
		json_object_set_new(out, "choices",
				    choices_json(rq, q, &n, choices));
}

static json_t *question_json(struct request *rq, const struct numbers *all,
			     const struct numbers_question *q)
{
	json_t *out = json_pack("{s:s, s:s, s:O, s:n, s:n, s:n, s:n}",
		"id", q->ident, "source", q->source, "versions", q->versions,
		"type", "html", "numbers", "choices");

	if (q->definition) {
		json_object_set_new(out, "type", json_string(question_type_name(
			question_type_of(q->definition))));
		json_object_set_new(out, "html", json_string(
			html_of(rq, q->asked, q->definition)));
	}
	numbers_put(rq, all, q, out);
	return out;
}

/* Where several versions are shown, old questions that nobody had are left out. */
static bool shown(const struct numbers *all, const struct numbers_question *q)
{
	return q->nlearners || strcmp(q->asked->unit_id,
				      all->asked.unit_id) == 0;
}

static json_t *questions_json(struct request *rq, const struct numbers *all)
{
	json_t *list = json_array();

	for (size_t i = 0; i < all->n; i++)
		if (shown(all, &all->questions[i]))
			json_array_append_new(list, question_json(rq, all,
							&all->questions[i]));
	return list;
}

static json_t *quiz_json(const struct numbers *all,
			 const struct quiz_numbers *q)
{
	if (all->learners < NUMBERS_TOLD)
		return json_null();
	return json_pack("{s:f, s:f, s:f, s:o, s:b, s:o, s:o, s:o}",
		"mean", q->mean, "median", q->median,
		"deviation", q->deviation,
		"alpha", real_json(q->alpha),
		"dichotomous", (int)q->dichotomous,
		"medianMs", number_or_null(q->median_ms),
		"passed", all->judged ? json_pack("{s:I, s:I}",
			"n", (json_int_t)all->passed,
			"of", (json_int_t)all->judged) : json_null(),
		"bars", counts_json(q->bars, STATISTICS_BARS));
}

static json_t *unit_json(const struct numbers *all, size_t at)
{
	json_t *versions = json_array();

	for (size_t i = at; i < all->nunits; i++)
		if (strcmp(all->units[i].ident, all->units[at].ident) == 0)
			json_array_append_new(versions,
				json_integer(all->units[i].version));
	return json_pack("{s:s, s:s, s:o}", "key", all->units[at].ident,
			 "title", all->units[at].title, "versions", versions);
}

/* Each quiz once, by its newest version. */
static json_t *units_json(const struct numbers *all)
{
	json_t *list = json_array();

	for (size_t i = 0; i < all->nunits; i++) {
		size_t first = 0;

		while (strcmp(all->units[first].ident, all->units[i].ident))
			first++;
		if (first == i)
			json_array_append_new(list, unit_json(all, i));
	}
	return list;
}

enum err numbers_show(struct request *rq, struct response *rs)
{
	struct quiz_numbers quiz;
	struct numbers all;
	enum err e;

	if ((e = numbers_read(rq, &all)))
		return e;
	statistics_quiz(all.statistics, &quiz);
	return respond_json(rq, rs, 200, json_pack(
		"{s:{s:s, s:s}, s:o, s:s?, s:s?, s:b, s:o, s:s, s:i, s:i, s:i,"
		" s:I, s:I, s:s, s:o, s:o}",
		"module", "id", all.module.id, "title", all.module.title,
		"units", units_json(&all), "unit", all.ident,
		"title", all.title,
		"pretest", (int)(all.asked.rules.kind == QUIZ_PRETEST),
		"version", all.version ? json_integer(all.version)
				       : json_null(),
		"sittings", all.first ? "first" : "all",
		"told", NUMBERS_TOLD, "least", STATISTICS_LEAST,
		"sure", STATISTICS_SURE,
		"n", (json_int_t)quiz.n, "learners", (json_int_t)all.learners,
		"judged", trust_name(quiz.trust), "quiz", quiz_json(&all, &quiz),
		"questions", questions_json(rq, &all)));
}
