#include "jobs/public_figures.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "domain/day.h"
#include "domain/disclosure.h"
#include "domain/survey.h"
#include "store/overview.h"

struct counted {
	const char *agency_id;
	const char *figures;
	int64_t at;
};

static json_t *told(int64_t n)
{
	return n == DISCLOSED_NOT ? json_null() : json_integer((json_int_t)n);
}

/* How applicable the standard form's answers find the modules. */
static struct survey_scale applicable(const struct overview_block *blocks,
				      size_t n)
{
	struct survey_scale sum = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		json_t *tally = json_loads(blocks[i].tally, 0, NULL);

		survey_scale_add(tally, "applicable", &sum);
		json_decref(tally);
	}
	return sum;
}

static enum err survey_put(struct db *db, const char *agency_id, json_t *out)
{
	struct overview_block *blocks;
	struct survey_scale of;
	int64_t some;
	size_t n;
	enum err e;

	if ((e = overview_surveys(db, agency_id, &blocks, &n)))
		return e;
	of = applicable(blocks, n);
	some = disclosed_count(of.n);
	json_object_set_new(out, "answers", told(some));
	/* To a tenth. */
	json_object_set_new(out, "applicable", some == DISCLOSED_NOT
		? json_null()
		: json_real((double)(of.sum * 100 / of.n + 5 -
				     (of.sum * 100 / of.n + 5) % 10) / 100));
	return OK;
}

static const char *text_of(struct arena *mem, json_t *all)
{
	char *text = json_dumps(all, JSON_COMPACT | JSON_REAL_PRECISION(6));
	const char *out = text ? arena_copy(mem, text, strlen(text)) : "{}";

	free(text);
	return out;
}

static enum err agency_count(struct db *db, struct nightly_piece *piece,
			     struct counted *c)
{
	char day[DAY_SIZE];
	struct public_counts n;
	int64_t earners, jp;
	json_t *all;
	enum err e;

	day_at(piece->now, ZONE_WIB, day);
	if ((e = public_figure_count(db, c->agency_id, day_year(day), &n)))
		return e;
	earners = disclosed_count(n.earners);
	jp = disclosed_count(n.jp / 100);
	all = json_pack("{s:I, s:o, s:o, s:i, s:o, s:o}",
		"modules", (json_int_t)n.modules,
		"learners", told(disclosed_count(n.learners)),
		"completion", told(disclosed_share(n.completed, n.begun)),
		"year", day_year(day), "earners", told(earners),
		"jp", earners == DISCLOSED_NOT ? json_null() : told(jp));
	e = survey_put(db, c->agency_id, all);
	c->figures = text_of(piece->mem, all);
	c->at = piece->now;
	json_decref(all);
	return e;
}

static enum err counted_write(struct db *db, void *context)
{
	const struct counted *c = context;

	return public_figure_put(db, c->agency_id, c->figures, c->at);
}

enum err public_figures_piece(struct nightly_piece *piece)
{
	struct counted *c = arena_new(piece->mem, struct counted);
	struct db *db;
	enum err e;

	if ((e = pool_read(piece->server->pool, piece->mem, &db)))
		return e;
	e = public_figure_next(db, piece->reached, &c->agency_id);
	if (!e && c->agency_id && !(e = agency_count(db, piece, c))) {
		piece->reached = c->agency_id;
		piece->more = true;
		piece->write = counted_write;
		piece->context = c;
	}
	pool_read_end(piece->server->pool, db);
	return e;
}
