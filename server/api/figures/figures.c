/*
 * What the night counted, and what revisions changed of it. Nobody is named,
 * and nothing is told of fewer than SURVEY_LEAST.
 */
#include <string.h>

#include "api/authoring/revision.h"
#include "api/field.h"
#include "api/responsible.h"
#include "api/wire.h"
#include "domain/effect.h"
#include "domain/question_statistics.h"
#include "domain/survey.h"
#include "routes.h"
#include "serve.h"
#include "store/figure.h"
#include "store/nightly.h"
#include "training/voices.h"

#define VERSIONS_MOST 100
#define REVISIONS_MOST 100

static json_t *stored_json(const char *text)
{
	return text ? json_loads(text, 0, NULL) : json_null();
}

static json_t *versions_json(const struct module *m,
			     const struct version_figure *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:I, s:b, s:o, s:o}", "id", all[i].version_id,
			"number", (json_int_t)all[i].number,
			"current", m->version.id && !strcmp(m->version.id,
							    all[i].version_id),
			"at", number_or_null(all[i].at),
			"figures", stored_json(all[i].figures)));
	return list;
}

/* That of ?version=, else the newest of which there is something to tell. */
static enum err version_choose(struct request *rq,
			       const struct version_figure *all, size_t n,
			       const struct version_figure **out)
{
	int64_t number;
	enum err e;

	*out = n ? &all[0] : NULL;
	if ((e = query_number(rq, "version", 1, 1000000, 0, &number)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (number ? all[i].number == number : all[i].figures != NULL) {
			*out = &all[i];
			return OK;
		}
	return number ? fail(ERR_NOT_FOUND, "no such version") : OK;
}

static enum err units_json(struct request *rq, const struct version_figure *of,
			   json_t *list)
{
	struct unit_figure *all;
	size_t n;
	enum err e;

	if (!of || !of->figures)
		return OK;
	if ((e = unit_figure_list(rq->db, of->version_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:o}", "ident", all[i].ident,
			"title", all[i].title, "kind", all[i].kind,
			"figures", stored_json(all[i].figures)));
	return OK;
}

enum err figures_show(struct request *rq, struct response *rs)
{
	json_t *units = request_own_json(rq, json_array());
	const struct version_figure *chosen;
	struct version_figure *all;
	struct nightly_row night;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = nightly_get(rq->db, "figures", &night)) ||
	    (e = version_figure_list(rq->db, m.id, VERSIONS_MOST, &all, &n)) ||
	    (e = version_choose(rq, all, n, &chosen)) ||
	    (e = units_json(rq, chosen, units)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:{s:s, s:s}, s:o, s:i, s:o, s:o, s:O}",
		"module", "id", m.id, "title", m.title,
		"countedAt", number_or_null(night.done_at),
		"told", SURVEY_LEAST,
		"versions", versions_json(&m, all, n),
		"version", chosen ? json_integer((json_int_t)chosen->number)
				  : json_null(),
		"units", units));
}

/* ---- What came of it ------------------------------------------------------- */

/* What people said of a version, in the shape of figures: it is counted when it
   is asked for, since nobody has to learn for it to change. */
static json_t *said_json(const struct voices *v, size_t unit)
{
	const struct hint_count *a = &v->applicable, *f = &v->followup;
	json_t *out = json_object();

	if (a->n)
		json_object_set_new(out, "survey", json_pack("{s:I, s:f}",
			"n", (json_int_t)a->n,
			"low", (double)a->low / (double)a->n));
	if (f->n)
		json_object_set_new(out, "followup", json_pack("{s:I, s:f}",
			"n", (json_int_t)f->n,
			"low", (double)(f->low + f->partly) / (double)f->n));
	if (unit != SIZE_MAX && v->answered)
		json_object_set_new(out, "named", json_pack("{s:I, s:f}",
			"n", (json_int_t)v->answered, "share",
			(double)v->named[unit] / (double)v->answered));
	return out;
}

/* What is known of a version that matters to one revision: of its unit, or of
   the whole. */
static enum err side_read(struct request *rq, const struct revision *r,
			  const struct version_figure *v, struct effect *out)
{
	const char *kind = r->kind ? r->kind : "";
	const char *ident = r->unit_ident ? r->unit_ident : "";
	const char *text = v->figures;
	struct unit_figure *units;
	struct voices voices;
	json_t *json;
	size_t n, at = 0;
	enum err e;

	*out = (struct effect){ .n = 0 };
	if ((e = unit_figure_list(rq->db, v->version_id, &units, &n)))
		return e;
	while (*ident && at < n && strcmp(units[at].ident, ident))
		at++;
	/* The lesson is not in that version. */
	if (*ident && at == n)
		return OK;
	if (effect_said(kind)) {
		if ((e = voices_read(rq->db, r->module_id, v->version_id,
				     units, n, &voices)))
			return e;
		json = said_json(&voices, *ident ? at : SIZE_MAX);
	} else {
		text = *ident ? units[at].figures : text;
		json = stored_json(text);
	}
	effect_of(kind, r->question ? r->question : "",
		  request_own_json(rq, json), out);
	return OK;
}

static json_t *side_json(const struct version_figure *v,
			 const struct effect *of)
{
	const bool told = of->n >= STATISTICS_LEAST;

	return json_pack("{s:I, s:I, s:o}", "version", (json_int_t)v->number,
			 "n", (json_int_t)of->n,
			 "value", told ? json_real(of->value) : json_null());
}

static enum err revision_effect(struct request *rq, const struct revision *r,
				const struct version_figure *all, size_t n,
				json_t *list)
{
	json_t *after = json_array(), *before = json_null();
	json_t *out = json_pack("{s:o, s:s, s:b, s:o, s:o}", "revision",
		revision_json(rq, r), "measure",
		effect_measure(r->kind ? r->kind : ""), "early", 1,
		"before", before, "after", after);
	bool had = false, has = false;
	struct effect side;
	enum err e;

	json_array_append_new(list, out);
	/* The newest comes first: told as they came. */
	for (size_t i = n; i-- > 0;) {
		const bool from = all[i].number == r->from_number;

		if (!from && all[i].number < r->number)
			continue;
		if ((e = side_read(rq, r, &all[i], &side)))
			return e;
		if (from)
			json_object_set_new(out, "before",
					    side_json(&all[i], &side));
		else
			json_array_append_new(after, side_json(&all[i],
							       &side));
		*(from ? &had : &has) |= side.n >= STATISTICS_LEAST;
	}
	json_object_set_new(out, "early", json_boolean(!had || !has));
	return OK;
}

enum err effect_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct version_figure *versions;
	struct revision *all;
	struct module m;
	size_t n, nversions;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = revision_of_module(rq->db, m.id, "done", REVISIONS_MOST, &all,
				    &n)) ||
	    (e = version_figure_list(rq->db, m.id, VERSIONS_MOST, &versions,
				     &nversions)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		e = revision_effect(rq, &all[i], versions, nversions, list);
	if (e)
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:{s:s, s:s}, s:i, s:O}",
			"module", "id", m.id, "title", m.title,
			"least", STATISTICS_LEAST, "effects", list));
}
