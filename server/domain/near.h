/*
 * Which of many names was probably meant: for "unknown unit, did you mean …".
 */
#ifndef DOMAIN_NEAR_H
#define DOMAIN_NEAR_H

#include <stddef.h>

#define NEAR_MOST 3

/*
 * 0 (nothing in common) to 100 (the same words). Words count as alike when one
 * begins the other by three letters or more ("Bid." "Bidang") or when they are
 * one slip apart, two in words of eight letters.
 */
int near_score(const char *typed, const char *name);

/* The places of those that come near, the nearest first; how many there are. */
size_t near_names(const char *typed, const char *const *names, size_t n,
		  size_t out[static NEAR_MOST]);

#endif
