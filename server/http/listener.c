#include "http/listener.h"

#include <civetweb.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "http/head.h"
#include "http/socket.h"
#include "http/watch.h"

#define READ_SIZE  (64 * 1024)
#define READ_LEAST 4096
#define SEND_SIZE  (256 * 1024)	/* between two looks at the clock */
#define JOIN_SIZE  (32 * 1024)	/* up to here a body goes in one write with its
				   head */
#define IGNORED_MOST (64 * 1024)	/* a body that nobody asked for */
#define LINGER_MS  2000

struct listener {
	struct mg_context *mg;
	struct watch *watch;
	struct listener_options options;
	struct head_rules rules;
	listener_answer *answer;
	void *context;
	char *address, *spool;
	char **proxies;
	int port, socket;	/* -1 when it is shut */
	uint64_t seed;
	atomic_bool shut, stopping;
	atomic_int connections, answering;
	atomic_uint_fast64_t ids;
	atomic_int_fast64_t requests, bytes;
};

/* What CivetWeb keeps for us with a connection. */
struct line {
	int64_t since;		/* it waits for a head, by clock_steady */
	bool before;		/* a request was answered on it already */
	int socket;		/* 0: not looked for yet */
};

/* One request and its answer, on the stack of a worker. */
struct exchange {
	struct listener *l;
	struct mg_connection *c;
	struct line *line;
	struct request rq;
	struct response rs;
	struct head head;
	struct watched watched;
	struct body_source source;	/* of a STREAM */
	int64_t source_deadline;
	int64_t began;		/* by clock_steady */
	int64_t unread;		/* bytes of the body still to come */
	int64_t sent;		/* bytes of the answer's body */
	bool keep;
};

static void watch_begin(struct exchange *x, int64_t deadline, int how)
{
	const struct mg_request_info *ri = mg_get_request_info(x->c);

	x->watched = (struct watched){
		.peer = ri->remote_addr, .peer_port = ri->remote_port,
		.port = ri->server_port,
		.deadline = deadline, .how = how
	};
	watch_add(x->l->watch, &x->watched);
}

static void watch_end(struct exchange *x)
{
	watch_drop(x->l->watch, &x->watched);
}

/* ---- Reading the body -------------------------------------------------- */

/* mg_read gives 0 or less both for a sender who is slow and for one who is
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
	if (since >= deadline || (r = mg_read(x->c, out, n)) <= 0)
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
		mg_write(x->c, go_on, sizeof(go_on) - 1);
	x->head.expects = false;
}

static int line_socket(struct exchange *x)
{
	const struct mg_request_info *ri = mg_get_request_info(x->c);

	if (!x->line->socket)
		x->line->socket = socket_between(ri->remote_addr,
						 ri->remote_port,
						 ri->server_port);
	return x->line->socket;
}

/*
 * mg_read waits until it has all that is asked for. So a STREAM asks for what
 * is there, and at least for as much as comes in half a second of the slowest
 * line: then what a slow one brought is soon known, and a stop is soon seen.
 */
static size_t source_there(struct exchange *x, size_t most)
{
	const int fd = line_socket(x);
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
	watch_begin(x, x->source_deadline, SHUT_RD);
	e = body_some(x, to, source_there(x, most), x->source_deadline, got);
	watch_end(x);
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

static enum err body_read(struct exchange *x, const struct body_rule *rule)
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
	watch_begin(x, deadline, SHUT_RD);
	e = body_take(x, rule->kind, deadline);
	watch_end(x);
	return e;
}

/* A connection that is closed with unread bytes is reset, and the answer may
   be lost with it; so some are read first. */
static void linger(struct exchange *x)
{
	const int64_t deadline = clock_steady() + LINGER_MS;
	char some[4096];
	int r;

	if (x->head.expects || !x->unread)
		return;
	watch_begin(x, deadline, SHUT_RD);
	while (x->unread > 0 && clock_steady() < deadline &&
	       (r = mg_read(x->c, some, sizeof(some))) > 0)
		x->unread -= r;
	watch_end(x);
}

