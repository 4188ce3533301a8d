#include "jobs/figures_items.h"

#include <string.h>

#include "db/pool.h"
#include "domain/figure_item.h"
#include "domain/plain.h"
#include "domain/question_choice.h"
#include "domain/question_statistics.h"
#include "play/asked.h"
#include "store/numbers.h"

#define PIECE_SITTINGS 200
#define QUESTIONS_MOST 2000	/* drawn from banks, in one unit */
#define ANSWERS_MOST 500	/* in one sitting */
#define TEXT_MOST 200		/* characters of a question that are kept */

struct item_read {
	struct figure_item of;
	json_t *definition;		/* NULL: not known any more */
};

struct reading {
	struct server *server;
	struct arena *mem;
	const char *unit_id;
	struct asked asked;
	struct statistics *statistics;
	struct item_read items[QUESTIONS_MOST];
	size_t n;
	struct statistics_answer answers[ANSWERS_MOST];
	size_t nanswers;
	struct numbers_cuts cuts;
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
	struct item_read *q = &r->items[r->n];
	enum err e;

	*q = (struct item_read){ .of = { .ident = kept(r, m->question),
					 .source = kept(r, m->source) } };
	e = asked_known(db, &r->asked, q->of.ident, q->of.source,
			&q->definition);
	db_lend(db, piece);
	if (e)
		return e;
	q->of.nchoices = question_choices(q->definition, &q->of.right);
	statistics_ask(r->statistics, q->of.nchoices, q->of.right);
	r->n++;
	return OK;
}

static enum err item_of(struct reading *r, struct db *db,
			const struct numbers_mark *m, size_t *out)
{
	for (*out = 0; *out < r->n; ++*out)
		if (!strcmp(r->items[*out].of.ident, m->question) &&
		    !strcmp(r->items[*out].of.source, m->source))
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
		.waits = !numbers_mark_counts(&r->cuts, m),
	};
	return OK;
}

static enum err marks_add(struct reading *r, struct db *db,
			  const struct numbers_mark *all, size_t n)
{
	enum err e;

	for (size_t i = 0; i < n; i++) {
		if (!numbers_counts(&r->cuts, &all[i]))
			continue;
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
	if (!e)
		e = numbers_cuts(db, r->unit_id, true, asked_drawn(&r->asked),
				 &r->cuts);
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

static struct figure_item item_words(struct reading *r,
				     const struct item_read *q)
{
	struct figure_item out = q->of;
	const char **choices = arena_array(r->mem, const char *, out.nchoices);
	json_t *list = json_object_get(q->definition, "choices");

	out.text = q->definition ? words_of(r, q->definition) : out.ident;
	/* True and false have no words of their own. */
	for (size_t i = 0; i < out.nchoices; i++)
		choices[i] = json_is_array(list)
			? words_of(r, json_array_get(list, i)) : "";
	out.choices = choices;
	return out;
}

enum err figures_items(struct server *server, struct arena *mem,
		       const char *unit_id, bool *pretest, json_t **out)
{
	struct reading *r = arena_new(mem, struct reading);
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
	*pretest = r->asked.rules.kind == QUIZ_PRETEST;
	while (n && !e)
		e = piece_read(r, &n);
	if (e || !r->n)
		return e;
	*out = json_array();
	for (size_t i = 0; i < r->n; i++) {
		const struct figure_item item = item_words(r, &r->items[i]);
		json_t *json = figure_item_json(mem, r->statistics, i, &item);

		if (json)
			json_array_append_new(*out, json);
	}
	return OK;
}
