/*
 * One request of ours to another server, whose address somebody else gave.
 *
 * https only, and never into our own network: the name is resolved, every
 * address that is not public (loopback, private, link-local, unique local,
 * carrier's, multicast, IPv4 in IPv6 …) is refused at the moment of connecting,
 * so that a name cannot change in between. No redirect is followed, no proxy is
 * asked, and what comes is bounded in time and size. What `reach` allows
 * besides (reach.h) is https into networks that are named, and for trials plain
 * http and https to this machine.
 */
#ifndef HTTP_FETCH_H
#define HTTP_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "http/reach.h"

#define FETCH_MOST (256 << 10)
#define FETCH_MS 5000

struct fetch {
	const char *url;
	const char *method;		/* NULL: GET */
	const char *const *headers;	/* "Name: value", ends with NULL; or NULL */
	const char *body;		/* NULL: none */
	size_t body_size;
	size_t most;			/* bytes of the answer; 0: FETCH_MOST */
	int64_t time_ms;		/* in all; 0: FETCH_MS */
	const struct reach *reach;	/* NULL: the internet alone */
	const char *ca;			/* a file of certificates; NULL: the system's */
};

enum fetch_fault {
	FETCH_FINE,		/* there is an answer, of whatever status */
	FETCH_URL,		/* not such an address */
	FETCH_PRIVATE,		/* it leads into a network of ours */
	FETCH_NAME,		/* the name has no address */
	FETCH_CONNECT,
	FETCH_TLS,		/* chain, name or time of the certificate */
	FETCH_TIME,
	FETCH_LARGE,
	FETCH_OTHER
};

struct fetch_answer {
	enum fetch_fault fault;
	const char *why;		/* curl's words; "" */
	long status;			/* 0: none */
	const char *headers;		/* as they came, bounded; never NULL */
	const char *body;		/* NUL behind `size`; never NULL */
	size_t size;
};

void fetch_send(struct arena *, const struct fetch *,
		struct fetch_answer *out);

/* May it be asked at all, by what can be said without a look at the network:
   https (or loopback http), a host, no user, no fragment, at most 2,048 bytes? */
bool fetch_url_fits(const char *url, const struct reach *);

/* The same with the reason: FETCH_FINE, FETCH_URL or FETCH_PRIVATE. */
enum fetch_fault fetch_url_look(const char *url, const struct reach *);

/* "https://host[:port]" of a URL that fits, lower case, without a usual port. */
const char *fetch_origin(struct arena *mem, const char *url);

/* "private", for logs and codes. */
const char *fetch_fault_name(enum fetch_fault);

#endif
