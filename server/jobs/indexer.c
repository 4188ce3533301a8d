#include <stdlib.h>

#include "base/log.h"
#include "jobs/index.h"
#include "jobs/rounds.h"

#define EVERY_MS 2000

struct indexer {
	struct server *server;
	struct rounds rounds;
};

static bool going(void *context)
{
	return rounds_going(&((struct indexer *)context)->rounds);
}

static void look(void *context)
{
	struct indexer *x = context;
	size_t done;

	if (index_due(x->server, going, x, &done))
		log_event(LOG_WARN, "search.failed",
			  LOG_TEXT("why", fail_reason()));
	else if (done)
		log_event(LOG_INFO, "search.indexed",
			  LOG_INT("modules", done));
}

enum err indexer_open(struct server *server, struct indexer **out)
{
	struct indexer *x = calloc(1, sizeof(*x));
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

void indexer_close(struct indexer *x)
{
	if (!x)
		return;
	rounds_end(&x->rounds);
	free(x);
}

void indexer_wake(struct indexer *x)
{
	if (x)
		rounds_wake(&x->rounds);
}
