/*
 * An agency's own modules over all who learned them, whatever their agency: what
 * a university or a vendor sees of what it gave. Numbers alone, none of fewer
 * than SURVEY_LEAST people, rounded down, and nobody's name.
 */
#include <string.h>

#include "api/credit/jp.h"
#include "api/field.h"
#include "api/figures/kept.h"
#include "api/figures/overview.h"
#include "api/wire.h"
#include "domain/disclosure.h"
#include "domain/survey.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/overview.h"

#define MODULES_MOST 300

/* The scales of the standard form (domain/survey.c). */
static const char *const scales[] = { "applicable", "examples", "opened" };
#define SCALES (sizeof(scales) / sizeof(*scales))

struct counted {
	struct overview_module *modules;
	size_t nmodules;
	struct overview_count *hints;
	size_t nhints;
	struct overview_gain *gains;
	size_t ngains;
	struct overview_block *blocks;
	size_t nblocks;
};

static enum err counted_read(struct request *rq, const char *agency_id,
			     struct counted *out)
{
	enum err e;

	if ((e = overview_modules(rq->db, agency_id, MODULES_MOST, 0,
				  &out->modules, &out->nmodules)) ||
	    (e = overview_hints(rq->db, agency_id, &out->hints,
				&out->nhints)) ||
	    (e = overview_gains(rq->db, agency_id, &out->gains,
				&out->ngains)) ||
	    (e = overview_surveys(rq->db, agency_id, &out->blocks,
				  &out->nblocks)))
		return e;
	return OK;
}

static int64_t hints_of(const struct counted *c, const char *module_id)
{
	for (size_t i = 0; i < c->nhints; i++)
		if (strcmp(c->hints[i].module_id, module_id) == 0)
			return c->hints[i].n;
	return 0;
}

static json_t *gain_of(const struct counted *c, const char *module_id)
{
	for (size_t i = 0; i < c->ngains; i++)
		if (strcmp(c->gains[i].module_id, module_id) == 0)
			return overview_gain_json(&c->gains[i]);
	return json_null();
}

/* ---- Surveys ------------------------------------------------------------- */

/* Blocks have five and more each, so any sum of them may be told. */
static json_t *survey_of(const struct counted *c, const char *module_id)
{
	struct survey_scale sums[SCALES] = { { 0, 0 } };
	int64_t answers = 0;
	json_t *out;

	for (size_t i = 0; i < c->nblocks; i++) {
		json_t *tally;

		if (strcmp(c->blocks[i].module_id, module_id))
			continue;
		tally = json_loads(c->blocks[i].tally, 0, NULL);
		for (size_t k = 0; k < SCALES; k++)
			survey_scale_add(tally, scales[k], &sums[k]);
		json_decref(tally);
		answers += c->blocks[i].size;
	}
	if (answers < SURVEY_LEAST)
		return json_null();
	out = json_pack("{s:I}", "answers", (json_int_t)answers);
	for (size_t k = 0; k < SCALES; k++)
		json_object_set_new(out, scales[k], sums[k].n
			? json_real((double)sums[k].sum / (double)sums[k].n)
			: json_null());
	return out;
}

/* ---- All of it ----------------------------------------------------------- */

/* They have no right to names, so one person more must not show. */
static json_t *told(const struct overview_module *m, int64_t n)
{
	const int64_t some = m->learners < SURVEY_LEAST ? DISCLOSED_NOT
							: disclosed_count(n);

	return some == DISCLOSED_NOT ? json_null()
				     : json_integer((json_int_t)some);
}

static json_t *module_json(const struct counted *c,
			   const struct overview_module *m)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:I}",
			 "id", m->id, "title", m->title,
			 "state", m->withdrawn_at ? "withdrawn" : m->state,
			 "version", number_or_null(m->number),
			 "learners", told(m, m->learners),
			 "completed", told(m, m->completed),
			 "passed", told(m, m->passed),
			 "gain", gain_of(c, m->id),
			 "survey", survey_of(c, m->id),
			 "hints", (json_int_t)hints_of(c, m->id));
}

