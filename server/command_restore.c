/*
 * `balai restore DIR`: a generation of `balai backup`, in an empty place.
 *
 * While it goes on, the data folder has the file `restoring`, with which no
 * other command opens it; killed half way, the same command begins it again.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "backup.h"
#include "base/disk.h"
#include "command.h"
#include "db/dump.h"
#include "db/pool.h"
#include "jobs/press.h"
#include "parts.h"
#include "store/module.h"
#include "store/queries.h"
#include "training/ballot.h"
#include "words.h"

#define BATCH 500		/* blobs that are synced together */

struct restore {
	const struct config *config;
	struct arena mem;
	const char *dir, *generation, *folder, *mark;
	struct backup_manifest manifest;
};

/* ---- Is there something to take, and room for it? ----------------------- */

static enum err generation_choose(struct restore *r)
{
	const char **names;
	size_t n;
	enum err e = backup_generations(&r->mem, r->dir, &names, &n);

	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || !n)
		return fail(ERR_NOT_FOUND, "%s", words_fill(&r->mem,
				W_no_backup, VALUES({ "dir", r->dir })));
	if (!r->generation)
		r->generation = names[n - 1];
	r->folder = arena_format(&r->mem, "%s/%s", r->dir, r->generation);
	return backup_manifest_read(&r->mem, r->folder, &r->manifest);
}

