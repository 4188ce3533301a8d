#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "unpack_frame.h"
#include "worker.h"

#define PIPE_SIZE (1 << 20)
#define BUFFER (sizeof(struct frame) + 2 * FRAME_DATA_MAX)
#define TICK 200		/* ms between two looks at the clock */
#define TICK_BYTES 1000000	/* or so much that has come out */

const struct unpack_limits unpack_limits_default = {
	.total_bytes = 4000000000u,
	.file_bytes = 2000000000u,
	.entries = 20000,
	.ratio = 200,
	.ratio_from = 64000000u,
	.depth = 32,
	.name_bytes = 255,
	.path_bytes = 1024,
	.seconds = 600,
};

struct unpacking {
	const struct unpack_limits *limits;
	const struct unpack_sink *sink;
	struct arena *mem;	/* of the caller: what the fault says */
	struct unpack_result *out;
	struct fault *fault;
	int pipe;
	int64_t deadline, ticked;
	bool open;		/* a file has begun and not ended */
	char path[4096];	/* of the entry last begun, "" for none */
	uint64_t file_bytes, tick_bytes;
	size_t seen;		/* entries of every kind */
	bool started;		/* the worker is confined and begins */
	size_t from, to;
	_Alignas(8) unsigned char buf[BUFFER];
};

static enum err refuse(struct unpacking *u, enum fault_code code,
		       uint64_t limit)
{
	const char *file = *u->path ? arena_copy(u->mem, u->path,
						 strlen(u->path)) : NULL;

	return fault_set(u->fault, (struct fault){ .code = code, .file = file,
						   .limit = limit });
}

static enum err tick(struct unpacking *u)
{
	const int64_t now = clock_steady();

	if (now >= u->deadline)
		return refuse(u, FAULT_UNPACK_TOO_SLOW, u->limits->seconds);
	u->ticked = now;
	u->tick_bytes = u->out->bytes;
	if (u->sink->progress &&
	    !u->sink->progress(u->sink->context, u->out->entries,
			       u->out->bytes))
		return refuse(u, FAULT_IMPORT_STOPPED, 0);
	return OK;
}

/* The pipe is shut or the worker says nonsense: it did not live to the end. */
static enum err lost(struct unpacking *u)
{
	return refuse(u, u->started ? FAULT_UNPACK_FAILED
				    : FAULT_UNPACK_UNAVAILABLE, 0);
}

static enum err more(struct unpacking *u)
{
	struct pollfd p = { .fd = u->pipe, .events = POLLIN };
	enum err e;
	ssize_t n;

	if (u->from) {
		memmove(u->buf, u->buf + u->from, u->to - u->from);
		u->to -= u->from;
		u->from = 0;
	}
	do {
		n = poll(&p, 1, TICK);
		if ((n == 0 || clock_steady() - u->ticked >= TICK) &&
		    (e = tick(u)))
			return e;
	} while (n == 0 || (n < 0 && errno == EINTR));
	do
		n = read(u->pipe, u->buf + u->to, sizeof(u->buf) - u->to);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return lost(u);
	u->to += (size_t)n;
	return OK;
}

/* One whole frame, which stays in the buffer until the next is asked for. */
static enum err frame_next(struct unpacking *u, struct frame *head,
			   const unsigned char **body)
{
	enum err e;

	while (u->to - u->from < sizeof(*head))
		if ((e = more(u)))
			return e;
	memcpy(head, u->buf + u->from, sizeof(*head));
	if (head->size > FRAME_DATA_MAX)
		return lost(u);
	while (u->to - u->from < sizeof(*head) + head->size)
		if ((e = more(u)))
			return e;
	*body = u->buf + u->from + sizeof(*head);
	u->from += sizeof(*head) + head->size;
	return OK;
}

static enum err file_close(struct unpacking *u)
{
	enum err e;

	if (!u->open)
		return OK;
	u->open = false;
	u->out->entries++;
	if ((e = u->sink->file_end(u->sink->context)))
		return e;
	return u->out->entries % 64 ? OK : tick(u);
}

