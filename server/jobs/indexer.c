#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "jobs/index.h"

#define EVERY_S 2

struct indexer {
	struct server *server;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t some;
	bool woken, stop;
};

static bool going(void *context)
{
	struct indexer *x = context;
	bool on;

	pthread_mutex_lock(&x->lock);
	on = !x->stop;
	pthread_mutex_unlock(&x->lock);
	return on;
}

/* Until it is woken, two seconds have passed, or it is to stop (false). */
static bool rest(struct indexer *x)
{
	struct timespec until;
	bool on;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += EVERY_S;
	pthread_mutex_lock(&x->lock);
	while (!x->woken && !x->stop &&
	       pthread_cond_timedwait(&x->some, &x->lock, &until) != ETIMEDOUT)
		;
	x->woken = false;
	on = !x->stop;
	pthread_mutex_unlock(&x->lock);
	return on;
}

static void *work(void *context)
{
	struct indexer *x = context;
	size_t done;

	do {
		if (index_due(x->server, going, x, &done))
			log_event(LOG_WARN, "search.failed",
				  LOG_TEXT("why", fail_reason()));
		else if (done)
			log_event(LOG_INFO, "search.indexed",
				  LOG_INT("modules", done));
	} while (rest(x));
	return NULL;
}

enum err indexer_open(struct server *server, struct indexer **out)
{
	struct indexer *x = calloc(1, sizeof(*x));

	if (!x)
		abort();
	x->server = server;
	pthread_mutex_init(&x->lock, NULL);
	pthread_cond_init(&x->some, NULL);
	if (pthread_create(&x->thread, NULL, work, x)) {
		free(x);
		return fail(ERR_INTERNAL, "no thread for the search");
	}
	*out = x;
	return OK;
}

void indexer_close(struct indexer *x)
{
	if (!x)
		return;
	pthread_mutex_lock(&x->lock);
	x->stop = true;
	pthread_cond_signal(&x->some);
	pthread_mutex_unlock(&x->lock);
	pthread_join(x->thread, NULL);
	free(x);
}

void indexer_wake(struct indexer *x)
{
	if (!x)
		return;
	pthread_mutex_lock(&x->lock);
	x->woken = true;
	pthread_cond_signal(&x->some);
	pthread_mutex_unlock(&x->lock);
}
