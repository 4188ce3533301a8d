/*
 * Grading sittings anew after a question was corrected, a piece at a time.
 */
#ifndef PLAY_REGRADE_H
#define PLAY_REGRADE_H

#include "store/fix.h"

/* In one write: more sittings, or longer, would keep others waiting. */
#define REGRADE_MOST 50
#define REGRADE_MS   25

/*
 * Inside a write: the next sittings of the fix, one at least, and as many as
 * REGRADE_MOST and REGRADE_MS allow. Whose score changed is noted; `fix` says how far it has come.
 */
enum err regrade_some(struct db *, struct quiz_fix *fix, int64_t now);

#endif
