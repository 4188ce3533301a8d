/*
 * The JP ledger: what somebody earns, once, by the rule that holds on its day.
 *
 * Entries are added and stay: neither another rule nor a regrade touches them.
 * What speaks against one afterwards becomes a doubt for its agency's organiser,
 * who reverses it (an entry of its own with the JP below 0) or keeps it.
 *
 * Once means: for one person and thing there is one entry that was not taken
 * back, unless the rule lets it be renewed; and never two for one evidence,
 * taken back or not, so that nothing retried earns again what was reversed.
 * Everything runs inside the write that made it true; a race of two is decided
 * by the key `once` on SQLite and PostgreSQL alike.
 */
#ifndef TRAINING_LEDGER_H
#define TRAINING_LEDGER_H

#include "store/jp.h"

/* All of it is checked already; texts are borrowed. */
struct earning {
	const char *person_id;
	const char *agency_id;		/* whose thing: its rules apply */
	const char *source;		/* "module", "event", "programme" */
	const char *source_id;
	const char *version_id;		/* NULL: none */
	const char *title;
	const char *organiser;		/* the agency's name */
	const char *form;		/* "self-paced", "webinar" … */
	const char *competency;		/* "technical" … */
	int64_t training_kind;		/* 0: by source, form and competency */
	int64_t jp;			/* hundredths, as the thing says */
	struct jp_reached reached;
	const char *evidence;		/* an attempt, a seat, an enrolment */
	int64_t first_at, last_at;	/* its day and year are last_at's */
};

/* Why there is no entry. */
enum unearned {
	EARNED,			/* there is one */
	UNEARNED_NO_JP,		/* the thing, or the rule, gives none */
	UNEARNED_NO_RULE,	/* none applies on that day */
	UNEARNED_NOT_YET,	/* what the rule asks is not reached */
	UNEARNED_BEFORE		/* it was earned before and is not renewable yet,
				   or what was earned by this was taken back */
};

struct earned {
	const char *entry_id;		/* NULL: see why */
	enum unearned why;
	int64_t jp;
	const char *day;
	bool fresh;			/* made now */
	const char *certificate_id;	/* NULL: none yet */
	const char *paper;		/* the rule's, "" for none */
	int64_t renewal;		/* 0 the first time, 1 … */
};

enum err ledger_earn(struct db *, const struct earning *, int64_t now,
		     struct earned *out);

/* The certificate that was given for it. One that has one keeps it. */
enum err ledger_certificate(struct db *, const struct earned *,
			    const char *certificate_id);

/*
 * Take one back. ERR_CONFLICT when it was taken back before or is a reversal
 * itself. `reason` stands in the entry, and the person is told; doubts about it
 * are settled.
 */
enum err ledger_reverse(struct db *, const char *entry_id, const char *reason,
			const char *by_id, int64_t now);

/*
 * A pass of this attempt's module would not be one any more: every entry that
 * rests on it is in doubt. `why` is "regrade", or "mark" when a person marked it anew.
 */
enum err ledger_doubt_attempt(struct db *, const char *attempt_id,
			      const char *why, int64_t now);

/*
 * `from` is the same person as `to` and their entries are theirs from now on.
 * Of what both had earned, `from`'s is reversed first.
 */
enum err ledger_adopt(struct db *, const char *from, const char *to,
		      const char *by_id, int64_t now);

#endif
