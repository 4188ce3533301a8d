#include "jobs/rounds.h"

#include "base/wait.h"

/* Until it is woken, a while has passed, or it is to end (false). */
static bool rest(struct rounds *r)
{
	const struct timespec until =
		wait_moment(wait_now() + r->every_ms * WAIT_MS);
	int rc = 0;
	bool on;

	pthread_mutex_lock(&r->lock);
	while (!r->woken && !r->stop && !rc)
		rc = pthread_cond_timedwait(&r->called, &r->lock, &until);
	r->woken = false;
	on = !r->stop;
	pthread_mutex_unlock(&r->lock);
	return on;
}

static void *work(void *context)
{
	struct rounds *r = context;

	do
		r->round(r->context);
	while (rest(r));
	return NULL;
}

static void forget(struct rounds *r)
{
	pthread_cond_destroy(&r->called);
	pthread_mutex_destroy(&r->lock);
}

enum err rounds_begin(struct rounds *r, int64_t every_ms,
		      void (*round)(void *context), void *context)
{
	*r = (struct rounds){
		.every_ms = every_ms, .round = round, .context = context,
	};
	pthread_mutex_init(&r->lock, NULL);
	wait_init(&r->called);
	if (pthread_create(&r->thread, NULL, work, r)) {
		forget(r);
		return fail(ERR_INTERNAL, "no thread for the background");
	}
	return OK;
}

void rounds_wake(struct rounds *r)
{
	pthread_mutex_lock(&r->lock);
	r->woken = true;
	pthread_cond_signal(&r->called);
	pthread_mutex_unlock(&r->lock);
}

bool rounds_going(struct rounds *r)
{
	bool going;

	pthread_mutex_lock(&r->lock);
	going = !r->stop;
	pthread_mutex_unlock(&r->lock);
	return going;
}

void rounds_end(struct rounds *r)
{
	pthread_mutex_lock(&r->lock);
	r->stop = true;
	pthread_cond_signal(&r->called);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	forget(r);
}
