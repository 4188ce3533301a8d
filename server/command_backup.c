/*
 * `balai backup DIR`: what is needed to begin again elsewhere, taken from a
 * running server.
 *
 * First all rows as of one instant, with the list of blobs that they name;
 * then those blobs of the list that the folder lacks. Blobs never change, and
 * none is removed while we hold blob_keep: so whatever a saved row names is
 * there before the generation gets its name.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "backup.h"
#include "base/disk.h"
#include "command.h"
#include "db/dump.h"
#include "db/pool.h"
#include "parts.h"
#include "store/module.h"
#include "training/ballot.h"
#include "words.h"

#define KEEP_DEFAULT 7
#define KEEP_MOST 10000
#define PAGE 500		/* blobs of the database at a time */
#define BATCH 500		/* blobs that are synced together */

struct backup {
	struct server *server;
	struct arena mem;
	const char *dir;
	long keep;
	struct blob_store blobs;	/* DIR/blobs */
	int lock, kept;			/* of DIR; of the server's blobs */
	const char *name, *part;	/* DIR/….part */
	struct backup_manifest manifest;
	uint64_t added;
};

/* ---- The folder --------------------------------------------------------- */

static enum err folder_open(struct backup *b)
{
	const char *lock = arena_format(&b->mem, "%s/lock", b->dir);

	if (mkdir(b->dir, 0700) && errno != EEXIST)
		return disk_fail(b->dir);
	b->lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (b->lock < 0)
		return disk_fail(lock);
	if (flock(b->lock, LOCK_EX | LOCK_NB))
		return fail(ERR_BUSY, "%s", words_fill(&b->mem, W_backup_busy,
				VALUES({ "dir", b->dir })));
	return blob_store_open(arena_format(&b->mem, "%s/blobs", b->dir),
			       &b->blobs);
}

/* A generation has no folders in it. What only leads to a folder is none of ours:
   what lies there stays. */
static enum err folder_remove(const char *path)
{
	const int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
			    O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (d && (entry = readdir(d)))
		if (entry->d_name[0] != '.')
			unlinkat(fd, entry->d_name, 0);
	if (d)
		closedir(d);
	else if (fd >= 0)
		close(fd);
	return rmdir(path) ? disk_fail(path) : OK;
}

/* What an earlier one left that was killed; the lock is ours. */
static enum err parts_remove(struct backup *b)
{
	DIR *d = opendir(b->dir);
	struct dirent *entry;
	enum err e = OK;

	if (!d)
		return disk_fail(b->dir);
	while (!e && (entry = readdir(d)))
		if (text_ends(entry->d_name, ".part"))
			e = folder_remove(arena_format(&b->mem, "%s/%s",
						b->dir, entry->d_name));
	closedir(d);
	return e;
}

/* ---- The database ------------------------------------------------------- */

static enum err put_line(void *context, const char *line, size_t size)
{
	gzFile f = context;

	if (gzwrite(f, line, (unsigned)size) != (int)size || gzputc(f, '\n') < 0)
		return disk_fail(BACKUP_DATABASE);
	return OK;
}

static enum err rows_write(struct backup *b, struct db *db)
{
	const char *path = arena_format(&b->mem, "%s/" BACKUP_DATABASE,
					b->part);
	gzFile f = gzopen(path, "wbe");
	enum err e;

	if (!f)
		return disk_fail(path);
	e = db_dump(db, put_line, f, &b->manifest.rows);
	if (gzclose(f) != Z_OK && !e)
		e = disk_fail(path);
	return e ? e : disk_sync(path);
}

static enum err page_write(struct backup *b, struct db *db, FILE *f,
			   char last[BLOB_NAME_SIZE], size_t *n)
{
	struct arena mem = ARENA_INIT, *before = db_lend(db, &mem);
	struct version_file *files;
	enum err e = blob_page(db, last, PAGE, &files, n);

	for (size_t i = 0; !e && i < *n; i++) {
		if (strcmp(last, files[i].blob) == 0)
			continue;	/* the same, said twice */
		snprintf(last, BLOB_NAME_SIZE, "%s", files[i].blob);
		b->manifest.blobs++;
		b->manifest.bytes += (uint64_t)files[i].size;
		if (fprintf(f, "%s %" PRId64 "\n", last, files[i].size) < 0)
			e = disk_fail(BACKUP_BLOBS);
	}
	db_lend(db, before);
	arena_end(&mem);
	return e;
}

