#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t ahead;	/* of the machine's clock, ms */

int64_t clock_now(void)
{
	return read_clock(CLOCK_REALTIME) + ahead;
}

void clock_set(int64_t now)
{
	ahead = now - read_clock(CLOCK_REALTIME);
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

bool clock_read(const char *text, int64_t *out)
{
	struct tm t = { .tm_isdst = 0 };
	const char *rest = strptime(text, "%Y-%m-%d", &t);
	char again[CLOCK_TEXT_SIZE];
	int64_t ms;

	if (rest && *rest == 'T')
		rest = strptime(rest, "T%H:%M:%S", &t);
	if (rest && *rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	if (!rest || (*rest && strcmp(rest, "Z") != 0))
		return false;
	ms = (int64_t)timegm(&t) * 1000;
	/* strptime takes a 31st of June, and timegm makes it a 1st of July. */
	clock_text(ms, again);
	if (strncmp(again, text, strlen("2027-01-31")) != 0)
		return false;
	*out = ms;
	return true;
}
