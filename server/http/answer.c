#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/exchange.h"

#define SEND_SIZE  (256 * 1024)	/* between two looks at the clock */
#define JOIN_SIZE  (32 * 1024)	/* up to here a body goes in one write with its
				   head */

static int64_t answer_deadline(const struct exchange *x, int64_t size)
{
	const struct listener_options *o = &x->l->options;

	return clock_steady() + o->answer_ms + size / o->answer_rate * 1000;
}

/* The wire gives up after head_ms without progress; a line that is down for
   longer than that, but not past the deadline, is waited for. */
static bool send_some(struct exchange *x, const char *p, size_t n,
		     int64_t deadline)
{
	while (n) {
		const int64_t since = clock_steady();
		const size_t some = n < SEND_SIZE ? n : SEND_SIZE;
		const int w = x->wire.write(x->wire.connection, p, some);

		if (w > 0) {
			p += w;
			n -= (size_t)w;
		} else if (clock_steady() - since < x->l->options.head_ms) {
			return false;
		}
		if (n && clock_steady() >= deadline)
			return false;
	}
	return true;
}

/* What the kernel takes at once needs no watch. */
static bool send_all(struct exchange *x, const char *p, size_t n,
		     int64_t deadline)
{
	bool good;

	if (n <= JOIN_SIZE * 2)
		return send_some(x, p, n, deadline);
	exchange_watch(x, deadline, SHUT_RDWR);
	good = send_some(x, p, n, deadline);
	exchange_unwatch(x);
	return good;
}

/* The last second's text, for each thread. */
static const char *date_now(int64_t now)
{
	static _Thread_local char text[32];
	static _Thread_local time_t at;
	const time_t seconds = (time_t)(now / 1000);
	struct tm tm;

	if (seconds != at) {
		gmtime_r(&seconds, &tm);
		strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm);
		at = seconds;
	}
	return text;
}

static void head_line(struct text *t, const char *name, const char *value)
{
	text_puts(t, name);
	text_put(t, ": ", 2);
	text_puts(t, value);
	text_put(t, "\r\n", 2);
}

static bool bodiless(int status)
{
	return status == 204 || status == 304;
}

static void head_write(struct exchange *x, struct text *t, int64_t size)
{
	const struct response *rs = &x->rs;
	char number[24];

	text_put(t, "HTTP/1.1 ", 9);
	text_put(t, number, (size_t)snprintf(number, sizeof(number), "%d ",
					     rs->status));
	text_puts(t, x->wire.phrase(x->wire.connection,
					rs->status));
	text_put(t, "\r\n", 2);
	head_line(t, "Date", date_now(x->rq.now));
	if (rs->type && !bodiless(rs->status))
		head_line(t, "Content-Type", rs->type);
	if (!bodiless(rs->status)) {
		snprintf(number, sizeof(number), "%lld", (long long)size);
		head_line(t, "Content-Length", number);
	}
	head_line(t, "Connection", x->keep ? "keep-alive" : "close");
	head_line(t, "X-Request-Id", x->rq.id);
	head_line(t, "X-Content-Type-Options", "nosniff");
	for (size_t i = 0; i < rs->nheaders; i++)
		head_line(t, rs->headers[i].name, rs->headers[i].value);
	text_put(t, "\r\n", 2);
}

/* Not from the arena: that would clear it first, for every file sent. */
static char *joined_new(const struct text *head, size_t more)
{
	char *joined = malloc(head->size + more);

	if (!joined)
		abort();
	memcpy(joined, head->bytes, head->size);
	return joined;
}

/* Head and body in one write, which is twice as fast as two. */
static bool send_bytes(struct exchange *x, const struct text *head,
		       const char *bytes, size_t n, int64_t deadline)
{
	const size_t first = n < JOIN_SIZE ? n : JOIN_SIZE;
	char *joined = joined_new(head, first);
	bool good;

	x->sent = (int64_t)n;
	if (first)
		memcpy(joined + head->size, bytes, first);
	good = send_all(x, joined, head->size + first, deadline);
	free(joined);
	return good && send_all(x, bytes + first, n - first, deadline);
}

static bool read_at(int fd, char *to, size_t n, int64_t at)
{
	while (n) {
		const ssize_t r = pread(fd, to, n, at);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		to += r;
		n -= (size_t)r;
		at += r;
	}
	return true;
}

