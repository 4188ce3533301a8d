#include "jobs/sitter.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/rounds.h"
#include "play/regrade.h"
#include "play/sitting.h"
#include "store/sitting.h"

#define EVERY_MS 30000
/* A page that has a line brings what it has by then. */
#define LATE_MS 30000
#define ROUND_MOST 500		/* sittings */

struct sitter {
	struct server *server;
	struct rounds rounds;
};

static void complain(const char *event)
{
	log_event(LOG_WARN, event, LOG_TEXT("reason", fail_reason()));
}

static enum err end_one(struct db *db, void *context)
{
	struct sitting s;
	enum err e;

	if ((e = sitting_by_id(db, context, &s)))
		return e;
	return sitting_over(&s, clock_now())
		? sitting_finish(db, &s, clock_now()) : OK;
}

/* Each in a write of its own: one that cannot end holds up no other. */
static void end_due(struct sitter *x, struct arena *mem)
{
	const char **ids;
	struct db *db;
	size_t n;
	enum err e;

	if (pool_read(x->server->pool, mem, &db)) {
		complain("sittings");
		return;
	}
	e = sitting_overdue(db, clock_now() - LATE_MS, ROUND_MOST, &ids, &n);
	pool_read_end(x->server->pool, db);
	if (e)
		complain("sittings");
	for (size_t i = 0; !e && i < n && rounds_going(&x->rounds); i++)
		if (pool_write(x->server->pool, mem, end_one, (void *)ids[i]))
			complain("sitting.end");
}

struct piece {
	bool more;
};

static enum err regrade_piece(struct db *db, void *context)
{
	struct piece *piece = context;
	struct quiz_fix fix;
	enum err e;

	piece->more = false;
	if ((e = fix_going(db, &fix)) || !fix.id)
		return e;
	piece->more = true;
	return regrade_some(db, &fix, clock_now());
}

static void regrade_all(struct sitter *x)
{
	struct piece piece = { true };

	while (piece.more && rounds_going(&x->rounds)) {
		struct arena mem = ARENA_INIT;

		if (pool_write(x->server->pool, &mem, regrade_piece, &piece)) {
			complain("regrade");
			piece.more = false;
		}
		arena_end(&mem);
	}
}

static void look(void *context)
{
	struct sitter *x = context;
	struct arena mem = ARENA_INIT;

	end_due(x, &mem);
	arena_end(&mem);
	regrade_all(x);
}

enum err sitter_open(struct server *server, struct sitter **out)
{
	struct sitter *x = calloc(1, sizeof(*x));
	enum err e;

	if (!x)
		abort();
	x->server = server;
	if ((e = rounds_begin(&x->rounds, EVERY_MS, look, x)))
		free(x);
	else
		*out = x;
	return e;
}

void sitter_close(struct sitter *x)
{
	if (!x)
		return;
	rounds_end(&x->rounds);
	free(x);
}

void sitter_wake(struct sitter *x)
{
	if (x)
		rounds_wake(&x->rounds);
}
