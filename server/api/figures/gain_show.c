/*
 * What was learnt between a pretest and its quiz, as JSON and as a file.
 */
#include <math.h>
#include <string.h>

#include "api/figures/gain.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"

static const char *judged(const struct gain_numbers *n)
{
	return n->trust == TRUST_NONE ? "no"
		: n->trust == TRUST_SOME ? "carefully" : "yes";
}

/* NAN is null: JSON has no such number. */
static json_t *real_json(double v)
{
	return isnan(v) ? json_null() : json_real(v);
}

json_t *gain_json(const struct gain_numbers *n)
{
	return json_pack("{s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o,"
			 " s:o}",
		"n", (json_int_t)n->n, "judged", judged(n),
		"before", real_json(n->before), "after", real_json(n->after),
		"change", real_json(n->change),
		"low", real_json(n->low), "high", real_json(n->high),
		"normalised", real_json(n->normalised),
		"medianBefore", real_json(n->median_before),
		"medianAfter", real_json(n->median_after),
		"medianChange", real_json(n->median_change),
		"clear", isnan(n->low) ? json_null() : json_boolean(n->clear));
}

static json_t *items_json(const struct gain_told *t)
{
	json_t *list = json_array();

	for (size_t i = 0; i < t->g.nitems; i++) {
		struct gain_numbers n;
		json_t *item;

		gain_of_item(t, &t->g.items[i], &n);
		item = gain_json(&n);
		json_object_set_new(item, "id",
				    json_string(t->g.items[i].ident));
		json_array_append_new(list, item);
	}
	return list;
}

static json_t *group_json(const struct gained_group *group)
{
	struct gain_numbers n;
	json_t *json;

	gain_tell(&group->gain, &n);
	json = gain_json(&n);
	json_object_set_new(json, "version", number_or_null(group->version));
	json_object_set_new(json, "unit", group->version
		? json_null() : text_or_null(group->unit_id));
	json_object_set_new(json, "name", text_or_null(group->name));
	json_object_set_new(json, "agency", text_or_null(group->agency));
	return json;
}

/* Of those that are not told only that there are so many; and who is told in no
   group, together. */
static void groups_put(const struct gained_group *groups, size_t n,
		       const struct gain *others, json_t *out)
{
	json_t *list = json_array();
	struct gain_numbers rest;
	json_int_t hidden = 0;

	for (size_t i = 0; i < n; i++) {
		hidden += groups[i].people && !groups[i].gain.n;
		if (groups[i].gain.n)
			json_array_append_new(list, group_json(&groups[i]));
	}
	gain_tell(others, &rest);
	json_object_set_new(out, "groups", list);
	json_object_set_new(out, "hidden", json_integer(hidden));
	json_object_set_new(out, "rest",
			    rest.told ? gain_json(&rest) : json_null());
}

enum err numbers_gain(struct request *rq, struct response *rs)
{
	const char *by = request_query(rq, "by");
	struct gain_numbers whole;
	struct gain_told t;
	json_t *out;
	enum err e;

	if ((e = gain_read(rq, &t)))
		return e;
	gain_whole(&t, &whole);
	out = gain_json(&whole);
	json_object_set_new(out, "pretest", text_or_null(t.g.pretest));
	json_object_set_new(out, "pretestTitle",
			    text_or_null(t.g.pretest_title));
	json_object_set_new(out, "told", json_integer(SURVEY_LEAST));
	json_object_set_new(out, "least", json_integer(STATISTICS_LEAST));
	json_object_set_new(out, "sure", json_integer(STATISTICS_SURE));
	json_object_set_new(out, "questions", items_json(&t));
	if (by && !strcmp(by, "unit"))
		groups_put(t.g.units, t.g.nunits, &t.g.no_unit, out);
	else if (by && !strcmp(by, "version"))
		groups_put(t.g.versions, t.g.nversions, &t.g.no_version, out);
	return respond_json(rq, rs, 200, out);
}

/* ---- A file ----------------------------------------------------------------------- */

enum column { WHAT, NAME, AGENCY, N, BEFORE, AFTER, CHANGE, LOW, HIGH,
	      NORMALISED, SAID, COLUMNS };

