/*
 * Is it a statement? The rules of xAPI 1.0.3 (part 2, Data) and 2.0 (IEEE
 * 9274.1.1), and what Balai reads from one that keeps them.
 *
 * Nothing unknown, nothing null outside of extensions, each value of its kind:
 * what passes may be stored as it came and shown to any reader.
 */
#ifndef DOMAIN_STATEMENT_H
#define DOMAIN_STATEMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/progress.h"

#define VERB_ADL "http://adlnet.gov/expapi/verbs/"
#define VERB_ADL2 "https://w3id.org/xapi/adl/verbs/"
#define VERB_VOIDED VERB_ADL "voided"

/* What is read from a statement; the text lives as long as its JSON. */
struct statement {
	json_t *json;			/* borrowed */
	const char *id;			/* lower case; NULL: the receiver gives one */
	const char *verb;
	const char *activity;		/* the object's id when it is an activity */
	const char *voids;		/* the statement it voids, or NULL */
	const char *registration;	/* lower case; NULL: none */
	bool timed;			/* has a timestamp */
	int64_t at;			/* of the timestamp, ms */
	struct score score;
	bool succeeded, failed;		/* result.success is true, is false */
	bool completed;			/* result.completion is true */
	bool said_completion;		/* it is there, true or false */
	bool scored;			/* there is a score */
	bool lasted;			/* has result.duration */
	int64_t duration_ms;
};

/*
 * Check one statement and read it. NULL when it fits; else where it does not,
 * as a path ("context.registration") in `mem`. `mem` also takes the ids.
 */
const char *statement_read(struct arena *mem, json_t *json,
			   struct statement *out);

#endif
