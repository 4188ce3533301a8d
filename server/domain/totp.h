/*
 * One-time codes by the clock: RFC 6238 with what every authenticator app
 * takes, HMAC-SHA-1, steps of 30 seconds, 6 digits.
 *
 * A code is good in its own step and in the one before and after it (section
 * 5.2, for clocks that differ and people who type slowly), and once: a step that
 * was used, and any before it, is good no more.
 */
#ifndef DOMAIN_TOTP_H
#define DOMAIN_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define TOTP_STEP_MS 30000
#define TOTP_DIGITS 6

/* RFC 4226 section 4, R6: 160 bits, as long as SHA-1's result. */
#define TOTP_SECRET_BYTES 20
#define TOTP_SECRET_SIZE 33		/* in base32, with the NUL */

/* RFC 4226 section 5.3; `digits` from 6 to 8, written out with zeros in front. */
void totp_code(const unsigned char *secret, size_t size, uint64_t counter,
	       int digits, char out[static 9]);

/*
 * The step of `now` (ms since 1970) or beside it whose code `typed` is and that
 * comes after `last`, the one used last; 0 when there is none. Blanks in `typed`
 * do not matter. In a time that does not depend on where digits differ.
 */
int64_t totp_step(const unsigned char secret[static TOTP_SECRET_BYTES],
		  const char *typed, int64_t now, int64_t last);

/* Base32 of RFC 4648 without padding, as apps take it typed. */
void totp_secret_text(const unsigned char secret[static TOTP_SECRET_BYTES],
		      char out[static TOTP_SECRET_SIZE]);

/* Small letters and blanks do not matter; false when it is no such secret. */
bool totp_secret_read(const char *text,
		      unsigned char out[static TOTP_SECRET_BYTES]);

/*
 * otpauth://totp/ISSUER:ACCOUNT?secret=… as authenticator apps read it from a
 * QR code.
 */
const char *totp_uri(struct arena *, const char *issuer, const char *account,
		     const char *secret_text);

#endif
