/*
 * Codes that are read from paper or a screen and typed on a phone.
 *
 * Of 24 letters and digits none of which is taken for another (no 0 O, 1 I L,
 * 2 Z, 5 S, 8 B, U), in fours with a hyphen between: "K7MP-49XT".
 */
#ifndef AUTH_CODE_H
#define AUTH_CODE_H

#include <stdbool.h>
#include <stddef.h>

/* One by chance, of `size` bytes with hyphens and the NUL: a multiple of 5. */
void code_new(char *out, size_t size);

/*
 * What was typed, as code_new writes it: small letters, blanks and hyphens do
 * not matter. False when it cannot be a code of that size.
 */
bool code_form(const char *typed, char *out, size_t size);

#endif
