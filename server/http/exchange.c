#include "http/exchange.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/socket.h"

#define CHANCE 8

int exchange_socket(struct exchange *x)
{
	const struct wire *w = &x->wire;

	if (!*w->socket)
		*w->socket = socket_claim(w->peer, w->peer_port, w->port);
	return *w->socket;
}

void exchange_watch(struct exchange *x, int64_t deadline, int how)
{
	x->watched = (struct watched){
		.peer = x->wire.peer, .peer_port = x->wire.peer_port,
		.port = x->wire.port, .deadline = deadline, .how = how
	};
	watch_add(x->l->watch, &x->watched);
}

void exchange_unwatch(struct exchange *x)
{
	watch_drop(x->l->watch, &x->watched);
}

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
 * Idle connections hold threads, so when three quarters are held no more are
 * kept, but for those that are not idle: up to fifteen sixteenths, a connection
 * whose requests follow each other at once: it would only come back. Each
 * eighth is given the chance to show that it is one.
 */
static bool may_keep(struct exchange *x)
{
	struct listener *l = x->l;
	const int held = atomic_load(&l->connections);

	if (atomic_load(&l->shut))
		return false;
	if (held * 4 <= l->options.threads * 3)
		return true;
	return held * 16 <= l->options.threads * 15 &&
	       (x->wire.prompt ||
		atomic_fetch_add(&l->chances, 1) % CHANCE == CHANCE - 1);
}

void exchange_refuse(struct exchange *x, enum err e)
{
	const struct listener_options *o = &x->l->options;

	respond_problem(&x->rq, &x->rs, e);
	if (o->guard)
		o->guard(x->l->context, &x->rq, &x->rs);
}

enum err exchange_head(struct exchange *x, const struct raw_head *raw,
		       bool loose)
{
	const enum err e = head_read(raw, &x->l->rules, &x->rq, &x->head);

	x->unread = x->head.chunked ? INT64_MAX
				    : x->head.length > 0 ? x->head.length : 0;
	return !e && loose ? fail(ERR_INVALID, "a head that is loosely written")
			   : e;
}

void exchange_answer(struct exchange *x, enum err head)
{
	struct body_rule rule = { NONE, 0 };
	enum err e = head;

	if (e) {
		/* Its length may be among what the listener's reader dropped:
		   the bytes behind it are nobody's request. */
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

void exchange_begin(struct exchange *x, struct listener *l,
		    const struct wire *wire, struct arena *mem)
{
	*x = (struct exchange){
		.l = l, .wire = *wire, .rs = RESPONSE_INIT,
		.began = clock_steady()
	};
	x->rq = (struct request){
		.origin = l->options.origin, .method = METHOD_COUNT,
		.path = "/", .query = "", .address = "",
		.mem = mem, .now = clock_now()
	};
	id_make(l, x->rq.id);
}

void exchange_send(struct exchange *x)
{
	x->keep = x->head.keep && !x->unread && may_keep(x);
	if (!answer_send(x))
		x->keep = false;
	body_linger(x);
}

void exchange_end(struct exchange *x)
{
	struct listener *l = x->l;

	if (x->rq.body_path)
		unlink(x->rq.body_path);
	atomic_fetch_add(&l->requests, 1);
	atomic_fetch_add(&l->bytes, x->sent);
	exchange_log(x);
	arena_end(x->rq.mem);
}
