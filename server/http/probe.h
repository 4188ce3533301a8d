/*
 * One request as a stranger would send it, and all that came of it: for
 * `balai check --url`, which looks at a server from outside.
 */
#ifndef HTTP_PROBE_H
#define HTTP_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct probe {
	const char *url;
	const char *method;		/* NULL: GET */
	const char *const *headers;	/* "Name: value", ends with NULL; or NULL */
	/* A body is said to have so many bytes, and is broken off after so many
	   of them; 0: there is none. */
	int64_t declared, sent_most;
	const char *ca;			/* a file of certificates; NULL: the system's */
	/* "HOST:PORT:ADDRESS:PORT", empty fields for any (curl --connect-to). */
	const char *const *connect_to;	/* ends with NULL; or NULL */
};

enum probe_fault {
	PROBE_NONE,
	PROBE_NAME,		/* the name has no address */
	PROBE_CONNECT,
	PROBE_TLS,		/* chain, name, or time of the certificate */
	PROBE_TIME,		/* no answer in time, or before sent_most */
	PROBE_OTHER
};

struct probe_answer {
	enum probe_fault fault;
	const char *why;		/* curl's words; "" */
	long status;			/* 0: none */
	const char *headers, *body;	/* as they came, bounded; never NULL */
	const char *ip;			/* of the other side; "" */
	int64_t certificate_until;	/* ms since 1970; 0: no certificate */
};

/* Redirects are not followed, no proxy is asked, at most 20 s. */
void probe_send(struct arena *, const struct probe *,
		struct probe_answer *out);

#endif
