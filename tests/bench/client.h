/*
 * A client for the bench: one connection a thread, and how long answers took.
 *
 * Plain sockets and no library, so that most of the machine is left to whom it
 * asks.
 */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define WAIT_BUCKETS 20000	/* of 0.1 ms; the last takes what is longer */
#define TEXT_SIZE    8192

struct answer {
	int status;		/* 0: it did not come whole */
	int again_s;		/* Retry-After; 0: none */
	bool last;		/* the connection is closed with it */
};

static inline int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static inline int connect_server(int port)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	const int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (s < 0 || connect(s, (struct sockaddr *)&to, sizeof(to))) {
		perror("connect");
		exit(1);
	}
	setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return s;
}

static inline bool send_all(int s, const char *text, size_t size)
{
	while (size) {
		const ssize_t n = send(s, text, size, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		text += n;
		size -= (size_t)n;
	}
	return true;
}

/* The value of a header of an answer, behind its colon; NULL without it. */
static inline const char *header_find(const char *answer, const char *name)
{
	for (const char *line = answer; (line = strstr(line, "\r\n"));) {
		line += 2;
		if (strncasecmp(line, name, strlen(name)) == 0 &&
		    line[strlen(name)] == ':')
			return line + strlen(name) + 1;
	}
	return NULL;
}

/* An answer, read to its end. */
static inline struct answer answer_read(int s)
{
	char text[TEXT_SIZE], rest[TEXT_SIZE];
	struct answer out = { 0 };
	const char *end = NULL;
	size_t have = 0;

	do {
		const ssize_t n = recv(s, text + have, sizeof(text) - 1 - have, 0);

		if (n <= 0)
			return out;
		have += (size_t)n;
		text[have] = 0;
	} while (!(end = strstr(text, "\r\n\r\n")) && have < sizeof(text) - 1);
	if (!end)
		return out;

	const char *length = header_find(text, "Content-Length");
	const char *connection = header_find(text, "Connection");
	const char *again = header_find(text, "Retry-After");
	size_t left = length ? strtoul(length, NULL, 10) : 0;
	const size_t got = have - (size_t)(end + 4 - text);

	out.last = connection && strncasecmp(connection, " close", 6) == 0;
	out.again_s = again ? atoi(again) : 0;
	for (left -= left < got ? left : got; left;) {
		const ssize_t n = recv(s, rest, left < sizeof(rest)
					  ? left : sizeof(rest), 0);
		if (n <= 0)
			return out;
		left -= (size_t)n;
	}
	out.status = atoi(text + strlen("HTTP/1.1 "));
	return out;
}

/* Ask and hear. A connection that the server closed while it was idle is opened
   again, as a browser does. */
static inline struct answer ask(int *s, int port, const char *text, size_t size)
{
	struct answer a = { 0 };

	for (int tries = 0; tries < 2 && a.status == 0; tries++) {
		a.last = true;
		if (*s < 0)
			*s = connect_server(port);
		if (send_all(*s, text, size))
			a = answer_read(*s);
		if (a.last || a.status == 0) {
			close(*s);
			*s = -1;
		}
	}
	return a;
}

static inline size_t wait_bucket(int64_t us)
{
	return us / 100 < WAIT_BUCKETS ? (size_t)(us / 100) : WAIT_BUCKETS - 1;
}

/* The wait in ms that `share` of all answers did not exceed. */
static inline double wait_of(const uint64_t *waits, uint64_t all, double share)
{
	uint64_t sum = 0;
	size_t i = 0;

	while (i < WAIT_BUCKETS - 1 &&
	       (double)(sum += waits[i]) < (double)all * share)
		i++;
	return (double)(i + 1) / 10;
}

#endif
