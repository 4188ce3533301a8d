#include "jobs/uploads.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "config.h"
#include "db/pool.h"
#include "jobs/collect.h"
#include "jobs/importer.h"
#include "jobs/press.h"
#include "jobs/rounds.h"
#include "store/import.h"
#include "store/upload.h"

#define SWEEP_MS (3600 * INT64_C(1000))
#define STRAY_SECONDS (24 * 3600)	/* nobody works on a file this old */
#define RESERVE_BYTES (INT64_C(256) * 1024 * 1024)

struct held {
	struct held *next;
	char id[IDENT_SIZE];
};

struct uploads {
	struct server *server;
	struct rounds rounds;
	pthread_mutex_t lock;
	struct held *held;	/* behind the lock */
};

static struct held **find(struct uploads *u, const char *id)
{
	struct held **at = &u->held;

	while (*at && strcmp((*at)->id, id) != 0)
		at = &(*at)->next;
	return at;
}

bool uploads_lock(struct uploads *u, const char *id)
{
	struct held *mine = calloc(1, sizeof(*mine));
	bool free_now;

	if (!mine)
		abort();
	memcpy(mine->id, id, IDENT_SIZE);
	pthread_mutex_lock(&u->lock);
	free_now = !*find(u, id);
	if (free_now) {
		mine->next = u->held;
		u->held = mine;
	}
	pthread_mutex_unlock(&u->lock);
	if (!free_now)
		free(mine);
	return free_now;
}

void uploads_unlock(struct uploads *u, const char *id)
{
	struct held **at, *mine;

	pthread_mutex_lock(&u->lock);
	at = find(u, id);
	mine = *at;
	if (mine)
		*at = mine->next;
	pthread_mutex_unlock(&u->lock);
	free(mine);
}

bool uploads_room(const struct server *server, int64_t promised, int64_t bytes)
{
	struct statvfs disk;
	int64_t left;

	if (statvfs(server->config->data, &disk))
		return false;
	left = (int64_t)(disk.f_bavail * disk.f_frsize);
	return left - RESERVE_BYTES - promised >= 2 * bytes;
}

static enum err remove_row(struct db *db, void *context)
{
	return upload_remove(db, context);
}

/* The row first: a file without one is swept as a stray. */
static void end(struct uploads *u, struct arena *mem, const struct upload *up)
{
	struct server *s = u->server;

	if (!uploads_lock(u, up->id))
		return;
	if (pool_write(s->pool, mem, remove_row, (void *)up->id)) {
		log_event(LOG_WARN, "upload.sweep", LOG_TEXT("upload", up->id),
			  LOG_TEXT("reason", fail_reason()));
	} else if (!upload_done(up)) {
		unlink(importer_path(s, mem, up->id));
		log_event(LOG_INFO, "upload.expired", LOG_TEXT("upload", up->id),
			  LOG_INT("received", up->received));
	}
	uploads_unlock(u, up->id);
}

static size_t sweep_some(struct uploads *u, int64_t now)
{
	struct arena mem = ARENA_INIT;
	struct upload *due;
	struct db *db;
	size_t n = 0;

	if (!pool_read(u->server->pool, &mem, &db)) {
		if (upload_due(db, now, &due, &n))
			n = 0;
		pool_read_end(u->server->pool, db);
	}
	for (size_t i = 0; i < n; i++)
		end(u, &mem, &due[i]);
	arena_end(&mem);
	return n;
}

/* Neither an upload that goes on nor an import that waits has this file. */
static bool stray(struct uploads *u, struct arena *mem, const char *id)
{
	struct import import;
	struct upload upload;
	struct db *db;
	bool known;

	if (!ident_valid(id))
		return true;
	if (pool_read(u->server->pool, mem, &db))
		return false;
	known = !upload_by_id(db, id, &upload) ||
		(!import_by_id(db, id, &import) &&
		 strcmp(import.state, "done") != 0 &&
		 strcmp(import.state, "failed") != 0);
	pool_read_end(u->server->pool, db);
	return !known;
}

static bool is_old(int folder, const char *name)
{
	struct stat st;

	return !fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) &&
	       S_ISREG(st.st_mode) &&
	       st.st_mtime < time(NULL) - STRAY_SECONDS;
}

/* What a killed server left: spooled bodies, archives of no import. */
static void sweep_folder(struct uploads *u, const char *name, bool all)
{
	struct arena mem = ARENA_INIT;
	DIR *folder = opendir(arena_format(&mem, "%s/%s",
					   u->server->config->data, name));
	struct dirent *d;

	while (folder && (d = readdir(folder)))
		if (is_old(dirfd(folder), d->d_name) &&
		    (all || stray(u, &mem, d->d_name)))
			unlinkat(dirfd(folder), d->d_name, 0);
	if (folder)
		closedir(folder);
	arena_end(&mem);
}

static bool stopping(void *context)
{
	return !rounds_going(&((struct uploads *)context)->rounds);
}

static void sweep(void *context)
{
	struct uploads *u = context;

	/* One that cannot be removed now would be found again at once. */
	for (int i = 0; i < 100 && sweep_some(u, clock_now()) == 100; i++)
		;
	sweep_folder(u, "uploads", false);
	sweep_folder(u, "spool", true);
	collect_all(u->server, stopping, u);
	press_due(u->server, stopping, u);
}

enum err uploads_open(struct server *server, struct uploads **out)
{
	struct uploads *u = calloc(1, sizeof(*u));
	enum err e;

	if (!u)
		abort();
	u->server = server;
	pthread_mutex_init(&u->lock, NULL);
	if ((e = rounds_begin(&u->rounds, SWEEP_MS, sweep, u)))
		free(u);
	else
		*out = u;
	return e;
}

void uploads_close(struct uploads *u)
{
	struct held *next;

	rounds_end(&u->rounds);
	for (struct held *h = u->held; h; h = next) {
		next = h->next;
		free(h);
	}
	pthread_mutex_destroy(&u->lock);
	free(u);
}