/* Wait until the socket takes more. */
static bool room_comes(const struct exchange *x, int fd, int64_t deadline)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	while (clock_steady() < deadline && !atomic_load(&x->l->stopping))
		if (poll(&p, 1, 100) > 0)
			return !(p.revents & (POLLERR | POLLHUP));
	return false;
}

/* More than 0 of a call on a socket that would rather wait; 0: the line broke,
   or it took too long. */
static size_t call_went(const struct exchange *x, int fd, ssize_t n,
			int64_t deadline, bool *again)
{
	*again = n < 0 && (errno == EINTR ||
			   (errno == EAGAIN && room_comes(x, fd, deadline)));
	return n > 0 ? (size_t)n : 0;
}

/* The head of a file: the kernel keeps it for what follows. */
static bool send_first(struct exchange *x, int fd, const struct text *head,
		       int64_t deadline)
{
	size_t sent = 0;
	bool again = true;

	while (again && sent < head->size) {
		const ssize_t n = send(fd, head->bytes + sent,
				       head->size - sent,
				       MSG_NOSIGNAL | MSG_MORE);

		sent += call_went(x, fd, n, deadline, &again);
		again |= n > 0;
	}
	return sent == head->size;
}

/*
 * From the page cache to the socket without a copy: nearly twice the rate of
 * reading and writing. A file that ends too early is an error here, and not a
 * SIGBUS as it would be with a mapping.
 */
static bool send_rest(struct exchange *x, int fd, off_t from, int64_t length,
		      int64_t deadline)
{
	bool again = true;

	while (again && length) {
		const ssize_t n = sendfile(fd, x->rs.file, &from,
					   length < SEND_SIZE ? (size_t)length
							      : SEND_SIZE);

		length -= (int64_t)call_went(x, fd, n, deadline, &again);
		again |= n > 0 && clock_steady() < deadline;
	}
	return !length;
}

static bool send_small(struct exchange *x, const struct text *head,
		       size_t length, int64_t deadline)
{
	char *joined = joined_new(head, length);
	const bool good =
		read_at(x->rs.file, joined + head->size, length, x->rs.from) &&
		send_all(x, joined, head->size + length, deadline);

	free(joined);
	return good;
}

static bool send_file(struct exchange *x, const struct text *head,
		      int64_t length, int64_t deadline)
{
	int fd;

	x->sent = length;
	if (length <= JOIN_SIZE)
		return send_small(x, head, (size_t)length, deadline);
	fd = exchange_socket(x);
	return fd >= 0 && send_first(x, fd, head, deadline) &&
	       send_rest(x, fd, x->rs.from, length, deadline);
}

static void json_write(struct exchange *x)
{
	struct response *rs = &x->rs;
	char *bytes = json_dumps(rs->json, JSON_COMPACT);

	if (!bytes) {
		fail(ERR_INTERNAL, "the answer's JSON cannot be written");
		respond_problem(&x->rq, rs, ERR_INTERNAL);
		bytes = json_dumps(rs->json, JSON_COMPACT);
	}
	arena_own(x->rq.mem, bytes, free);
	rs->bytes = bytes;
	rs->size = bytes ? strlen(bytes) : 0;
	if (!rs->type)
		rs->type = "application/json";
}

/* A handler that set no status, or a body where there can be none. */
static void response_mend(struct exchange *x)
{
	struct response *rs = &x->rs;

	if (rs->status < 200 || rs->status > 599) {
		fail(ERR_INTERNAL, "answered with status %d", rs->status);
		respond_problem(&x->rq, rs, ERR_INTERNAL);
	}
	if (rs->json)
		json_write(x);
	if (rs->file >= 0 && rs->status != 206) {
		rs->from = 0;
		rs->length = (int64_t)rs->size;
	}
}

bool answer_send(struct exchange *x)
{
	struct text head = { .mem = x->rq.mem };
	struct response *rs = &x->rs;
	int64_t size, deadline;
	bool good;

	response_mend(x);
	size = rs->file >= 0 ? rs->length : (int64_t)rs->size;
	deadline = answer_deadline(x, size);
	head_write(x, &head, size);
	if (x->rq.head || bodiless(rs->status))
		good = send_all(x, head.bytes, head.size, deadline);
	else if (rs->file >= 0)
		good = send_file(x, &head, size, deadline);
	else
		good = send_bytes(x, &head, rs->bytes, (size_t)size, deadline);
	response_file_end(rs);
	return good;
}
