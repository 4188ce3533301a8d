/*
 * What happened at a connection, for its page: launches, keys, tokens, grades.
 * The last 100 of each kind are kept. `facts` never holds a token, a name, or
 * an address of a person.
 *
 * Whoever knows a connection's public names can fail at it, as often as they
 * like. What came without the other side's signature is therefore kept apart:
 * the same failure from the same address in one hour is one row that counts,
 * and of such rows there are 100 of a kind, so that strangers push out nothing
 * but strangers.
 */
#ifndef LTI_EVENT_H
#define LTI_EVENT_H

#include <jansson.h>

#include "base/err.h"

struct db;

/* One sentence each in lti/faults.def: what happened and what to do. */
enum lti_fault {
	LTI_OK,
#define LTI_FAULT(code, ...) LTI_##code,
#include "lti/faults.def"
#undef LTI_FAULT
	LTI_FAULTS
};

struct lti_event {
	const char *connection_id;	/* "" for who is not registered */
	const char *kind;		/* "launch", as in schema step 42 */
	enum lti_fault fault;
	const char *request;		/* the reference shown; "" */
	json_t *facts;			/* NULL: none; the callee does not keep it */
	int64_t at;
};

/* In a write; what the other side has signed, or we did. Of strangers see
   lti/strangers.h. */
enum err lti_event_add(struct db *, const struct lti_event *);

const char *lti_fault_code(enum lti_fault);		/* "ok", "key_unknown" */
enum lti_fault lti_fault_of(const char *code);		/* LTI_OK when unknown */

/* What happened, and what to do, with {names} for facts. */
struct phrase;
const struct phrase *lti_fault_words(enum lti_fault);
const struct phrase *lti_fault_advice(enum lti_fault);

#endif
