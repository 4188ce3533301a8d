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

#define UUID_SIZE 37		/* as text, with the NUL */

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

/* Check the value of an `agent` parameter: an Agent or an identified Group. */
bool statement_agent(json_t *json);

/*
 * One text for each agent, however it is written: the inverse functional
 * identifier with its kind before it. NULL for an anonymous group.
 */
const char *agent_name(struct arena *mem, json_t *agent);

/* What a statement can be found by; `near` ones are its actor and its object. */
struct statement_name {
	enum { NAME_AGENT = 'g', NAME_ACTIVITY = 'a' } kind;
	const char *name;
	bool near;
};

/*
 * A name is a row to write and is compared with all before it: of a statement
 * that has more than this, one more is listed, and the rest not looked at.
 */
#define STATEMENT_NAMES_MOST 500

/* Each name once, near if it is that anywhere. `json` must be checked. */
void statement_names(struct arena *mem, json_t *json,
		     struct statement_name **out, size_t *n);

/*
 * A hash of all that makes two statements of one id the same (Data 2.2,
 * 2.3.1.s5): without what a receiver assigns, the verb's display, activities'
 * definitions; in hex.
 */
const char *statement_digest(struct arena *mem, json_t *json);

bool uuid_valid(const char *);

/* An IRI as xAPI asks for one: a scheme, then anything that is no space. */
bool iri_valid(const char *);

/* The same UUID for the same name, whenever it is asked for. It says that it is
   of version 5, since packages check that it is one of 1 to 5. */
void uuid_named(const char *kind, const char *name, char out[static UUID_SIZE]);

/* ISO 8601 with a date and a time; without a zone it is UTC. */
bool moment_read(const char *text, int64_t *ms);

/* ISO 8601, "P1DT2H3M4.5S" or "P4W"; months of 30 days and years of 365. */
bool duration_read(const char *text, int64_t *ms);

/* "PT12.34S", down to hundredths; `out` takes 32 bytes. */
void duration_write(int64_t ms, char out[static 32]);

#endif
