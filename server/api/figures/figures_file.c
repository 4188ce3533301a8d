/*
 * What the night counted of a version's lessons, as a file for Excel: a line for
 * each unit, empty cells where it would be of fewer than SURVEY_LEAST.
 */
#include <math.h>
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"
#include "store/figure.h"

#define VERSIONS_MOST 100
#define MINUTE 60000.0

/* Where a number stands in a unit's figures, and what one of it is. */
static const struct {
	struct phrase title;
	const char *part, *name;	/* "": at the top */
	double one;
} columns[] = {
	{ { { "Peserta", "Learners" } }, "", "people", 1 },
	{ { { "Selesai", "Completed" } }, "", "completed", 1 },
	{ { { "Berhenti di sini", "Stopped here" } }, "left", "left", 1 },
	{ { { "Dari", "Of" } }, "left", "n", 1 },
	{ { { "Berhenti (%)", "Stopped (%)" } }, "left", "share", .01 },
	{ { { "Waktu tengah (menit)", "Median time (minutes)" } },
	  "time", "median", MINUTE },
	{ { { "Kuartil 1 (menit)", "Quartile 1 (minutes)" } }, "time", "q1",
	  MINUTE },
	{ { { "Kuartil 3 (menit)", "Quartile 3 (minutes)" } }, "time", "q3",
	  MINUTE },
	{ { { "Jauh lebih lama (%)", "Far longer (%)" } }, "time", "slow",
	  .01 },
	{ { { "Jauh lebih cepat (%)", "Far shorter (%)" } }, "time", "fast",
	  .01 },
};
#define COLUMNS (sizeof(columns) / sizeof(*columns))

static const struct phrase lesson = { { "Pelajaran", "Lesson" } };

static void number_put(struct sheet *s, json_t *figures, size_t column)
{
	json_t *part = *columns[column].part
		? json_object_get(figures, columns[column].part) : figures;
	json_t *value = json_object_get(part, columns[column].name);

	if (json_is_number(value))
		sheet_number(s, json_number_value(value) /
			     columns[column].one);
	else
		sheet_none(s);
}

static void line_put(struct request *rq, struct sheet *s,
		     const struct unit_figure *of)
{
	json_t *figures = of->figures ? request_own_json(rq,
				json_loads(of->figures, 0, NULL)) : NULL;

	sheet_text(s, of->title);
	for (size_t i = 0; i < COLUMNS; i++)
		number_put(s, figures, i);
	sheet_row(s);
}

/* That of ?version=, else the newest of which there is something to tell. */
static enum err units_read(struct request *rq, const char *module_id,
			   struct unit_figure **out, size_t *n)
{
	struct version_figure *all;
	int64_t number;
	size_t nversions;
	enum err e;

	*n = 0;
	if ((e = query_number(rq, "version", 1, 1000000, 0, &number)) ||
	    (e = version_figure_list(rq->db, module_id, VERSIONS_MOST, &all,
				     &nversions)))
		return e;
	for (size_t i = 0; i < nversions; i++)
		if (number ? all[i].number == number : all[i].figures != NULL)
			return unit_figure_list(rq->db, all[i].version_id, out,
						n);
	return number ? fail(ERR_NOT_FOUND, "no such version") : OK;
}

enum err figures_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct unit_figure *units;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = units_read(rq, m.id, &units, &n)))
		return e;
	sheet_column(&s, lesson.in[rq->lang], SHEET_TEXT);
	for (size_t i = 0; i < COLUMNS; i++)
		sheet_column(&s, columns[i].title.in[rq->lang], SHEET_NUMBER);
	sheet_begin(&s);
	for (size_t i = 0; i < n; i++)
		line_put(rq, &s, &units[i]);
	return respond_sheet(rq, rs, &s, "angka-pelajaran.csv");
}
