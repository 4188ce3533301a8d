#include "store/numbers.h"

#include <stdlib.h>
#include <string.h>

#include "domain/survey.h"
#include "store/queries.h"
#include "store/read.h"

enum err numbers_units(struct db *db, const char *module_id,
		       struct numbers_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NUMBERS_UNITS,
			ARGS(arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct numbers_unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct numbers_unit){
			.id = row_text(&r, i, "id"),
			.ident = row_text(&r, i, "ident"),
			.title = row_text(&r, i, "title"),
			.version = row_int(&r, i, "number"),
		};
	return OK;
}

enum err numbers_marks(struct db *db, const char *unit_id, bool first,
		       const char *after, size_t most,
		       struct numbers_mark **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NUMBERS_MARKS,
			ARGS(arg_text(unit_id), arg_text(after),
			     arg_int(first), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct numbers_mark, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct numbers_mark){
			.sitting_id = row_text(&r, i, "id"),
			.person_id = row_text(&r, i, "person_id"),
			.passed = row_passed(&r, i, "passed"),
			.number = row_int(&r, i, "number"),
			.ended_at = row_int(&r, i, "ended_at"),
			.question = row_text(&r, i, "question"),
			.source = row_text(&r, i, "source"),
			.points = row_real(&r, i, "points"),
			.most = row_real(&r, i, "most"),
			.empty = !strcmp(row_text(&r, i, "state"), "empty"),
			.time_ms = row_int(&r, i, "time_ms"),
			.choice = row_text(&r, i, "choice"),
		};
	return OK;
}

/* By question and number. */
static int by_question(const void *a, const void *b)
{
	const struct numbers_cut *x = a, *y = b;
	int order = strcmp(x->question, y->question);

	if (!order)
		order = strcmp(x->source, y->source);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static enum err cuts_read(struct db *db, int query, const char *unit_id,
			  bool first, struct numbers_cut **out, size_t *n)
{
	const bool questions = query == SQL_NUMBERS_QUESTION_CUTS;
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query,
			ARGS(arg_text(unit_id), arg_int(first),
			     arg_int(SURVEY_LEAST)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct numbers_cut, r.count + 1);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct numbers_cut){
			.number = row_int(&r, i, "number"),
			.ended_at = row_int(&r, i, "ended_at"),
			.sitting_id = row_text(&r, i, "id"),
			.sittings = row_int(&r, i, "nth"),
			.question = questions ? row_text(&r, i, "question")
					      : NULL,
			.source = questions ? row_text(&r, i, "source") : NULL,
		};
	return OK;
}

enum err numbers_cuts(struct db *db, const char *unit_id, bool first,
		      bool drawn, struct numbers_cuts *out)
{
	enum err e;

	*out = (struct numbers_cuts){ .drawn = drawn };
	if ((e = cuts_read(db, SQL_NUMBERS_CUTS, unit_id, first, &out->all,
			   &out->n)) || !drawn)
		return e;
	if ((e = cuts_read(db, SQL_NUMBERS_QUESTION_CUTS, unit_id, first,
			   &out->questions, &out->nquestions)))
		return e;
	if (out->nquestions)
		qsort(out->questions, out->nquestions, sizeof(*out->questions),
		      by_question);
	return OK;
}

static bool is_before(const struct numbers_mark *m, const struct numbers_cut *c)
{
	return m->ended_at < c->ended_at ||
	       (m->ended_at == c->ended_at &&
		strcmp(m->sitting_id, c->sitting_id) <= 0);
}

bool numbers_counts(const struct numbers_cuts *c, const struct numbers_mark *m)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].number == m->number)
			return is_before(m, &c->all[i]);
	return false;
}

bool numbers_mark_counts(const struct numbers_cuts *c,
			 const struct numbers_mark *m)
{
	const struct numbers_cut key = { .number = m->number,
		.question = m->question, .source = m->source };
	const struct numbers_cut *found;

	if (!c->drawn || !numbers_counts(c, m))
		return numbers_counts(c, m);
	found = c->nquestions
		? bsearch(&key, c->questions, c->nquestions, sizeof(key),
			  by_question) : NULL;
	return found && is_before(m, found);
}

static int64_t known_at(const struct rows *r, size_t i)
{
	const int64_t ended = row_int(r, i, "ended_at");
	const int64_t marked = row_int(r, i, "marked_at");

	return marked > ended ? marked : ended;
}

static struct numbers_pair pair_read(const struct rows *r, size_t i)
{
	return (struct numbers_pair){
		.sitting_id = row_text(r, i, "id"),
		.part = (enum numbers_part)row_int(r, i, "part"),
		.began_at = row_int(r, i, "began_at"),
		.known_at = known_at(r, i),
		.scaled_before = row_measure(r, i, "before_scaled"),
		.scaled = row_measure(r, i, "scaled"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_name = row_text(r, i, "unit_name"),
		.agency_name = row_text(r, i, "agency_name"),
		.from_day = row_text(r, i, "from_day"),
		.until_day = row_text(r, i, "until_day"),
		.question = row_text(r, i, "question"),
		.points = row_real(r, i, "points"),
		.most = row_real(r, i, "most"),
	};
}

enum err numbers_pairs(struct db *db, const char *unit_id, const char *ident,
		       const char *after, bool marks, size_t most,
		       struct numbers_pair **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NUMBERS_PAIRS,
			ARGS(arg_text(unit_id), arg_text(after),
			     arg_text(ident), arg_int((int64_t)most),
			     arg_int(marks)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct numbers_pair, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = pair_read(&r, i);
	return OK;
}
