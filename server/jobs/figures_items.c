#include "jobs/figures_items.h"

#include <math.h>
#include <string.h>

#include "db/pool.h"
#include "domain/plain.h"
#include "domain/question_choice.h"
#include "domain/question_statistics.h"
#include "domain/survey.h"
#include "play/asked.h"
#include "store/numbers.h"

#define PIECE_SITTINGS 200
#define QUESTIONS_MOST 2000	/* drawn from banks, in one unit */
#define ANSWERS_MOST 500	/* in one sitting */
#define TEXT_MOST 200		/* characters of a question that are kept */

struct figure_item {
	const char *ident, *source;
	json_t *definition;		/* NULL: not known any more */
	size_t nchoices;
	uint32_t right;
};

struct reading {
	struct server *server;
	struct arena *mem;
	const char *unit_id;
	struct asked asked;
	struct statistics *statistics;
	struct figure_item items[QUESTIONS_MOST];
	size_t n;
	struct statistics_answer answers[ANSWERS_MOST];
	size_t nanswers;
	const char *after;
};

static const char *kept(struct reading *r, const char *text)
{
	return arena_copy(r->mem, text, strlen(text));
}

/* Behind those there are; what it reads of a bank is to stay. */
static enum err item_add(struct reading *r, struct db *db,
			 const struct numbers_mark *m)
{
	struct arena *piece = db_lend(db, r->mem);
	struct figure_item *q = &r->items[r->n];
	enum err e;

	*q = (struct figure_item){ .ident = kept(r, m->question),
			    .source = kept(r, m->source) };
	e = asked_known(db, &r->asked, q->ident, q->source, &q->definition);
	db_lend(db, piece);
	if (e)
		return e;
	q->nchoices = question_choices(q->definition, &q->right);
	statistics_ask(r->statistics, q->nchoices, q->right);
	r->n++;
	return OK;
}

static enum err item_of(struct reading *r, struct db *db,
			const struct numbers_mark *m, size_t *out)
{
	for (*out = 0; *out < r->n; ++*out)
		if (!strcmp(r->items[*out].ident, m->question) &&
		    !strcmp(r->items[*out].source, m->source))
			return OK;
	return r->n < QUESTIONS_MOST ? item_add(r, db, m) : OK;
}

static enum err mark_add(struct reading *r, struct db *db,
			 const struct numbers_mark *m)
{
	size_t i;
	enum err e;

	if ((e = item_of(r, db, m, &i)))
		return e;
	if (i == QUESTIONS_MOST || r->nanswers == ANSWERS_MOST)
		return OK;
	r->answers[r->nanswers++] = (struct statistics_answer){
		.question = i,
		.fraction = m->most > 0 ? m->points / m->most : 0,
		.points = m->most, .ms = m->time_ms,
		.chosen = question_chosen(r->items[i].definition, m->choice),
		.empty = m->empty,
	};
	return OK;
}

static enum err marks_add(struct reading *r, struct db *db,
			  const struct numbers_mark *all, size_t n)
{
	enum err e;

	for (size_t i = 0; i < n; i++) {
		if ((e = mark_add(r, db, &all[i])))
			return e;
		if (i + 1 < n && !strcmp(all[i].sitting_id,
					 all[i + 1].sitting_id))
			continue;
		statistics_add(r->statistics, r->answers, r->nanswers);
		r->nanswers = 0;
	}
	return OK;
}

static enum err piece_read(struct reading *r, size_t *n)
{
	struct arena mem = ARENA_INIT;
	struct numbers_mark *marks;
	struct db *db;
	enum err e;

	*n = 0;
	if (!(e = pool_read(r->server->pool, &mem, &db))) {
		if (!(e = numbers_marks(db, r->unit_id, true, r->after,
					PIECE_SITTINGS, &marks, n)))
			e = marks_add(r, db, marks, *n);
		pool_read_end(r->server->pool, db);
	}
	if (!e && *n)
		r->after = kept(r, marks[*n - 1].sitting_id);
	arena_end(&mem);
	return e;
}

static enum err asked_begin(struct reading *r)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(r->server->pool, r->mem, &db)))
		return e;
	e = asked_read(db, r->unit_id, false, &r->asked);
	pool_read_end(r->server->pool, db);
	return e;
}