static const struct {
	struct phrase title;
	enum sheet_type type;
} columns[COLUMNS] = {
	[WHAT] = { { { "Menurut", "By" } }, SHEET_TEXT },
	[NAME] = { { { "Nama", "Name" } }, SHEET_TEXT },
	[AGENCY] = { { { "Instansi", "Agency" } }, SHEET_TEXT },
	[N] = { { { "Peserta berpasangan", "Paired learners" } },
		SHEET_NUMBER },
	[BEFORE] = { { { "Pretes (0–100)", "Pretest (0–100)" } },
		     SHEET_NUMBER },
	[AFTER] = { { { "Kuis (0–100)", "Quiz (0–100)" } }, SHEET_NUMBER },
	[CHANGE] = { { { "Kenaikan rata-rata", "Mean gain" } }, SHEET_NUMBER },
	[LOW] = { { { "Batas bawah 95 %", "95% from" } }, SHEET_NUMBER },
	[HIGH] = { { { "Batas atas 95 %", "95% to" } }, SHEET_NUMBER },
	[NORMALISED] = { { { "Kenaikan ternormalisasi", "Normalised gain" } },
			 SHEET_NUMBER },
	[SAID] = { { { "Artinya", "What it says" } }, SHEET_TEXT },
};

static const struct phrase
	of_quiz = { { "kuis", "quiz" } },
	of_question = { { "soal", "question" } },
	of_version = { { "versi", "version" } },
	of_unit = { { "unit kerja", "org unit" } },
	no_unit = { { "(tanpa unit kerja)", "(in no org unit)" } },
	rest_name = { { "(yang lain bersama-sama)", "(the others together)" } },
	too_few = { { "terlalu sedikit orang", "too few people" } },
	not_judged = { { "belum cukup untuk dinilai", "too few to judge" } },
	no_change = { { "belum terlihat beda", "no difference seen yet" } },
	up = { { "naik", "up" } },
	down = { { "turun", "down" } };

struct file {
	struct request *rq;
	struct gain_told t;
	struct sheet sheet;
};

static const char *say(const struct file *f, const struct phrase *p)
{
	return p->in[f->rq->lang];
}

static const struct phrase *said(const struct gain_numbers *n)
{
	return !n->told ? &too_few
		: n->trust == TRUST_NONE ? &not_judged
		: !n->clear ? &no_change : n->change > 0 ? &up : &down;
}

static void real_put(struct file *f, double v)
{
	if (isnan(v))
		sheet_none(&f->sheet);
	else
		sheet_number(&f->sheet, v);
}

static void line_put(struct file *f, const struct phrase *what,
		     const char *name, const char *agency,
		     const struct gain_numbers *n)
{
	sheet_text(&f->sheet, say(f, what));
	sheet_text(&f->sheet, name);
	sheet_text(&f->sheet, agency);
	if (n->told)
		sheet_number(&f->sheet, (double)n->n);
	else
		sheet_none(&f->sheet);
	real_put(f, 100 * n->before);
	real_put(f, 100 * n->after);
	real_put(f, 100 * n->change);
	real_put(f, 100 * n->low);
	real_put(f, 100 * n->high);
	real_put(f, n->normalised);
	sheet_text(&f->sheet, say(f, said(n)));
	sheet_row(&f->sheet);
}

static const char *group_name(struct file *f, const struct gained_group *group)
{
	return group->version ? arena_format(f->rq->mem, "%lld",
					     (long long)group->version)
		: group->name ? group->name : say(f, &no_unit);
}

static void groups_lines(struct file *f, const struct phrase *what,
			 const struct gained_group *groups, size_t n,
			 const struct gain *others)
{
	struct gain_numbers numbers;

	for (size_t i = 0; i < n; i++) {
		if (!groups[i].gain.n)
			continue;
		gain_tell(&groups[i].gain, &numbers);
		line_put(f, what, group_name(f, &groups[i]), groups[i].agency,
			 &numbers);
	}
	gain_tell(others, &numbers);
	if (numbers.told)
		line_put(f, what, say(f, &rest_name), NULL, &numbers);
}

static void lines_put(struct file *f)
{
	const struct gained *g = &f->t.g;
	struct gain_numbers n;

	gain_whole(&f->t, &n);
	line_put(f, &of_quiz, f->t.all.title, NULL, &n);
	for (size_t i = 0; i < g->nitems; i++) {
		gain_of_item(&f->t, &g->items[i], &n);
		line_put(f, &of_question, g->items[i].ident, NULL, &n);
	}
	groups_lines(f, &of_version, g->versions, g->nversions, &g->no_version);
	groups_lines(f, &of_unit, g->units, g->nunits, &g->no_unit);
}

enum err numbers_gain_csv(struct request *rq, struct response *rs)
{
	struct file f = { .rq = rq, .sheet = { .form = SHEET_CSV,
					       .out.mem = rq->mem } };
	enum err e;

	if ((e = gain_read(rq, &f.t)))
		return e;
	for (size_t i = 0; i < COLUMNS; i++)
		sheet_column(&f.sheet, say(&f, &columns[i].title),
			     columns[i].type);
	sheet_begin(&f.sheet);
	if (f.t.g.pretest)
		lines_put(&f);
	return respond_sheet(rq, rs, &f.sheet, "kenaikan-nilai.csv");
}
