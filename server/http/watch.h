/*
 * Cuts a connection at a deadline, from beside.
 *
 * CivetWeb's reads and writes come back when they are done, or after a pause
 * that is too long. A sender that gives one byte every few seconds makes no such
 * pause, and a read of 64 kB from it would hold its thread for days.
 *
 * While there is one, the log is held (log.h) and written at each of its ticks.
 */
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include <stdint.h>

struct watch;

/* In the caller's hands until it is dropped. */
struct watched {
	const char *peer;	/* IPv4 address and port of the other end */
	int peer_port;
	int port;		/* of our end */
	int64_t deadline;	/* by clock_steady */
	int how;		/* as shutdown(2): SHUT_RD, SHUT_RDWR */
	struct watched *next, *before;
};

struct watch *watch_start(void);

void watch_add(struct watch *, struct watched *);

/* After this the connection is not cut any more. */
void watch_drop(struct watch *, struct watched *);

/* Nothing may be watched any more. NULL is fine. */
void watch_stop(struct watch *);

#endif
