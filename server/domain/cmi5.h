/*
 * cmi5: when a unit, a block, a course is satisfied; which statements of a unit
 * are right; and the statements and launch data that are ours to make.
 *
 * Clauses are those of the cmi5 specification, "Quartz" (1st edition).
 */
#ifndef DOMAIN_CMI5_H
#define DOMAIN_CMI5_H

#include "domain/statement.h"

#define CMI5_CATEGORY "https://w3id.org/xapi/cmi5/context/categories/cmi5"
#define CMI5_MOVEON "https://w3id.org/xapi/cmi5/context/categories/moveon"
#define CMI5_EXTENSION "https://w3id.org/xapi/cmi5/context/extensions/"
#define CMI5_REASON "https://w3id.org/xapi/cmi5/result/extensions/reason"
#define CMI5_PROGRESS "https://w3id.org/xapi/cmi5/result/extensions/progress"
#define CMI5_LAUNCH_DATA "LMS.LaunchData"
#define CMI5_PREFERENCES "cmi5LearnerPreferences"

/* Statements that were under way when the unit said it ends (9.3.8). */
#define CMI5_GRACE_MS 10000

/* 13.1.4; anything else is NotApplicable. */
enum move_on {
	MOVE_ON_NOT_APPLICABLE,
	MOVE_ON_COMPLETED,
	MOVE_ON_PASSED,
	MOVE_ON_COMPLETED_AND_PASSED,
	MOVE_ON_COMPLETED_OR_PASSED,
};
enum move_on move_on_named(const char *);

/* What was said of a unit within one registration, our attempt. */
struct au {
	bool completed, passed;		/* by the unit */
	bool waived;			/* by us: it need not be done (9.3.7) */
};

bool au_satisfied(enum move_on, const struct au *);

/*
 * Once nothing more can be said of a unit it is opened to look at: a second
 * "completed" or "passed" in a registration is against the rules (9.3).
 */
bool au_review(enum move_on, bool has_mastery, const struct au *);

/* Once in a registration, and of a unit that is not `done` (9.3.7). */
bool au_waivable(const struct au *, bool done);

/* One of the four that the specification has (9.5.5.2). */
bool waive_reason_valid(const char *);

/* What a unit was launched with. */
struct au_launch {
	const char *activity;		/* of the launch URL, not the publisher's */
	const char *publisher;		/* the course structure's id */
	const char *registration;
	const char *session;
	enum move_on move_on;
	struct measure mastery;
	bool review;
	const char *parameters;		/* NULL: none */
	const char *launch_url;		/* without its query */
	const char *return_url;
};

/* What was said in a session so far; moments are ms, 0 when it was not. */
struct au_session {
	int64_t launched_at, initialized_at, terminated_at, abandoned_at;
	int64_t last_at;		/* of its last statement */
	bool completed, passed, failed;
};

/* Does it bear the category that makes it one of cmi5's own (7.1.3)? */
bool cmi5_defined(const struct statement *);

/*
 * May a unit say this now? NULL when it may, else which rule it breaks, in
 * English, for the author. `now` is when it arrived.
 */
const char *cmi5_fault(const struct statement *, const struct au_launch *,
		       const struct au_session *, const struct au *,
		       int64_t now);

/* What a statement without fault changes; only cmi5's own do more than last. */
void cmi5_count(const struct statement *, struct au_session *, struct au *,
		int64_t now);

/* How long an abandoned session is said to have lasted (9.5.4.2). */
int64_t cmi5_lasted(const struct au_session *, int64_t now);

/* 0 to 100 as a measure, when the statement has it (9.5.5.1). */
struct measure cmi5_progress(const struct statement *);

/*
 * Statements of ours, without stored and authority: a new reference, NULL
 * without memory. `id` is the statement's; `actor` is borrowed.
 */
json_t *cmi5_launched(const char *id, json_t *actor, const struct au_launch *,
		      int64_t now);
json_t *cmi5_abandoned(const char *id, json_t *actor, const struct au_launch *,
		       const struct au_session *, int64_t now);

/* The session in `launch` is made for it: there was no launch. */
json_t *cmi5_waived(const char *id, json_t *actor, const struct au_launch *,
		    const char *reason, int64_t now);

/* `object` and `publisher` are the block's or the course's (`type`). */
json_t *cmi5_satisfied(const char *id, json_t *actor, const char *type,
		       const char *object, const char *publisher,
		       const char *registration, const char *session,
		       int64_t now);

/* The document LMS.LaunchData (10.2). */
json_t *cmi5_launch_data(const struct au_launch *);

/*
 * The blocks of a tree that are satisfied, and last the course: those with all
 * their units satisfied, `units` of which are known by the ids in the tree. A
 * block without a unit is none. Each once, in the order of the tree.
 */
struct cmi5_unit {
	const char *id;
	bool satisfied;
};
struct cmi5_block {
	const char *key;		/* the course structure's id */
	bool course;
	size_t place;			/* among the nodes of the tree */
};
void cmi5_blocks(struct arena *, json_t *tree, const struct cmi5_unit *units,
		 size_t nunits, struct cmi5_block **out, size_t *n);

#endif
