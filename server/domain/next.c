#include "domain/next.h"

#include <stdbool.h>
#include <string.h>

const char *next_reason_name(enum next_reason reason)
{
	static const char *const names[] = { "job", "level", "programme",
					     "topic" };

	return names[reason];
}

static bool taken(const struct next_module *out, size_t k, const char *id)
{
	for (size_t i = 0; i < k; i++)
		if (!strcmp(out[i].id, id))
			return true;
	return false;
}

size_t next_choose(const struct next_module *all, size_t n, const char *done,
		   struct next_module out[static NEXT_MOST])
{
	bool had[NEXT_REASONS] = { false };
	size_t k = 0;

	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < n && k < NEXT_MOST; i++) {
			if ((!round && had[all[i].reason]) ||
			    !strcmp(all[i].id, done) ||
			    taken(out, k, all[i].id))
				continue;
			had[all[i].reason] = true;
			out[k++] = all[i];
		}
	return k;
}
