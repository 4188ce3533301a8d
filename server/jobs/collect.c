#include "jobs/collect.h"

#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/log.h"
#include "db/pool.h"
#include "store/storage.h"

static bool needed(struct server *server, const char *blob)
{
	struct arena mem = ARENA_INIT;
	bool is = true;
	struct db *db;

	if (!pool_read(server->pool, &mem, &db)) {
		(void)blob_needed(db, blob, &is);
		pool_read_end(server->pool, db);
	}
	arena_end(&mem);
	return is;
}

static uint64_t collect_one(struct server *server, const char *blob,
			    int64_t before)
{
	uint64_t freed = 0;

	if (needed(server, blob))
		return 0;
	if (blob_collect(&server->blobs, blob, before, &freed))
		log_event(LOG_WARN, "collect", LOG_TEXT("blob", blob),
			  LOG_TEXT("reason", fail_reason()));
	return freed;
}

void collect_some(struct server *server, const char *const *blobs, size_t n,
		  uint64_t *freed)
{
	const int64_t before = (int64_t)time(NULL) - COLLECT_AGE_S;

	*freed = 0;
	for (size_t i = 0; i < n; i++)
		*freed += collect_one(server, blobs[i], before);
}

struct sweep {
	struct server *server;
	int64_t before;
	uint64_t freed;
	bool (*stop)(void *);
	void *context;
};

static enum err sweep_one(void *context, const char *name, uint64_t size)
{
	struct sweep *s = context;

	(void)size;
	if (s->stop(s->context))
		return ERR_BUSY;
	s->freed += collect_one(s->server, name, s->before);
	return OK;
}

void collect_all(struct server *server, bool (*stop)(void *), void *context)
{
	struct sweep s = { server, (int64_t)time(NULL) - COLLECT_AGE_S, 0,
			   stop, context };
	const enum err e = blob_each(&server->blobs, sweep_one, &s);

	if (e && e != ERR_BUSY)
		log_event(LOG_WARN, "collect",
			  LOG_TEXT("reason", fail_reason()));
	if (s.freed)
		log_event(LOG_INFO, "collected", LOG_INT("bytes", s.freed));
}

uint64_t disk_taken(const char *path)
{
	char *const paths[] = { (char *)path, NULL };
	FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	uint64_t bytes = 0;
	FTSENT *entry;

	while (tree && (entry = fts_read(tree)))
		if (entry->fts_info == FTS_F)
			bytes += (uint64_t)entry->fts_statp->st_blocks * 512;
	if (tree)
		fts_close(tree);
	return bytes;
}
