/*
 * One request and its answer, on the stack of a worker: what of listener.c is
 * not CivetWeb.
 *
 * The listener cuts up a head and hands it over; from there on a connection is
 * a `wire`, a thing to read from and to write to. body.c reads what follows the
 * head, answer.c writes the answer, exchange.c holds them together. Only
 * listener.c, and these three, include this.
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <stdatomic.h>

#include "http/head.h"
#include "http/listener.h"
#include "http/watch.h"

struct mg_context;

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
	atomic_uint chances;
	atomic_int_fast64_t requests, bytes;
};

/* The connection. Both calls give the bytes that went; 0 or less: none did, by
   a pause of more than head_ms, or since the other side is gone. */
struct wire {
	int (*read)(void *connection, char *to, size_t n);
	int (*write)(void *connection, const char *from, size_t n);
	const char *(*phrase)(void *connection, int status); /* "Not Found" */
	void *connection;
	const char *peer;	/* IPv4 address and port of the other end */
	int peer_port;
	int port;		/* of our end */
	int *socket;		/* kept with the connection; 0: not looked for yet,
				   see exchange_socket */
	bool prompt;		/* asks again as soon as it is answered */
};

struct exchange {
	struct listener *l;
	struct wire wire;
	struct request rq;
	struct response rs;
	struct head head;
	struct watched watched;
	struct body_source source;	/* of a STREAM */
	int64_t source_deadline;
	int64_t began;		/* by clock_steady */
	int64_t unread;		/* bytes of the body still to come */
	int64_t sent;		/* bytes of the answer's body */
	bool keep;		/* the connection, after the answer */
};

/* `mem` is ended by exchange_end. */
void exchange_begin(struct exchange *, struct listener *, const struct wire *,
		    struct arena *mem);

/* Check the head and fill in the request; ERR_INVALID for one that is `loose`,
   written so that two programs may read it in two ways. */
enum err exchange_head(struct exchange *, const struct raw_head *, bool loose);

/* Ask `accept`, read the body, ask `answer`; or refuse, for a head that was. */
void exchange_answer(struct exchange *, enum err head);

/* Make the answer the problem that rq.problem or `e` names. */
void exchange_refuse(struct exchange *, enum err e);

/* Send it; what nobody read of the body is read, and x->keep settled. */
void exchange_send(struct exchange *);

/* Count, log and free. */
void exchange_end(struct exchange *);

/* What the watch cuts from now on, and no more. `how` as shutdown(2). */
void exchange_watch(struct exchange *, int64_t deadline, int how);
void exchange_unwatch(struct exchange *);

/* The connection's descriptor; -1 when it is not found. */
int exchange_socket(struct exchange *);

/* body.c: check what may be known before a byte of it, then read it whole, or
   offer it as a STREAM. */
enum err body_read(struct exchange *, const struct body_rule *);

/* body.c: read some of what nobody wanted, two seconds at most. */
void body_linger(struct exchange *);

/* answer.c: write rs, closing its file. False when the line broke. */
bool answer_send(struct exchange *);

#endif
