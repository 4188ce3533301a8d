/*
 * A disk that can be slow, fail, and forget: preloaded into a server for tests.
 *
 *	LD_PRELOAD=…/libtest-disk.so
 *	BALAI_DISK_DATA=DIR		whose files it is about
 *	BALAI_DISK_DELAY_US=5000	every sync takes that much longer
 *	BALAI_DISK_RULES=FILE		which calls fail; read again when it changes
 *	BALAI_DISK_LOG=FILE		every change and every sync, in order
 *
 * A line of RULES is "sync|write PART ERRNO SKIP COUNT": of the calls on files
 * whose path has PART in it (with a $ behind it, at its end), SKIP pass and then
 * COUNT fail with ERRNO.
 * A file without lines fails nothing.
 *
 * The LOG holds for each change what was there before and what came, so that
 * tests/crash/power.mjs can take back what no sync had reached, as a power cut
 * would. A change is written down before it is made, a sync after it is done:
 * a process killed between the two has promised nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define RULES_MOST 16

/* power.mjs reads this. */
enum kind { WRITE = 1, CUT, CREATE, RENAME, REMOVE, SYNC_BEGIN, SYNC_END };

struct entry {
	uint32_t kind, path_size, old_size, new_size;
	uint64_t file;		/* inode; 0: all of the file system */
	int64_t at;		/* where; of a sync its number */
	int64_t size;		/* of the file before; of a sync's end errno */
};

