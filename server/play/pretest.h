/*
 * Which pretest goes before a quiz: what is learnt between them is a gain
 * (domain/gain.h).
 */
#ifndef PLAY_PRETEST_H
#define PLAY_PRETEST_H

#include "domain/module.h"
#include "play/asked.h"

/*
 * Of each of a version's units, in order, its pretest: for a quiz the one with
 * most of its questions under their name with a "p". Without any such question
 * that one alone counts which is the only pretest beside the only quiz. NULL:
 * there is none, or it is no quiz. `out` has room for n.
 */
enum err pretest_list(struct db *, const struct unit *units, size_t n,
		      const struct unit **out);

/* The last quiz of a version that has a pretest, and that; NULLs without. */
enum err pretest_pair(struct db *, const char *version_id,
		      const struct unit **pretest, const struct unit **quiz);

#endif
