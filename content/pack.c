#include "pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "unpack.h"

#define DEPTH_MOST 4
#define PIECE 16384
#define DATE 315532800	/* 1980-01-01, where the time of zip begins */

/* An open folder, and what was found in it so far. */
struct disk {
	int fd;
	struct arena *mem;
	struct native_file *files;
	size_t n, room;
};

static bool passed_over(const char *name)
{
	const size_t n = strlen(name);

	return *name == '.' || entry_name_junk(name) || name[n - 1] == '~' ||
	       text_ends(name, ".swp") || text_ends(name, ".bak");
}

static void file_add(struct disk *d, const char *path, const struct stat *st)
{
	if (d->n == d->room) {
		struct native_file *old = d->files;

		d->room = d->room ? 2 * d->room : 64;
		d->files = arena_array(d->mem, struct native_file, d->room);
		if (d->n)
			memcpy(d->files, old, d->n * sizeof(*old));
	}
	d->files[d->n++] = (struct native_file){
		.path = path,
		.size = S_ISREG(st->st_mode) ? (uint64_t)st->st_size : 0,
		.special = !S_ISREG(st->st_mode),
	};
}

static enum err folder_list(struct disk *d, const char *path, int depth);

static enum err entry_take(struct disk *d, const char *folder,
			   const char *name, int depth)
{
	const char *path = arena_format(d->mem, "%s%s", folder, name);
	struct stat st;

	if (passed_over(name))
		return OK;
	if (fstatat(d->fd, path, &st, AT_SYMLINK_NOFOLLOW))
		return disk_fail(path);
	if (S_ISDIR(st.st_mode) && depth < DEPTH_MOST)
		return folder_list(d, arena_format(d->mem, "%s/", path),
				   depth + 1);
	/* One more than are taken, so that it shows. */
	if (d->n <= NATIVE_FILES_MOST)
		file_add(d, path, &st);
	return OK;
}

static enum err folder_list(struct disk *d, const char *path, int depth)
{
	const int fd = openat(d->fd, *path ? path : ".",
			      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	enum err e = OK;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return disk_fail(path);
	}
	while (!e && (entry = readdir(dir)))
		e = entry_take(d, path, entry->d_name, depth);
	closedir(dir);
	return e;
}

static int by_path(const void *a, const void *b)
{
	const struct native_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static enum err file_open(void *context, size_t i, int *fd)
{
	const struct disk *d = context;
	const char *path = d->files[i].path;

	*fd = openat(d->fd, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	return *fd < 0 ? disk_fail(path) : OK;
}

static enum err file_read(void *context, struct arena *mem, size_t i,
			  size_t most, char **bytes, size_t *size)
{
	struct disk *d = context;
	enum err e;
	int fd;

	if ((e = file_open(d, i, &fd)))
		return e;
	*bytes = arena_alloc(mem, most + 1);
	if (!disk_read(fd, *bytes, most, size))
		e = disk_fail(d->files[i].path);
	(*bytes)[*size] = '\0';
	close(fd);
	return e;
}

enum err pack_folder_open(struct arena *mem, const char *dir,
			  struct native_folder *out)
{
	struct disk *d = arena_new(mem, struct disk);
	enum err e;

	d->mem = mem;
	d->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->fd < 0)
		return fail(errno == ENOENT ? ERR_NOT_FOUND : ERR_INVALID,
			    "%s: %s", dir, strerror(errno));
	if ((e = folder_list(d, "", 0))) {
		close(d->fd);
		return e;
	}
	qsort(d->files, d->n, sizeof(*d->files), by_path);
	*out = (struct native_folder){ .context = d, .files = d->files,
				       .nfiles = d->n, .read = file_read,
				       .open = file_open };
	return OK;
}

void pack_folder_close(struct native_folder *folder)
{
	close(((struct disk *)folder->context)->fd);
}

static enum err archive_fail(struct archive *a, const char *path)
{
	return fail(disk_code(archive_errno(a)), "%s: %s", path,
		    archive_error_string(a));
}

static enum err data_copy(struct archive *a, int fd, const char *path,
			  uint64_t size)
{
	char piece[PIECE];
	uint64_t left = size;
	ssize_t n;

	while (left > 0) {
		n = read(fd, piece, left < PIECE ? (size_t)left : PIECE);
		if (n <= 0)
			return fail(ERR_INTERNAL, "%s changed while it was "
				    "read", path);
		if (archive_write_data(a, piece, (size_t)n) != n)
			return archive_fail(a, path);
		left -= (uint64_t)n;
	}
	return OK;
}

static enum err entry_write(struct archive *a,
			    const struct native_folder *folder, size_t i)
{
	const struct native_file *f = &folder->files[i];
	struct archive_entry *entry = archive_entry_new();
	enum err e;
	int fd;

	if (!entry)
		abort();
	archive_entry_set_pathname_utf8(entry, f->path);
	archive_entry_set_size(entry, (int64_t)f->size);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, DATE, 0);
	if (!(e = folder->open(folder->context, i, &fd))) {
		if (archive_write_header(a, entry) != ARCHIVE_OK)
			e = archive_fail(a, f->path);
		else
			e = data_copy(a, fd, f->path, f->size);
		close(fd);
	}
	archive_entry_free(entry);
	return e;
}

static enum err archive_make(const struct native_folder *folder, int fd)
{
	struct archive *a = archive_write_new();
	enum err e = OK;

	if (!a)
		abort();
	archive_write_set_format_zip(a);
	archive_write_set_bytes_in_last_block(a, 1);
	if (archive_write_set_options(a, "zip:compression=deflate,"
				      "zip:compression-level=9,"
				      "zip:hdrcharset=UTF-8") != ARCHIVE_OK ||
	    archive_write_open_fd(a, fd) != ARCHIVE_OK)
		e = archive_fail(a, "zip");
	for (size_t i = 0; i < folder->nfiles && !e; i++)
		e = entry_write(a, folder, i);
	if (!e && archive_write_close(a) != ARCHIVE_OK)
		e = archive_fail(a, "zip");
	archive_write_free(a);
	return e;
}

enum err pack_write(const struct native_folder *folder, const char *path,
		    uint64_t *size)
{
	struct arena mem = ARENA_INIT;
	const char *temp = arena_format(&mem, "%s.part", path);
	const int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
			    0644);
	struct stat st;
	enum err e;

	if (fd < 0) {
		e = disk_fail(path);
		arena_end(&mem);
		return e;
	}
	e = archive_make(folder, fd);
	/* The program keeps its own files to itself; this one is to be passed on. */
	if (!e && (fchmod(fd, 0644) || fsync(fd) || fstat(fd, &st)))
		e = disk_fail(path);
	if (close(fd) && !e)
		e = disk_fail(path);
	if (!e && rename(temp, path))
		e = disk_fail(path);
	if (e)
		unlink(temp);
	else
		*size = (uint64_t)st.st_size;
	arena_end(&mem);
	return e;
}
