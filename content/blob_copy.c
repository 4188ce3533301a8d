#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "blob_path.h"

#define CHUNK 16384
#define KEEP "keep"		/* locked, never written to */

/* ---- From store to store ------------------------------------------------ */

static enum err copy_bytes(int in, const char *name, struct blob_writer *out)
{
	unsigned char digest[32], chunk[CHUNK];
	crypto_generichash_state hash;
	char found[BLOB_NAME_SIZE];
	enum err e = OK;
	ssize_t n;

	crypto_generichash_init(&hash, NULL, 0, sizeof(digest));
	while (!e && (n = read(in, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return disk_fail(name);
		crypto_generichash_update(&hash, chunk, (size_t)n);
		e = blob_write(out, chunk, (size_t)n);
	}
	crypto_generichash_final(&hash, digest, sizeof(digest));
	sodium_bin2hex(found, sizeof(found), digest, sizeof(digest));
	if (!e && strcmp(found, name) != 0)
		e = fail(ERR_INVALID, "blob %s is damaged", name);
	return e;
}

enum err blob_copy(const struct blob_store *from, const char *name,
		   struct blob_batch *to)
{
	char same[BLOB_NAME_SIZE];
	struct blob_writer *w;
	enum err e;
	int in;

	if ((e = blob_open(from, name, BLOB_PLAIN, &in, NULL)))
		return e;
	if (!(e = blob_begin(to, &w))) {
		if ((e = copy_bytes(in, name, w)))
			blob_abort(w);
		else
			e = blob_end(w, same);
	}
	close(in);
	return e;
}

/* ---- What nobody names -------------------------------------------------- */

static int keep_lock(const struct blob_store *store, int how)
{
	const int fd = openat(store->dir, KEEP, O_RDWR | O_CREAT | O_CLOEXEC,
			      0600);

	while (fd >= 0 && flock(fd, how)) {
		const int error = errno;

		if (error == EINTR)
			continue;
		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

enum err blob_keep(const struct blob_store *store, int *lock)
{
	*lock = keep_lock(store, LOCK_SH);
	return *lock < 0 ? disk_fail(KEEP) : OK;
}

static uint64_t room_of(const struct blob_store *store, const char *name,
			enum blob_form form)
{
	char path[BLOB_PATH_SIZE];
	struct stat st;

	blob_path(name, form, path);
	if (fstatat(store->dir, path, &st, AT_SYMLINK_NOFOLLOW))
		return 0;
	return (uint64_t)st.st_blocks * 512;
}

static bool relied_on(const struct blob_store *store, const char *name,
		      int64_t before)
{
	char path[BLOB_PATH_SIZE];
	struct stat st;

	blob_path(name, BLOB_PLAIN, path);
	return fstatat(store->dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       (int64_t)st.st_mtim.tv_sec >= before;
}

/* The lock of "tmp" is held: no batch is being committed now. */
static enum err collect(const struct blob_store *store, const char *name,
			int64_t before, uint64_t *freed)
{
	uint64_t bytes = 0;
	enum err e;

	if (relied_on(store, name, before))
		return OK;
	for (int form = BLOB_PLAIN; form <= BLOB_BROTLI; form++)
		bytes += room_of(store, name, (enum blob_form)form);
	if (!(e = blob_remove(store, name)))
		*freed = bytes;
	return e;
}

enum err blob_collect(const struct blob_store *store, const char *name,
		      int64_t before, uint64_t *freed)
{
	int keep, lock;
	enum err e;

	*freed = 0;
	if (!blob_name_valid(name))
		return fail(ERR_INVALID, "not the name of a blob");
	if ((keep = keep_lock(store, LOCK_EX | LOCK_NB)) < 0)
		return errno == EWOULDBLOCK ? OK : disk_fail(KEEP);
	lock = blob_lock_folder(store, "tmp");
	e = lock < 0 ? disk_fail("tmp") : collect(store, name, before, freed);
	if (lock >= 0)
		close(lock);
	close(keep);
	return e;
}
