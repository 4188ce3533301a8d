/*
 * CivetWeb's sockets, which it does not tell.
 *
 * Three things need them: taking no more connections before the end, cutting a
 * connection that is late, and sendfile(2). So they are looked for among the
 * process's descriptors by their ends; a connection does that once at most.
 */
#ifndef HTTP_SOCKET_H
#define HTTP_SOCKET_H

/* The IPv4 socket that listens on `port`; -1 when there is none. */
int socket_listening(int port);

/* The IPv4 connection between `peer` (an address), its port and our `port`; -1
   when there is none. It stays that one only while somebody keeps it open. */
int socket_between(const char *peer, int peer_port, int port);

/*
 * The same, for who keeps the number: until it is given back, before it is
 * closed, claims of others pass it by. So a thousand connections that each want
 * their own do not look at one another. -1 may be given back.
 */
int socket_claim(const char *peer, int peer_port, int port);
void socket_release(int fd);

/*
 * Ask the system for `n` descriptors at least: a shell's usual 1,024 are fewer
 * than our threads, and CivetWeb without a free one spins. Less is logged.
 */
void socket_room(int n);

#endif
