#include "base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t clock_steady(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void clock_text(int64_t ms, char out[static CLOCK_TEXT_SIZE])
{
	const int64_t first = -62167219200000, last = 253402300799999;
	int64_t clamped = ms < first ? first : ms > last ? last : ms;
	int64_t rest = ((clamped % 1000) + 1000) % 1000;
	time_t s = (time_t)((clamped - rest) / 1000);
	struct tm t;

	gmtime_r(&s, &t);
	snprintf(out, CLOCK_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
		 (unsigned)(t.tm_year + 1900) % 10000u,
		 (unsigned)(t.tm_mon + 1) % 100u, (unsigned)t.tm_mday % 100u,
		 (unsigned)t.tm_hour % 100u, (unsigned)t.tm_min % 100u,
		 (unsigned)t.tm_sec % 100u, (unsigned)rest);
}
