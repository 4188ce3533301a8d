#include "domain/tincan.h"

#include <string.h>

static bool verb_is(const struct statement *s, const char *verb)
{
	return strcmp(s->verb, verb) == 0;
}

void tincan_progress(const struct statement *s, const char *activity,
		     struct progress *out)
{
	const bool completed = verb_is(s, VERB_ADL "completed");
	const bool passed = verb_is(s, VERB_ADL "passed") ||
			    verb_is(s, VERB_ADL "mastered");
	const bool failed = verb_is(s, VERB_ADL "failed");

	*out = (struct progress){ .completion = COMPLETION_INCOMPLETE };
	if (!s->activity || strcmp(s->activity, activity))
		return;
	out->score = s->score;
	out->time_ms = s->lasted ? s->duration_ms : 0;
	if (completed || passed || s->completed)
		out->completion = COMPLETION_COMPLETED;
	if (passed || (completed && s->succeeded))
		out->success = SUCCESS_PASSED;
	else if (failed || (completed && s->failed))
		out->success = SUCCESS_FAILED;
}
