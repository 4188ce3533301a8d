/*
 * The two clocks. Rules never ask them: the moment is an argument.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* The wall clock, ms since 1970 in UTC: what is stored and shown. It may jump. */
int64_t clock_now(void);

/*
 * From now on it is `now`, and goes on from there; for trials and tests of what
 * takes months. Before any other thread begins.
 */
void clock_set(int64_t now);

/* Never goes back, starts anywhere, in ms: for deadlines and durations. */
int64_t clock_steady(void);

#define CLOCK_TEXT_SIZE 25	/* "2026-11-21T16:40:00.123Z" and the NUL */

/* RFC 3339 in UTC with milliseconds. Years 0 to 9999, otherwise clamped. */
void clock_text(int64_t ms, char out[static CLOCK_TEXT_SIZE]);

/* "2027-01-31" (its beginning) or such a text without milliseconds or with them;
   false, and nothing in `out`, for anything else. */
bool clock_read(const char *text, int64_t *out);

#endif
