/*
 * How many items a second does the server acknowledge?
 *
 *	bench-saves PORT SECONDS [PATH] <<< "ATTEMPT RUN TOKEN" (a line a learner)
 *	bench-saves PORT SECONDS PATH answers <<< "ATTEMPT RUN TOKEN SITTING A,B,C"
 *
 * Each learner is a thread with a connection of its own, which posts an item to
 * PATH (/r/saves) and waits for its answer before it posts the next: a package's
 * data, or the answers of a sitting to these questions, one of them new. Prints
 * "N a second, p50 X ms, p99 X ms, longest X ms, N refused" for the answers that
 * came within the time.
 */
#include <pthread.h>

#include "bench/client.h"

#define LEARNERS 1024

struct learner {
	pthread_t thread;
	char attempt[64], run[64], token[1024];
	char sitting[64], questions[1024];
	int socket;
	int64_t sequence;
	uint64_t saved, refused;
	uint32_t waits[WAIT_BUCKETS];
};

static int port;
static const char *path = "/r/saves";
static bool answering;
static int64_t until;	/* us on the monotonic clock */

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* As a lesson sends it: some 700 bytes, 400 of them suspend data. */
static size_t package_write(const struct learner *l, char *body, size_t size)
{
	char suspend[401];

	memset(suspend, 'x', sizeof(suspend) - 1);
	suspend[sizeof(suspend) - 1] = 0;
	return (size_t)snprintf(body, size,
		"{\"attempt\":\"%s\",\"run\":\"%s\",\"sequence\":%lld,\"at\":0,"
		"\"kind\":\"cmi\",\"cmi\":{\"cmi.core.lesson_location\":\"%lld\","
		"\"cmi.suspend_data\":\"%s\"},\"completion\":\"incomplete\","
		"\"success\":\"unknown\",\"score\":null,\"progressMeasure\":null,"
		"\"sessionTimeMs\":1000,\"location\":null,\"exit\":\"suspend\","
		"\"ended\":false,\"nav\":null,\"activity\":null}",
		l->attempt, l->run, (long long)l->sequence,
		(long long)l->sequence, suspend);
}

/* All that was answered so far; the one that is new was given just now. */
static size_t answers_write(const struct learner *l, char *body, size_t size)
{
	char questions[1024], *rest = questions, *one;
	size_t n = (size_t)snprintf(body, size,
		"{\"kind\":\"answers\",\"attempt\":\"%s\",\"run\":\"%s\","
		"\"sequence\":%lld,\"at\":0,\"sitting\":\"%s\",\"place\":null,"
		"\"end\":false,\"sessionTimeMs\":1000,\"cmi\":{},"
		"\"responses\":{", l->attempt, l->run, (long long)l->sequence,
		l->sitting);

	memcpy(questions, l->questions, sizeof(questions));
	for (size_t i = 0; (one = strsep(&rest, ",")); i++)
		n += (size_t)snprintf(body + n, size - n,
			"%s\"%s\":{\"response\":{\"choice\":\"%lld\"},"
			"\"at\":%lld,\"ms\":1000}", i ? "," : "", one,
			i ? 1 : (long long)(l->sequence % 4 + 1),
			(long long)(i ? 1 : clock_ms()));
	return n + (size_t)snprintf(body + n, size - n, "}}");
}

static size_t item_write(const struct learner *l, char *out, size_t size)
{
	char body[TEXT_SIZE / 2];
	const int n = (int)(answering ? answers_write : package_write)(l, body,
							      sizeof(body));

	return (size_t)snprintf(out, size,
		"POST %s HTTP/1.1\r\nHost: localhost:%d\r\n"
		"Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
		"Content-Length: %d\r\n\r\n%s", path, port, l->token, n, body);
}

/* Above all that was sent before, by another run of this program too: what was
   saved already is only acknowledged. */
static int64_t sequence_first(void)
{
	return clock_ms() * 1000;
}

static void *learn(void *arg)
{
	struct learner *l = arg;

	l->sequence = sequence_first();
	for (;;) {
		char text[TEXT_SIZE];
		const int64_t began = clock_us();

		l->sequence++;
		const struct answer a = ask(&l->socket, port, text,
					    item_write(l, text, sizeof(text)));
		const int64_t now = clock_us();

		if (now > until)
			return NULL;
		if (a.status == 200)
			l->saved++;
		else if (l->refused++ == 0)
			fprintf(stderr, "refused with %d\n", a.status);
		l->waits[wait_bucket(now - began)]++;
	}
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
	const double seconds = argc >= 3 ? atof(argv[2]) : 0;
	size_t n = 0;

	if (!learners || seconds <= 0)
		return 2;
	port = atoi(argv[1]);
	if (argc > 3)
		path = argv[3];
	answering = argc > 4;
	while (n < LEARNERS && scanf("%63s %63s %1023s", learners[n].attempt,
				     learners[n].run, learners[n].token) == 3 &&
	       (!answering || scanf("%63s %1023s", learners[n].sitting,
				    learners[n].questions) == 2))
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
