#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/disk.h"
#include "http/exchange.h"

#define READ_SIZE  (64 * 1024)
#define READ_LEAST 4096
#define IGNORED_MOST (64 * 1024)	/* a body that nobody asked for */
#define LINGER_MS  2000

/* The wire gives 0 or less both for a sender who is slow and for one who is
   gone; only the time it took tells them apart. */
static enum err body_ended(struct exchange *x, int64_t since, int64_t deadline)
{
	const int64_t now = clock_steady();

	if (now >= deadline || now - since >= x->l->options.head_ms)
		return refuse(&x->rq, P_request_timeout, NO_VALUES);
	return fail(ERR_INVALID, "the body was cut short by %lld bytes",
		    (long long)x->unread);
}

static int64_t body_deadline(const struct exchange *x)
{
	const struct listener_options *o = &x->l->options;

	return clock_steady() + o->body_ms +
	       x->head.length / o->body_rate * 1000;
}

static enum err body_some(struct exchange *x, char *out, size_t n,
			  int64_t deadline, size_t *got)
{
	const int64_t since = clock_steady();
	int r;

	if ((int64_t)n > x->unread)
		n = (size_t)x->unread;
	if (since >= deadline || (r = x->wire.read(x->wire.connection, out, n)) <= 0)
		return body_ended(x, since, deadline);
	*got = (size_t)r;
	x->unread -= r;
	return OK;
}

static enum err body_keep(struct exchange *x, int64_t deadline)
{
	char *to = arena_alloc(x->rq.mem, (size_t)x->head.length + 1);
	size_t got;
	enum err e;

	x->rq.body = to;
	while (x->unread) {
		if ((e = body_some(x, to + x->rq.body_size, (size_t)x->unread,
				   deadline, &got)))
			return e;
		x->rq.body_size += got;
	}
	return OK;
}

static enum err body_spool(struct exchange *x, int64_t deadline)
{
	char *some = arena_alloc(x->rq.mem, READ_SIZE);
	size_t got;
	enum err e = OK;
	int fd;

	x->rq.body_path = arena_format(x->rq.mem, "%s/%s.part", x->l->spool,
				       x->rq.id);
	fd = open(x->rq.body_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return disk_fail(x->rq.body_path);
	while (!e && x->unread) {
		if ((e = body_some(x, some, READ_SIZE, deadline, &got)))
			break;
		if (!disk_write(fd, some, got))
			e = disk_fail("spool");
		x->rq.body_size += got;
	}
	close(fd);
	return e;
}

/* Nobody asked for it; read, it leaves the connection clean. */
static enum err body_ignore(struct exchange *x, int64_t deadline)
{
	char *some = arena_alloc(x->rq.mem, READ_SIZE);
	size_t got;
	enum err e;

	while (x->unread)
		if ((e = body_some(x, some, READ_SIZE, deadline, &got)))
			return e;
	return OK;
}

static void body_go_on(struct exchange *x)
{
	static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";

	if (x->head.expects)
		x->wire.write(x->wire.connection, go_on, sizeof(go_on) - 1);
	x->head.expects = false;
}

/*
 * The wire waits until it has all that is asked for. So a STREAM asks for what
 * is there, and at least for as much as comes in half a second of the slowest
 * line: then what a slow one brought is soon known, and a stop is soon seen.
 */
static size_t source_there(struct exchange *x, size_t most)
{
	const int fd = exchange_socket(x);
	int there = 0;

	if (fd < 0 || ioctl(fd, FIONREAD, &there) || there < READ_LEAST)
		there = READ_LEAST;
	return (size_t)there < most ? (size_t)there : most;
}

/* A STREAM is watched while it is waited for, not while it is worked on. */
static enum err source_take(struct body_source *source, struct request *rq,
			    char *to, size_t most, size_t *got)
{
	struct exchange *x = (struct exchange *)
		((char *)source - offsetof(struct exchange, source));
	enum err e;

	if (atomic_load(&x->l->shut))
		return fail(ERR_BUSY, "the server stops");
	body_go_on(x);
	exchange_watch(x, x->source_deadline, SHUT_RD);
	e = body_some(x, to, source_there(x, most), x->source_deadline, got);
	exchange_unwatch(x);
	rq->body_left = e ? 0 : x->unread;
	return e;
}

static void body_offer(struct exchange *x, int64_t deadline)
{
	x->source.take = source_take;
	x->source_deadline = deadline;
	x->rq.source = &x->source;
	x->rq.body_left = x->unread;
}

static bool is_json(const char *type)
{
	const size_t n = strlen("application/json");

	return type && strncasecmp(type, "application/json", n) == 0 &&
	       strchr("; \t", type[n]);		/* its NUL is found too */
}

/* What can be refused before a byte of the body is read. */
static enum err body_check(struct exchange *x, const struct body_rule *rule)
{
	static const int64_t usual[] = {
		[NONE] = IGNORED_MOST, [JSON] = BODY_JSON_MOST,
		[ITEM] = BODY_ITEM_MOST, [BYTES] = BODY_BYTES_MOST,
		[FILE_BODY] = BODY_FILE_MOST, [STREAM] = BODY_FILE_MOST
	};
	const int64_t most = rule->most ? rule->most : usual[rule->kind];

	if (x->head.chunked || (rule->kind != NONE && x->head.length < 0))
		return refuse(&x->rq, P_length_required, NO_VALUES);
	if ((rule->kind == JSON || rule->kind == ITEM) &&
	    !is_json(request_header(&x->rq, "Content-Type")))
		return fail(ERR_UNSUPPORTED, "a body that is not JSON");
	if (x->head.length > most)
		return fail(ERR_TOO_LARGE, "a body of %lld bytes, not %lld",
			    (long long)x->head.length, (long long)most);
	if (rule->kind == FILE_BODY && !x->l->spool)
		return fail(ERR_TOO_LARGE, "no spool for a file");
	return OK;
}

static enum err body_take(struct exchange *x, enum body kind, int64_t deadline)
{
	switch (kind) {
	case JSON:
	case ITEM:
	case BYTES:
		return body_keep(x, deadline);
	case FILE_BODY:
		return body_spool(x, deadline);
	default:
		return x->unread ? body_ignore(x, deadline) : OK;
	}
}

enum err body_read(struct exchange *x, const struct body_rule *rule)
{
	const int64_t deadline = body_deadline(x);
	enum err e;

	if ((e = body_check(x, rule)))
		return e;
	if (rule->kind == STREAM)
		return body_offer(x, deadline), OK;
	if (!x->unread)
		return body_take(x, rule->kind, deadline);
	body_go_on(x);
	exchange_watch(x, deadline, SHUT_RD);
	e = body_take(x, rule->kind, deadline);
	exchange_unwatch(x);
	return e;
}

/* A connection that is closed with unread bytes is reset, and the answer may
   be lost with it; so some are read first. */
void body_linger(struct exchange *x)
{
	const int64_t deadline = clock_steady() + LINGER_MS;
	char some[4096];
	int r;

	if (x->head.expects || !x->unread)
		return;
	exchange_watch(x, deadline, SHUT_RD);
	while (x->unread > 0 && clock_steady() < deadline &&
	       (r = x->wire.read(x->wire.connection, some, sizeof(some))) > 0)
		x->unread -= r;
	exchange_unwatch(x);
}
