#include "jobs/adjourner.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/rounds.h"
#include "training/presence.h"

#define EVERY_MS 3000

struct adjourner {
	struct server *server;
	struct rounds rounds;
};

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

static void settle_event(struct adjourner *x, struct arena *mem,
			 const char *event_id)
{
	struct piece p = { .event_id = event_id, .from = "" };

	while (p.from && rounds_going(&x->rounds)) {
		if (pool_write(x->server->pool, mem, settle_piece, &p)) {
			complain();
			return;
		}
		p.from = p.after;
	}
}

static void look(void *context)
{
	struct adjourner *x = context;
	struct arena mem = ARENA_INIT;
	const char **ids;
	struct db *db;
	size_t n = 0;

	if (pool_read(x->server->pool, &mem, &db)) {
		complain();
		arena_end(&mem);
		return;
	}
	if (presence_due(db, clock_now(), &ids, &n))
		complain();
	pool_read_end(x->server->pool, db);
	for (size_t i = 0; i < n && rounds_going(&x->rounds); i++)
		settle_event(x, &mem, ids[i]);
	arena_end(&mem);
}

enum err adjourner_open(struct server *server, struct adjourner **out)
{
	struct adjourner *x = calloc(1, sizeof(*x));
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

void adjourner_close(struct adjourner *x)
{
	if (!x)
		return;
	rounds_end(&x->rounds);
	free(x);
}

void adjourner_wake(struct adjourner *x)
{
	if (x)
		rounds_wake(&x->rounds);
}
