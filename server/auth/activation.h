/*
 * One-time codes: printed on a slip, mailed, or read out, and typed on a phone.
 *
 * Eight of 24 letters and digits none of which is taken for another (no 0 O,
 * 1 I L, 2 Z, 5 S, 8 B, U), written "K7MP-49XT": 2^36 of them. That is short
 * for a secret, so a code is kept hashed as a password is, is guessed as slowly
 * as one, works once and is over after two weeks.
 */
#ifndef AUTH_ACTIVATION_H
#define AUTH_ACTIVATION_H

#include <stdbool.h>
#include <stdint.h>

#define ACTIVATION_SHOWN_SIZE 10	/* "K7MP-49XT", with the NUL */
#define ACTIVATION_MS (14 * 86400 * INT64_C(1000))

/* The path of the page that takes a code; the code goes behind it. */
#define ACTIVATION_PATH "/aktivasi#"

void activation_code_new(char out[static ACTIVATION_SHOWN_SIZE]);

/*
 * What was typed, in the form that is hashed: small letters, blanks and hyphens
 * do not matter. False when it cannot be a code.
 */
bool activation_code_form(const char *typed,
			  char out[static ACTIVATION_SHOWN_SIZE]);

#endif
