/*
 * Events that are over: what follows from every seat, a few at a time, so that
 * saves go on meanwhile. Some seconds after the end; at once when its
 * host closes it, or changes its rule afterwards.
 */
#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/jobs.h"
#include "training/presence.h"

static void complain(void)
{
	log_event(LOG_WARN, "event.settle", LOG_TEXT("reason", fail_reason()));
}

struct piece {
	const char *event_id, *from;
	const char *after;	/* of the run that was committed */
};

static enum err settle_piece(struct db *db, void *context)
{
	struct piece *p = context;

	p->after = p->from;
	return presence_settle_some(db, p->event_id, &p->after, clock_now());
}

static void settle_event(struct server *server, struct rounds *rounds,
			 struct arena *mem, const char *event_id)
{
	struct piece p = { .event_id = event_id, .from = "" };

	while (p.from && rounds_going(rounds)) {
		if (pool_write(server->pool, mem, settle_piece, &p)) {
			complain();
			return;
		}
		p.from = p.after;
	}
}

void adjourner_job(struct server *server, struct rounds *rounds)
{
	struct arena mem = ARENA_INIT;
	const char **ids;
	struct db *db;
	size_t n = 0;

	if (pool_read(server->pool, &mem, &db)) {
		complain();
		arena_end(&mem);
		return;
	}
	if (presence_due(db, clock_now(), &ids, &n))
		complain();
	pool_read_end(server->pool, db);
	for (size_t i = 0; i < n && rounds_going(rounds); i++)
		settle_event(server, rounds, &mem, ids[i]);
	arena_end(&mem);
}
