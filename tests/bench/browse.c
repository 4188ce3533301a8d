/*
 * How do readers fare?
 *
 *	bench-browse PORT SECONDS READERS PATH [LOOK_MS [TAG]] <<< "COOKIE SECRET"
 *
 * Each reader is a thread with a connection of its own, which asks for PATH,
 * looks at it for 200 ms, or LOOK_MS, and asks again; a TAG is what they have
 * already, and 304 is an answer; sent away with 503 it comes back when it
 * was told to, and up to as long again later, as the web client does. Prints
 * "N a second read, p50 X ms, p99 X ms; N a second refused, p50 X ms, p99 X ms;
 * N failed".
 */
#include <pthread.h>

#include "bench/client.h"

#define STACK   (128 * 1024)

struct reader {
	pthread_t thread;
	unsigned seed;
	uint64_t failed;
};

static int port;
static int64_t until, look_us = 200000;
static char question[4096];
static size_t question_size;
static _Atomic uint32_t waits[2][WAIT_BUCKETS];	/* read, refused */

static void rest(int64_t us)
{
	const int64_t left = until - clock_us();

	if (us > left)
		us = left > 0 ? left : 0;
	nanosleep(&(struct timespec){ us / 1000000, us % 1000000 * 1000 },
		  NULL);
}

static void *browse(void *arg)
{
	struct reader *r = arg;
	int s = -1;

	rest(rand_r(&r->seed) % look_us);
	while (clock_us() < until) {
		const int64_t began = clock_us();
		const struct answer a = ask(&s, port, question, question_size);
		const int64_t now = clock_us();
		const bool refused = a.status == 503;

		if (now > until)
			break;
		if (!refused && a.status != 200 && a.status != 304)
			r->failed++;
		else
			waits[refused][wait_bucket(now - began)]++;
		rest(refused ? a.again_s * 1000000 +
			       rand_r(&r->seed) % (a.again_s * 1000000 + 1)
			     : look_us);
	}
	if (s >= 0)
		close(s);
	return NULL;
}

static void tell(const char *what, _Atomic uint32_t *from, double seconds)
{
	static uint64_t each[WAIT_BUCKETS];
	uint64_t all = 0;

	for (size_t i = 0; i < WAIT_BUCKETS; i++)
		all += each[i] = from[i];
	printf("%.0f a second %s, p50 %.1f ms, p99 %.1f ms; ",
	       (double)all / seconds, what, wait_of(each, all, 0.5),
	       wait_of(each, all, 0.99));
}

int main(int argc, char **argv)
{
	const bool good = argc >= 5 && argc <= 7;
	const double seconds = good ? atof(argv[2]) : 0;
	const size_t n = good ? strtoul(argv[3], NULL, 10) : 0;
	struct reader *readers = calloc(n + 1, sizeof(*readers));
	char cookie[1024], secret[256];
	pthread_attr_t attr;
	uint64_t failed = 0;

	if (!readers || seconds <= 0 || n == 0 ||
	    scanf("%1023s %255s", cookie, secret) != 2)
		return 2;
	port = atoi(argv[1]);
	if (argc > 5)
		look_us = atoll(argv[5]) * 1000;
	question_size = (size_t)snprintf(question, sizeof(question),
		"GET %s HTTP/1.1\r\nHost: localhost:%d\r\nCookie: %s\r\n"
		"X-Balai-Session: %s\r\nSec-Fetch-Site: same-origin\r\n"
		"%s%s%s\r\n", argv[4], port, cookie, secret,
		argc > 6 ? "If-None-Match: " : "", argc > 6 ? argv[6] : "",
		argc > 6 ? "\r\n" : "");
	until = clock_us() + (int64_t)(seconds * 1e6);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	for (size_t i = 0; i < n; i++) {
		readers[i].seed = (unsigned)i;
		if (pthread_create(&readers[i].thread, &attr, browse,
				   &readers[i]))
			return 1;
	}
	for (size_t i = 0; i < n; i++) {
		pthread_join(readers[i].thread, NULL);
		failed += readers[i].failed;
	}
	tell("read", waits[0], seconds);
	tell("refused", waits[1], seconds);
	printf("%llu failed\n", (unsigned long long)failed);
	free(readers);
	return 0;
}
