#include "crowd.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/wait.h"

/* How long a turn is waited for; and after how many seconds to come again: not
   all in the same one. */
static const int64_t patience[URGENCIES] = {
	[SOON] = 1000 * WAIT_MS, [LATER] = 300 * WAIT_MS
};
#define AGAIN_FIRST 2
#define AGAIN_SPAN  4

struct crowd {
	pthread_mutex_t lock;
	pthread_cond_t turn[URGENCIES];
	int waiting[URGENCIES], room[URGENCIES];
	int running, most;
	uint64_t refused;
};

/* What is about the learner alone, or about one thing. */
static bool of_one(const struct route *r)
{
	return text_starts(r->pattern, "/api/v1/me/") ||
	       (r->access <= LEARNER && strchr(r->pattern, '{'));
}

/* A route without a transaction of its own (a page of ours, a health check) is
   cheaper to answer than to refuse. */
enum urgency crowd_urgency(const struct route *r)
{
	if (r->origin != APP || r->method != GET || r->run == none ||
	    r->access == RUN || r->access == ANYONE ||
	    strcmp(r->pattern, "/api/v1/me") == 0)	/* of signing in */
		return URGENT;
	return of_one(r) ? SOON : LATER;
}

static int at_least(int n, int least)
{
	return n < least ? least : n;
}

struct crowd *crowd_new(int running, int threads)
{
	struct crowd *c = calloc(1, sizeof(*c));

	if (!c)
		abort();
	pthread_mutex_init(&c->lock, NULL);
	for (int i = 0; i < URGENCIES; i++)
		wait_init(&c->turn[i]);
	c->most = at_least(running, 1);
	c->room[SOON] = at_least(threads / 8, 2);
	c->room[LATER] = at_least(threads / 16, 1);
	return c;
}

void crowd_free(struct crowd *c)
{
	for (int i = 0; i < URGENCIES; i++)
		pthread_cond_destroy(&c->turn[i]);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* With the lock held: is it this one's turn, and not a more urgent one's? */
static bool may_run(const struct crowd *c, enum urgency u)
{
	return c->running < c->most && (u == SOON || !c->waiting[SOON]);
}

/* With the lock held. */
static bool wait_turn(struct crowd *c, enum urgency u)
{
	const struct timespec until = wait_moment(wait_now() + patience[u]);
	int rc = 0;

	if (c->waiting[SOON] + c->waiting[LATER] >= c->room[u])
		return false;
	c->waiting[u]++;
	while (!may_run(c, u) && !rc)
		rc = pthread_cond_timedwait(&c->turn[u], &c->lock, &until);
	c->waiting[u]--;
	return may_run(c, u);
}

/* With the lock held. */
static void call_next(struct crowd *c)
{
	if (c->running < c->most)
		pthread_cond_signal(&c->turn[c->waiting[SOON] ? SOON : LATER]);
}

static void leave_late(void *rq)
{
	crowd_leave(rq);
}

static enum err turn_away(struct request *rq)
{
	const unsigned char chance = (unsigned char)rq->id[0];

	return refuse(rq, P_busy, VALUES({ "seconds",
		arena_format(rq->mem, "%d", AGAIN_FIRST + chance % AGAIN_SPAN)
	}));
}

enum err crowd_enter(struct crowd *c, struct request *rq)
{
	const enum urgency u = crowd_urgency(rq->route);
	bool mine;

	if (u == URGENT || rq->turn)
		return OK;
	pthread_mutex_lock(&c->lock);
	mine = (may_run(c, u) && !c->waiting[u]) || wait_turn(c, u);
	c->running += mine;
	c->refused += !mine;
	call_next(c);
	pthread_mutex_unlock(&c->lock);
	if (!mine)
		return turn_away(rq);
	rq->turn = c;
	arena_own(rq->mem, rq, leave_late);
	return OK;
}

void crowd_leave(struct request *rq)
{
	struct crowd *c = rq->turn;

	if (!c)
		return;
	rq->turn = NULL;
	pthread_mutex_lock(&c->lock);
	c->running--;
	call_next(c);
	pthread_mutex_unlock(&c->lock);
}

uint64_t crowd_refused(struct crowd *c)
{
	uint64_t n;

	pthread_mutex_lock(&c->lock);
	n = c->refused;
	pthread_mutex_unlock(&c->lock);
	return n;
}

int crowd_waiting(struct crowd *c)
{
	int n;

	pthread_mutex_lock(&c->lock);
	n = c->waiting[SOON] + c->waiting[LATER];
	pthread_mutex_unlock(&c->lock);
	return n;
}
