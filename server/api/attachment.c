#include "api/attachment.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"
#include "jobs/uploads.h"
#include "serve.h"

#define PIECE 16384

static enum err pieces_write(int fd, struct blob_writer *w)
{
	char piece[PIECE];
	ssize_t n;
	enum err e;

	while ((n = read(fd, piece, sizeof(piece))) > 0)
		if ((e = blob_write(w, piece, (size_t)n)))
			return e;
	return n < 0 ? disk_fail("the body") : OK;
}

static enum err blob_fill(struct blob_batch *batch, int fd, char *name)
{
	struct blob_writer *w;
	enum err e;

	if ((e = blob_begin(batch, &w)))
		return e;
	if ((e = pieces_write(fd, w))) {
		blob_abort(w);
		return e;
	}
	return blob_end(w, name);
}

enum err body_store(struct request *rq, int fd,
		    char name[static BLOB_NAME_SIZE])
{
	struct blob_batch *batch;
	enum err e;

	if ((e = blob_batch_begin(&rq->server->blobs, &batch)))
		return e;
	if ((e = blob_fill(batch, fd, name))) {
		blob_batch_abandon(batch);
		return e;
	}
	return blob_batch_commit(batch);
}

enum err body_keep(struct request *rq, char name[static BLOB_NAME_SIZE])
{
	const int fd = open(rq->body_path, O_RDONLY | O_CLOEXEC);
	enum err e;

	if (fd < 0)
		return disk_fail("the body");
	/* Whoever sends file after file leaves room for what others save. */
	e = uploads_room(rq->server, 0, (int64_t)rq->body_size)
		? body_store(rq, fd, name) : fail(ERR_FULL, "no room for a file");
	close(fd);
	return e;
}

/* Letters, digits and a few signs as they are: RFC 8187 has the rest. */
static const char *disposition(struct request *rq, const struct attachment *a)
{
	struct text out = { .mem = rq->mem };

	text_puts(&out, a->shown ? "inline" : "attachment");
	text_puts(&out, "; filename*=UTF-8''");
	for (const char *s = a->name; *s; s++) {
		const unsigned char c = (unsigned char)*s;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("-._", c))
			text_put(&out, s, 1);
		else
			text_putf(&out, "%%%02X", c);
	}
	return out.bytes;
}

enum err attachment_send(struct request *rq, struct response *rs,
			 const struct attachment *a)
{
	uint64_t size;
	enum err e;

	if ((e = blob_open(&rq->server->blobs, a->blob, BLOB_PLAIN, &rs->file,
			   &size)))
		return e;
	rs->status = 200;
	rs->type = a->media_type;
	rs->size = (size_t)size;
	response_header(rs, "Content-Security-Policy",
			"default-src 'none'; sandbox");
	response_header(rs, "Cross-Origin-Resource-Policy", "same-origin");
	response_header(rs, "Content-Disposition", disposition(rq, a));
	response_header(rs, "Cache-Control", "private, no-cache");
	respond_part(rq, rs, arena_format(rq->mem, "\"%.32s\"", a->blob));
	return OK;
}
