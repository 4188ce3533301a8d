/*
 * Numbers about people: which groups are told, and how strangers see them.
 *
 * A stranger is told no number below DISCLOSED_LEAST. Others are rounded down to
 * steps that grow with them, and shares to steps of five percent, of twenty
 * people and more. They are counted once a night (jobs/public_figures.h), so
 * two looks on one day show the same; and from one day to the next a single
 * person moves a number only where it crosses a step, which tells as little of
 * them as of everybody else who came in between.
 */
#ifndef DOMAIN_DISCLOSURE_H
#define DOMAIN_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/survey.h"

#define DISCLOSED_LEAST SURVEY_LEAST
#define DISCLOSED_SHARE_LEAST 20
#define DISCLOSED_NOT (-1)

/*
 * Rounded down to a step: 5 below 100, 10 below 1,000, 50 below 10,000, and
 * so on. DISCLOSED_NOT below DISCLOSED_LEAST.
 */
int64_t disclosed_count(int64_t n);

/* `part` of `whole` in percent, to the nearest five; DISCLOSED_NOT of fewer than
   DISCLOSED_SHARE_LEAST. */
int64_t disclosed_share(int64_t part, int64_t whole);

/*
 * Which of `count` groups without a common member must not be told when their
 * sum is: those of fewer than DISCLOSED_LEAST, and while all hidden ones
 * together are fewer than that, the smallest of the others (the first of them).
 * Then no told figure, nor any difference of the sum and told ones, is of fewer.
 * Groups of nobody are not hidden.
 */
void disclosure_hide(const size_t *people, size_t count, bool *hidden);

#endif
