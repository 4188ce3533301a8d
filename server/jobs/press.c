#include "jobs/press.h"

#include <stdio.h>

#include "base/log.h"
#include "db/pool.h"
#include "media.h"
#include "store/module.h"
#include "store/queries.h"

#define PAGE 500

struct press {
	struct server *server;
	bool (*stop)(void *);
	void *context;
	char last[BLOB_NAME_SIZE];
};

static enum err press_one(struct press *p, const struct version_file *f)
{
	enum err e;

	if (p->stop && p->stop(p->context))
		return fail(ERR_BUSY, "the server ends");
	snprintf(p->last, sizeof(p->last), "%s", f->blob);
	if (f->size < BLOB_PRESS_MIN || !media_compressible(f->media_type))
		return OK;
	e = blob_precompress(&p->server->blobs, f->blob);
	return e == ERR_NOT_FOUND ? OK : e;	/* removed since it was read */
}

static enum err press_page(struct press *p, size_t *n)
{
	struct arena mem = ARENA_INIT;
	struct version_file *files;
	struct db *db;
	enum err e;

	if (!(e = pool_read(p->server->pool, &mem, &db))) {
		e = blob_types(db, p->last, PAGE, &files, n);
		pool_read_end(p->server->pool, db);
	}
	for (size_t i = 0; !e && i < *n; i++)
		e = press_one(p, &files[i]);
	arena_end(&mem);
	return e;
}

enum err press_all(struct server *server, bool (*stop)(void *), void *context)
{
	struct press p = { server, stop, context, "" };
	size_t n = PAGE;
	enum err e = OK;

	while (!e && n == PAGE)
		e = press_page(&p, &n);
	return e;
}

void press_later(struct server *server)
{
	log_event(LOG_WARN, "precompress", LOG_TEXT("reason", fail_reason()));
	atomic_store(&server->pressed, false);
}

void press_due(struct server *server, bool (*stop)(void *), void *context)
{
	/* Said before: what fails meanwhile is for the next time. */
	if (atomic_exchange(&server->pressed, true))
		return;
	if (press_all(server, stop, context))
		press_later(server);
}
