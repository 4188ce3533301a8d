/*
 * Action plans, from the page on which they are written to the day when nobody
 * is asked any more.
 *
 * A plan belongs to one attempt at a module, or to one enrolment in a
 * programme. It counts from when that is completed and the plan is written,
 * whichever is later; from then on its follow-ups are there (domain/followup.h),
 * and jobs/follower.h writes to whom they ask. A plan that was saved before the
 * server kept plans is taken up when it is saved again.
 *
 * Whom a learner may name is bounded, since a stranger gets letters of it: not
 * themselves, nobody twice, nobody who has said "that is not me", and at most
 * PLAN_ADDRESSES_A_DAY addresses a day. A guest of an event, whom nobody knows,
 * names nobody and gets no default.
 *
 * All of it in the caller's write transaction.
 */
#ifndef TRAINING_PLAN_H
#define TRAINING_PLAN_H

#include "domain/followup.h"
#include "store/plan.h"

#define PLAN_CHOICE_MOST 300		/* characters */
#define PLAN_WORDS_MOST 4000
#define PLAN_ADDRESSES_A_DAY 10
#define PLAN_ADDRESS_TIMES 3		/* that a plan names one address */
#define PLAN_OFFICER_TIMES 10		/* … with those that officers mend */

struct plan_text {
	const char *choice, *words, *by_day;
};

/*
 * A unit of a module was saved with a plan: written down, unless the unit is no
 * plan or the attempt only looks. What is too long is cut, what is no day left
 * out.
 */
enum err plan_of_unit(struct db *, const char *attempt_id, const char *unit_id,
		      const struct plan_text *, int64_t now);

/* The plan of an enrolment, at its end or before; the text is checked already.
   `out` is the row. */
enum err plan_of_enrolment(struct db *, const char *enrolment_id,
			   const struct plan_text *, int64_t now,
			   struct plan *out);

/* That attempt or enrolment is completed. Nearly free without a plan, and when
   it was called before. */
enum err plan_completed(struct db *, const char *evidence, int64_t now);

/* In a form fit to be kept: without controls but line ends, of at most `most`
   characters. */
const char *plan_words(struct arena *, const char *, size_t most);

/* ---- A change -------------------------------------------------------------- */

enum plan_refusal {
	PLAN_GOOD,
	PLAN_OWN_ADDRESS,	/* they named themselves */
	PLAN_SAME_ADDRESS,	/* superior and colleague are one */
	PLAN_STOPPED,		/* said "that is not me" */
	PLAN_TIMES,		/* named too often */
	PLAN_TODAY,		/* too many addresses today */
	PLAN_ANSWERED,		/* whoever it was has answered all */
	PLAN_GUEST,		/* a guest names nobody */
};

/*
 * Make `before` be `after` (words, by_day, state, both contacts, whose addresses
 * are in the form that person_form gives). Somebody else's link of before is
 * void and they get one of their own; a plan that is dropped asks nobody any
 * more, and one that is taken up again goes on. `officer`: the bounds of a
 * learner do not hold, but for naming them or one twice, and PLAN_OFFICER_TIMES,
 * since each time a letter goes out. After a refusal nothing is changed, and `of`
 * is whose address it is.
 */
enum err plan_make(struct db *, const struct plan *before, struct plan *after,
		   bool officer, int64_t now, enum plan_refusal *out,
		   enum followup_role *of);

#endif