struct rule {
	bool sync;
	char part[128];
	int error, skip, count;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *data, *rules_path;
static long delay_us;
static int log_fd = -1;
static int64_t syncs;
static struct rule rules[RULES_MOST];
static int nrules;
static struct stat rules_read;

static void begin(void) __attribute__((constructor));
static void begin(void)
{
	const char *delay = getenv("BALAI_DISK_DELAY_US");
	const char *log = getenv("BALAI_DISK_LOG");

	data = getenv("BALAI_DISK_DATA");
	rules_path = getenv("BALAI_DISK_RULES");
	delay_us = delay ? atol(delay) : 0;
	if (log)
		log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY |
				      O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* --- What a call is about ----------------------------------------------- */

static bool ours(const char *path)
{
	const size_t n = data ? strlen(data) : 0;

	return n && !strncmp(path, data, n) && !strstr(path, "-shm") &&
	       !strstr(path, "serve.lock") && !strstr(path, "/spool");
}

static bool path_of(int fd, char out[PATH_MAX])
{
	char link[64];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, out, PATH_MAX - 1);
	out[n > 0 ? n : 0] = '\0';
	return ours(out);
}

static bool path_at(int dir, const char *name, char out[PATH_MAX])
{
	char folder[PATH_MAX];

	if (*name == '/') {
		snprintf(out, PATH_MAX, "%s", name);
		return ours(out);
	}
	if (dir == AT_FDCWD) {
		if (!getcwd(folder, sizeof(folder)))
			return false;
	} else {
		path_of(dir, folder);
	}
	if (snprintf(out, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
		return false;
	return ours(out);
}

static uint64_t inode(int fd, int64_t *size)
{
	struct stat st;

	if (fstat(fd, &st))
		return 0;
	if (size)
		*size = S_ISREG(st.st_mode) ? st.st_size : -1;
	return st.st_ino;
}

/* --- Which calls fail --------------------------------------------------- */

static void rules_load(void)
{
	struct stat st;
	char kind[16];
	struct rule r;
	FILE *f;

	if (!rules_path || stat(rules_path, &st) ||
	    (st.st_ino == rules_read.st_ino &&
	     st.st_mtim.tv_nsec == rules_read.st_mtim.tv_nsec &&
	     st.st_mtim.tv_sec == rules_read.st_mtim.tv_sec))
		return;
	rules_read = st;
	nrules = 0;
	if (!(f = fopen(rules_path, "re")))
		return;
	while (nrules < RULES_MOST &&
	       fscanf(f, "%15s %127s %d %d %d", kind, r.part, &r.error, &r.skip,
		      &r.count) == 5) {
		r.sync = !strcmp(kind, "sync");
		rules[nrules++] = r;
	}
	fclose(f);
}

static bool matches(const char *path, const char *part)
{
	const size_t n = strlen(part), size = strlen(path);

	if (!n || part[n - 1] != '$')
		return strstr(path, part) != NULL;
	return size >= n - 1 && !strncmp(path + size - (n - 1), part, n - 1);
}

/* The errno that the call is to fail with; 0: it may pass. */
static int fails(bool sync, const char *path)
{
	int error = 0;

	pthread_mutex_lock(&lock);
	rules_load();
	for (int i = 0; i < nrules && !error; i++) {
		struct rule *r = &rules[i];

		if (r->sync != sync || !matches(path, r->part))
			continue;
		if (r->skip > 0)
			r->skip--;
		else if (r->count > 0 && r->count--)
			error = r->error;
	}
	pthread_mutex_unlock(&lock);
	return error;
}

/* --- The log ------------------------------------------------------------ */

static void put(struct entry e, const char *path, const void *old,
		const struct iovec *now, int n)
{
	struct iovec v[3 + 64] = {
		{ &e, sizeof(e) },
		{ (void *)(uintptr_t)path, strlen(path) },
		{ (void *)(uintptr_t)old, e.old_size },
	};

	e.path_size = (uint32_t)v[1].iov_len;
	if (n > 64)
		abort();
	for (int i = 0; i < n; i++) {
		v[3 + i] = now[i];
		e.new_size += (uint32_t)now[i].iov_len;
	}
	if (syscall(SYS_writev, log_fd, v, 3 + n) < 0)
		abort();
}

/* What lies where `size` bytes are to go. */
static void put_change(enum kind kind, int fd, const char *path, int64_t at,
		       size_t size, const struct iovec *now, int n)
{
	struct entry e = { .kind = kind, .at = at };
	char *old = malloc(size + 1);
	ssize_t had;

	e.file = inode(fd, &e.size);
	had = old ? syscall(SYS_pread64, fd, old, size, at) : 0;
	if (had < 0) {	/* opened for writing alone */
		char again[64];
		int in;

		snprintf(again, sizeof(again), "/proc/self/fd/%d", fd);
		in = (int)syscall(SYS_openat, AT_FDCWD, again,
				  O_RDONLY | O_CLOEXEC);
		had = in < 0 ? 0 : syscall(SYS_pread64, in, old, size, at);
		if (in >= 0)
			close(in);
	}
	e.old_size = had > 0 ? (uint32_t)had : 0;
	put(e, path, old, now, n);
	free(old);
}

/* --- Writing ------------------------------------------------------------ */

static ssize_t write_v(int fd, const struct iovec *v, int n, int64_t at,
		       bool placed)
{
	char path[PATH_MAX];
	size_t size = 0;
	ssize_t done;
	int error;

	for (int i = 0; i < n; i++)
		size += v[i].iov_len;
	if (!path_of(fd, path))
		return placed ? syscall(SYS_pwritev, fd, v, n, at, 0)
			      : syscall(SYS_writev, fd, v, n);
	if ((error = fails(false, path))) {
		errno = error;
		return -1;
	}
	pthread_mutex_lock(&lock);
	if (!placed)
		at = lseek(fd, 0, SEEK_CUR);
	if (log_fd >= 0)
		put_change(WRITE, fd, path, at, size, v, n);
	done = placed ? syscall(SYS_pwritev, fd, v, n, at, 0)
		      : syscall(SYS_writev, fd, v, n);
	pthread_mutex_unlock(&lock);
	return done;
}

/* Sockets and pipes are not for us, and most of what is written goes there. */
static bool file_of_ours(int fd)
{
	int64_t size = -1;

	return data && inode(fd, &size) && size >= 0;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	const struct iovec v = { (void *)(uintptr_t)bytes, size };

	if (!file_of_ours(fd))
		return syscall(SYS_write, fd, bytes, size);
	return write_v(fd, &v, 1, 0, false);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
	if (!file_of_ours(fd))
		return syscall(SYS_writev, fd, v, n);
	return write_v(fd, v, n, 0, false);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
	const struct iovec v = { (void *)(uintptr_t)bytes, size };

	return write_v(fd, &v, 1, at, true);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	return pwrite64(fd, bytes, size, at);
}

int ftruncate64(int fd, off64_t size)
{
	char path[PATH_MAX];
	int64_t had = -1;
	int rc;

	if (!path_of(fd, path) || log_fd < 0)
		return (int)syscall(SYS_ftruncate, fd, size);
	pthread_mutex_lock(&lock);
	inode(fd, &had);
	put_change(CUT, fd, path, size, had > size ? (size_t)(had - size) : 0,
		   NULL, 0);
	rc = (int)syscall(SYS_ftruncate, fd, size);
	pthread_mutex_unlock(&lock);
	return rc;
}

int ftruncate(int fd, off_t size)
{
	return ftruncate64(fd, size);
}

/* --- Names -------------------------------------------------------------- */

static int open_at(int dir, const char *name, int flags, mode_t mode)
{
	char path[PATH_MAX];
	bool fresh = false;
	int fd, error;

	if ((flags & O_CREAT) && path_at(dir, name, path))
		fresh = access(path, F_OK) != 0;
	if (fresh && (error = fails(false, path))) {
		errno = error;
		return -1;
	}
	if (!fresh || log_fd < 0)
		return (int)syscall(SYS_openat, dir, name, flags, mode);
	pthread_mutex_lock(&lock);
	fd = (int)syscall(SYS_openat, dir, name, flags, mode);
	if (fd >= 0)
		put((struct entry){ .kind = CREATE, .file = inode(fd, NULL) },
		    path, NULL, NULL, 0);
	pthread_mutex_unlock(&lock);
	return fd;
}

#define MODE(flags) \
	mode_t mode = 0; \
	if (flags & (O_CREAT | O_TMPFILE)) { \
		va_list args; \
		va_start(args, flags); \
		mode = va_arg(args, mode_t); \
		va_end(args); \
	}

int open(const char *name, int flags, ...)
{
	MODE(flags)
	return open_at(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...)
{
	MODE(flags)
	return open_at(AT_FDCWD, name, flags, mode);
}

int openat(int dir, const char *name, int flags, ...)
{
	MODE(flags)
	return open_at(dir, name, flags, mode);
}

int openat64(int dir, const char *name, int flags, ...)
{
	MODE(flags)
	return open_at(dir, name, flags, mode);
}

int renameat(int dir, const char *from, int other, const char *to)
{
	char a[PATH_MAX], b[PATH_MAX];
	struct iovec v = { b, 0 };
	int rc;

	if (log_fd < 0 || !path_at(dir, from, a) || !path_at(other, to, b))
		return (int)syscall(SYS_renameat2, dir, from, other, to, 0);
	v.iov_len = strlen(b);
	pthread_mutex_lock(&lock);
	rc = (int)syscall(SYS_renameat2, dir, from, other, to, 0);
	if (!rc)
		put((struct entry){ .kind = RENAME }, a, NULL, &v, 1);
	pthread_mutex_unlock(&lock);
	return rc;
}

int rename(const char *from, const char *to)
{
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int unlinkat(int dir, const char *name, int flags)
{
	char path[PATH_MAX];
	int rc;

	if (log_fd < 0 || !path_at(dir, name, path))
		return (int)syscall(SYS_unlinkat, dir, name, flags);
	pthread_mutex_lock(&lock);
	rc = (int)syscall(SYS_unlinkat, dir, name, flags);
	if (!rc)
		put((struct entry){ .kind = REMOVE }, path, NULL, NULL, 0);
	pthread_mutex_unlock(&lock);
	return rc;
}

int unlink(const char *name)
{
	return unlinkat(AT_FDCWD, name, 0);
}

/* --- Syncing ------------------------------------------------------------ */

static int synced(int fd, long call)
{
	const struct timespec delay = { delay_us / 1000000,
					delay_us % 1000000 * 1000 };
	struct entry e = { .kind = SYNC_BEGIN };
	char path[PATH_MAX];
	int rc, error;

	if (!path_of(fd, path))
		return (int)syscall(call, fd);
	pthread_mutex_lock(&lock);
	e.at = ++syncs;
	e.file = call == SYS_syncfs ? 0 : inode(fd, NULL);
	if (log_fd >= 0)
		put(e, path, NULL, NULL, 0);
	pthread_mutex_unlock(&lock);
	if (delay_us)
		nanosleep(&delay, NULL);
	/* As Linux does it: what a failed sync held is not written by the next. */
	error = fails(true, path);
	rc = error ? -1 : (int)syscall(call, fd);
	e.kind = SYNC_END;
	e.size = error;
	pthread_mutex_lock(&lock);
	if (log_fd >= 0)
		put(e, path, NULL, NULL, 0);
	pthread_mutex_unlock(&lock);
	if (error)
		errno = error;
	return rc;
}

int fsync(int fd)
{
	return synced(fd, SYS_fsync);
}

int fdatasync(int fd)
{
	return synced(fd, SYS_fdatasync);
}

int syncfs(int fd)
{
	return synced(fd, SYS_syncfs);
}
