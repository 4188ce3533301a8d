#include "jobs/leftovers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ident.h"
#include "base/log.h"
#include "config.h"
#include "db/pool.h"
#include "jobs/publish.h"
#include "store/import.h"
#include "store/module.h"

static bool untouched(int dir, const char *name, int64_t now)
{
	struct stat st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(st.st_mode) &&
	       now - (int64_t)st.st_mtim.tv_sec * 1000 > LEFTOVER_MS;
}

/* When the database cannot say, it is. */
static bool waited_for(struct server *server, const char *id)
{
	struct arena mem = ARENA_INIT;
	bool waited = true;
	struct import import;
	struct db *db;
	enum err e;

	if (!pool_read(server->pool, &mem, &db)) {
		e = import_by_id(db, id, &import);
		pool_read_end(server->pool, db);
		if (e == ERR_NOT_FOUND)
			waited = false;
		else if (!e)
			waited = strcmp(import.state, "done") &&
				 strcmp(import.state, "failed");
	}
	arena_end(&mem);
	return waited;
}

static void folder_clear(struct server *server, const char *folder,
			 bool imports, int64_t now)
{
	DIR *d = opendir(folder);
	struct dirent *entry;

	while (d && (entry = readdir(d))) {
		if (!untouched(dirfd(d), entry->d_name, now) ||
		    (imports && ident_valid(entry->d_name) &&
		     waited_for(server, entry->d_name)))
			continue;
		if (unlinkat(dirfd(d), entry->d_name, 0))
			log_event(LOG_WARN, "leftover",
				  LOG_TEXT("file", entry->d_name),
				  LOG_TEXT("reason", strerror(errno)));
	}
	if (d)
		closedir(d);
}

void leftovers_remove(struct server *server, int64_t now)
{
	const char *data = server->config->data;
	struct arena mem = ARENA_INIT;

	folder_clear(server, arena_format(&mem, "%s/spool", data), false, now);
	folder_clear(server, arena_format(&mem, "%s/uploads", data), true, now);
	arena_end(&mem);
}

/* The moment is the first 48 bits of an ident. */
static int64_t begun_at(const char *ident)
{
	unsigned char bytes[IDENT_BYTES];
	int64_t ms = 0;

	ident_pack(ident, bytes);
	for (int i = 0; i < 6; i++)
		ms = ms << 8 | bytes[i];
	return ms;
}

void leftovers_rows_remove(struct server *server, int64_t now)
{
	struct arena mem = ARENA_INIT;
	const char **strays;
	struct db *db;
	size_t n = 0;
	enum err e;

	if (!(e = pool_read(server->pool, &mem, &db))) {
		e = version_file_strays(db, &strays, &n);
		pool_read_end(server->pool, db);
	}
	for (size_t i = 0; i < n && !e; i++)
		if (now - begun_at(strays[i]) > LEFTOVER_ROWS_MS)
			e = publish_stray_drop(server->pool, &mem, strays[i]);
	if (e)
		log_event(LOG_WARN, "leftover",
			  LOG_TEXT("reason", fail_reason()));
	arena_end(&mem);
}
