#include "domain/progress.h"

#include <math.h>
#include <string.h>

#include "base/ident.h"
#include "base/text.h"

static const char *const completions[] = {
	[COMPLETION_NOT_ATTEMPTED] = "not attempted",
	[COMPLETION_UNKNOWN] = "unknown",
	[COMPLETION_INCOMPLETE] = "incomplete",
	[COMPLETION_COMPLETED] = "completed",
};

static const char *const successes[] = {
	[SUCCESS_UNKNOWN] = "unknown",
	[SUCCESS_FAILED] = "failed",
	[SUCCESS_PASSED] = "passed",
};

static size_t index_of(const char *const *names, size_t n, const char *name,
		       size_t otherwise)
{
	for (size_t i = 0; name && i < n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return otherwise;
}

const char *completion_name(enum completion c)
{
	return completions[c];
}

const char *success_name(enum success s)
{
	return successes[s];
}

enum completion completion_named(const char *name)
{
	return (enum completion)index_of(completions, 4, name,
					 COMPLETION_UNKNOWN);
}

enum success success_named(const char *name)
{
	return (enum success)index_of(successes, 3, name, SUCCESS_UNKNOWN);
}

/* A missing or null number is none; anything else but a finite one is wrong. */
static bool read_measure(json_t *json, double least, double most,
			 struct measure *out)
{
	*out = (struct measure){ false, 0 };
	if (!json || json_is_null(json))
		return true;
	if (!json_is_number(json))
		return false;
	*out = (struct measure){ true, json_number_value(json) };
	return isfinite(out->value) && out->value >= least && out->value <= most;
}

static bool read_score(json_t *json, struct score *out)
{
	const double far = 1e15;

	*out = (struct score){ .scaled = { false, 0 } };
	if (!json || json_is_null(json))
		return true;
	return json_is_object(json) &&
	       read_measure(json_object_get(json, "scaled"), -1, 1,
			    &out->scaled) &&
	       read_measure(json_object_get(json, "raw"), -far, far,
			    &out->raw) &&
	       read_measure(json_object_get(json, "min"), -far, far,
			    &out->min) &&
	       read_measure(json_object_get(json, "max"), -far, far, &out->max);
}

#define COUNT_MOST (INT64_C(1) << 53)	/* what a browser counts to */

static bool read_count(json_t *json, int64_t least, int64_t *out)
{
	if (!json_is_integer(json))
		return false;
	*out = json_integer_value(json);
	return *out >= least && *out <= COUNT_MOST;
}

static bool read_id(json_t *json, const char **out)
{
	*out = json_string_value(json);
	return ident_valid(*out);
}

/* Absent or null text is NULL; longer than `most` bytes is wrong. */
static bool read_text(json_t *json, size_t most, const char **out)
{
	*out = json_string_value(json);
	if (!json || json_is_null(json))
		return true;
	return *out && json_string_length(json) <= most;
}

static bool flat(json_t *map)
{
	const char *key;
	json_t *value;

	if (!json_is_object(map) || json_object_size(map) > ITEM_ELEMENTS)
		return false;
	json_object_foreach(map, key, value)
		if (!json_is_string(value) || strlen(key) > 255)
			return false;
	return true;
}

static bool one_of(const char *name, const char *const *names, size_t n)
{
	return index_of(names, n, name, n) < n;
}

static bool read_exit(json_t *json, const char **out)
{
	static const char *const exits[] = {
		"", "suspend", "normal", "logout", "time-out"
	};

	if (!read_text(json, 16, out))
		return false;
	if (!*out)
		*out = "";
	return one_of(*out, exits, 5);
}

static bool read_statuses(json_t *json, struct progress *out)
{
	const char *completion, *success;

	if (!read_text(json_object_get(json, "completion"), 16, &completion) ||
	    !read_text(json_object_get(json, "success"), 16, &success))
		return false;
	out->completion = completion_named(completion);
	out->success = success_named(success);
	return (!completion || one_of(completion, completions, 4)) &&
	       (!success || one_of(success, successes, 3));
}

/* NULL is fine: the whole state is optional, and opaque to us. */
static bool read_activity(json_t *json, json_t **out)
{
	*out = json && !json_is_null(json) ? json : NULL;
	return !*out || json_is_object(*out);
}

const char *item_read(json_t *json, struct item *out)
{
	struct progress *p = &out->progress;

	*out = (struct item){ .exit = "" };
	if (!json_is_object(json))
		return "item";
	if (!read_id(json_object_get(json, "attempt"), &out->attempt))
		return "attempt";
	if (!read_id(json_object_get(json, "run"), &out->run))
		return "run";
	if (!read_count(json_object_get(json, "sequence"), 1, &out->sequence))
		return "sequence";
	if (!read_statuses(json, p))
		return "completion";
	if (!read_score(json_object_get(json, "score"), &p->score))
		return "score";
	if (!read_measure(json_object_get(json, "progressMeasure"), 0, 1,
			  &p->measure))
		return "progressMeasure";
	if (!read_text(json_object_get(json, "location"), 4096, &p->location))
		return "location";
	if (!read_count(json_object_get(json, "sessionTimeMs"), 0, &p->time_ms))
		return "sessionTimeMs";
	if (!read_exit(json_object_get(json, "exit"), &out->exit))
		return "exit";
	out->ended = json_is_true(json_object_get(json, "ended"));
	out->cmi = json_object_get(json, "cmi");
	if (!flat(out->cmi))
		return "cmi";
	if (!read_activity(json_object_get(json, "activity"), &out->activity))
		return "activity";
	return NULL;
}

/* Scores compare by scaled, and without it by raw. */
static bool score_better(const struct score *a, const struct score *b)
{
	if (a->scaled.known && b->scaled.known)
		return a->scaled.value > b->scaled.value;
	if (a->scaled.known != b->scaled.known)
		return a->scaled.known;
	if (a->raw.known && b->raw.known)
		return a->raw.value > b->raw.value;
	return a->raw.known && !b->raw.known;
}

void progress_add(const struct progress *before, const struct item *item,
		  bool newest, int64_t run_time_ms, struct progress *out)
{
	const struct progress *now = &item->progress;
	struct progress after = before ? *before : *now;

	if (before && now->completion > after.completion)
		after.completion = now->completion;
	if (before && now->success > after.success)
		after.success = now->success;
	if (before && score_better(&now->score, &after.score))
		after.score = now->score;
	if (newest) {
		after.location = now->location;
		after.measure = now->measure;
	}
	after.time_ms = now->time_ms;
	if (before) {
		const int64_t more = now->time_ms - run_time_ms;

		after.time_ms = before->time_ms + (more > 0 ? more : 0);
		if (after.time_ms > COUNT_MOST)
			after.time_ms = COUNT_MOST;
	}
	*out = after;
}

static bool unit_done(const struct progress *p)
{
	return p->completion == COMPLETION_COMPLETED ||
	       p->success == SUCCESS_PASSED;
}

bool progress_same(const struct progress *a, const struct progress *b)
{
	return a->completion == b->completion && a->success == b->success &&
	       a->score.scaled.known == b->score.scaled.known &&
	       a->score.scaled.value == b->score.scaled.value;
}

void outcome_of(const struct outcome_part *parts, size_t nparts,
		size_t needed, struct outcome *out)
{
	size_t passed = 0, failed = 0, scored = 0, done = 0;
	double sum = 0;

	*out = (struct outcome){ .completion = COMPLETION_NOT_ATTEMPTED };
	for (size_t i = 0; i < nparts; i++) {
		const struct progress *p = parts[i].progress;

		out->units_done += unit_done(p);
		done += unit_done(p) && !parts[i].optional;
		if (parts[i].unscored)
			continue;
		passed += p->success == SUCCESS_PASSED && !parts[i].optional;
		failed += p->success == SUCCESS_FAILED && !parts[i].optional;
		if (p->score.scaled.known) {
			scored++;
			sum += p->score.scaled.value;
		}
	}
	if (scored)
		out->scaled = (struct measure){ true, sum / (double)scored };
	if (nparts)
		out->completion = needed && done >= needed
			? COMPLETION_COMPLETED : COMPLETION_INCOMPLETE;
	if (failed)
		out->success = SUCCESS_FAILED;
	else if (passed && out->completion == COMPLETION_COMPLETED)
		out->success = SUCCESS_PASSED;
}

/*
 * SCORM 1.2 keeps a unit's data whatever the exit (RTE 3.4.4); in SCORM 2004 a
 * normal end begins a new learner attempt, with nothing in it (RTE 4.2.8). A
 * run that never said it ended was cut off, and goes on.
 */
bool run_resumes(const char *standard, const char *exit, bool ended)
{
	if (!ended || !text_starts(standard, "scorm2004"))
		return true;
	return strcmp(exit, "suspend") == 0 || strcmp(exit, "logout") == 0;
}
