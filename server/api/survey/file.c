/*
 * The results of a survey as a page and as a file for Excel, and, of one that
 * bears names, who answered what.
 */
#include <string.h>

#include "api/field.h"
#include "api/survey/survey.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"

#define PAGE 50

enum err surveys_results(struct request *rq, struct response *rs)
{
	struct survey s;
	json_t *list;
	enum err e;

	if ((e = survey_mine(rq, &s)) || (e = survey_told_of(rq, &s, &list)))
		return e;
	return survey_told_respond(rq, rs, list);
}

/* ---- A file -------------------------------------------------------------- */

enum column { VERSION, GROUP, NAME, PEOPLE, QUESTION, TEXT, CHOICE, ANSWERS,
	      COUNT, COLUMNS };

static const struct {
	struct phrase title;
	enum sheet_type type;
} columns[COLUMNS] = {
	[VERSION] = { { { "Versi", "Version" } }, SHEET_NUMBER },
	[GROUP] = { { { "Kelompok", "Group" } }, SHEET_TEXT },
	[NAME] = { { { "Nama kelompok", "Group's name" } }, SHEET_TEXT },
	[PEOPLE] = { { { "Orang", "People" } }, SHEET_NUMBER },
	[QUESTION] = { { { "Tanda pertanyaan", "Question id" } }, SHEET_TEXT },
	[TEXT] = { { { "Pertanyaan", "Question" } }, SHEET_TEXT },
	[CHOICE] = { { { "Jawaban", "Answer" } }, SHEET_TEXT },
	[ANSWERS] = { { { "Menjawab pertanyaan ini",
			  "Answered this question" } }, SHEET_NUMBER },
	[COUNT] = { { { "Banyaknya", "Count" } }, SHEET_NUMBER },
};

static const struct phrase
	all = { { "semua", "all" } },
	unit = { { "unit", "unit" } },
	batch = { { "angkatan", "batch" } },
	few = { { "belum cukup jawaban", "too few answers" } };

/* What the rows of one group begin with. */
struct group {
	json_int_t version;
	const char *kind, *name;
	const json_t *people, *form;
};

static void number(struct sheet *s, const json_t *n)
{
	if (json_is_number(n))
		sheet_number(s, json_number_value(n));
	else
		sheet_none(s);
}

static void row(struct sheet *s, const struct group *g, const json_t *question,
		const char *choice, const json_t *answers, const json_t *count)
{
	sheet_number(s, (double)g->version);
	sheet_text(s, g->kind);
	sheet_text(s, g->name);
	number(s, g->people);
	sheet_text(s, json_string_value(json_object_get(question, "id")));
	sheet_text(s, json_string_value(json_object_get(question, "text")));
	sheet_text(s, choice);
	number(s, answers);
	number(s, count);
	sheet_row(s);
}

static const char *choice_text(const json_t *question, const char *id)
{
	const json_t *list = json_object_get(question, "choices"), *one;
	size_t i;

	json_array_foreach((json_t *)list, i, one)
		if (strcmp(json_string_value(json_object_get(one, "id")),
			   id) == 0)
			return json_string_value(json_object_get(one, "text"));
	return id;
}

static void line_rows(struct request *rq, struct sheet *s,
		      const struct group *g, const json_t *question,
		      const json_t *line)
{
	const json_t *answers = json_object_get(line, "answers");
	const json_t *counts = json_object_get(line, "counts");
	const json_t *texts = json_object_get(line, "texts"), *text;
	const char *key;
	json_t *n;
	size_t i;

	if (json_is_null(answers))
		row(s, g, question, few.in[rq->lang], NULL, NULL);
	json_object_foreach((json_t *)counts, key, n)
		row(s, g, question, choice_text(question, key), answers, n);
	json_array_foreach((json_t *)texts, i, text)
		row(s, g, question, json_string_value(text), answers, NULL);
}

static void group_rows(struct request *rq, struct sheet *s,
		       const struct group *g, const json_t *lines)
{
	const json_t *questions = json_object_get(g->form, "questions"), *line;
	size_t i;

	json_array_foreach((json_t *)lines, i, line)
		line_rows(rq, s, g, json_array_get(questions, i), line);
}

static void groups_rows(struct request *rq, struct sheet *s, struct group g,
			const struct phrase *kind, const json_t *list)
{
	const char *programme;
	const json_t *one;
	size_t i;

	g.kind = kind->in[rq->lang];
	json_array_foreach((json_t *)list, i, one) {
		g.name = json_string_value(json_object_get(one, "name"));
		programme = json_string_value(json_object_get(one,
							      "programme"));
		if (programme && *programme)
			g.name = arena_format(rq->mem, "%s: %s", programme,
					      g.name);
		g.people = json_object_get(one, "answers");
		group_rows(rq, s, &g, json_object_get(one, "lines"));
	}
}

static void version_rows(struct request *rq, struct sheet *s,
			 const json_t *version)
{
	const struct group g = {
		.version = json_integer_value(json_object_get(version,
							      "number")),
		.kind = all.in[rq->lang], .name = "",
		.people = json_object_get(version, "answers"),
		.form = json_object_get(version, "form"),
	};

	group_rows(rq, s, &g, json_object_get(version, "lines"));
	groups_rows(rq, s, g, &unit, json_object_get(version, "units"));
	groups_rows(rq, s, g, &batch, json_object_get(version, "batches"));
}

enum err surveys_csv(struct request *rq, struct response *rs)
{
	struct sheet sheet = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct survey s;
	json_t *list, *version;
	size_t i;
	enum err e;

	if ((e = survey_mine(rq, &s)) || (e = survey_told_of(rq, &s, &list)))
		return e;
	for (i = 0; i < COLUMNS; i++)
		sheet_column(&sheet, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(&sheet);
	json_array_foreach(list, i, version)
		version_rows(rq, &sheet, version);
	return respond_sheet(rq, rs, &sheet, "survei.csv");
}

/* ---- Names ----------------------------------------------------------------- */

static json_t *named_json(const struct survey_named *a)
{
	json_t *answers = json_loads(a->answers, 0, NULL);

	return json_pack("{s:{s:s, s:s}, s:s?, s:s?, s:I, s:o}",
			 "person", "id", a->person_id, "name", a->name,
			 "unit", a->unit, "batch", a->batch,
			 "at", (json_int_t)a->at,
			 "answers", answers ? answers : json_object());
}

/* Of the version of ?version= (its id), else of the newest; those behind the
   person of ?after=. */
enum err surveys_names(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	const char *version = query_text(rq, "version");
	struct survey_named *named;
	struct survey_version *versions;
	struct survey s;
	size_t n, i, nversions;
	bool ours = false;
	enum err e;

	if ((e = survey_mine(rq, &s)) ||
	    (e = survey_versions(rq->db, s.id, 100, &versions, &nversions)))
		return e;
	if (s.anonymous)
		return refuse(rq, P_survey_anonymous, NO_VALUES);
	version = *version ? version : s.version_id;
	for (i = 0; i < nversions; i++)
		ours = ours || strcmp(versions[i].id, version) == 0;
	if (!ours)
		return fail(ERR_NOT_FOUND, "no version of this survey");
	if ((e = survey_named_page(rq->db, version, query_text(rq, "after"),
				   PAGE, &named, &n)))
		return e;
	for (i = 0; i < n; i++)
		json_array_append_new(list, named_json(&named[i]));
	return respond_json(rq, rs, 200, json_pack("{s:s, s:O, s:s?}",
		"version", version, "names", list,
		"next", n == PAGE ? named[n - 1].person_id : NULL));
}
