#include "lti/frames.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "config.h"
#include "domain/lti_place.h"
#include "serve.h"
#include "store/lti_resource.h"

#define AGE_MOST 5000	/* ms */

struct lti_frames {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	char *origins;
	int64_t at;		/* when they were read, by the clock */
	bool known;		/* old ones will do while new ones are read */
	bool asking;
	unsigned turn;		/* so often it was forgotten */
};

struct lti_frames *lti_frames_new(void)
{
	struct lti_frames *f = calloc(1, sizeof(*f));

	if (!f || !(f->origins = strdup("")))
		abort();
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->changed, NULL);
	return f;
}

void lti_frames_free(struct lti_frames *f)
{
	if (!f)
		return;
	pthread_cond_destroy(&f->changed);
	pthread_mutex_destroy(&f->lock);
	free(f->origins);
	free(f);
}

/* ---- The list ------------------------------------------------------------ */

const char *lti_frames_list(struct arena *mem, const char *const urls[],
			    size_t n, bool loopback)
{
	struct text all = { .mem = mem };

	for (size_t i = 0; i < n; i++)
		lti_place_origin_add(&all, urls[i]);
	if (all.size > LTI_FRAMES_MOST)
		return loopback ? "https: http:" : "https:";
	return all.bytes ? all.bytes : "";
}

struct look {
	struct request *rq;
	const char *origins;
};

static enum err look(struct db *db, void *context)
{
	struct look *l = context;
	struct request *rq = l->rq;
	const char **urls;
	size_t n;
	enum err e;

	if ((e = lti_frame_addresses(db, &urls, &n)))
		return e;
	l->origins = lti_frames_list(rq->mem, (const char *const *)urls, n,
				     rq->server->config->lti_loopback);
	return OK;
}

/* NULL when the database does not answer. */
static char *ask(struct request *rq)
{
	struct look l = { .rq = rq };
	char *copy;

	if (server_read(rq->server, rq->mem, look, &l)) {
		log_event(LOG_WARN, "lti.frames", LOG_TEXT("id", rq->id),
			  LOG_TEXT("reason", fail_reason()));
		return NULL;
	}
	if (!(copy = strdup(l.origins)))
		abort();
	return copy;
}

/* ---- Kept ---------------------------------------------------------------- */

/* With the lock held, as all below. */
static bool due(const struct lti_frames *f, int64_t now)
{
	return !f->known || llabs(now - f->at) >= AGE_MOST;
}

static void learn(struct lti_frames *f, struct request *rq)
{
	const unsigned turn = f->turn;
	char *found;

	f->asking = true;
	pthread_mutex_unlock(&f->lock);
	found = ask(rq);
	pthread_mutex_lock(&f->lock);
	f->asking = false;
	f->at = rq->now;
	f->known = !found || turn == f->turn;
	if (found) {
		free(f->origins);
		f->origins = found;
	}
	pthread_cond_broadcast(&f->changed);
}

const char *lti_frames_get(struct request *rq)
{
	struct lti_frames *f = rq->server->frames;
	const char *out;

	pthread_mutex_lock(&f->lock);
	while (!f->known && f->asking)
		pthread_cond_wait(&f->changed, &f->lock);
	if (due(f, rq->now) && !f->asking)
		learn(f, rq);
	out = arena_format(rq->mem, "%s", f->origins);
	pthread_mutex_unlock(&f->lock);
	return out;
}

void lti_frames_forget(struct request *rq)
{
	struct lti_frames *f = rq->server->frames;

	pthread_mutex_lock(&f->lock);
	f->known = false;
	f->turn++;
	pthread_mutex_unlock(&f->lock);
}
