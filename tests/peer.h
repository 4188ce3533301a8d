/*
 * Another server, as small as can be: on a port of this machine, answering each
 * connection with what the test has put there, and counting who came.
 *
 *	struct peer p;
 *	peer_begin(&p);
 *	peer_says(&p, "200 OK", "Cache-Control: max-age=60\r\n", "{}");
 *	… "http://127.0.0.1:%d/" p.port …
 *	peer_end(&p);
 */
#ifndef PEER_H
#define PEER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
	int listener, port;
	pthread_t thread;
	pthread_mutex_t lock;
	char *answer;			/* all of it, as bytes */
	size_t size;
	int pause_ms;			/* before each byte; 0: all at once */
	int wait_ms;			/* before the first one */
	char asked[4096];		/* the last request's head */
	atomic_int count;
};

static inline void peer_raw(struct peer *p, const char *bytes, size_t size)
{
	pthread_mutex_lock(&p->lock);
	free(p->answer);
	p->answer = malloc(size + 1);
	memcpy(p->answer, bytes, size);
	p->size = size;
	pthread_mutex_unlock(&p->lock);
}

static inline void peer_says(struct peer *p, const char *status,
			     const char *headers, const char *body)
{
	const size_t room = strlen(body) + strlen(headers) + 256;
	char *text = malloc(room);
	const int n = snprintf(text, room,
		"HTTP/1.1 %s\r\nContent-Length: %zu\r\n%s\r\n%s", status,
		strlen(body), headers, body);

	peer_raw(p, text, (size_t)n);
	free(text);
}

/* False when the other side is gone. */
static inline int peer_put_(int fd, const char *bytes, size_t size)
{
	while (size) {
		const ssize_t n = send(fd, bytes, size, MSG_NOSIGNAL);

		if (n <= 0)
			return 0;
		bytes += n;
		size -= (size_t)n;
	}
	return 1;
}

static inline void peer_answer_(struct peer *p, int fd)
{
	char *copy;
	size_t size, n = 0;
	ssize_t some;

	while (n < sizeof(p->asked) - 1 &&
	       (some = recv(fd, p->asked + n, sizeof(p->asked) - 1 - n, 0)) > 0) {
		n += (size_t)some;
		p->asked[n] = '\0';
		/* 22 is how TLS begins. */
		if (p->asked[0] == 22 || strstr(p->asked, "\r\n\r\n"))
			break;
	}
	pthread_mutex_lock(&p->lock);
	size = p->size;
	copy = malloc(size + 1);
	memcpy(copy, p->answer, size);
	pthread_mutex_unlock(&p->lock);
	atomic_fetch_add(&p->count, 1);
	usleep((useconds_t)p->wait_ms * 1000);
	if (!p->pause_ms)
		peer_put_(fd, copy, size);
	for (size_t i = 0; p->pause_ms && i < size && peer_put_(fd, copy + i, 1);
	     i++)
		usleep((useconds_t)p->pause_ms * 1000);
	free(copy);
	shutdown(fd, SHUT_WR);
	while (recv(fd, &some, sizeof(some), 0) > 0)
		;
	close(fd);
}

static inline void *peer_run_(void *context)
{
	struct peer *p = context;
	int fd;

	while ((fd = accept(p->listener, NULL, NULL)) >= 0)
		peer_answer_(p, fd);
	return NULL;
}

static inline void peer_begin(struct peer *p)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t size = sizeof(at);

	*p = (struct peer){ .listener = socket(AF_INET, SOCK_STREAM, 0) };
	pthread_mutex_init(&p->lock, NULL);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	peer_says(p, "200 OK", "", "");
	if (bind(p->listener, (struct sockaddr *)&at, sizeof(at)) ||
	    listen(p->listener, 16) ||
	    getsockname(p->listener, (struct sockaddr *)&at, &size) ||
	    pthread_create(&p->thread, NULL, peer_run_, p)) {
		printf("not ok - a server for the test\n");
		exit(1);
	}
	p->port = ntohs(at.sin_port);
}

static inline void peer_end(struct peer *p)
{
	shutdown(p->listener, SHUT_RDWR);
	pthread_join(p->thread, NULL);
	close(p->listener);
	free(p->answer);
}

#endif
