/*
 * Is a person's new name the same name, written better? Titles, capitals, dots
 * and blanks may change as one likes; of the rest only a slip of the pen. So
 * somebody mends the spelling of their own name at once, and becomes nobody else.
 */
#ifndef DOMAIN_NAME_H
#define DOMAIN_NAME_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * Both are names as domain/person.h takes them. Titles are what stands behind a
 * comma ("…, S.Sos., M.Si."), parts with a dot and more than one letter ("Dr.",
 * "S.T."), and the titles that are written without one ("dr", "Hj"). A slip is
 * one letter in six, three at most.
 */
bool name_mended(struct arena *, const char *before, const char *after);

#endif
