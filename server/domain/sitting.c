#include "domain/sitting.h"

#include <string.h>

static const char *const states[] = {
	[SITTING_OPEN] = "open",
	[SITTING_ENDED] = "ended",
	[SITTING_WAITING] = "waiting",
	[SITTING_GRADED] = "graded",
};

const char *sitting_state_name(enum sitting_state s)
{
	return states[s];
}

enum sitting_state sitting_state_named(const char *name)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (strcmp(states[i], name) == 0)
			return (enum sitting_state)i;
	return SITTING_OPEN;
}
