#include "blob.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "blob_path.h"

#define HELD 65536		/* a writer's memory before it makes a file */
#define SYNC_EACH 8		/* up to so many files are synced one by one */

struct blob_batch {
	struct blob_store store;
	int dir;		/* tmp/<random>, locked while we live */
	char path[48];
	char (*names)[BLOB_NAME_SIZE];
	size_t count, room;
};

struct blob_writer {
	struct blob_batch *batch;
	crypto_generichash_state hash;
	int fd;			/* -1 while everything is in `held` */
	char temp[24];
	size_t size;
	unsigned char held[HELD];
};

bool blob_name_valid(const char *name)
{
	return name && strlen(name) == BLOB_NAME_SIZE - 1 &&
	       strspn(name, "0123456789abcdef") == BLOB_NAME_SIZE - 1;
}

void blob_path(const char *name, enum blob_form form,
	       char out[static BLOB_PATH_SIZE])
{
	static const char *const suffix[] = { "", ".gz", ".br" };

	snprintf(out, BLOB_PATH_SIZE, "%.2s/%.64s%s", name, name, suffix[form]);
}

static void remove_below(int dir, const char *name)
{
	const int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!d) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(d)))
		unlinkat(fd, entry->d_name, 0);
	closedir(d);
	unlinkat(dir, name, AT_REMOVEDIR);
}

int blob_lock_folder(const struct blob_store *store, const char *folder)
{
	const int fd = openat(store->dir, folder,
			      O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	while (fd >= 0 && flock(fd, LOCK_EX)) {
		if (errno == EINTR)
			continue;
		close(fd);
		return -1;
	}
	return fd;
}

/* Whoever still works in it holds a lock on its folder or file. */
static void sweep_one(int tmp, const char *name)
{
	const int fd = openat(tmp, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && unlinkat(tmp, name, 0))
		remove_below(tmp, name);
	close(fd);
}

static enum err sweep(const struct blob_store *store)
{
	const int fd = openat(store->dir, "tmp",
			      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!d) {
		if (fd >= 0)
			close(fd);
		return disk_fail("tmp");
	}
	while ((entry = readdir(d)))
		if (entry->d_name[0] != '.')
			sweep_one(fd, entry->d_name);
	closedir(d);
	return OK;
}

enum err blob_store_open(const char *path, struct blob_store *out)
{
	int lock = -1;
	enum err e;

	if (sodium_init() < 0)
		return fail(ERR_INTERNAL, "libsodium does not start");
	if (mkdir(path, 0700) && errno != EEXIST)
		return disk_fail(path);
	out->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->dir < 0)
		return disk_fail(path);
	if (mkdirat(out->dir, "tmp", 0700) && errno != EEXIST)
		e = disk_fail("tmp");
	else if ((lock = blob_lock_folder(out, ".")) < 0)
		e = disk_fail(path);
	else
		e = sweep(out);
	if (lock >= 0)
		close(lock);
	if (e)
		blob_store_close(out);
	return e;
}

void blob_store_close(struct blob_store *store)
{
	if (store->dir >= 0)
		close(store->dir);
	store->dir = -1;
}

static enum err open_at(int dir, const char *path, int *fd, uint64_t *size)
{
	struct stat st;

	*fd = openat(dir, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (*fd < 0 && errno == ENOENT)
		return fail(ERR_NOT_FOUND, "no blob %s", path);
	if (*fd < 0)
		return disk_fail(path);
	if (size && fstat(*fd, &st)) {
		close(*fd);
		return disk_fail(path);
	}
	if (size)
		*size = (uint64_t)st.st_size;
	return OK;
}

enum err blob_open(const struct blob_store *store, const char *name,
		   enum blob_form form, int *fd, uint64_t *size)
{
	char path[BLOB_PATH_SIZE];

