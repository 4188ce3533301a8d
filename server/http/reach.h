/*
 * Whose network is an address of? What strangers make us ask must not lead into
 * our own (fetch.h).
 */
#ifndef HTTP_REACH_H
#define HTTP_REACH_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * Out in the internet: not private, loopback, link-local, a carrier's, for
 * documents or tests, multicast or reserved (IANA's special-purpose registries),
 * and no IPv6 that carries an IPv4 address (mapped, compatible, 6to4, Teredo,
 * NAT64), which could be any of them. An unknown family is not.
 */
bool reach_public(const struct sockaddr *);

/* This machine: 127.0.0.0/8 and ::1. */
bool reach_loopback(const struct sockaddr *);

#endif
