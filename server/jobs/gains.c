#include "jobs/gains.h"

#include <math.h>

#include "play/gained.h"
#include "play/pretest.h"
#include "store/overview.h"

#define SOME 20			/* modules at once */

struct found {
	struct overview_gain list[SOME];
	size_t n;
	int64_t at;
};

static double hundredth(double v)
{
	return round(v * 100) / 100;
}

/* As the module's own page tells it of all versions (api/figures/gain.h). */
static enum err pairs_count(struct db *db, const char *module_id,
			    const char *quiz, const char *pretest, int64_t now,
			    struct gain_numbers *out)
{
	struct numbers_unit *units;
	struct gained g;
	size_t n;
	enum err e;

	if ((e = numbers_units(db, module_id, &units, &n)))
		return e;
	gained_begin(db_arena(db), units, n, quiz, &g);
	g.pretest = pretest;
	if ((e = gained_read(db, &g, now)))
		return e;
	gain_tell(&g.total, out);
	return OK;
}

static enum err module_count(struct db *db, const struct gain_module *m,
			     struct found *found)
{
	const struct unit *pretest, *quiz;
	struct gain_numbers told;
	enum err e;

	if ((e = pretest_pair(db, m->version_id, &pretest, &quiz)) || !quiz ||
	    (e = pairs_count(db, m->id, quiz->ident, pretest->ident, found->at,
			     &told)))
		return e;
	found->list[found->n++] = (struct overview_gain){
		.module_id = m->id,
		.people = told.told ? (int64_t)told.n : 0,
		.before = told.told ? hundredth(told.before) : 0,
		.after = told.told ? hundredth(told.after) : 0,
	};
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
