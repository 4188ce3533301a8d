/*
 * How many of those who were asked have answered, and what: by day and role. Of
 * what was answered only sums leave, told in fives (store/followup.sql).
 */
#include <string.h>

#include "api/field.h"
#include "api/responsible.h"
#include "api/scope.h"
#include "api/wire.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "domain/survey.h"
#include "routes.h"
#include "store/enrolment.h"
#include "store/followup.h"
#include "store/module.h"
#include "store/plan.h"

/* One day and role. */
struct line {
	int64_t asked, answered, told;
	json_t *counts;			/* NULL: nothing is told */
};

static size_t place(const struct followup_kind *k)
{
	for (size_t i = 0; i < FOLLOWUP_KINDS; i++)
		if (followup_kinds[i].day == k->day &&
		    followup_kinds[i].role == k->role)
			return i;
	return FOLLOWUP_KINDS;
}

static void count_told(struct request *rq, struct line *lines,
		       const struct followup_told *t)
{
	const size_t i = place(&t->kind);

	if (i == FOLLOWUP_KINDS)
		return;
	if (!lines[i].counts)
		lines[i].counts = request_own_json(rq, json_object());
	followup_count(lines[i].counts, &t->kind, t->gist, t->n);
	lines[i].told += t->n;
}

static enum err lines_read(struct request *rq, const struct followup_scope *s,
			   struct line lines[static FOLLOWUP_KINDS])
{
	struct followup_rate *rates;
	struct followup_told *told;
	size_t nrates, ntold;
	enum err e;

	memset(lines, 0, FOLLOWUP_KINDS * sizeof(*lines));
	if ((e = followup_rates(rq->db, s, &rates, &nrates)) ||
	    (e = followup_told(rq->db, s, &told, &ntold)))
		return e;
	for (size_t i = 0; i < nrates; i++)
		if (place(&rates[i].kind) < FOLLOWUP_KINDS) {
			struct line *l = &lines[place(&rates[i].kind)];

			l->asked = rates[i].asked;
			l->answered = rates[i].answered;
		}
	for (size_t i = 0; i < ntold; i++)
		count_told(rq, lines, &told[i]);
	return OK;
}

static json_t *lines_json(const struct line lines[static FOLLOWUP_KINDS])
{
	json_t *list = json_array();

	for (size_t i = 0; i < FOLLOWUP_KINDS; i++)
		json_array_append_new(list, json_pack(
			"{s:i, s:s, s:I, s:I, s:I, s:O?}",
			"day", followup_kinds[i].day, "role",
			followup_role_name(followup_kinds[i].role),
			"asked", (json_int_t)lines[i].asked,
			"answered", (json_int_t)lines[i].answered,
			"told", (json_int_t)lines[i].told,
			"answers", lines[i].counts));
	return list;
}

/* ---- Of what ----------------------------------------------------------------- */

/* A module or programme of theirs. */
static enum err source_read(struct request *rq, struct followup_scope *s)
{
	const char *id = query_text(rq, "sourceId");
	struct programme programme;
	struct module module;
	enum err e;

	s->source_id = id;
	if (strcmp(s->source, "programme") == 0)
		return (e = programme_by_id(rq->db, id, &programme)) ? e
			: agency_scope_hidden(rq, programme.agency_id);
	if (strcmp(s->source, "module"))
		return fail(ERR_NOT_FOUND, "no source '%s'", s->source);
	return (e = module_by_id(rq->db, id, &module)) ? e
		: agency_scope_hidden(rq, module.agency_id);
}

static enum err scope_read(struct request *rq, struct followup_scope *s)
{
	const char *batch_id = query_text(rq, "batch");
	const char *source = query_text(rq, "source");
	const char *asked = query_text(rq, "agency");
	struct batch batch;
	enum err e;

	*s = (struct followup_scope){ .agency_id = rq->person->agency_id };
	if (*batch_id) {
		s->batch_id = batch_id;
		return (e = batch_by_id(rq->db, batch_id, &batch)) ? e
			: agency_scope_hidden(rq, batch.agency_id);
	}
	if (*source) {
		s->source = source;
		return source_read(rq, s);
	}
	if (*asked && person_is(rq->person, ROLE_ADMIN))
		s->agency_id = asked;
	return OK;
}

enum err followup_rate_index(struct request *rq, struct response *rs)
{
	struct line lines[FOLLOWUP_KINDS];
	struct followup_scope scope;
	enum err e;

