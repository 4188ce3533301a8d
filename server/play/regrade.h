/*
 * Grading sittings anew after a question was corrected, a piece at a time.
 */
#ifndef PLAY_REGRADE_H
#define PLAY_REGRADE_H

#include "store/fix.h"

/* Sittings in one write: more would keep others waiting. */
#define REGRADE_MOST 50

/*
 * Inside a write: the next sittings of the fix, REGRADE_MOST of them at most.
 * Whose score changed is noted; `fix` says how far it has come.
 */
enum err regrade_some(struct db *, struct quiz_fix *fix, int64_t now);

#endif