static enum err list_write(struct backup *b, struct db *db)
{
	const char *path = arena_format(&b->mem, "%s/" BACKUP_BLOBS, b->part);
	char last[BLOB_NAME_SIZE] = "";
	FILE *f = fopen(path, "we");
	size_t n = PAGE;
	enum err e = OK;

	if (!f)
		return disk_fail(path);
	while (!e && n == PAGE)
		e = page_write(b, db, f, last, &n);
	if (fclose(f) && !e)
		e = disk_fail(path);
	return e ? e : disk_sync(path);
}

static enum err database_write(struct backup *b)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	enum err e;

	if (!(e = pool_read(b->server->pool, &mem, &db))) {
		if (!(e = rows_write(b, db)))
			e = list_write(b, db);
		pool_read_end(b->server->pool, db);
	}
	arena_end(&mem);
	return e;
}

/* ---- The blobs ---------------------------------------------------------- */

static bool have(const struct backup *b, const struct backup_entry *one)
{
	uint64_t size;

	return blob_size(&b->blobs, one->name, &size) == OK &&
	       size == one->size;
}

/* A blob that is damaged or gone is said and counted; the others go on. */
static enum err blob_take(struct backup *b, const char *name,
			  struct blob_batch *batch)
{
	struct arena mem = ARENA_INIT;
	enum err e = blob_copy(&b->server->blobs, name, batch);

	if (!e) {
		b->added++;
	} else if (e == ERR_INVALID || e == ERR_NOT_FOUND) {
		b->manifest.damaged++;
		fputs(words_fill(&mem, W_backup_lacks, VALUES({ "name", name })),
		      stderr);
		e = OK;
	}
	arena_end(&mem);
	return e;
}

static enum err batch_write(struct backup *b, const struct backup_entry *list,
			    size_t n, size_t *i)
{
	struct blob_batch *batch;
	size_t taken = 0;
	enum err e;

	if ((e = blob_batch_begin(&b->blobs, &batch)))
		return e;
	for (; *i < n && taken < BATCH && !e; ++*i)
		if (!have(b, &list[*i])) {
			e = blob_take(b, list[*i].name, batch);
			taken++;
		}
	if (!e && taken)
		return blob_batch_commit(batch);
	blob_batch_abandon(batch);
	return e;
}

static enum err blobs_write(struct backup *b)
{
	struct backup_entry *list;
	size_t n, i = 0;
	enum err e;

	if ((e = backup_list(&b->mem, b->part, &list, &n)))
		return e;
	while (i < n && !e)
		e = batch_write(b, list, n, &i);
	return e;
}

/* ---- One generation, and the others ------------------------------------- */

static enum err finish(struct backup *b)
{
	const char *final = arena_format(&b->mem, "%s/%s", b->dir, b->name);
	struct backup_manifest *m = &b->manifest;
	enum err e;

	if ((e = ballot_key_copy(b->server->config->data, b->part)) ||
	    (e = backup_hash(arena_format(&b->mem, "%s/" BACKUP_KEY, b->part),
			     m->key)) ||
	    (e = backup_hash(arena_format(&b->mem, "%s/" BACKUP_DATABASE,
					  b->part), m->database)) ||
	    (e = backup_hash(arena_format(&b->mem, "%s/" BACKUP_BLOBS,
					  b->part), m->list)) ||
	    (e = backup_manifest_write(&b->mem, b->part, m)) ||
	    (e = disk_sync(b->part)))
		return e;
	if (rename(b->part, final))
		return disk_fail(final);
	return disk_sync(b->dir);
}

static enum err generation_write(struct backup *b)
{
	char text[CLOCK_TEXT_SIZE];
	enum err e;

	b->manifest.version = BALAI_VERSION;
	b->manifest.at = clock_now();
	clock_text(b->manifest.at, text);
	for (char *s = text; *s; s++)
		*s = *s == ':' ? '-' : *s;
	b->name = arena_format(&b->mem, "%s", text);
	b->part = arena_format(&b->mem, "%s/%s.part", b->dir, text);
	if (mkdir(b->part, 0700))
		return disk_fail(b->part);
	if ((e = database_write(b)) || (e = blobs_write(b)))
		return e;
	return finish(b);
}

/* The names of all generations that stay, in order. */
struct wanted {
	const struct blob_store *store;
	struct backup_entry *all;
	size_t n;
};

static int by_blob(const void *a, const void *b)
{
	return strcmp(((const struct backup_entry *)a)->name,
		      ((const struct backup_entry *)b)->name);
}