static void warn(struct unpacking *u, enum fault_code code, const char *path)
{
	if (u->sink->warn)
		u->sink->warn(u->sink->context, code, path);
}

static enum err link_seen(struct unpacking *u, struct arena *mem,
			  const char *target, size_t size)
{
	if (!entry_link_inside(u->path, arena_copy(mem, target, size)))
		return refuse(u, FAULT_ENTRY_LINK, 0);
	warn(u, WARN_ENTRY_LINK_SKIPPED, u->path);
	return OK;
}

static uint64_t limit_of(const struct unpack_limits *limits,
			 enum fault_code code)
{
	return code == FAULT_NAME_TOO_DEEP ? limits->depth
					   : limits->name_bytes;
}

static enum err file_open(struct unpacking *u, const struct entry_name *name,
			  int64_t size)
{
	if (size > 0 && (uint64_t)size > u->limits->file_bytes)
		return refuse(u, FAULT_FILE_TOO_LARGE, u->limits->file_bytes);
	if (u->out->entries >= u->limits->entries)
		return refuse(u, FAULT_TOO_MANY_FILES, u->limits->entries);
	if (name->recoded)
		warn(u, WARN_NAME_RECODED, name->path);
	if (name->backslash)
		warn(u, WARN_NAME_BACKSLASH, name->path);
	u->open = true;
	u->file_bytes = 0;
	return u->sink->file(u->sink->context, name->path);
}

static enum err entry_seen(struct unpacking *u, struct arena *mem,
			   const struct frame_entry *head, const char *text)
{
	struct entry_name name;
	enum fault_code bad;

	bad = entry_name_read(mem, text, head->name_size, u->limits, &name);
	snprintf(u->path, sizeof(u->path), "%s", name.path);
	if (bad)
		return refuse(u, bad, limit_of(u->limits, bad));
	/* Folders too, or an archive of nothing else would never end. */
	if (++u->seen > 4 * u->limits->entries + 16)
		return refuse(u, FAULT_TOO_MANY_FILES, u->limits->entries);
	switch (head->type) {
	case TYPE_LINK:
		return link_seen(u, mem, text + head->name_size,
				 head->link_size);
	case TYPE_DIR:
		return OK;
	case TYPE_FILE:
		return name.dir ? OK : file_open(u, &name, head->size);
	default:
		return refuse(u, FAULT_ENTRY_SPECIAL, 0);
	}
}

static enum err entry_read(struct unpacking *u, struct arena *mem,
			   const struct frame *frame, const unsigned char *body)
{
	struct frame_entry head;
	enum err e;

	if (frame->size < sizeof(head))
		return lost(u);
	memcpy(&head, body, sizeof(head));
	if (frame->size != sizeof(head) + (uint64_t)head.name_size +
	    head.link_size)
		return lost(u);
	if ((e = file_close(u)))
		return e;
	return entry_seen(u, mem, &head, (const char *)body + sizeof(head));
}

static enum err data_read(struct unpacking *u, const void *bytes, size_t size)
{
	const struct unpack_limits *limits = u->limits;
	enum err e;

	/* What a name that ends in a slash holds is nothing to us. */
	if (!u->open)
		return OK;
	u->file_bytes += size;
	u->out->bytes += size;
	if (u->file_bytes > limits->file_bytes)
		return refuse(u, FAULT_FILE_TOO_LARGE, limits->file_bytes);
	if (u->out->bytes > limits->ratio_from &&
	    u->out->bytes / limits->ratio > u->out->packed_bytes)
		return refuse(u, FAULT_ARCHIVE_BOMB, limits->ratio);
	if (u->out->bytes > limits->total_bytes)
		return refuse(u, FAULT_PACKAGE_TOO_LARGE, limits->total_bytes);
	if (u->out->bytes - u->tick_bytes > TICK_BYTES && (e = tick(u)))
		return e;
	return u->sink->data(u->sink->context, bytes, size);
}

