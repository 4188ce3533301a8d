/*
 * What a learner has reached in a unit, and how saved items add up to it.
 *
 * A launch of a unit is a *run*. A run sends *items*, each a full snapshot with
 * a sequence number of its own, so that any of them may be lost, doubled or
 * late. What has been reached in an attempt stays reached: opening a lesson
 * again to look something up takes no completion and no better score away.
 */
#ifndef DOMAIN_PROGRESS_H
#define DOMAIN_PROGRESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum completion {
	COMPLETION_NOT_ATTEMPTED,
	COMPLETION_UNKNOWN,
	COMPLETION_INCOMPLETE,
	COMPLETION_COMPLETED,
};

enum success { SUCCESS_UNKNOWN, SUCCESS_FAILED, SUCCESS_PASSED };

/* A number that may be missing: every part of a score is. */
struct measure {
	bool known;
	double value;
};

struct score {
	struct measure scaled;		/* -1 to 1 */
	struct measure raw, min, max;
};

struct progress {
	enum completion completion;
	enum success success;
	struct score score;
	struct measure measure;		/* 0 to 1: how far */
	const char *location;		/* NULL: none */
	int64_t time_ms;		/* over all runs */
};

/* One saved item, checked. What is text lives as long as the JSON it came from. */
struct item {
	const char *attempt, *run;
	int64_t sequence;		/* 1 and up */
	struct progress progress;	/* time_ms: of this run alone */
	const char *exit;		/* "", "suspend", "normal", "logout", "time-out" */
	bool ended;			/* the package said it is done */
	json_t *cmi;			/* flat map of text to text; borrowed */
	json_t *activity;		/* or NULL; borrowed */
};

#define ITEM_ELEMENTS 20000	/* of the flat map */

/*
 * The name of the first field that does not fit, or NULL when all do and `out`
 * is filled in.
 */
const char *item_read(json_t *json, struct item *out);

/*
 * What a unit's progress becomes by an item. `before` may be NULL. `newest` is
 * whether the item comes from the newest run that saved anything: only then
 * does the place (location, measure) follow it. `run_time_ms` is the time that
 * this run had reported before.
 */
void progress_add(const struct progress *before, const struct item *,
		  bool newest, int64_t run_time_ms, struct progress *out);

/* The same completion, success and score? Then the attempt is the same too. */
bool progress_same(const struct progress *, const struct progress *);

/* What a whole attempt amounts to, from the progress of its units. */
struct outcome {
	size_t units_done;		/* completed, or passed */
	enum completion completion;
	enum success success;
	struct measure scaled;		/* mean over the scored units that have one */
};

/* A unit with progress. */
struct outcome_part {
	const struct progress *progress;
	bool optional;			/* the whole does not wait for it, and is
					   neither passed nor failed by it */
	bool unscored;			/* it can neither pass nor fail */
};

/* `needed` is how many units of the version are not optional. */
void outcome_of(const struct outcome_part *parts, size_t nparts,
		size_t needed, struct outcome *out);

/* Does the next launch get the package's own data back? */
bool run_resumes(const char *standard, const char *exit, bool ended);

const char *completion_name(enum completion);
const char *success_name(enum success);

/* Unknown names are COMPLETION_UNKNOWN and SUCCESS_UNKNOWN. */
enum completion completion_named(const char *);
enum success success_named(const char *);

#endif
