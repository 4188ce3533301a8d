/*
 * What a sitting is worth: each of its questions, or decisions, is written down
 * as a mark, and they are added up in the sitting itself, which the caller
 * stores. Inside a write. For play/sitting.c alone.
 */
#ifndef PLAY_SITTING_GRADE_H
#define PLAY_SITTING_GRADE_H

#include "domain/sitting.h"
#include "play/asked.h"

/*
 * Grade all of it: state, points, most, scaled and passed of the sitting. What
 * a person gave stays, as long as it fits the question.
 */
enum err sitting_grade(struct db *, const struct asked *, struct sitting *);

/* Of a quiz: the same from the marks that there are. */
enum err sitting_total(struct db *, const struct asked *, struct sitting *);

#endif