/* ---- As JSON ------------------------------------------------------------- */

/* Its words, cut where a character ends. */
static const char *words_of(struct reading *r, json_t *thing)
{
	const char *text = json_string_value(json_object_get(thing, "text"));
	char *words;
	size_t i = 0, count = 0;

	text = plain_words(r->mem, text ? text : "");
	words = arena_copy(r->mem, text, strlen(text));
	while (words[i] && count <= TEXT_MOST)
		count += (words[i++] & 0xC0) != 0x80;
	if (!words[i])
		return words;
	while (i > 0 && (words[--i] & 0xC0) == 0x80)
		;
	words[i] = '\0';
	return arena_format(r->mem, "%s…", words);
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

/*
 * The difference of the means of both groups' other questions, in standard
 * errors; the spread is taken to be that of all totals, as `deviation` says.
 */
static double lure_z(const struct choice_numbers *wrong,
		     const struct choice_numbers *right, double deviation)
{
	const double error = deviation * sqrt(1.0 / (double)wrong->n +
					      1.0 / (double)right->n);

	return error > 0 ? (wrong->mean_rest - right->mean_rest) / error : 0;
}

static json_t *lure_json(struct reading *r, const struct figure_item *q,
			 const struct choice_numbers *all, size_t n,
			 double deviation)
{
	const struct choice_numbers *right = NULL;
	double best = 0, z;
	size_t at = 0;

	for (size_t i = 0; i < q->nchoices; i++)
		if (q->right >> i & 1 && (!right || all[i].n > right->n))
			right = &all[i];
	if (!right || right->n < SURVEY_LEAST)
		return NULL;
	for (size_t i = 0; i < q->nchoices; i++) {
		if (q->right >> i & 1 || all[i].n < SURVEY_LEAST)
			continue;
		z = lure_z(&all[i], right, deviation);
		at = z > best ? i : at;
		best = z > best ? z : best;
	}
	return best <= 0 ? NULL : json_pack("{s:s, s:I, s:f, s:f}",
		"text", words_of(r, json_array_get(json_object_get(
			q->definition, "choices"), at)),
		"n", (json_int_t)all[at].n,
		"share", (double)all[at].n / (double)n, "z", best);
}

static void item_json(struct reading *r, size_t i, double deviation,
		      json_t *list)
{
	const struct figure_item *q = &r->items[i];
	struct choice_numbers *choices = arena_array(r->mem,
						     struct choice_numbers,
						     q->nchoices + 1);
	struct question_numbers n;
	json_t *out, *lure;

	statistics_question(r->statistics, i, &n);
	statistics_choices(r->statistics, i, choices, &n);
	if (n.n < SURVEY_LEAST)
		return;
	out = json_pack("{s:s, s:s, s:s, s:I, s:f, s:o, s:o}",
		"id", q->ident, "source", q->source,
		"text", q->definition ? words_of(r, q->definition) : q->ident,
		"n", (json_int_t)n.n, "facility", n.facility,
		"discrimination", isnan(n.discrimination)
			? json_null() : json_real(n.discrimination),
		"flags", flags_json(n.flags));
	lure = lure_json(r, q, choices, n.n, deviation);
	if (lure)
		json_object_set_new(out, "lure", lure);
	json_array_append_new(list, out);
}

enum err figures_items(struct server *server, struct arena *mem,
		       const char *unit_id, json_t **out)
{
	struct reading *r = arena_new(mem, struct reading);
	struct quiz_numbers quiz;
	size_t n = 1;
	enum err e;

	*out = NULL;
	r->server = server;
	r->mem = mem;
	r->unit_id = unit_id;
	r->after = "";
	r->n = r->nanswers = 0;
	r->statistics = statistics_begin(mem);
	if ((e = asked_begin(r)))
		return e;
	while (n && !e)
		e = piece_read(r, &n);
	if (e || !r->n)
		return e;
	statistics_quiz(r->statistics, &quiz);
	*out = json_array();
	for (size_t i = 0; i < r->n; i++)
		item_json(r, i, quiz.deviation, *out);
	return OK;
}
