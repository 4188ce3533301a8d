#include "api/figures/kept.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"

#define KEPT_MOST 128
#define TEXT_MOST (128 << 10)

static struct kept {
	const char *what;
	char id[IDENT_SIZE];
	int64_t year, at;
	char *text;
} kept[KEPT_MOST];
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

static struct kept *kept_find(const char *what, const char *id, int64_t year)
{
	for (size_t i = 0; i < KEPT_MOST; i++)
		if (kept[i].text && kept[i].year == year &&
		    strcmp(kept[i].what, what) == 0 &&
		    strcmp(kept[i].id, id) == 0)
			return &kept[i];
	return NULL;
}

const char *kept_text(struct request *rq, const char *what, const char *id,
		      int64_t year)
{
	const char *text = NULL;
	struct kept *k;

	pthread_mutex_lock(&kept_lock);
	k = kept_find(what, id, year);
	if (k && k->at > rq->now - KEPT_MS && k->at <= rq->now)
		text = arena_copy(rq->mem, k->text, strlen(k->text));
	pthread_mutex_unlock(&kept_lock);
	return text;
}

static void keep(struct request *rq, const char *what, const char *id,
		 int64_t year, const char *text)
{
	struct kept *k;

	if (strlen(text) > TEXT_MOST || strlen(id) >= IDENT_SIZE)
		return;
	pthread_mutex_lock(&kept_lock);
	if (!(k = kept_find(what, id, year))) {
		k = kept;
		for (size_t i = 1; i < KEPT_MOST; i++)
			if (kept[i].at < k->at)
				k = &kept[i];
	}
	free(k->text);
	*k = (struct kept){ .what = what, .year = year, .at = rq->now,
			    .text = strdup(text) };
	memcpy(k->id, id, strlen(id) + 1);
	pthread_mutex_unlock(&kept_lock);
}

enum err kept_put(struct request *rq, const char *what, const char *id,
		  int64_t year, const json_t *counted, const char **text)
{
	char *written = json_dumps(counted, JSON_COMPACT);

	if (!written)
		return fail(ERR_INTERNAL, "the figures '%s' as JSON", what);
	arena_own(rq->mem, written, free);
	keep(rq, what, id, year, *text = written);
	return OK;
}

enum err kept_respond(struct response *rs, const char *text)
{
	rs->status = 200;
	rs->type = "application/json";
	rs->bytes = text;
	rs->size = strlen(text);
	return OK;
}
