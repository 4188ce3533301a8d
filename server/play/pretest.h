/*
 * Which pretest goes before a quiz: what is learnt between them is a gain
 * (domain/gain.h).
 */
#ifndef PLAY_PRETEST_H
#define PLAY_PRETEST_H

#include "db/db.h"
#include "domain/module.h"

/*
 * Of a version's units, in order, the pretest with most questions of the quiz
 * `ident` under their name with a "p". Without any such question that one alone
 * counts which is the only pretest beside the only quiz. NULL: there is none.
 */
enum err pretest_of(struct db *, const struct unit *units, size_t n,
		    const char *ident, const struct unit **out);

/* The last quiz of a version that has a pretest, and that; NULLs without. */
enum err pretest_pair(struct db *, const char *version_id,
		      const struct unit **pretest, const struct unit **quiz);

#endif
