/*
 * Whom the names of an attendance file are: people write their names as they
 * like, and a machine that guesses makes somebody present who was not.
 *
 * An address that a seat has is sure. So is a name of two words or more that is
 * one seat's alone: the same words in any order, without titles ("Drs.", "H.",
 * ", M.Si"), capitals, accents, what stands around it ("Dinkes_Sari Wulandari",
 * "HP Sari (Sari Wulandari)") and the name of a device. Likely, and for a person
 * to confirm: a letter wrong, a word missing or an initial, one word alone, or
 * a name that two lines have. All else, and what fits two seats, is unknown.
 */
#ifndef DOMAIN_ATTENDANCE_MATCH_H
#define DOMAIN_ATTENDANCE_MATCH_H

#include <stddef.h>

#include "base/arena.h"
#include "domain/attendance_file.h"

struct match_seat {
	const char *person_id;
	const char *name;
	const char *email;	/* in lower case; NULL: not known */
};

enum match_state { MATCH_SURE, MATCH_LIKELY, MATCH_UNKNOWN };

struct match {
	enum match_state state;
	const char *person_id;	/* NULL when unknown */
};

/* "sure", "likely", "unknown". */
const char *match_state_name(enum match_state);

/* `out` has room for `n`. */
void attendance_match(struct arena *, const struct attendance_person *,
		      size_t n, const struct match_seat *, size_t nseats,
		      struct match *out);

/* How well two names agree, for tests: MATCH_SURE when they are the same. */
enum match_state names_match(struct arena *, const char *, const char *);

#endif
