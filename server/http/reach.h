/*
 * Whose network is an address of? What strangers make us ask must not lead into
 * our own (fetch.h).
 */
#ifndef HTTP_REACH_H
#define HTTP_REACH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct sockaddr;

/*
 * Out in the internet: not private, loopback, link-local, a carrier's, for
 * documents or tests, multicast or reserved (IANA's special-purpose registries),
 * and no IPv6 that carries an IPv4 address (mapped, compatible, 6to4, Teredo,
 * NAT64), which could be any of them. An unknown family is not.
 */
bool reach_public(const struct sockaddr *);

/* This machine: 127.0.0.0/8 and ::1. */
bool reach_loopback(const struct sockaddr *);

/* A network, as an operator names one of their own. */
struct reach_net {
	int family;
	unsigned char net[16];		/* of IPv4 the first four */
	int bits;
};

/* What may be asked besides the internet. All zero: nothing. */
struct reach {
	bool loopback;			/* this machine, for trials */
	const struct reach_net *nets;
	size_t n;
};

/*
 * "10.20.0.0/16, fd12:3456::/48": commas or blanks between, a lone address is a
 * network of one. Each lies in what is private and routed: 10.0.0.0/8,
 * 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 or fc00::/7; loopback,
 * link-local and whatever else cannot be named. False, and the first that is
 * none in `bad`, otherwise. `out` keeps its `loopback` and points into the
 * arena.
 */
bool reach_read(struct arena *, const char *text, struct reach *out,
		const char **bad);

/* Public, or in a network of `reach` and not a cloud's own address for its
   machines' secrets. IPv4 inside IPv6 never is. */
bool reach_may(const struct reach *, const struct sockaddr *);

#endif
