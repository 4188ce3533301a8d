#include "jobs/gains.h"

#include <math.h>

#include "domain/survey.h"
#include "play/pretest.h"
#include "store/overview.h"

#define SOME 20			/* modules at once */

struct found {
	struct overview_gain list[SOME];
	size_t n;
	int64_t at;
};

static void round_off(struct overview_gain *g)
{
	if (g->people < SURVEY_LEAST)
		g->people = 0;
	g->before = g->people ? round(g->before * 100) / 100 : 0;
	g->after = g->people ? round(g->after * 100) / 100 : 0;
}

static enum err module_count(struct db *db, const struct gain_module *m,
			     struct found *found)
{
	struct overview_gain *out = &found->list[found->n];
	const struct unit *pretest, *quiz;
	enum err e;

	if ((e = pretest_pair(db, m->version_id, &pretest, &quiz)) || !quiz)
		return e;
	if ((e = module_gain_count(db, m->id, quiz->ident, pretest->ident,
				   out)))
		return e;
	round_off(out);
	found->n++;
	return OK;
}

static enum err found_write(struct db *db, void *context)
{
	const struct found *found = context;
	enum err e = OK;

	for (size_t i = 0; i < found->n && !e; i++)
		e = module_gain_put(db, &found->list[i], found->at);
	return e;
}

static enum err some_count(struct db *db, struct nightly_piece *piece,
			   struct found *found)
{
	struct gain_module *all;
	size_t n;
	enum err e;

	if ((e = module_gain_next(db, piece->reached, SOME, &all, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		e = module_count(db, &all[i], found);
	if (n)
		piece->reached = all[n - 1].id;
	piece->more = n == SOME;
	return e;
}

enum err gains_piece(struct nightly_piece *piece)
{
	struct found *found = arena_new(piece->mem, struct found);
	struct db *db;
	enum err e;

	*found = (struct found){ .at = piece->now };
	if ((e = pool_read(piece->server->pool, piece->mem, &db)))
		return e;
	e = some_count(db, piece, found);
	pool_read_end(piece->server->pool, db);
	piece->write = found->n ? found_write : NULL;
	piece->context = found;
	return e;
}
