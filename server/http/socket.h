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
 * Ask the system for `n` descriptors at least: a shell's usual 1,024 are fewer
 * than our threads, and CivetWeb without a free one spins. Less is logged.
 */
void socket_room(int n);

#endif
