/*
 * Figures of the service that a programme is for, before and after, next to how
 * many completed it, batch by batch. Nothing here says that one caused the other.
 */
#include <string.h>

#include "api/field.h"
#include "api/programme/programme.h"
#include "api/scope.h"
#include "api/wire.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/indicator.h"
#include "store/programme.h"

static const struct phrase better_rule = { {
	"Pilih lower atau higher.", "Choose lower or higher." } };
static const struct phrase phase_rule = { {
	"Pilih before atau after.", "Choose before or after." } };
static const struct phrase day_rule = { {
	"Tulis harinya, seperti 2027-01-31, paling lambat hari ini.",
	"Write the day, such as 2027-01-31, today at the latest." } };
static const struct phrase value_rule = { {
	"Tulis angka, paling besar 1.000.000.000.000.",
	"Write a number, of 1,000,000,000,000 at most." } };

/* ---- As told ---------------------------------------------------------------- */

static json_t *value_json(const struct indicator_value *v)
{
	return json_pack("{s:s, s:s, s:s, s:f, s:s, s:s?, s:I, s:o}",
			 "id", v->id, "phase", indicator_phase_name(v->phase),
			 "day", v->day, "value", v->value, "origin", v->origin,
			 "by", v->by_name, "at", (json_int_t)v->at,
			 "takenBackAt", number_or_null(v->taken_back_at));
}

static json_t *phase_json(size_t n, double mean)
{
	return n ? json_pack("{s:I, s:f}", "n", (json_int_t)n, "mean", mean)
		 : json_null();
}

static json_t *change_json(const struct indicator_sum *s)
{
	if (s->course == INDICATOR_UNKNOWN)
		return json_null();
	return json_pack("{s:f, s:o, s:s}", "difference", s->change,
			 "percent", s->percent_known ? json_real(s->percent)
						     : json_null(),
			 "course", indicator_course_name(s->course));
}

/* `values` are those of this indicator. */
static json_t *indicator_json(const struct indicator *one,
			      const struct indicator_value *values, size_t n)
{
	json_t *list = json_array();
	struct indicator_sum sum;

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, value_json(&values[i]));
	indicator_sum(values, n, one->better, &sum);
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:o, s:o}",
			 "id", one->id, "name", one->name,
			 "measure", one->measure,
			 "better", indicator_better_name(one->better),
			 "createdAt", (json_int_t)one->created_at,
			 "values", list,
			 "before", phase_json(sum.before, sum.before_mean),
			 "after", phase_json(sum.after, sum.after_mean),
			 "change", change_json(&sum));
}

/* Those of one indicator stand together: `*values` moves to the first. */
static size_t values_of(const char *id, const struct indicator_value **values,
			const struct indicator_value *end)
{
	size_t n = 0;

	while (*values < end && strcmp((*values)->indicator_id, id))
		(*values)++;
	while (*values + n < end && !strcmp((*values)[n].indicator_id, id))
		n++;
	return n;
}

/* All that a programme's page tells. */
struct page {
	struct programme programme;
	struct indicator *all;
	struct indicator_value *values;
	struct batch *batches;
	size_t n, nvalues, nbatches;
};

static enum err page_read(struct request *rq, const char *id, struct page *p)
{
	enum err e;

	if ((e = programme_by_id(rq->db, id, &p->programme)) ||
	    (e = indicator_list(rq->db, id, &p->all, &p->n)) ||
	    (e = indicator_values(rq->db, id, &p->values, &p->nvalues)))
		return e;
	return batch_list(rq->db, id, &p->batches, &p->nbatches);
}

static json_t *learned_json(const struct batch *b)
{
	return json_pack("{s:{s:s, s:s}, s:I, s:I, s:I, s:I}",
			 "batch", "id", b->id, "name", b->name,
			 "startsAt", (json_int_t)b->starts_at,
			 "endsAt", (json_int_t)b->ends_at,
			 "enrolled", (json_int_t)b->enrolled,
			 "completed", (json_int_t)b->completed);
}

