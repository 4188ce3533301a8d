#include "base/wait.h"

int64_t wait_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 * WAIT_MS + t.tv_nsec;
}

struct timespec wait_moment(int64_t ns)
{
	return (struct timespec){ .tv_sec = ns / (1000 * WAIT_MS),
				  .tv_nsec = ns % (1000 * WAIT_MS) };
}

void wait_init(pthread_cond_t *cond)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(cond, &attr);
	pthread_condattr_destroy(&attr);
}
