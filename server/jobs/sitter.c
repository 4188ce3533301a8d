/*
 * Sittings whose time is over end, though nobody looks at them; and what was
 * corrected goes on being graded anew.
 */
#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/jobs.h"
#include "play/regrade.h"
#include "play/sitting.h"
#include "store/sitting.h"

/* A page that has a line brings what it has by then. */
#define LATE_MS 30000
#define ROUND_MOST 500		/* sittings */

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
static void end_due(struct server *server, struct rounds *rounds,
		    struct arena *mem)
{
	const char **ids;
	struct db *db;
	size_t n;
	enum err e;

	if (pool_read(server->pool, mem, &db)) {
		complain("sittings");
		return;
	}
	e = sitting_overdue(db, clock_now() - LATE_MS, ROUND_MOST, &ids, &n);
	pool_read_end(server->pool, db);
	if (e)
		complain("sittings");
	for (size_t i = 0; !e && i < n && rounds_going(rounds); i++)
		if (pool_write(server->pool, mem, end_one, (void *)ids[i]))
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

static void regrade_all(struct server *server, struct rounds *rounds)
{
	struct piece piece = { true };

	while (piece.more && rounds_going(rounds)) {
		struct arena mem = ARENA_INIT;

		if (pool_write(server->pool, &mem, regrade_piece, &piece)) {
			complain("regrade");
			piece.more = false;
		}
		arena_end(&mem);
	}
}

void sitter_job(struct server *server, struct rounds *rounds)
{
	struct arena mem = ARENA_INIT;

	end_due(server, rounds, &mem);
	arena_end(&mem);
	regrade_all(server, rounds);
}
