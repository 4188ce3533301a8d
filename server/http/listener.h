/*
 * A port, and the threads that answer on it: the one file that knows CivetWeb.
 *
 * A request is taken in two steps. First its head alone goes to `accept`, which
 * finds the route, admits the caller and says what body may follow; so nothing
 * large is read for a stranger, and the wrong method, type or length is refused
 * before a byte of it. Then the body is read, within its limit and its time,
 * and `answer` makes the answer. Both run on a worker thread, many at once.
 *
 * Every connection holds a thread, idle ones too. So connections are kept for
 * `keep_alive_ms` only, and while more than three quarters of the threads hold
 * one only those that are not idle.
 *
 * There is no TLS and no IPv6 here: that is the reverse proxy's.
 */
#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H

#include "http/http.h"

struct listener;

/* What body a request may have. */
struct body_rule {
	enum body kind;
	int64_t most;		/* bytes; 0: the usual of its kind */
};

#define BODY_JSON_MOST (64 * 1024)
#define BODY_ITEM_MOST (1024 * 1024)
#define BODY_BYTES_MOST (1024 * 1024)
#define BODY_FILE_MOST (INT64_C(16) * 1024 * 1024 * 1024)

/*
 * `rq` has its head: everything but the body. True: fill in `body` and have it
 * read. False: `rs` is the answer already.
 */
typedef bool listener_accept(void *context, struct request *rq,
			     struct response *rs, struct body_rule *body);

/* Fill in `rs`, whatever happens. What `rs` points to lives in rq->mem. */
typedef void listener_answer(void *context, struct request *rq,
			     struct response *rs);

/*
 * Put into `rs` what every answer says (policies of the browser, for instance).
 * For refusals that `accept` and `answer` never see: `rq` may have no head.
 */
typedef void listener_guard(void *context, struct request *rq,
			    struct response *rs);

/* A number that is 0 means the usual one, in [brackets]. */
struct listener_options {
	enum origin origin;
	const char *address;	/* IPv4; NULL: every one of this machine */
	int port;		/* 0: a free one, see listener_port() */
	int threads;		/* [256 on APP, 1,024 on CONTENT] */
	const char *spool;	/* a folder for FILE_BODY; NULL: 413 to them */
	const char *const *proxies;	/* see struct head_rules */
	listener_accept *accept;	/* required */
	listener_guard *guard;	/* NULL: nothing */

	size_t head_most;	/* bytes of a head without its cookies [8,192] */
	int head_ms;		/* for a head to come, and for any pause [10,000] */
	int keep_alive_ms;	/* for the next request to come [1,000] */
	int body_ms;		/* for a body to come [30,000], and besides */
	int body_rate;		/* a second for so many bytes of it [8,192] */
	int answer_ms;		/* for an answer to be taken [60,000], and */
	int answer_rate;	/* a second for so many bytes of it [4,096] */
};

/*
 * Listen and answer until listener_stop. `options` and what it points to may go
 * after the call, but for `context`. ERR_INTERNAL when the port is taken.
 */
enum err listener_start(const struct listener_options *, listener_answer *,
			void *context, struct listener **out);

int listener_port(const struct listener *);

/* Take no new connection from here on; the ones that are there are answered
   and then closed. Returns at once. */
void listener_shut(struct listener *);

/* Shut, and wait until every connection has ended, at most `ms`. False when
   some had not: listener_stop will cut them. */
bool listener_drain(struct listener *, int ms);

/* End its threads and give everything back. NULL is fine. */
void listener_stop(struct listener *);

/* For /metrics. */
struct listener_load {
	int threads;
	int connections;	/* that hold a thread now */
	int answering;		/* requests being answered now */
	int64_t requests;	/* answered since the start */
	int64_t bytes;		/* sent since the start */
};
struct listener_load listener_load(struct listener *);

#endif
