#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "convert_limits.h"
#include "mp4.h"
#include "worker.h"

#define LOOK_MS 100
#define WALL_MS (INT64_C(12) * 3600 * 1000)
#define PIECE 262144
#define ROOM_LEAST (16u << 20)	/* below that, the disk was the reason */
#define SHORTER_MOST 2.0	/* seconds, and a twentieth: the rest is missing */

bool convert_possible(void)
{
	return access(CONVERT_PROGRAM, X_OK) == 0;
}

/* A file without a name: whatever happens, nothing of it is left. */
static enum err nameless(const char *folder, int *out)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/form-XXXXXX", folder);
	*out = mkostemp(path, O_CLOEXEC);
	if (*out < 0)
		return fail(ERR_INTERNAL, "%s: %s", path, strerror(errno));
	unlink(path);
	return OK;
}

/* Until it ends by itself: its status. False: it was stopped before. */
static bool wait_for(const struct convert_order *o, pid_t pid, int *status,
		     bool *late)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000L };
	const int64_t end = clock_steady() + WALL_MS;

	*late = false;
	while (waitpid(pid, status, WNOHANG) == 0) {
		*late = clock_steady() > end;
		if (*late || (o->go_on && !o->go_on(o->context))) {
			worker_end(pid);
			return false;
		}
		nanosleep(&pause, NULL);
	}
	return true;
}

static enum convert_end end_of(int status)
{
	if (WIFSIGNALED(status))
		switch (WTERMSIG(status)) {
		case SIGXFSZ: return CONVERT_NEEDLESS;
		case SIGXCPU: case SIGKILL: return CONVERT_SLOW;
		default: return CONVERT_DAMAGED;
		}
	if (WEXITSTATUS(status) == CONVERT_NO_WORKER)
		return CONVERT_UNAVAILABLE;
	return WEXITSTATUS(status) ? CONVERT_DAMAGED : CONVERT_DONE;
}

/* ffmpeg leaves content with what it could read: is it all, and does it play? */
static enum convert_end look_at(const struct convert_order *o, int fd,
				uint64_t original)
{
	struct mp4 m;

	if (!mp4_read(fd, &m) || m.index_last || m.seconds <= 0 ||
	    (o->form == CONVERT_240P ? !m.video : !m.audio))
		return CONVERT_DAMAGED;
	if (m.seconds < o->seconds * .95 - SHORTER_MOST)
		return CONVERT_DAMAGED;
	return m.bytes > convert_bytes_most(original) ? CONVERT_NEEDLESS
						      : CONVERT_DONE;
}

static enum err pieces_write(struct blob_writer *w, int fd, uint64_t *size)
{
	char *piece = malloc(PIECE);
	enum err e = OK;
	ssize_t n = 1;

	if (!piece)
		abort();
	for (*size = 0; !e && n; *size += (uint64_t)n)
		if ((n = pread(fd, piece, PIECE, (off_t)*size)) > 0)
			e = blob_write(w, piece, (size_t)n);
		else if (n < 0)
			e = fail(ERR_INTERNAL, "read: %s", strerror(errno)),
			n = 0;
	free(piece);
	return e;
}

static enum err keep(const struct blob_store *store, int fd,
		     struct convert_result *out)
{
	struct blob_batch *batch;
	struct blob_writer *w;
	enum err e;

	if ((e = blob_batch_begin(store, &batch)))
		return e;
	if (!(e = blob_begin(batch, &w))) {
		if ((e = pieces_write(w, fd, &out->size)))
			blob_abort(w);
		else
			e = blob_end(w, out->blob);
	}
	if (!e)
		return blob_batch_commit(batch);
	blob_batch_abandon(batch);
	return e;
}

static uint64_t disk_left(int fd)
{
	struct statvfs s;

	return fstatvfs(fd, &s) ? 0 : (uint64_t)s.f_bavail * s.f_frsize;
}

static enum err run(const struct convert_order *o, int in, uint64_t original,
		    int out, struct convert_result *result)
{
	const char *name = o->form == CONVERT_240P ? CONVERT_240P_WORKER
						   : CONVERT_AUDIO_WORKER;
	int status = 0;
	bool late;
	pid_t pid;
	enum err e;

	if ((e = worker_start(name, in, out, o->exe, &pid)))
		return e;
	if (!wait_for(o, pid, &status, &late))
		result->end = late ? CONVERT_SLOW : CONVERT_STOPPED;
	else
		result->end = end_of(status);
	if (result->end == CONVERT_DAMAGED && disk_left(out) < ROOM_LEAST)
		return fail(ERR_FULL, "%s: no room for it", name);
	if (result->end == CONVERT_DONE)
		result->end = look_at(o, out, original);
	return OK;
}

enum err convert_blob(const struct blob_store *store,
		      const struct convert_order *o,
		      struct convert_result *out)
{
	uint64_t original;
	int in, to;
	enum err e;

	*out = (struct convert_result){ .end = CONVERT_UNAVAILABLE };
	if ((e = blob_open(store, o->blob, BLOB_PLAIN, &in, &original)))
		return e;
	if (convert_possible() && !(e = nameless(o->folder, &to))) {
		if (!(e = run(o, in, original, to, out)) &&
		    out->end == CONVERT_DONE)
			e = keep(store, to, out);
		close(to);
	}
	close(in);
	return e;
}
