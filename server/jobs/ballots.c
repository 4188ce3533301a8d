#include "jobs/ballots.h"

#include "training/ballot.h"

struct sweep {
	struct ballot_box boxes[BALLOT_SWEEP];
	size_t n;
	int64_t now;
};

static enum err boxes_tell(struct db *db, void *context)
{
	const struct sweep *s = context;
	enum err e = OK;

	for (size_t i = 0; i < s->n && !e; i++)
		e = ballot_sweep_box(db, &s->boxes[i], s->now);
	return e;
}

enum err ballots_piece(struct nightly_piece *p)
{
	struct sweep *s = arena_new(p->mem, struct sweep);
	struct db *db;
	enum err e;

	s->now = p->now;
	if ((e = pool_read(p->server->pool, p->mem, &db)))
		return e;
	e = ballot_sweep_find(db, &p->reached, p->now, s->boxes, &s->n,
			      &p->more);
	pool_read_end(p->server->pool, db);
	if (!e && s->n) {
		p->write = boxes_tell;
		p->context = s;
	}
	return e;
}
