#include "http/watch.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "http/socket.h"

#define TICK_MS 200

struct watch {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	struct watched *first;
	bool stop;
};

static void cut(const struct watched *one)
{
	const int fd = socket_between(one->peer, one->peer_port, one->port);

	if (fd >= 0)
		shutdown(fd, one->how);
}

static void *watch_run(void *context)
{
	struct watch *w = context;
	struct timespec until;

	pthread_mutex_lock(&w->mutex);
	while (!w->stop) {
		for (struct watched *one = w->first; one; one = one->next)
			if (clock_steady() >= one->deadline)
				cut(one);
		log_flush();	/* it ticks anyhow */
		until = wait_moment(wait_now() + TICK_MS * WAIT_MS);
		pthread_cond_timedwait(&w->wake, &w->mutex, &until);
	}
	pthread_mutex_unlock(&w->mutex);
	return NULL;
}

struct watch *watch_start(void)
{
	struct watch *w = calloc(1, sizeof(*w));

	if (!w)
		abort();
	pthread_mutex_init(&w->mutex, NULL);
	wait_init(&w->wake);
	if (pthread_create(&w->thread, NULL, watch_run, w))
		abort();
	log_hold(true);
	return w;
}

void watch_add(struct watch *w, struct watched *one)
{
	pthread_mutex_lock(&w->mutex);
	one->before = NULL;
	one->next = w->first;
	if (one->next)
		one->next->before = one;
	w->first = one;
	pthread_mutex_unlock(&w->mutex);
}

/* Waits while one is being cut: its number must not be another's by then. */
void watch_drop(struct watch *w, struct watched *one)
{
	pthread_mutex_lock(&w->mutex);
	if (one->before)
		one->before->next = one->next;
	else
		w->first = one->next;
	if (one->next)
		one->next->before = one->before;
	pthread_mutex_unlock(&w->mutex);
}

void watch_stop(struct watch *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->mutex);
	w->stop = true;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->mutex);
	pthread_join(w->thread, NULL);
	log_hold(false);
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->mutex);
	free(w);
}