/* ---- Sending the answer ------------------------------------------------ */

static int64_t answer_deadline(const struct exchange *x, int64_t size)
{
	const struct listener_options *o = &x->l->options;

	return clock_steady() + o->answer_ms + size / o->answer_rate * 1000;
}

/* mg_write gives up after head_ms without progress; a line that is down for
   longer than that, but not past the deadline, is waited for. */
static bool send_some(struct exchange *x, const char *p, size_t n,
		     int64_t deadline)
{
	while (n) {
		const int64_t since = clock_steady();
		const size_t some = n < SEND_SIZE ? n : SEND_SIZE;
		const int w = mg_write(x->c, p, some);

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
	watch_begin(x, deadline, SHUT_RDWR);
	good = send_some(x, p, n, deadline);
	watch_end(x);
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
	text_puts(t, mg_get_response_code_text(x->c, rs->status));
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

/*
 * From the page cache to the socket without a copy: nearly twice the rate of
 * reading and writing. A file that ends too early is an error here, and not a
 * SIGBUS as it would be with a mapping.
 */
static bool send_rest(struct exchange *x, off_t from, int64_t length,
		      int64_t deadline)
{
	const int fd = length ? line_socket(x) : -1;

	while (length && fd >= 0) {
		const ssize_t n = sendfile(fd, x->rs.file, &from,
					   length < SEND_SIZE ? (size_t)length
							      : SEND_SIZE);

		if (n > 0)
			length -= n;
		else if (n == 0 || (errno != EAGAIN && errno != EINTR) ||
			 !room_comes(x, fd, deadline))
			return false;
		if (length && clock_steady() >= deadline)
			return false;
	}
	return !length;
}

static bool send_file(struct exchange *x, const struct text *head,
		      int64_t length, int64_t deadline)
{
	const size_t first = length < JOIN_SIZE ? (size_t)length : JOIN_SIZE;
	char *joined = joined_new(head, first);
	bool good;

	x->sent = length;
	good = read_at(x->rs.file, joined + head->size, first, x->rs.from) &&
	       send_all(x, joined, head->size + first, deadline);
	free(joined);
	return good && send_rest(x, x->rs.from + (int64_t)first,
				 length - (int64_t)first, deadline);
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

static void response_send(struct exchange *x)
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
	if (!good)
		x->keep = false;
	if (rs->file >= 0)
		close(rs->file);
	rs->file = -1;
}

/* ---- One request -------------------------------------------------------- */

/* Eleven letters, each request its own: a counter, stirred (splitmix64). */
static void id_make(struct listener *l, char out[static 12])
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	uint64_t z = l->seed + atomic_fetch_add(&l->ids, 1) *
			       UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	for (int i = 0; i < 11; i++, z >>= 5)
		out[i] = letters[z & 31];
	out[11] = '\0';
}

static const char *method_name(const struct request *rq)
{
	return rq->head ? "HEAD" : rq->options ? "OPTIONS"
					: method_word(rq->method);
}

/* The pattern, never the path: paths hold tokens. */
static void exchange_log(const struct exchange *x)
{
	const struct request *rq = &x->rq;

	log_event(LOG_INFO, "request", LOG_TEXT("id", rq->id),
		  LOG_TEXT("origin", rq->origin == APP ? "app" : "content"),
		  LOG_TEXT("method", method_name(rq)),
		  LOG_TEXT("route", rq->route ? rq->route->pattern : "-"),
		  LOG_INT("status", x->rs.status),
		  LOG_INT("ms", clock_steady() - x->began),
		  LOG_INT("bytes", x->sent));
}

/*
 * CivetWeb reads heads leniently: bare line feeds, folded lines (it drops every
 * header behind one), a space before the colon, more headers than it has room
 * for. It cuts the head in place, so what it skipped shows as a gap between the
 * pieces: each must begin two bytes behind the last, where \r\n was.
 */
static bool head_tight(const struct mg_request_info *ri, const char **end)
{
	const char *p = ri->request_method;

	p += strlen(p) + 1;
	if (ri->request_uri != p)
		return false;
	p += strlen(p) + 1;
	if (ri->query_string) {
		if (ri->query_string != p)
			return false;
		p += strlen(p) + 1;
	}
	if (ri->http_version != p + 5)
		return false;
	p = ri->http_version + strlen(ri->http_version);
	for (int i = 0; i < ri->num_headers; i++) {
		const char *name = ri->http_headers[i].name;
		const char *value = ri->http_headers[i].value;
		const char *colon = name + strlen(name);

		if (name != p + 2 || (!colon[1] && value > colon + 1))
			return false;
		p = value + strlen(value);
	}
	*end = p + 4;
	return ri->num_headers == 0 || (p[2] == '\r' && p[3] == '\0');
}

/* Values are CivetWeb's but for white space at the end, which it leaves. */
static const struct header *headers_copy(struct arena *mem,
					 const struct mg_request_info *ri)
{
	struct header *out = arena_array(mem, struct header,
					 (size_t)ri->num_headers + 1);

	for (int i = 0; i < ri->num_headers; i++) {
		const char *value = ri->http_headers[i].value;
		size_t n = strlen(value);

		out[i].name = ri->http_headers[i].name;
		out[i].value = value;
		if (!n || (value[n - 1] != ' ' && value[n - 1] != '\t'))
			continue;
		while (n && (value[n - 1] == ' ' || value[n - 1] == '\t'))
			n--;
		out[i].value = arena_copy(mem, value, n);
	}
	return out;
}

static enum err exchange_head(struct exchange *x)
{
	const struct mg_request_info *ri = mg_get_request_info(x->c);
	const char *end = ri->request_method;
	const bool tight = head_tight(ri, &end);
	const struct raw_head raw = {
		.method = ri->request_method,
		.path = ri->local_uri_raw,
		.query = ri->query_string,
		.version = ri->http_version,
		.headers = headers_copy(x->rq.mem, ri),
		.nheaders = (size_t)ri->num_headers,
		.size = tight ? (size_t)(end - ri->request_method) : 0,
		.peer = ri->remote_addr,
	};
	const enum err e = head_read(&raw, &x->l->rules, &x->rq, &x->head);

	x->unread = x->head.chunked ? INT64_MAX
				    : x->head.length > 0 ? x->head.length : 0;
	if (ri->num_headers == MG_MAX_HEADERS)
		return refuse(&x->rq, P_header_too_large, NO_VALUES);
	if (!e && (!tight || ri->request_uri != ri->local_uri_raw))
		return fail(ERR_INVALID, "a head that is loosely written");
	return e;
}

/* Idle connections hold threads, so when three quarters are held no more are
   kept. */
static bool may_keep(const struct listener *l)
{
	return !atomic_load(&l->shut) &&
	       atomic_load(&l->connections) * 4 <= l->options.threads * 3;
}

static void exchange_refuse(struct exchange *x, enum err e)
{
	const struct listener_options *o = &x->l->options;

	respond_problem(&x->rq, &x->rs, e);
	if (o->guard)
		o->guard(x->l->context, &x->rq, &x->rs);
}

static void exchange_answer(struct exchange *x)
{
	struct body_rule rule = { NONE, 0 };
	enum err e;

	if ((e = exchange_head(x))) {
		/* Its length may be among what CivetWeb dropped: the bytes
		   behind it are nobody's request. */
		x->head.keep = false;
	} else {
		if (!x->l->options.accept(x->l->context, &x->rq, &x->rs, &rule))
			return;
		e = body_read(x, &rule);
	}
	if (e) {
		log_event(LOG_INFO, "refused", LOG_TEXT("id", x->rq.id),
			  LOG_TEXT("reason", fail_reason()));
		exchange_refuse(x, e);
	} else {
		x->l->answer(x->l->context, &x->rq, &x->rs);
	}
}

static void exchange_begin(struct exchange *x, struct listener *l,
			   struct mg_connection *c, struct arena *mem)
{
	*x = (struct exchange){
		.l = l, .c = c, .line = mg_get_user_connection_data(c),
		.rs = RESPONSE_INIT, .began = clock_steady()
	};
	x->rq = (struct request){
		.origin = l->options.origin, .method = METHOD_COUNT,
		.path = "/", .query = "", .address = "",
		.mem = mem, .now = clock_now()
	};
	id_make(l, x->rq.id);
}

static void exchange_end(struct exchange *x)
{
	struct listener *l = x->l;

	if (!x->keep)
		mg_disable_connection_keep_alive(x->c);
	if (x->rq.body_path)
		unlink(x->rq.body_path);
	atomic_fetch_add(&l->requests, 1);
	atomic_fetch_add(&l->bytes, x->sent);
	exchange_log(x);
	arena_end(x->rq.mem);
}

static int on_request(struct mg_connection *c)
{
	struct listener *l = mg_get_user_context_data(c);
	struct failure *slot;
	struct arena mem = ARENA_INIT;
	struct exchange x;

	atomic_fetch_add(&l->answering, 1);
	exchange_begin(&x, l, c, &mem);
	slot = failure_into(&x.rq.failure);
	exchange_answer(&x);
	x.keep = x.head.keep && !x.unread && may_keep(l);
	response_send(&x);
	linger(&x);
	exchange_end(&x);
	failure_into(slot);
	x.line->since = clock_steady();
	x.line->before = true;
	atomic_fetch_sub(&l->answering, 1);
	return x.rs.status;
}

/* ---- What CivetWeb refuses itself --------------------------------------- */

static bool is_token(const char *s)
{
	for (; s && *s; s++)
		if ((*s < 'A' || *s > 'Z') && (*s < 'a' || *s > 'z') &&
		    *s != '-' && *s != '_')
			return false;
	return s != NULL;
}

/* It stops at a method it does not know before it reads any header. */
static bool unknown_method(const struct mg_request_info *ri)
{
	return ri->request_method && ri->http_version &&
	       ri->num_headers == 0 && is_token(ri->request_method);
}

static enum problem_code refused_for(const struct mg_connection *c, int status,
				     const char *message, int64_t waited,
				     const struct listener_options *o)
{
	if (status == 505)
		return P_version_unknown;
	if (status == 413)
		return P_header_too_large;
	if (strcmp(message, "Malformed message") == 0)
		return waited >= o->head_ms ? P_request_timeout : P_invalid;
	if (strcmp(message, "Bad request") == 0 && status == 400 &&
	    unknown_method(mg_get_request_info(c)))
		return P_method_unknown;
	return P_invalid;
}

/*
 * A kept connection gets keep_alive_ms for a whole head, so a head that comes
 * in two pieces on a slow line may miss it. Closing without a word makes a
 * browser send it again; an error would be shown to a person.
 */
static int on_refusal(struct mg_connection *c, int status, const char *message)
{
	struct listener *l = mg_get_user_context_data(c);
	const struct line *line = mg_get_user_connection_data(c);
	const int64_t waited = clock_steady() - line->since;
	struct arena mem = ARENA_INIT;
	struct exchange x;

	if (line->before && waited >= l->options.keep_alive_ms &&
	    strcmp(message, "Malformed message") == 0)
		return 0;
	exchange_begin(&x, l, c, &mem);
	x.rq.problem = problem_of(refused_for(c, status, message, waited,
					      &l->options));
	exchange_refuse(&x, x.rq.problem->err);
	response_send(&x);
	exchange_end(&x);
	return 0;
}

static int on_connection(const struct mg_connection *c, void **data)
{
	struct listener *l = mg_get_user_context_data(c);
	struct line *line = calloc(1, sizeof(*line));

	if (!line)
		abort();
	line->since = clock_steady();
	*data = line;
	atomic_fetch_add(&l->connections, 1);
	return 0;
}

static void on_closing(const struct mg_connection *c)
{
	free(mg_get_user_connection_data(c));
}

static void on_closed(const struct mg_connection *c)
{
	struct listener *l = mg_get_user_context_data(c);

	atomic_fetch_sub(&l->connections, 1);
}

static int on_message(const struct mg_connection *c, const char *message)
{
	(void)c;
	log_event(LOG_WARN, "civetweb", LOG_TEXT("message", message));
	return 1;
}

/* ---- Starting and stopping ---------------------------------------------- */

static int or_usual(int given, int usual)
{
	return given > 0 ? given : usual;
}

static char *copy(const char *s)
{
	char *p = s ? strdup(s) : NULL;

	if (s && !p)
		abort();
	return p;
}

static void proxies_copy(struct listener *l, const char *const *from)
{
	size_t n = 0;

	while (from && from[n])
		n++;
	l->proxies = calloc(n + 1, sizeof(*l->proxies));
	if (!l->proxies)
		abort();
	for (size_t i = 0; i < n; i++)
		l->proxies[i] = copy(from[i]);
}

static void listener_free(struct listener *l)
{
	for (char **p = l->proxies; p && *p; p++)
		free(*p);
	watch_stop(l->watch);
	free(l->proxies);
	free(l->address);
	free(l->spool);
	free(l);
}

static struct listener *listener_new(const struct listener_options *given,
				     listener_answer *answer, void *context)
{
	struct listener *l = calloc(1, sizeof(*l));
	struct listener_options *o;

	if (!l || getrandom(&l->seed, sizeof(l->seed), 0) < 0)
		abort();
	o = &l->options;
	*o = *given;
	o->threads = or_usual(o->threads, o->origin == APP ? 256 : 1024);
	o->head_most = o->head_most ? o->head_most : 8192;
	o->head_ms = or_usual(o->head_ms, 10000);
	o->keep_alive_ms = or_usual(o->keep_alive_ms, 1000);
	o->body_ms = or_usual(o->body_ms, 30000);
	o->body_rate = or_usual(o->body_rate, 8192);
	o->answer_ms = or_usual(o->answer_ms, 60000);
	o->answer_rate = or_usual(o->answer_rate, 4096);
	l->address = copy(o->address);
	l->spool = copy(o->spool);
	proxies_copy(l, o->proxies);
	o->address = o->spool = NULL;
	o->proxies = NULL;
	l->rules = (struct head_rules){
		o->head_most, (const char *const *)l->proxies
	};
	l->answer = answer;
	l->context = context;
	l->socket = -1;
	l->watch = watch_start();
	return l;
}

static struct mg_context *mg_begin(struct listener *l)
{
	static const struct mg_callbacks callbacks = {
		.begin_request = on_request,
		.http_error = on_refusal,
		.init_connection = on_connection,
		.connection_close = on_closing,
		.connection_closed = on_closed,
		.log_message = on_message,
	};
	const struct listener_options *o = &l->options;
	char port[64], threads[16], head[16], keep[16];

	snprintf(port, sizeof(port), "%s%s%d", l->address ? l->address : "",
		 l->address ? ":" : "", o->port);
	snprintf(threads, sizeof(threads), "%d", o->threads);
	snprintf(head, sizeof(head), "%d", o->head_ms);
	snprintf(keep, sizeof(keep), "%d", o->keep_alive_ms);
	/* A buffer above our own limit, so that the refusal is ours; only what is
	   used of it costs memory. No document_root, ever. */
	const char *options[] = {
		"listening_ports", port,
		"num_threads", threads,
		"request_timeout_ms", head,
		"keep_alive_timeout_ms", keep,
		"enable_keep_alive", "yes",
		"max_request_size", "65536",
		"connection_queue", "1024",
		"listen_backlog", "1024",
		"tcp_nodelay", "1",
		"decode_url", "no",
		"enable_auth_domain_check", "no",
		"access_control_allow_origin", "",
		"access_control_allow_methods", "",
		"access_control_allow_headers", "",
		"enable_directory_listing", "no",
		NULL
	};

	return mg_start(&callbacks, l, options);
}

static enum err listener_open(struct listener *l)
{
	struct mg_server_port at[1];

	/* A socket and a file for each thread, of two listeners, and the rest. */
	socket_room(4 * l->options.threads + 512);
	if (mg_init_library(0), !(l->mg = mg_begin(l))) {
		mg_exit_library();
		return fail(ERR_INTERNAL, "port %d of %s cannot be listened on",
			    l->options.port, l->address ? l->address : "any");
	}
	if (mg_get_server_ports(l->mg, 1, at) == 1)
		l->port = at[0].port;
	l->socket = socket_listening(l->port);
	if (l->socket >= 0)
		return OK;
	mg_stop(l->mg);
	mg_exit_library();
	return fail(ERR_INTERNAL, "the socket of port %d is not found", l->port);
}

enum err listener_start(const struct listener_options *options,
			listener_answer *answer, void *context,
			struct listener **out)
{
	struct listener *l = listener_new(options, answer, context);
	enum err e = listener_open(l);

	if (e) {
		listener_free(l);
		return e;
	}
	log_event(LOG_INFO, "listening", LOG_INT("port", l->port),
		  LOG_INT("threads", l->options.threads));
	*out = l;
	return OK;
}

int listener_port(const struct listener *l)
{
	return l->port;
}

/*
 * CivetWeb can only stop all at once, which cuts what is running. So its
 * listening socket is taken away from under it: the number stands for the end
 * of a pipe from then on, which never has anything to say, and which CivetWeb
 * closes at its end.
 */
void listener_shut(struct listener *l)
{
	int pipes[2];

	if (atomic_exchange(&l->shut, true) || l->socket < 0)
		return;
	if (pipe2(pipes, O_CLOEXEC)) {
		log_event(LOG_ERROR, "shut", LOG_TEXT("reason", strerror(errno)));
		return;
	}
	shutdown(l->socket, SHUT_RDWR);
	/* By its number: ThreadSanitizer does not see that the flag mg_stop sets
	   comes between this and CivetWeb's close. */
	syscall(SYS_dup3, pipes[0], l->socket, O_CLOEXEC);
	close(pipes[0]);
	l->socket = pipes[1];	/* ours now: open, so that the other end waits */
}

bool listener_drain(struct listener *l, int ms)
{
	const int64_t deadline = clock_steady() + ms;
	int idle = 0;

	listener_shut(l);
	/* Twice, since one that was accepted may still wait for a thread. */
	while (idle < 2 && clock_steady() < deadline) {
		idle = atomic_load(&l->connections) ? 0 : idle + 1;
		usleep(10000);
	}
	return idle == 2;
}

void listener_stop(struct listener *l)
{
	if (!l)
		return;
	listener_shut(l);
	atomic_store(&l->stopping, true);
	if (write(l->socket, "", 1) < 0)	/* wakes its master thread */
		log_event(LOG_WARN, "stop", LOG_TEXT("reason", strerror(errno)));
	mg_stop(l->mg);
	mg_exit_library();
	if (l->socket >= 0)
		close(l->socket);
	listener_free(l);
}

struct listener_load listener_load(struct listener *l)
{
	return (struct listener_load){
		.threads = l->options.threads,
		.connections = atomic_load(&l->connections),
		.answering = atomic_load(&l->answering),
		.requests = atomic_load(&l->requests),
		.bytes = atomic_load(&l->bytes),
	};
}