static json_t *indicators_json(const struct page *p)
{
	const struct indicator_value *end = p->values + p->nvalues;
	json_t *list = json_array();

	for (size_t i = 0; i < p->n; i++) {
		const struct indicator_value *own = p->values;
		const size_t n = values_of(p->all[i].id, &own, end);

		json_array_append_new(list, indicator_json(&p->all[i], own,
							   n));
	}
	return list;
}

static enum err page_respond(struct request *rq, struct response *rs,
			     int status, const char *programme_id)
{
	json_t *learning = request_own_json(rq, json_array());
	struct page p;
	enum err e;

	if ((e = page_read(rq, programme_id, &p)))
		return e;
	for (size_t i = 0; i < p.nbatches; i++)
		if (strcmp(p.batches[i].state, "cancelled"))
			json_array_append_new(learning,
					      learned_json(&p.batches[i]));
	return respond_json(rq, rs, status, json_pack(
		"{s:{s:s, s:s}, s:o, s:O}", "programme", "id", p.programme.id,
		"title", p.programme.title, "indicators", indicators_json(&p),
		"learning", learning));
}

enum err indicator_index(struct request *rq, struct response *rs)
{
	struct programme p;
	const enum err e = programme_mine(rq, &p);

	return e ? e : page_respond(rq, rs, 200, p.id);
}

/* ---- A file ----------------------------------------------------------------- */

static void columns_put(struct request *rq, struct sheet *s)
{
	static const struct {
		struct phrase title;
		enum sheet_type type;
	} columns[] = {
		{ { { "Indikator", "Indicator" } }, SHEET_TEXT },
		{ { { "Satuan", "Counted in" } }, SHEET_TEXT },
		{ { { "Membaik bila", "Better when" } }, SHEET_TEXT },
		{ { { "Tahap", "Phase" } }, SHEET_TEXT },
		{ { { "Hari", "Day" } }, SHEET_TEXT },
		{ { { "Angka", "Figure" } }, SHEET_NUMBER },
		{ { { "Sumber", "Where it comes from" } }, SHEET_TEXT },
		{ { { "Dicatat oleh", "Recorded by" } }, SHEET_TEXT },
		{ { { "Ditarik", "Taken back" } }, SHEET_MOMENT },
	};

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(s, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(s);
}

static void line_put(const struct request *rq, struct sheet *s,
		     const struct indicator *one,
		     const struct indicator_value *v)
{
	static const struct phrase betters[] = {
		{ { "turun", "lower" } }, { { "naik", "higher" } } };
	static const struct phrase phases[] = {
		{ { "sebelum", "before" } }, { { "sesudah", "after" } } };

	sheet_text(s, one->name);
	sheet_text(s, one->measure);
	sheet_text(s, betters[one->better].in[rq->lang]);
	sheet_text(s, phases[v->phase].in[rq->lang]);
	sheet_text(s, v->day);
	sheet_number(s, v->value);
	sheet_text(s, v->origin);
	sheet_text(s, v->by_name);
	sheet_moment(s, v->taken_back_at);
	sheet_row(s);
}

enum err indicator_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	struct programme programme;
	struct page p;
	enum err e;

	if ((e = programme_mine(rq, &programme)) ||
	    (e = page_read(rq, programme.id, &p)))
		return e;
	columns_put(rq, &s);
	for (size_t i = 0; i < p.n; i++) {
		const struct indicator_value *own = p.values;
		const size_t n = values_of(p.all[i].id, &own,
					   p.values + p.nvalues);

		for (size_t k = 0; k < n; k++)
			line_put(rq, &s, &p.all[i], &own[k]);
	}
	return respond_sheet(rq, rs, &s, "indikator.csv");
}

/* ---- Changing them ------------------------------------------------------------ */

static enum err indicator_read(struct request *rq, struct indicator *out)
{
	const char *name, *measure, *better;
	enum err e;

