#include "domain/disclosure.h"

int64_t disclosed_count(int64_t n)
{
	int64_t step = 5;

	if (n < DISCLOSED_LEAST)
		return DISCLOSED_NOT;
	for (int64_t most = 100; n >= most && most < INT64_MAX / 10; most *= 10)
		step = most / 10 / (most > 100 ? 2 : 1);
	return n / step * step;
}

int64_t disclosed_share(int64_t part, int64_t whole)
{
	if (whole < DISCLOSED_SHARE_LEAST)
		return DISCLOSED_NOT;
	return (part * 40 + whole) / (2 * whole) * 5;
}