	if (!blob_name_valid(name))
		return fail(ERR_NOT_FOUND, "not the name of a blob");
	blob_path(name, form, path);
	return open_at(store->dir, path, fd, size);
}

enum err blob_size(const struct blob_store *store, const char *name,
		   uint64_t *size)
{
	char path[BLOB_PATH_SIZE];
	struct stat st;

	if (!blob_name_valid(name))
		return fail(ERR_NOT_FOUND, "not the name of a blob");
	blob_path(name, BLOB_PLAIN, path);
	if (fstatat(store->dir, path, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? fail(ERR_NOT_FOUND, "no blob %s", name)
				       : disk_fail(path);
	*size = (uint64_t)st.st_size;
	return OK;
}

static bool stored(const struct blob_store *store, const char *name)
{
	char path[BLOB_PATH_SIZE];

	blob_path(name, BLOB_PLAIN, path);
	return faccessat(store->dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

bool blob_exists(const struct blob_store *store, const char *name)
{
	return blob_name_valid(name) && stored(store, name);
}

/* The store's own lock is held, lest a sweep meets the folder unlocked. */
static enum err batch_folder(struct blob_batch *b)
{
	const int lock = blob_lock_folder(&b->store, ".");
	enum err e = OK;

	if (lock < 0)
		return disk_fail("blobs");
	if (mkdirat(b->store.dir, b->path, 0700))
		e = disk_fail(b->path);
	else if ((b->dir = openat(b->store.dir, b->path, O_RDONLY |
				  O_DIRECTORY | O_CLOEXEC)) < 0 ||
		 flock(b->dir, LOCK_SH))
		e = disk_fail(b->path);
	close(lock);
	return e;
}

enum err blob_batch_begin(const struct blob_store *store,
			  struct blob_batch **out)
{
	struct blob_batch *b = calloc(1, sizeof(*b));
	unsigned char chance[16];
	char hex[33];
	enum err e;

	if (!b)
		abort();
	b->store = *store;
	b->dir = -1;
	randombytes_buf(chance, sizeof(chance));
	sodium_bin2hex(hex, sizeof(hex), chance, sizeof(chance));
	snprintf(b->path, sizeof(b->path), "tmp/%s", hex);
	if ((e = batch_folder(b))) {
		blob_batch_abandon(b);
		return e;
	}
	*out = b;
	return OK;
}

void blob_batch_abandon(struct blob_batch *b)
{
	remove_below(b->store.dir, b->path);
	if (b->dir >= 0)
		close(b->dir);
	free(b->names);
	free(b);
}

enum err blob_batch_open(const struct blob_batch *b, const char *name, int *fd)
{
	if (!blob_name_valid(name))
		return fail(ERR_NOT_FOUND, "not the name of a blob");
	*fd = openat(b->dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (*fd >= 0)
		return OK;
	return blob_open(&b->store, name, BLOB_PLAIN, fd, NULL);
}

enum err blob_begin(struct blob_batch *b, struct blob_writer **out)
{
	struct blob_writer *w = malloc(sizeof(*w));

	if (!w)
		abort();
	w->batch = b;
	w->fd = -1;
	w->size = 0;
	snprintf(w->temp, sizeof(w->temp), "w%016llx",
		 (unsigned long long)(uintptr_t)w);
	crypto_generichash_init(&w->hash, NULL, 0, 32);
	*out = w;
	return OK;
}

static enum err spill(struct blob_writer *w)
{
	if (w->fd < 0)
		w->fd = openat(w->batch->dir, w->temp,
			       O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (w->fd < 0 || !disk_write(w->fd, w->held, w->size))
		return disk_fail(w->temp);
	w->size = 0;
	return OK;
}

enum err blob_write(struct blob_writer *w, const void *bytes, size_t size)
{
	enum err e;

	crypto_generichash_update(&w->hash, bytes, size);
	if (w->size + size > HELD && (e = spill(w)))
		return e;
	if (size > HELD) {
		if (!disk_write(w->fd, bytes, size))
			return disk_fail(w->temp);
		return OK;
	}
	memcpy(w->held + w->size, bytes, size);
	w->size += size;
	return OK;
}

void blob_abort(struct blob_writer *w)
{
	if (w->fd >= 0) {
		close(w->fd);
		unlinkat(w->batch->dir, w->temp, 0);
	}
	free(w);
}

static void remember(struct blob_batch *b, const char *name)
{
	if (b->count == b->room) {
		b->room = b->room ? b->room * 2 : 64;
		b->names = reallocarray(b->names, b->room, BLOB_NAME_SIZE);
		if (!b->names)
			abort();
	}
	memcpy(b->names[b->count++], name, BLOB_NAME_SIZE);
}

/* Is it there? Then it is as young as now, which blob_collect goes by. */
static bool relied_on(const struct blob_store *store, const char *name)
{
	char path[BLOB_PATH_SIZE];

	blob_path(name, BLOB_PLAIN, path);
	return utimensat(store->dir, path, NULL, AT_SYMLINK_NOFOLLOW) == 0;
}

enum err blob_end(struct blob_writer *w, char name[static BLOB_NAME_SIZE])
{
	struct blob_batch *b = w->batch;
	unsigned char digest[32];
	enum err e = OK;

	crypto_generichash_final(&w->hash, digest, sizeof(digest));
	sodium_bin2hex(name, BLOB_NAME_SIZE, digest, sizeof(digest));
	remember(b, name);
	if (relied_on(&b->store, name) ||
	    faccessat(b->dir, name, F_OK, 0) == 0) {
		blob_abort(w);
		return OK;
	}
	if ((e = spill(w)) == OK && renameat(b->dir, w->temp, b->dir, name))
		e = disk_fail(name);
	if (e) {
		blob_abort(w);
		return e;
	}
	close(w->fd);
	free(w);
	return OK;
}

/* A few files are synced alone, so that a busy disk is not waited for. */
static enum err sync_data(struct blob_batch *b)
{
	if (b->count > SYNC_EACH)
		return syncfs(b->dir) ? disk_fail("syncfs") : OK;
	for (size_t i = 0; i < b->count; i++) {
		const int fd = openat(b->dir, b->names[i],
				      O_RDONLY | O_CLOEXEC);
		const bool bad = fd >= 0 && fsync(fd);

		if (fd >= 0)
			close(fd);
		if (bad)
			return disk_fail(b->names[i]);
	}
	return OK;
}

enum err blob_sync_folder(const struct blob_store *store, const char *name)
{
	const char folder[] = { name[0], name[1], '\0' };
	const int fd = openat(store->dir, folder,
			      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const bool bad = fd < 0 || fsync(fd);
	const enum err e = bad ? disk_fail(folder) : OK;

	if (fd >= 0)
		close(fd);
	return e;
}

static enum err sync_names(struct blob_batch *b)
{
	enum err e;

	if (b->count > SYNC_EACH)
		return syncfs(b->dir) ? disk_fail("syncfs") : OK;
	for (size_t i = 0; i < b->count; i++)
		if ((e = blob_sync_folder(&b->store, b->names[i])))
			return e;
	return fsync(b->store.dir) ? disk_fail("blobs") : OK;
}

enum err blob_rename_in(const struct blob_store *store, int dir,
			const char *from, const char *to)
{
	const char folder[] = { to[0], to[1], '\0' };

	if (renameat(dir, from, store->dir, to) == 0)
		return OK;
	if (errno != ENOENT)
		return disk_fail(to);
	if (mkdirat(store->dir, folder, 0700) && errno != EEXIST)
		return disk_fail(folder);
	return renameat(dir, from, store->dir, to) ? disk_fail(to) : OK;
}

/* Sets *fresh when the name was not there before. */
static enum err give_name(struct blob_batch *b, const char *name, bool *fresh)
{
	char path[BLOB_PATH_SIZE];
	enum err e;

	*fresh = false;
	if (relied_on(&b->store, name))
		return OK;
	if (faccessat(b->dir, name, F_OK, 0))
		return fail(ERR_BUSY, "blob %s was removed meanwhile", name);
	blob_path(name, BLOB_PLAIN, path);
	if ((e = blob_rename_in(&b->store, b->dir, name, path)))
		return e;
	*fresh = true;
	return relied_on(&b->store, name) ? OK : disk_fail(path);
}

static void take_back(struct blob_batch *b, const bool *fresh, size_t n)
{
	char path[BLOB_PATH_SIZE];

	for (size_t i = 0; i < n; i++) {
		if (!fresh[i])
			continue;
		blob_path(b->names[i], BLOB_PLAIN, path);
		unlinkat(b->store.dir, path, 0);
	}
}

static enum err give_names(struct blob_batch *b)
{
	bool *fresh = calloc(b->count + 1, sizeof(*fresh));
	enum err e = OK;
	size_t i;

	if (!fresh)
		abort();
	for (i = 0; i < b->count && !e; i++)
		e = give_name(b, b->names[i], &fresh[i]);
	if (!e)
		e = sync_names(b);
	if (e)
		take_back(b, fresh, i);
	free(fresh);
	return e;
}

/*
 * Commits come one after the other, so that one that takes its names back
 * takes none that another has just relied on.
 */
enum err blob_batch_commit(struct blob_batch *b)
{
	enum err e = sync_data(b);
	int lock = -1;

	if (!e && (lock = blob_lock_folder(&b->store, "tmp")) < 0)
		e = disk_fail("lock");
	if (!e)
		e = give_names(b);
	if (lock >= 0)
		close(lock);
	blob_batch_abandon(b);
	return e;
}

enum err blob_put(const struct blob_store *store, const void *bytes,
		  size_t size, char name[static BLOB_NAME_SIZE])
{
	struct blob_writer *w;
	struct blob_batch *b;
	enum err e;

	if ((e = blob_batch_begin(store, &b)))
		return e;
	if ((e = blob_begin(b, &w)))
		goto abandon;
	if ((e = blob_write(w, bytes, size))) {
		blob_abort(w);
		goto abandon;
	}
	if ((e = blob_end(w, name)))
		goto abandon;
	return blob_batch_commit(b);
abandon:
	blob_batch_abandon(b);
	return e;
}

enum err blob_remove(const struct blob_store *store, const char *name)
{
	char path[BLOB_PATH_SIZE];

	if (!blob_name_valid(name))
		return fail(ERR_INVALID, "not the name of a blob");
	for (int form = BLOB_PLAIN; form <= BLOB_BROTLI; form++) {
		blob_path(name, (enum blob_form)form, path);
		if (unlinkat(store->dir, path, 0) && errno != ENOENT)
			return disk_fail(path);
	}
	return OK;
}

static enum err each_in(int dir, const char *folder,
			enum err (*each)(void *, const char *, uint64_t),
			void *context)
{
	const int fd = openat(dir, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	enum err e = OK;

	if (!d) {
		const bool absent = fd < 0 && errno == ENOENT;

		if (fd >= 0)
			close(fd);
		return absent ? OK : disk_fail(folder);
	}
	while (!e && (entry = readdir(d))) {
		struct stat st;

		if (blob_name_valid(entry->d_name) &&
		    fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
			e = each(context, entry->d_name, (uint64_t)st.st_size);
	}
	closedir(d);
	return e;
}

enum err blob_each(const struct blob_store *store,
		   enum err (*each)(void *context, const char *name,
				    uint64_t size),
		   void *context)
{
	enum err e = OK;

	for (int i = 0; i < 256 && !e; i++) {
		char folder[3];

		snprintf(folder, sizeof(folder), "%02x", i & 0xff);
		e = each_in(store->dir, folder, each, context);
	}
	return e;
}
