#include "jobs/importer.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/disk.h"
#include "base/ident.h"
#include "base/log.h"
#include "base/wait.h"
#include "config.h"
#include "db/pool.h"
#include "jobs/converter.h"
#include "jobs/jobs.h"
#include "jobs/leftovers.h"
#include "jobs/press.h"
#include "jobs/publish.h"
#include "store/import.h"

#define RETRY_MS 1000	/* between two tries of telling how an import ended */

struct waiting {
	struct waiting *next;
	char id[IDENT_SIZE];
};

struct importer {
	struct server *server;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t some;
	struct waiting *first, **last;
	bool stop;
	/* Of the import that runs: "" when none does. */
	char id[IDENT_SIZE];
	uint64_t entries, bytes;
};

const char *importer_path(const struct server *server, struct arena *mem,
			  const char *import_id)
{
	return arena_format(mem, "%s/uploads/%s", server->config->data,
			    import_id);
}

enum err importer_take(const struct server *server, struct arena *mem,
		       const char *import_id, const char *from)
{
	const char *folder = arena_format(mem, "%s/uploads",
					  server->config->data);
	const char *to = importer_path(server, mem, import_id);
	enum err e;

	if ((e = disk_sync(from)))
		return e;
	if (rename(from, to))
		return disk_fail("upload");
	return disk_sync(folder);
}

void importer_wake(struct importer *m, const char *import_id)
{
	struct waiting *w = calloc(1, sizeof(*w));

	if (!w)
		abort();
	memcpy(w->id, import_id, IDENT_SIZE);
	pthread_mutex_lock(&m->lock);
	*m->last = w;
	m->last = &w->next;
	pthread_cond_signal(&m->some);
	pthread_mutex_unlock(&m->lock);
}

bool importer_progress(struct importer *m, const char *import_id,
		       uint64_t *entries, uint64_t *bytes)
{
	bool mine;

	pthread_mutex_lock(&m->lock);
	mine = strcmp(m->id, import_id) == 0;
	if (mine) {
		*entries = m->entries;
		*bytes = m->bytes;
	}
	pthread_mutex_unlock(&m->lock);
	return mine;
}

static bool note_progress(void *context, size_t entries, uint64_t bytes)
{
	struct importer *m = context;
	bool on;

	pthread_mutex_lock(&m->lock);
	m->entries = entries;
	m->bytes = bytes;
	on = !m->stop;
	pthread_mutex_unlock(&m->lock);
	return on;
}

/* What the database is to be told of one import. */
struct verdict {
	const struct import *import;
	const char *state, *fault;
	const struct publish_result *result;
};

static enum err write_verdict(struct db *db, void *context)
{
	const struct verdict *v = context;

	if (v->result)
		return import_set_done(db, v->import->id, v->result->module_id,
				       v->result->version_id, clock_now());
	return import_set_state(db, v->import->id, v->state, v->fault,
				clock_now());
}

/* Both languages, since who asks is not known yet. */
static const char *fault_text(struct arena *mem, const struct fault *fault)
{
	json_t *json = json_pack("{s:s, s:s?, s:s, s:s, s:o}",
				 "code", fault_name(fault->code),
				 "file", fault->file,
				 "id", fault_message(mem, fault, LANG_ID),
				 "en", fault_message(mem, fault, LANG_EN),
				 "details", publish_details_json(fault));
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	const char *out = text ? arena_copy(mem, text, strlen(text)) : "{}";

	free(text);
	json_decref(json);
	return out;
}

static enum err find_import(struct server *server, struct arena *mem,
			    const char *id, struct import *out)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	e = import_by_id(db, id, out);
	pool_read_end(server->pool, db);
	return e;
}

static enum err publish(struct importer *m, struct arena *mem,
			const struct import *import,
			struct publish_result *result, struct fault *fault)
{
	const char *path = importer_path(m->server, mem, import->id);
	struct publish_order order = {
		.fd = open(path, O_RDONLY | O_CLOEXEC),
		.name = import->name,
		.agency_id = import->agency_id,
		.person_id = import->person_id,
		.module_id = import->target_id,
		.follow = true,
		.options = { .progress = note_progress, .context = m },
	};
	enum err e;

	*fault = (struct fault){ .code = FAULT_NONE };
	if (order.fd < 0)
		return fail(ERR_INTERNAL, "upload of %s: %s", import->id,
			    strerror(errno));
	e = publish_archive(m->server, mem, &order, result, fault);
	close(order.fd);
	return e;
}

static bool stopping(struct importer *m)
{
	bool stop;

	pthread_mutex_lock(&m->lock);
	stop = m->stop;
	pthread_mutex_unlock(&m->lock);
	return stop;
}

/* Which of the two it was is told, and what was wrong. */
static struct verdict verdict_of(struct arena *mem, const struct import *import,
				 const struct publish_result *result,
				 struct fault *fault, enum err e)
{
	if (!e) {
		log_event(LOG_INFO, "import.done",
			  LOG_TEXT("import", import->id),
			  LOG_TEXT("module", result->module_id),
			  LOG_INT("files", result->package.nfiles));
		return (struct verdict){ .import = import, .result = result };
	}
	log_event(LOG_WARN, "import.failed", LOG_TEXT("import", import->id),
		  LOG_TEXT("code", fault_name(fault->code)),
		  LOG_TEXT("reason", fail_reason()));
	if (fault->code == FAULT_NONE)
		fault->code = e == ERR_FULL ? FAULT_DISK_FULL
					    : FAULT_STORAGE_FAILED;
	return (struct verdict){ .import = import, .state = "failed",
				 .fault = fault_text(mem, fault) };
}

