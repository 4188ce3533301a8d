/*
 * The names of our rows.
 *
 * 128 bits as 26 letters and digits in lower case: 48 bits of time in ms, then
 * 80 of chance, so that rows made together lie together in an index and nobody
 * guesses a name. Of one millisecond a later one of this process is the greater,
 * by chance up to 2^40, so that rows stand in the order of their making. They
 * fit a URL, a file name and a host label as they are.
 * (The form is a ULID; Crockford's base 32 leaves out i, l, o and u.)
 */
#ifndef BASE_IDENT_H
#define BASE_IDENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define IDENT_SIZE  27	/* as text, with the NUL */
#define IDENT_BYTES 16	/* as it travels inside tokens */

void ident_new(int64_t now, char out[static IDENT_SIZE]);

/* The same in an arena, for rows about to be written. */
const char *ident_make(struct arena *, int64_t now);

/* 26 of our letters that hold no more than 128 bits; NULL is not one. */
bool ident_valid(const char *);

/* `text` must be valid. */
void ident_pack(const char *text, unsigned char out[static IDENT_BYTES]);
void ident_unpack(const unsigned char bytes[static IDENT_BYTES],
		  char out[static IDENT_SIZE]);

#endif
