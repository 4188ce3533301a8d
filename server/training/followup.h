/*
 * The one-time link by which somebody without an account answers a follow-up.
 *
 * Its token is made of the follow-up's id, of its epoch and of our key, as a
 * guest's is (training/guest.h): it is mailed again without being stored, and is
 * worth nothing once the epoch has gone up. It is the right to answer, once, so
 * it stands in no log, and its page sends no referrer.
 */
#ifndef TRAINING_FOLLOWUP_H
#define TRAINING_FOLLOWUP_H

#include "auth/auth.h"
#include "auth/mark.h"
#include "base/ident.h"
#include "store/followup.h"
#include "store/plan.h"

#define FOLLOWUP_TOKEN_SIZE (IDENT_SIZE - 1 + MARK_SIZE)

/* The path of its page; the token goes behind it. */
#define FOLLOWUP_LINK_PATH "/t/"

/* By id and epoch. */
void followup_token(const struct auth *, const struct followup *,
		    char out[static FOLLOWUP_TOKEN_SIZE]);

/* "/t/…", in the arena. */
const char *followup_path(struct arena *, const struct auth *,
			  const struct followup *);

enum followup_state {
	FOLLOWUP_OPEN,
	FOLLOWUP_USED,		/* it was answered */
	FOLLOWUP_EXPIRED,
	FOLLOWUP_REPLACED,	/* somebody else is asked now */
	FOLLOWUP_ENDED,		/* the plan was dropped, or its person is gone */
};

/*
 * What a token leads to, and how that stands. ERR_NOT_FOUND for what is altered
 * or no token; `text` may be anything. Reads only.
 */
enum err followup_by_token(struct db *, const struct auth *, const char *text,
			   int64_t now, struct followup *out,
			   struct plan *plan, enum followup_state *state);

/*
 * An answer, of an open one. `done` is false when it was answered meanwhile.
 * The learner is told that somebody else answered, and not what.
 */
enum err followup_take(struct db *, const struct followup *,
		       const struct plan *, const char *answers,
		       const char *gist, int64_t now, bool *done);

/*
 * "That is not me": no letter of this plan goes to that address any more, links
 * to it are void, and the learner is told to name another. Of the learner's
 * own: no more reminders of this plan.
 */
enum err followup_refuse(struct db *, const struct followup *,
			 struct plan *, int64_t now);

#endif
