/*
 * Whole numbers as files have them.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* Of `n` bytes, 8 at most; the first one weighs most. */
static inline uint64_t bytes_big(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | *p++;
	return v;
}

/* The same with the last one weighing most. */
static inline uint64_t bytes_little(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}

#endif