static enum err partner_count(struct request *rq, const char *agency_id,
			      json_t **out)
{
	json_t *list = json_array(), *all;
	struct counted c = { .nmodules = 0 };
	struct agency agency;
	enum err e;

	*out = all = request_own_json(rq, json_pack("{s:I, s:i, s:o}", "at",
					     (json_int_t)rq->now, "least",
					     SURVEY_LEAST, "modules", list));
	if ((e = agency_by_id(rq->db, agency_id, &agency)) ||
	    (e = counted_read(rq, agency_id, &c)))
		return e;
	json_object_set_new(all, "agency", json_pack("{s:s, s:s, s:s}",
		"id", agency.id, "name", agency.name, "kind", agency.kind));
	for (size_t i = 0; i < c.nmodules; i++)
		json_array_append_new(list, module_json(&c, &c.modules[i]));
	return OK;
}

static enum err partner_text(struct request *rq, const char **out)
{
	const char *agency_id;
	json_t *all;
	enum err e;

	if ((e = serve_read(rq)) || (e = jp_agency(rq, &agency_id)))
		return e;
	if ((*out = kept_text(rq, "partner", agency_id, 0)))
		return OK;
	if ((e = partner_count(rq, agency_id, &all)))
		return e;
	return kept_put(rq, "partner", agency_id, 0, all, out);
}

enum err partner_show(struct request *rq, struct response *rs)
{
	const char *text;
	const enum err e = partner_text(rq, &text);

	if (e)
		return e;
	return kept_respond(rs, text);
}

/* ---- As a file ----------------------------------------------------------- */

static const struct { struct phrase title; enum sheet_type type; } columns[] = {
	{ { { "Modul", "Module" } }, SHEET_TEXT },
	{ { { "Versi", "Version" } }, SHEET_NUMBER },
	{ { { "Belajar, sedikitnya", "Learners, at least" } }, SHEET_NUMBER },
	{ { { "Selesai, sedikitnya", "Completed, at least" } }, SHEET_NUMBER },
	{ { { "Lulus, sedikitnya", "Passed, at least" } }, SHEET_NUMBER },
	{ { { "Kenaikan nilai (poin)", "Gain (points)" } }, SHEET_NUMBER },
	{ { { "Jawaban survei", "Survey answers" } }, SHEET_NUMBER },
	{ { { "Dapat diterapkan (1–5)", "Applicable (1–5)" } }, SHEET_NUMBER },
	{ { { "Contoh sesuai (1–5)", "Examples fit (1–5)" } }, SHEET_NUMBER },
	{ { { "Terbuka lancar (1–5)", "Opened well (1–5)" } }, SHEET_NUMBER },
	{ { { "Petunjuk revisi", "Revision hints" } }, SHEET_NUMBER },
};

static void number_put(struct sheet *s, const json_t *of, const char *key,
		       double times)
{
	const json_t *n = json_object_get(of, key);

	if (json_is_number(n))
		sheet_number(s, json_number_value(n) * times);
	else
		sheet_none(s);
}

static void module_put(struct sheet *s, const json_t *m)
{
	static const char *const first[] = { "version", "learners",
					     "completed", "passed" };
	const json_t *survey = json_object_get(m, "survey");

	sheet_text(s, json_string_value(json_object_get(m, "title")));
	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++)
		number_put(s, m, first[i], 1);
	number_put(s, json_object_get(m, "gain"), "change", 100);
	number_put(s, survey, "answers", 1);
	for (size_t i = 0; i < SCALES; i++)
		number_put(s, survey, scales[i], 1);
	number_put(s, m, "hints", 1);
	sheet_row(s);
}

enum err partner_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	const json_t *all, *one;
	const char *text;
	size_t i;
	enum err e;

	if ((e = partner_text(rq, &text)))
		return e;
	for (i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(&s, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(&s);
	all = request_own_json(rq, json_loads(text, 0, NULL));
	json_array_foreach(json_object_get(all, "modules"), i, one)
		module_put(&s, one);
	return respond_sheet(rq, rs, &s, "angka-modul.csv");
}
