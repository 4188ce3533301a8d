/*
 * The head of a request, checked before anything believes it.
 *
 * CivetWeb reads the bytes and cuts them up; what it lets through and RFC 9112
 * does not (a second Content-Length, a Content-Length beside Transfer-Encoding,
 * no Host) is refused here, since two programs that read one request in two
 * ways are how requests are smuggled.
 */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include "http/http.h"

/* As it came, cut up. Every text lives as long as the request. */
struct raw_head {
	const char *method;	/* "GET" */
	const char *path;	/* "/a%20b" */
	const char *query;	/* without the ?; NULL without one */
	const char *version;	/* "1.1" */
	const struct header *headers;
	size_t nheaders;
	size_t size;		/* of the whole head, in bytes */
	const char *peer;	/* the address of who connected */
};

struct head_rules {
	size_t most;		/* bytes of a head; over it: 431 */
	/* Addresses and IPv4 networks ("10.0.0.0/8") of reverse proxies, whose
	   X-Forwarded-For and -Proto are believed, ends with NULL; may be NULL.
	   Loopback is always believed. */
	const char *const *proxies;
};

/* What the head says of the connection and of the body that follows. */
struct head {
	int64_t length;		/* of the body; -1 when none is told */
	bool chunked;		/* it comes in chunks, of unknown length */
	bool keep;		/* the client would keep the connection */
	bool expects;		/* it waits for "100 Continue" */
};

/*
 * Fill in `rq`: method, head, options, path, query, headers, address, https,
 * lang. rq->mem and rq->id stand already. On an error rq->problem is set where
 * the general one does not fit, and lang, method and headers are good.
 */
enum err head_read(const struct raw_head *, const struct head_rules *,
		   struct request *, struct head *out);

#endif
