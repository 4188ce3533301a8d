#include "http/listener.h"

#include <civetweb.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/exchange.h"
#include "http/socket.h"

#define PROMPT_MS 50

/* What CivetWeb keeps for us with a connection. */
struct line {
	int64_t since;		/* it waits for a head, by clock_steady */
	bool before;		/* a request was answered on it already */
	int socket;		/* 0: not looked for yet */
};

/* ---- One request -------------------------------------------------------- */

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

static enum err request_head(struct exchange *x,
			     const struct mg_request_info *ri)
{
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
	const enum err e = exchange_head(x, &raw, !tight ||
					 ri->request_uri != ri->local_uri_raw);

	if (ri->num_headers == MG_MAX_HEADERS)
		return refuse(&x->rq, P_header_too_large, NO_VALUES);
	return e;
}

static int wire_read(void *c, char *to, size_t n)
{
	return mg_read(c, to, n);
}

static int wire_write(void *c, const char *from, size_t n)
{
	return mg_write(c, from, n);
}

static const char *wire_phrase(void *c, int status)
{
	return mg_get_response_code_text(c, status);
}

static struct wire wire_of(struct mg_connection *c)
{
	const struct mg_request_info *ri = mg_get_request_info(c);
	struct line *line = mg_get_user_connection_data(c);

	return (struct wire){
		.read = wire_read, .write = wire_write, .phrase = wire_phrase,
		.connection = c, .peer = ri->remote_addr,
		.peer_port = ri->remote_port, .port = ri->server_port,
		.socket = &line->socket,
		.prompt = line->before &&
			  clock_steady() - line->since < PROMPT_MS
	};
}

static int on_request(struct mg_connection *c)
{
	struct listener *l = mg_get_user_context_data(c);
	struct line *line = mg_get_user_connection_data(c);
	const struct wire wire = wire_of(c);
	struct failure *slot;
	struct arena mem = ARENA_INIT;
	struct exchange x;

	atomic_fetch_add(&l->answering, 1);
	exchange_begin(&x, l, &wire, &mem);
	slot = failure_into(&x.rq.failure);
	exchange_answer(&x, request_head(&x, mg_get_request_info(c)));
	exchange_send(&x);
	if (!x.keep)
		mg_disable_connection_keep_alive(c);
	exchange_end(&x);
	failure_into(slot);
	line->since = clock_steady();
	line->before = true;
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

#define DRAIN_MOST (1 << 20)
#define DRAIN_MS   500

/* What came with a head that was refused: closed over it, a connection is
   reset, and the answer may be lost. Not by mg_read, which looks before its
   buffer then. */
static void drain(struct exchange *x)
{
	const int64_t deadline = clock_steady() + DRAIN_MS;
	struct pollfd at = { exchange_socket(x), POLLIN, 0 };
	char some[4096];
	ssize_t n = 1;

	if (at.fd < 0 || shutdown(at.fd, SHUT_WR))
		return;
	for (size_t all = 0; n > 0 && all < DRAIN_MOST; all += (size_t)n) {
		const int64_t left = deadline - clock_steady();

		if (left <= 0 || poll(&at, 1, (int)left) != 1)
			return;
		n = recv(at.fd, some, sizeof(some), MSG_DONTWAIT);
	}
}

/*
 * CivetWeb calls a head that its buffer cannot hold malformed. No browser sends
 * one that is, so one that is told so has more cookies than fit, and a package
 * baked them (cookies are not counted below that): they go, ours with them, and
 * the page is asked for again. Over plain http to another machine a browser
 * does not listen to this.
 */
static void drop_cookies(struct response *rs)
{
	response_header(rs, "Clear-Site-Data", "\"cookies\"");
	response_header(rs, "Refresh", "1");
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
	const struct wire wire = wire_of(c);
	const int64_t waited = clock_steady() - line->since;
	struct arena mem = ARENA_INIT;
	struct exchange x;

	if (line->before && waited >= l->options.keep_alive_ms &&
	    strcmp(message, "Malformed message") == 0)
		return 0;
	exchange_begin(&x, l, &wire, &mem);
	x.rq.problem = problem_of(refused_for(c, status, message, waited,
					      &l->options));
	exchange_refuse(&x, x.rq.problem->err);
	if (status == 413 || strcmp(message, "Malformed message") == 0)
		drop_cookies(&x.rs);
	answer_send(&x);
	drain(&x);
	mg_disable_connection_keep_alive(c);
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
	struct line *line = mg_get_user_connection_data(c);

	if (line->socket)
		socket_release(line->socket);
	free(line);
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