static enum err remove_unwanted(void *context, const char *name, uint64_t size)
{
	const struct wanted *w = context;
	struct backup_entry key;

	(void)size;
	snprintf(key.name, sizeof(key.name), "%s", name);
	if (w->n && bsearch(&key, w->all, w->n, sizeof(key), by_blob))
		return OK;
	return blob_remove(w->store, name);
}

static enum err blobs_prune(struct backup *b, const char **names, size_t n)
{
	struct arena mem = ARENA_INIT;
	struct wanted w = { .store = &b->blobs };
	struct backup_entry *list, *all;
	size_t k;
	enum err e = OK;

	for (size_t i = 0; i < n && !e; i++) {
		if ((e = backup_list(&mem, arena_format(&mem, "%s/%s", b->dir,
							names[i]), &list, &k)))
			break;
		all = arena_array(&mem, struct backup_entry, w.n + k);
		if (w.n)
			memcpy(all, w.all, w.n * sizeof(*all));
		memcpy(all + w.n, list, k * sizeof(*all));
		w.all = all;
		w.n += k;
		qsort(w.all, w.n, sizeof(*w.all), by_blob);
	}
	if (!e)
		e = blob_each(&b->blobs, remove_unwanted, &w);
	arena_end(&mem);
	return e;
}

static enum err prune(struct backup *b)
{
	const char **names;
	size_t n, old;
	enum err e;

	if ((e = backup_generations(&b->mem, b->dir, &names, &n)))
		return e;
	old = n > (size_t)b->keep ? n - (size_t)b->keep : 0;
	for (size_t i = 0; i < old && !e; i++)
		e = folder_remove(arena_format(&b->mem, "%s/%s", b->dir,
					       names[i]));
	return !e && old ? blobs_prune(b, names + old, n - old) : e;
}

static enum err run(struct backup *b)
{
	enum err e;

	if ((e = folder_open(b)) || (e = parts_remove(b)) ||
	    (e = blob_keep(&b->server->blobs, &b->kept)) ||
	    (e = generation_write(b)))
		return e;
	return prune(b);
}

static int tell(struct backup *b)
{
	const struct backup_manifest *m = &b->manifest;

	fputs(words_fill(&b->mem, W_backed_up, VALUES(
		{ "dir", arena_format(&b->mem, "%s/%s", b->dir, b->name) },
		{ "rows", arena_format(&b->mem, "%" PRIu64, m->rows) },
		{ "blobs", arena_format(&b->mem, "%" PRIu64, m->blobs) },
		{ "added", arena_format(&b->mem, "%" PRIu64, b->added) })),
	      stdout);
	if (!m->damaged)
		return 0;
	fputs(words_fill(&b->mem, W_backup_damaged, VALUES({ "n",
		arena_format(&b->mem, "%" PRIu64, m->damaged) })), stderr);
	return 1;
}

/* A wrong --data would otherwise be made, and its emptiness be saved. */
static bool there_is_data(struct arena *mem, const struct config *config)
{
	if (access(arena_format(mem, "%s/blobs", config->data), F_OK) == 0)
		return true;
	fail(ERR_NOT_FOUND, "%s", words_fill(mem, W_no_data,
			VALUES({ "data", config->data })));
	return false;
}

static bool keep_read(const char *text, long *out)
{
	char *end;

	*out = strtol(text, &end, 10);
	return *text && !*end && *out >= 1 && *out <= KEEP_MOST;
}

int command_backup(const struct config *config, int argc, char **argv)
{
	struct server server = { .blobs = { .dir = -1 } };
	struct backup b = { .server = &server, .keep = KEEP_DEFAULT,
			    .blobs = { .dir = -1 }, .lock = -1, .kept = -1 };
	int code;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--keep") == 0 && i + 1 < argc &&
		    keep_read(argv[i + 1], &b.keep))
			i++;
		else if (argv[i][0] == '-' || b.dir)
			return wrong_usage(argv[i]);
		else
			b.dir = argv[i];
	}
	if (!b.dir)
		return wrong_usage("backup DIR [--keep N]");
	code = !there_is_data(&b.mem, config) || parts_open(config, &server) ||
	       run(&b) ? failed() : tell(&b);
	if (b.blobs.dir >= 0)
		blob_store_close(&b.blobs);
	if (b.kept >= 0)
		close(b.kept);
	if (b.lock >= 0)
		close(b.lock);
	parts_close(&server);
	arena_end(&b.mem);
	return code;
}
