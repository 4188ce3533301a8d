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

/* The smallest that is not hidden; `count`: there is none. */
static size_t smallest(const size_t *people, size_t count, const bool *hidden)
{
	size_t found = count;

	for (size_t i = 0; i < count; i++)
		if (people[i] && !hidden[i] &&
		    (found == count || people[i] < people[found]))
			found = i;
	return found;
}

void disclosure_hide(const size_t *people, size_t count, bool *hidden)
{
	size_t sum = 0, next;

	for (size_t i = 0; i < count; i++) {
		hidden[i] = people[i] && people[i] < DISCLOSED_LEAST;
		sum += hidden[i] ? people[i] : 0;
	}
	while (sum && sum < DISCLOSED_LEAST &&
	       (next = smallest(people, count, hidden)) < count) {
		hidden[next] = true;
		sum += people[next];
	}
}