static enum err end_read(struct unpacking *u, const struct frame *frame,
			 const unsigned char *body)
{
	static const enum fault_code faults[VERDICT_COUNT][2] = {
		[VERDICT_UNKNOWN] = { FAULT_ARCHIVE_UNKNOWN,
				      FAULT_ARCHIVE_UNKNOWN },
		[VERDICT_EMPTY] = { FAULT_ARCHIVE_EMPTY, FAULT_ARCHIVE_EMPTY },
		[VERDICT_TRUNCATED] = { FAULT_ARCHIVE_TRUNCATED,
					FAULT_ARCHIVE_TRUNCATED },
		[VERDICT_DAMAGED] = { FAULT_ARCHIVE_DAMAGED,
				      FAULT_ENTRY_DAMAGED },
		[VERDICT_ENCRYPTED] = { FAULT_ARCHIVE_ENCRYPTED,
					FAULT_ARCHIVE_ENCRYPTED },
		[VERDICT_METHOD] = { FAULT_ARCHIVE_UNKNOWN,
				     FAULT_ENTRY_METHOD },
		[VERDICT_MEMORY] = { FAULT_UNPACK_MEMORY,
				     FAULT_UNPACK_MEMORY },
	};
	struct frame_end end;

	if (frame->size != sizeof(end))
		return lost(u);
	memcpy(&end, body, sizeof(end));
	if (end.verdict >= VERDICT_COUNT || end.in_entry > 1)
		return lost(u);
	if (end.verdict == VERDICT_OK)
		return file_close(u);
	end.why[sizeof(end.why) - 1] = '\0';
	if (!end.in_entry)
		*u->path = '\0';
	log_event(LOG_INFO, "unpack.refused", LOG_TEXT("reason", end.why));
	return refuse(u, faults[end.verdict][end.in_entry], 0);
}

static enum err pipe_read(struct unpacking *u)
{
	enum err e = OK;

	for (;;) {
		struct arena mem = ARENA_INIT;
		const unsigned char *body = NULL;
		struct frame frame;

		if ((e = frame_next(u, &frame, &body)))
			return e;
		if (frame.kind == FRAME_END)
			return end_read(u, &frame, body);
		if (frame.kind == FRAME_DATA) {
			e = data_read(u, body, frame.size);
		} else if (frame.kind == FRAME_ENTRY) {
			e = entry_read(u, &mem, &frame, body);
		} else if (frame.kind == FRAME_HELLO) {
			u->started = true;
		} else {
			e = lost(u);
		}
		arena_end(&mem);
		if (e)
			return e;
	}
}

static enum err run(struct unpacking *u, int fd, const char *exe)
{
	int ends[2];
	enum err e;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		return refuse(u, FAULT_UNPACK_UNAVAILABLE, 0);
	fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE);
	e = worker_start("unpack-worker", fd, ends[1], exe, &pid);
	close(ends[1]);
	u->pipe = ends[0];
	if (e) {
		e = refuse(u, FAULT_UNPACK_UNAVAILABLE, 0);
	} else {
		e = pipe_read(u);
		worker_end(pid);
	}
	close(ends[0]);
	return e;
}

enum err unpack(int fd, const char *exe, const struct unpack_limits *limits,
		const struct unpack_sink *sink, struct arena *mem,
		struct unpack_result *out, struct fault *fault)
{
	struct unpacking *u = calloc(1, sizeof(*u));
	struct stat st;
	enum err e;

	if (!u)
		abort();
	*out = (struct unpack_result){ 0 };
	*fault = (struct fault){ .code = FAULT_NONE };
	u->limits = limits ? limits : &unpack_limits_default;
	u->sink = sink;
	u->mem = mem;
	u->out = out;
	u->fault = fault;
	u->ticked = clock_steady();
	u->deadline = u->ticked + (int64_t)u->limits->seconds * 1000;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		e = refuse(u, FAULT_ARCHIVE_UNKNOWN, 0);
	} else {
		out->packed_bytes = (uint64_t)st.st_size;
		e = run(u, fd, exe);
	}
	free(u);
	return e;
}