	if ((e = field_text_needed(rq, "name", 4 * INDICATOR_NAME_MOST,
				   &name)) ||
	    (e = field_text_needed(rq, "measure", 4 * INDICATOR_MEASURE_MOST,
				   &measure)) ||
	    (e = field_text_needed(rq, "better", 20, &better)))
		return e;
	if (!indicator_better_named(better, &out->better))
		return field_bad(rq, "better", &better_rule);
	out->name = text_line(rq->mem, name, INDICATOR_NAME_MOST);
	out->measure = text_line(rq->mem, measure, INDICATOR_MEASURE_MOST);
	if (!*out->name)
		return field_missing(rq, "name");
	return *out->measure ? OK : field_missing(rq, "measure");
}

enum err indicator_create(struct request *rq, struct response *rs)
{
	struct indicator one = { .created_by = rq->person->id,
				 .created_at = rq->now };
	struct indicator *all;
	struct programme p;
	size_t n;
	enum err e;

	if ((e = programme_mine(rq, &p)) ||
	    (e = indicator_list(rq->db, p.id, &all, &n)))
		return e;
	if (n >= INDICATORS_MOST)
		return refuse(rq, P_indicators_many, NO_VALUES);
	one.programme_id = p.id;
	one.agency_id = p.agency_id;
	if ((e = indicator_read(rq, &one)) ||
	    (e = indicator_add(rq->db, &one)))
		return e;
	return page_respond(rq, rs, 201, p.id);
}

static enum err indicator_mine(struct request *rq, struct indicator *out)
{
	const enum err e = indicator_by_id(rq->db, request_param(rq, "id"),
					   out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

enum err indicator_drop(struct request *rq, struct response *rs)
{
	struct indicator one;
	enum err e;

	if ((e = indicator_mine(rq, &one)) ||
	    (e = indicator_remove(rq->db, one.id, rq->now)))
		return e;
	return page_respond(rq, rs, 200, one.programme_id);
}

static enum err value_read(struct request *rq, struct indicator_value *v)
{
	const json_t *value = json_object_get(rq->json, "value");
	const char *phase, *origin;
	enum err e;

	if ((e = field_text_needed(rq, "phase", 20, &phase)))
		return e;
	if (!indicator_phase_named(phase, &v->phase))
		return field_bad(rq, "phase", &phase_rule);
	if ((e = field_text_needed(rq, "day", 10, &v->day)))
		return e;
	if (!indicator_day_fits(v->day, rq->now))
		return field_bad(rq, "day", &day_rule);
	v->value = json_number_value(value);
	if (!json_is_number(value) || !indicator_value_fits(v->value))
		return field_bad(rq, "value", &value_rule);
	if ((e = field_text_needed(rq, "origin", 4 * INDICATOR_ORIGIN_MOST,
				   &origin)))
		return e;
	v->origin = text_line(rq->mem, origin, INDICATOR_ORIGIN_MOST);
	return *v->origin ? OK : field_missing(rq, "origin");
}

enum err indicator_value_create(struct request *rq, struct response *rs)
{
	struct indicator_value v = { .by_id = rq->person->id, .at = rq->now };
	struct indicator one;
	size_t n;
	enum err e;

	if ((e = indicator_mine(rq, &one)) ||
	    (e = indicator_value_count(rq->db, one.id, &n)))
		return e;
	if (n >= INDICATOR_VALUES_MOST)
		return refuse(rq, P_indicators_many, NO_VALUES);
	v.indicator_id = one.id;
	if ((e = value_read(rq, &v)) || (e = indicator_value_add(rq->db, &v)))
		return e;
	return page_respond(rq, rs, 201, one.programme_id);
}

enum err indicator_value_drop(struct request *rq, struct response *rs)
{
	struct indicator one;
	bool found;
	enum err e;

	if ((e = indicator_mine(rq, &one)) ||
	    (e = indicator_value_take_back(rq->db, one.id,
					   request_param(rq, "value"),
					   rq->now, &found)))
		return e;
	return found ? page_respond(rq, rs, 200, one.programme_id)
		     : fail(ERR_NOT_FOUND, "no such figure");
}
