/*
 * What people need to learn: who may still support it, what may become of it,
 * and which two may be made one.
 *
 * A need is open, then planned, answered or declined; the last two may be taken
 * up again. One that was merged into another stays as it is for ever, and what
 * it had, supports too, is the other's.
 */
#ifndef DOMAIN_NEED_H
#define DOMAIN_NEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define NEED_TITLE_MOST 200		/* characters */
#define NEED_ABOUT_MOST 2000
#define NEED_OUTCOME_MOST 2000
#define NEED_REGULATION_MOST 300
#define NEED_WHO_MOST 200		/* of a finding */
#define NEED_WORDS_MOST 4000
#define NEED_ANSWERS_MOST 20		/* modules, and as many programmes */
#define NEED_HOURLY_MOST 5		/* proposals of a person */
#define NEED_OPEN_MOST 30		/* of a person, that nobody decided */

enum need_state {
	NEED_OPEN, NEED_PLANNED, NEED_ANSWERED, NEED_DECLINED, NEED_MERGED,
	NEED_STATES
};
enum need_cause {
	NEED_OF_PROPOSAL, NEED_OF_SURVEY, NEED_OF_INTERVIEW,
	NEED_OF_DISCUSSION, NEED_OF_REGULATION, NEED_OF_FOLLOWUP,
	NEED_CAUSES
};

struct need {
	const char *id, *agency_id;
	const char *title, *about;
	const char *topic;			/* "" is none */
	const char *unit_id, *unit_name;	/* NULL: of all */
	const char *job_id, *job_name;		/* NULL: of all */
	enum need_cause cause;
	const char *cause_id;			/* the survey; "" */
	const char *regulation;			/* that changed; "" */
	enum need_state state;
	const char *merged_into, *merged_title;	/* NULL: is not */
	const char *outcome;			/* what became of it; "" */
	int64_t supporters;
	const char *created_by, *created_name;	/* NULL: nobody known */
	int64_t created_at, updated_at, revision;
	bool supported;				/* by who asks */
	int64_t answers;			/* modules and programmes */
};

/* "open", "planned" …, and back; false for another word or NULL. */
const char *need_state_name(enum need_state);
bool need_state_named(const char *, enum need_state *out);

/* "proposal", "survey" …, and back. */
const char *need_cause_name(enum need_cause);
bool need_cause_named(const char *, enum need_cause *out);

/* Supports count while nothing has become of it yet. */
bool need_supportable(enum need_state);

enum need_fault {
	NEED_FITS,
	NEED_IS_MERGED,		/* nothing of it changes any more */
	NEED_NO_SUCH_CHANGE,	/* of state */
	NEED_NO_OUTCOME,	/* it ends without a word of why */
	NEED_NO_REGULATION,	/* the cause, and none is cited */
	NEED_SAME,		/* as what it is to be merged into */
	NEED_FOREIGN,		/* of another agency */
	NEED_FAULTS
};

/*
 * May `before` become `after`, which modules or programmes answer (`answers` of
 * them)? Declined needs a reason; answered needs words, or one that answers.
 */
enum need_fault need_change_check(const struct need *before,
				  const struct need *after, size_t answers);

/* May `from` be merged into `into`? */
enum need_fault need_merge_check(const struct need *from,
				 const struct need *into);

/* What is wrong and what to do. */
const struct phrase *need_fault_text(enum need_fault);

#endif