static bool folder_empty(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *entry;
	bool empty = true;

	while (d && (entry = readdir(d)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") &&
		    strcmp(entry->d_name, "lost+found"))
			empty = false;
	if (d)
		closedir(d);
	return empty;
}

/* The mark holds which database was begun with, not its password. */
static void database_print(const char *url, char out[static BACKUP_HASH_SIZE])
{
	unsigned char digest[32];

	crypto_generichash(digest, sizeof(digest), (const void *)url,
			   strlen(url), NULL, 0);
	sodium_bin2hex(out, BACKUP_HASH_SIZE, digest, sizeof(digest));
}

static bool begun_before(const struct restore *r, const char *print)
{
	char line[BACKUP_HASH_SIZE] = "";
	FILE *f = fopen(r->mark, "re");
	const bool whole = f && fgets(line, sizeof(line), f) &&
			   strlen(line) == BACKUP_HASH_SIZE - 1;

	if (f)
		fclose(f);
	/* Killed while it wrote the mark, one has done nothing else. */
	if (f && !whole)
		unlink(r->mark);
	return whole && strcmp(line, print) == 0;
}

static enum err mark_write(struct restore *r, const char *print)
{
	const int fd = open(r->mark, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
			    0600);
	const bool good = fd >= 0 && disk_write(fd, print, strlen(print)) &&
			  fsync(fd) == 0;
	const enum err e = good ? OK : disk_fail(r->mark);

	if (fd >= 0)
		close(fd);
	return e ? e : disk_sync(r->config->data);
}

static enum err place_refuse(struct restore *r, enum words w)
{
	return fail(ERR_CONFLICT, "%s", words_fill(&r->mem, w,
			VALUES({ "data", r->config->data })));
}

static enum err place_take(struct restore *r)
{
	char print[BACKUP_HASH_SIZE];
	bool empty;
	enum err e;

	database_print(r->config->database_url, print);
	if (begun_before(r, print))
		return OK;
	if (mkdir(r->config->data, 0700) && errno != EEXIST)
		return disk_fail(r->config->data);
	if (!folder_empty(r->config->data))
		return place_refuse(r, W_data_not_empty);
	/* Before the database, whose file may be in the folder. */
	if ((e = mark_write(r, print)) ||
	    (e = db_empty(r->config->database_url, &empty)) || empty)
		return e;
	unlink(r->mark);
	return place_refuse(r, W_database_not_empty);
}

/* ---- Taking it in ------------------------------------------------------- */

static enum err batch_take(const struct blob_store *from,
			   const struct blob_store *to,
			   const struct backup_entry *list, size_t n)
{
	struct blob_batch *batch;
	enum err e;

	if ((e = blob_batch_begin(to, &batch)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		if (!blob_exists(to, list[i].name))
			e = blob_copy(from, list[i].name, batch);
	if (!e)
		return blob_batch_commit(batch);
	blob_batch_abandon(batch);
	return e;
}

/* Nothing to copy to: what is in the backup is read and compared. */
static enum err batch_verify(const struct blob_store *from,
			     const struct backup_entry *list, size_t n)
{
	enum err e = OK;

	for (size_t i = 0; i < n && !e; i++)
		e = blob_verify(from, list[i].name);
	return e;
}

/* Blobs that were damaged when the backup was made are known to be missing. */
static enum err known_damage(struct restore *r, const struct blob_store *from,
			     struct backup_entry *list, size_t *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		if (blob_exists(from, list[i].name)) {
			list[kept++] = list[i];
			continue;
		}
		fputs(words_fill(&r->mem, W_backup_lacks,
				 VALUES({ "name", list[i].name })), stderr);
	}
	if (*n - kept > r->manifest.damaged)
		return fail(ERR_INVALID, "%zu files are missing in %s/blobs",
			    *n - kept, r->dir);
	*n = kept;
	return OK;
}

static enum err blobs_take(struct restore *r, const struct blob_store *to)
{
	struct blob_store from = { .dir = -1 };
	struct backup_entry *list;
	size_t n;
	enum err e;

	from.dir = open(arena_format(&r->mem, "%s/blobs", r->dir),
			O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (from.dir < 0)
		return disk_fail(r->dir);
	if (!(e = backup_list(&r->mem, r->folder, &list, &n)))
		e = known_damage(r, &from, list, &n);
	for (size_t i = 0; i < n && !e; i += BATCH) {
		const size_t some = n - i < BATCH ? n - i : BATCH;

		e = to ? batch_take(&from, to, list + i, some)
		       : batch_verify(&from, list + i, some);
	}
	blob_store_close(&from);
	return e;
}

struct reading {
	gzFile file;
	char *line;
	size_t room;
};

static enum err next_line(void *context, const char **line)
{
	struct reading *g = context;
	size_t size = 0;
	int why;

	*line = NULL;
	for (;;) {
		if (!gzgets(g->file, g->line + size, (int)(g->room - size)))
			break;
		size += strlen(g->line + size);
		if (!size)
			return fail(ERR_INVALID, "a line that begins with NUL");
		if (g->line[size - 1] == '\n') {
			g->line[size - 1] = '\0';
			*line = g->line;
			return OK;
		}
		if (g->room > 1 << 30)
			return fail(ERR_INVALID, "a line without an end");
		g->room *= 2;
		if (!(g->line = realloc(g->line, g->room)))
			abort();
	}
	gzerror(g->file, &why);
	if (why != Z_OK && why != Z_STREAM_END)
		return fail(ERR_INVALID, "the copy of the database: gzip (%d)",
			    why);
	return OK;
}

static enum err rows_take(struct restore *r)
{
	/* Their files are not in a backup: they are sent again. */
	static const char *const without[] = { "upload", NULL };
	const char *path = arena_format(&r->mem, "%s/" BACKUP_DATABASE,
					r->folder);
	struct reading g = { .file = gzopen(path, "rbe"), .room = 1 << 16 };
	enum err e;

	if (!g.file)
		return disk_fail(path);
	if (!(g.line = malloc(g.room)))
		abort();
	e = db_load(r->config->database_url, &catalogue, without, next_line,
		    &g);
	gzclose(g.file);
	free(g.line);
	return e;
}

static enum err take_in(struct restore *r)
{
	struct blob_store to = { .dir = -1 };
	enum err e;

	if ((e = generation_choose(r)) || (e = place_take(r)) ||
	    (e = blob_store_open(arena_format(&r->mem, "%s/blobs",
					      r->config->data), &to)))
		return e;
	if (!(e = blobs_take(r, &to)))
		e = rows_take(r);
	blob_store_close(&to);
	if (!e && *r->manifest.key)
		e = ballot_key_copy(r->folder, r->config->data);
	if (e)
		return e;
	if (unlink(r->mark))
		return disk_fail(r->mark);
	return disk_sync(r->config->data);
}

/* ---- Afterwards --------------------------------------------------------- */

/* What browsers get compressed is made anew: a backup has only originals. */
static enum err press(const struct config *config)
{
	struct server server;
	enum err e = parts_open(config, &server);

	if (!e)
		e = press_all(&server, NULL, NULL);
	parts_close(&server);
	return e;
}

static void tell(struct restore *r, enum words w)
{
	const struct backup_manifest *m = &r->manifest;

	fputs(words_fill(&r->mem, w, VALUES(
		{ "generation", r->generation },
		{ "rows", arena_format(&r->mem, "%" PRIu64, m->rows) },
		{ "blobs", arena_format(&r->mem, "%" PRIu64, m->blobs) },
		{ "data", r->config->data })), stdout);
	fflush(stdout);
}

static int check(struct restore *r)
{
	if (generation_choose(r) || blobs_take(r, NULL))
		return failed();
	tell(r, W_backup_whole);
	return r->manifest.damaged ? 1 : 0;
}

static int list(struct restore *r)
{
	const char **names;
	size_t n;

	if (backup_generations(&r->mem, r->dir, &names, &n))
		return failed();
	for (size_t i = 0; i < n; i++)
		puts(names[i]);
	return 0;
}

static int restore(struct restore *r)
{
	if (take_in(r))
		return failed();
	tell(r, W_restored);
	return press(r->config) ? failed() : 0;
}

int command_restore(const struct config *config, int argc, char **argv)
{
	struct restore r = { .config = config };
	int (*what)(struct restore *) = restore, code;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--check") == 0)
			what = check;
		else if (strcmp(argv[i], "--list") == 0)
			what = list;
		else if (argv[i][0] == '-' || r.generation)
			return wrong_usage(argv[i]);
		else if (r.dir)
			r.generation = argv[i];
		else
			r.dir = argv[i];
	}
	if (!r.dir)
		return wrong_usage("restore DIR [GENERATION] [--list|--check]");
	r.mark = arena_format(&r.mem, "%s/" RESTORING, config->data);
	code = what(&r);
	arena_end(&r.mem);
	return code;
}