/* Some time, or until the server stops: then false. */
static bool pause_for(struct importer *m, int64_t ms)
{
	const struct timespec until =
		wait_moment(wait_now() + ms * WAIT_MS);
	bool on;

	pthread_mutex_lock(&m->lock);
	while (!m->stop &&
	       pthread_cond_timedwait(&m->some, &m->lock, &until) != ETIMEDOUT)
		;
	on = !m->stop;
	pthread_mutex_unlock(&m->lock);
	return on;
}

/*
 * A full disk takes the verdict as little as it took the package; whoever waits
 * for it is told once there is room. False when the server stops before: then
 * the import is begun again at the next start.
 */
static bool tell(struct importer *m, struct arena *mem, struct verdict *v)
{
	bool said = false;

	while (pool_write(m->server->pool, mem, write_verdict, v)) {
		if (!said)
			log_event(LOG_ERROR, "import.unwritten",
				  LOG_TEXT("import", v->import->id),
				  LOG_TEXT("reason", fail_reason()));
		said = true;
		if (!pause_for(m, RETRY_MS))
			return false;
	}
	return true;
}

static void run_held(struct importer *m, struct arena *mem,
		     const struct import *import)
{
	struct verdict verdict = { .import = import, .state = "reading" };
	struct pool *pool = m->server->pool;
	struct publish_result result;
	struct fault fault;
	enum err e;

	(void)pool_write(pool, mem, write_verdict, &verdict);
	e = publish(m, mem, import, &result, &fault);
	if (e && stopping(m))
		return;
	verdict = verdict_of(mem, import, &result, &fault, e);
	if (!tell(m, mem, &verdict))
		return;
	job_wake(m->server, JOB_indexer);
	converter_wake(m->server->converter);
	unlink(importer_path(m->server, mem, import->id));
	if (!e && package_precompress(&result.package, &m->server->blobs))
		press_later(m->server);
}

static void run_import(struct importer *m, const char *id)
{
	struct arena mem = ARENA_INIT;
	struct import import;

	if (find_import(m->server, &mem, id, &import))
		log_event(LOG_ERROR, "import.unread", LOG_TEXT("import", id),
			  LOG_TEXT("reason", fail_reason()));
	else
		run_held(m, &mem, &import);
	arena_end(&mem);
}

/* The next to do, now the one that runs; false when the server stops. */
static bool take(struct importer *m)
{
	struct waiting *w;

	pthread_mutex_lock(&m->lock);
	m->id[0] = '\0';
	while (!m->first && !m->stop)
		pthread_cond_wait(&m->some, &m->lock);
	w = m->stop ? NULL : m->first;
	if (w) {
		m->first = w->next;
		if (!m->first)
			m->last = &m->first;
		memcpy(m->id, w->id, IDENT_SIZE);
		m->entries = m->bytes = 0;
	}
	pthread_mutex_unlock(&m->lock);
	free(w);
	return w != NULL;
}

static void *work(void *context)
{
	struct importer *m = context;
	char id[IDENT_SIZE];

	leftovers_remove(m->server, clock_now());
	leftovers_rows_remove(m->server, clock_now());
	while (take(m)) {
		memcpy(id, m->id, IDENT_SIZE);
		run_import(m, id);
		leftovers_remove(m->server, clock_now());
	}
	return NULL;
}

static enum err take_up(struct importer *m)
{
	struct arena mem = ARENA_INIT;
	const char **ids;
	struct db *db;
	size_t n;
	enum err e;

	if (!(e = pool_read(m->server->pool, &mem, &db))) {
		e = import_unfinished(db, &ids, &n);
		pool_read_end(m->server->pool, db);
		for (size_t i = 0; !e && i < n; i++)
			importer_wake(m, ids[i]);
	}
	arena_end(&mem);
	return e;
}

static void importer_free(struct importer *m)
{
	struct waiting *next;

	for (struct waiting *w = m->first; w; w = next) {
		next = w->next;
		free(w);
	}
	pthread_cond_destroy(&m->some);
	pthread_mutex_destroy(&m->lock);
	free(m);
}

enum err importer_open(struct server *server, struct importer **out)
{
	struct importer *m = calloc(1, sizeof(*m));
	enum err e;

	if (!m)
		abort();
	m->server = server;
	m->last = &m->first;
	pthread_mutex_init(&m->lock, NULL);
	wait_init(&m->some);
	if (!(e = take_up(m)) && pthread_create(&m->thread, NULL, work, m))
		e = fail(ERR_INTERNAL, "no thread for imports");
	if (e) {
		importer_free(m);
		return e;
	}
	*out = m;
	return OK;
}

void importer_close(struct importer *m)
{
	pthread_mutex_lock(&m->lock);
	m->stop = true;
	pthread_cond_signal(&m->some);
	pthread_mutex_unlock(&m->lock);
	pthread_join(m->thread, NULL);
	importer_free(m);
}