	if ((e = scope_read(rq, &scope)) || (e = lines_read(rq, &scope, lines)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:i, s:o}", "least",
						   SURVEY_LEAST, "rates",
						   lines_json(lines)));
}

/* What its author has others asked, as the newest plan has it. */
static enum err asks_read(struct request *rq, const char *module_id,
			  json_t **out)
{
	const struct plan_filter filter = {
		.home_id = "", .source = "module", .source_id = module_id,
	};
	struct plan *plans;
	size_t n;
	enum err e;

	*out = json_object();
	request_own_json(rq, *out);
	if ((e = plan_page(rq->db, &filter, 0, 1, &plans, &n)) || !n)
		return e;
	*out = json_loads(plans[0].asks, 0, NULL);
	request_own_json(rq, *out);
	return OK;
}

enum err followup_of_module(struct request *rq, struct response *rs)
{
	struct followup_scope scope = { .source = "module" };
	struct line lines[FOLLOWUP_KINDS];
	struct module module;
	json_t *asks;
	enum err e;

	if ((e = module_mine(rq, &module)))
		return e;
	scope.source_id = module.id;
	if ((e = lines_read(rq, &scope, lines)) ||
	    (e = asks_read(rq, module.id, &asks)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:i, s:o, s:O}", "least",
						   SURVEY_LEAST, "rates",
						   lines_json(lines), "asks",
						   asks));
}

/* ---- As a file ----------------------------------------------------------------- */

static const struct phrase
	columns[] = {
		{ { "Hari", "Day" } }, { { "Siapa", "Who" } },
		{ { "Ditanya", "Asked" } }, { { "Menjawab", "Answered" } },
		{ { "Persen", "Percent" } },
		{ { "Pertanyaan", "Question" } }, { { "Jawaban", "Answer" } },
		{ { "Banyaknya", "How many" } },
	},
	roles[FOLLOWUP_ROLES] = {
		[FOLLOWUP_LEARNER] = { { "peserta", "learner" } },
		[FOLLOWUP_SUPERIOR] = { { "atasan", "superior" } },
		[FOLLOWUP_COLLEAGUE] = { { "rekan", "colleague" } },
	};

/* The columns that each line of an answer says again. */
static void line_put(struct request *rq, struct sheet *s, size_t i,
		     const struct line *l, const char *question,
		     const char *choice, int64_t n)
{
	sheet_number(s, followup_kinds[i].day);
	sheet_text(s, roles[followup_kinds[i].role].in[rq->lang]);
	sheet_number(s, (double)l->asked);
	sheet_number(s, (double)l->answered);
	if (l->asked)
		sheet_number(s, 100.0 * (double)l->answered /
				(double)l->asked);
	else
		sheet_none(s);
	sheet_text(s, question);
	sheet_text(s, choice);
	if (question)
		sheet_number(s, (double)n);
	else
		sheet_none(s);
	sheet_row(s);
}

/* The words of a choice, as whoever answered read them. */
static const char *choice_words(struct request *rq,
				const struct followup_question *q,
				const char *id)
{
	for (const struct followup_choice *c = q->choices; c && c->id; c++)
		if (strcmp(c->id, id) == 0)
			return c->words.in[rq->lang];
	return id;
}

static void answers_put(struct request *rq, struct sheet *s, size_t i,
			const struct line *l)
{
	struct followup_question all[FOLLOWUP_QUESTIONS];
	const size_t n = followup_questions(&followup_any,
					    &followup_kinds[i], all);

	for (size_t q = 0; q < n; q++) {
		json_t *of = json_object_get(l->counts, all[q].id), *count;
		const char *choice;

		json_object_foreach(of, choice, count)
			line_put(rq, s, i, l, all[q].own ? all[q].id
				 : all[q].words.in[rq->lang],
				 choice_words(rq, &all[q], choice),
				 json_integer_value(count));
	}
}

enum err followup_rate_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct line lines[FOLLOWUP_KINDS];
	struct followup_scope scope;
	enum err e;

	if ((e = scope_read(rq, &scope)) || (e = lines_read(rq, &scope, lines)))
		return e;
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(&s, columns[i].in[rq->lang],
			     i == 1 || i == 5 || i == 6 ? SHEET_TEXT
							: SHEET_NUMBER);
	sheet_begin(&s);
	for (size_t i = 0; i < FOLLOWUP_KINDS; i++)
		if (lines[i].counts)
			answers_put(rq, &s, i, &lines[i]);
		else
			line_put(rq, &s, i, &lines[i], NULL, NULL, 0);
	return respond_sheet(rq, rs, &s, "tindak-lanjut.csv");
}
