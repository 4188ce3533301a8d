#include "db/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"

/*
 * From a connection of its own: the caller's is in the transaction of a step,
 * and SQLite copies from none that is writing. What is copied is therefore what
 * was committed before the step.
 */
static enum err copy_pages(const char *from, const char *to)
{
	sqlite3 *in = NULL, *out = NULL;
	sqlite3_backup *backup = NULL;
	enum err e = OK;

	if (sqlite3_open_v2(from, &in, SQLITE_OPEN_READONLY, NULL))
		e = sqlite_fail(in, from);
	else if (sqlite3_open_v2(to, &out, SQLITE_OPEN_READWRITE, NULL) ||
		 sqlite3_busy_timeout(in, SQLITE_BUSY_MS) ||
		 !(backup = sqlite3_backup_init(out, "main", in, "main")))
		e = sqlite_fail(out, to);
	else if (sqlite3_backup_step(backup, -1) != SQLITE_DONE)
		e = sqlite_fail(out, to);
	if (backup && sqlite3_backup_finish(backup) && !e)
		e = sqlite_fail(out, to);
	sqlite3_close(out);
	sqlite3_close(in);
	return e;
}

static enum err sync_folder_of(struct db *db, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return disk_sync(".");
	return disk_sync(arena_copy(db->mem, path, (size_t)(slash - path + 1)));
}

/* Made first, so that the copy is no more readable than the original. */
static enum err make_like(const char *path, const char *original)
{
	struct stat st;
	int fd;

	if (stat(original, &st))
		return fail(ERR_INTERNAL, "%s: %s", original, strerror(errno));
	unlink(path);
	fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC,
		  st.st_mode & 0666);
	if (fd < 0)
		return disk_fail(path);
	close(fd);
	return OK;
}

enum err sqlite_copy(struct db *db, const char *suffix)
{
	const char *path = sqlite3_db_filename(db->conn, "main");
	const char *to, *part;
	enum err e;

	if (!path || !*path)
		return OK;	/* a database in memory */
	to = arena_format(db->mem, "%s%s", path, suffix);
	part = arena_format(db->mem, "%s.part", to);
	if (access(to, F_OK) == 0)
		return OK;
	if ((e = make_like(part, path)) ||
	    (e = copy_pages(path, part)) ||
	    (e = disk_sync(part))) {
		unlink(part);
		return e;
	}
	if (rename(part, to)) {
		e = fail(ERR_INTERNAL, "%s: %s", to, strerror(errno));
		unlink(part);
		return e;
	}
	return sync_folder_of(db, to);
}
