/*
 * How many items a second does the server acknowledge?
 *
 *	bench-saves PORT SECONDS <<< "ATTEMPT RUN TOKEN" (a line a learner)
 *
 * Each learner is a thread with a connection of its own, which posts an item to
 * /r/saves and waits for its answer before it posts the next. Prints
 * "N a second, p50 X ms, p99 X ms, longest X ms, N refused" for the answers that
 * came within the time.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LEARNERS     1024
#define WAIT_BUCKETS 20000	/* of 0.1 ms; the last takes what is longer */
#define TEXT_SIZE    8192

struct learner {
	pthread_t thread;
	char attempt[64], run[64], token[1024];
	int socket;
	int64_t sequence;
	uint64_t saved, refused;
	uint32_t waits[WAIT_BUCKETS];
};

static int port;
static int64_t until;	/* us on the monotonic clock */

static int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int connect_server(void)
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

/* An item as a lesson sends it: some 700 bytes, 400 of them suspend data. */
static size_t item_write(const struct learner *l, char *out, size_t size)
{
	char body[2048], suspend[401];

	memset(suspend, 'x', sizeof(suspend) - 1);
	suspend[sizeof(suspend) - 1] = 0;
	const int n = snprintf(body, sizeof(body),
		"{\"attempt\":\"%s\",\"run\":\"%s\",\"sequence\":%lld,\"at\":0,"
		"\"kind\":\"cmi\",\"cmi\":{\"cmi.core.lesson_location\":\"%lld\","
		"\"cmi.suspend_data\":\"%s\"},\"completion\":\"incomplete\","
		"\"success\":\"unknown\",\"score\":null,\"progressMeasure\":null,"
		"\"sessionTimeMs\":1000,\"location\":null,\"exit\":\"suspend\","
		"\"ended\":false,\"nav\":null,\"activity\":null}",
		l->attempt, l->run, (long long)l->sequence,
		(long long)l->sequence, suspend);

	return (size_t)snprintf(out, size,
		"POST /r/saves HTTP/1.1\r\nHost: localhost:%d\r\n"
		"Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
		"Content-Length: %d\r\n\r\n%s", port, l->token, n, body);
}

static bool send_all(int s, const char *text, size_t size)
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
static const char *header_find(const char *answer, const char *name)
{
	for (const char *line = answer; (line = strstr(line, "\r\n"));) {
		line += 2;
		if (strncasecmp(line, name, strlen(name)) == 0 &&
		    line[strlen(name)] == ':')
			return line + strlen(name) + 1;
	}
	return NULL;
}

/* The status of the answer, read to its end; 0 when it did not come whole. */
static int answer_read(int s, bool *last)
{
	char text[TEXT_SIZE];
	size_t have = 0;
	const char *end = NULL;

	do {
		const ssize_t n = recv(s, text + have, sizeof(text) - 1 - have, 0);

		if (n <= 0)
			return 0;
		have += (size_t)n;
		text[have] = 0;
	} while (!(end = strstr(text, "\r\n\r\n")) && have < sizeof(text) - 1);
	if (!end)
		return 0;

	const char *length = header_find(text, "Content-Length");
	const char *connection = header_find(text, "Connection");
	size_t left = length ? strtoul(length, NULL, 10) : 0;
	const size_t got = have - (size_t)(end + 4 - text);

	*last = connection && strncasecmp(connection, " close", 6) == 0;
	for (left -= left < got ? left : got; left;) {
		char rest[TEXT_SIZE];
		const ssize_t n = recv(s, rest,
				       left < sizeof(rest) ? left : sizeof(rest), 0);
		if (n <= 0)
			return 0;
		left -= (size_t)n;
	}
	return atoi(text + strlen("HTTP/1.1 "));
}

/* The status of one save. A connection that the server closed while it was
   idle is opened again, as a browser does. */
static int save(struct learner *l)
{
	char text[TEXT_SIZE];
	const size_t size = item_write(l, text, sizeof(text));
	bool last = true;
	int status = 0;

	for (int tries = 0; tries < 2 && status == 0; tries++) {
		if (l->socket < 0)
			l->socket = connect_server();
		if (send_all(l->socket, text, size))
			status = answer_read(l->socket, &last);
		if (last || status == 0) {
			close(l->socket);
			l->socket = -1;
		}
	}
	return status;
}

static void *learn(void *arg)
{
	struct learner *l = arg;

	for (;;) {
		const int64_t began = clock_us();

		l->sequence++;
		const int status = save(l);
		const int64_t now = clock_us(), wait = (now - began) / 100;

		if (now > until)
			return NULL;
		if (status == 200)
			l->saved++;
		else if (l->refused++ == 0)
			fprintf(stderr, "refused with %d\n", status);
		l->waits[wait < WAIT_BUCKETS ? wait : WAIT_BUCKETS - 1]++;
	}
}

/* The wait in ms that `share` of all answers did not exceed. */
static double wait_of(const uint64_t *waits, uint64_t all, double share)
{
	uint64_t sum = 0;
	size_t i = 0;

	while (i < WAIT_BUCKETS - 1 &&
	       (double)(sum += waits[i]) < (double)all * share)
		i++;
	return (double)(i + 1) / 10;
}

static void tell(const struct learner *learners, size_t n, double seconds)
{
	static uint64_t waits[WAIT_BUCKETS];
	uint64_t saved = 0, refused = 0;

	for (size_t i = 0; i < n; i++) {
		saved += learners[i].saved;
		refused += learners[i].refused;
		for (size_t w = 0; w < WAIT_BUCKETS; w++)
			waits[w] += learners[i].waits[w];
	}
	printf("%.0f a second, p50 %.1f ms, p99 %.1f ms, longest %.1f ms, %llu refused\n",
	       (double)saved / seconds, wait_of(waits, saved + refused, 0.5),
	       wait_of(waits, saved + refused, 0.99),
	       wait_of(waits, saved + refused, 1),
	       (unsigned long long)refused);
}

int main(int argc, char **argv)
{
	struct learner *learners = calloc(LEARNERS, sizeof(*learners));
	const double seconds = argc == 3 ? atof(argv[2]) : 0;
	size_t n = 0;

	if (!learners || seconds <= 0)
		return 2;
	port = atoi(argv[1]);
	while (n < LEARNERS && scanf("%63s %63s %1023s", learners[n].attempt,
				     learners[n].run, learners[n].token) == 3)
		learners[n++].socket = -1;
	until = clock_us() + (int64_t)(seconds * 1e6);
	for (size_t i = 0; i < n; i++)
		if (pthread_create(&learners[i].thread, NULL, learn, &learners[i]))
			return 1;
	for (size_t i = 0; i < n; i++)
		pthread_join(learners[i].thread, NULL);
	tell(learners, n, seconds);
	free(learners);
	return 0;
}
