#include "domain/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void totp_code(const unsigned char *secret, size_t size, uint64_t counter,
	       int digits, char out[static 9])
{
	unsigned char moving[8], mac[EVP_MAX_MD_SIZE];
	unsigned int n = 0, at;
	uint32_t number, most = 1;

	for (int i = 0; i < 8; i++)
		moving[i] = (unsigned char)(counter >> (56 - 8 * i));
	HMAC(EVP_sha1(), secret, (int)size, moving, sizeof(moving), mac, &n);
	at = mac[19] & 0xf;
	number = (uint32_t)(mac[at] & 0x7f) << 24 |
		 (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 |
		 mac[at + 3];
	for (int i = 0; i < digits; i++)
		most *= 10;
	snprintf(out, 9, "%0*u", digits, number % most);
}

/* Six digits, blanks left out. */
static bool digits_read(const char *typed, char out[static TOTP_DIGITS + 1])
{
	size_t n = 0;

	for (; *typed; typed++) {
		if (*typed == ' ')
			continue;
		if (*typed < '0' || *typed > '9' || n == TOTP_DIGITS)
			return false;
		out[n++] = *typed;
	}
	out[n] = '\0';
	return n == TOTP_DIGITS;
}

int64_t totp_step(const unsigned char secret[static TOTP_SECRET_BYTES],
		  const char *typed, int64_t now, int64_t last)
{
	const int64_t here = now / TOTP_STEP_MS;
	char want[TOTP_DIGITS + 1], code[9];
	int64_t found = 0;

	if (!digits_read(typed, want))
		return 0;
	for (int64_t step = here + 1; step >= here - 1; step--) {
		totp_code(secret, TOTP_SECRET_BYTES, (uint64_t)step,
			  TOTP_DIGITS, code);
		if (sodium_memcmp(code, want, TOTP_DIGITS) == 0 && step > last)
			found = step;
	}
	return found;
}

void totp_secret_text(const unsigned char secret[static TOTP_SECRET_BYTES],
		      char out[static TOTP_SECRET_SIZE])
{
	size_t n = 0;

	for (size_t i = 0; i < TOTP_SECRET_BYTES; i += 5) {
		uint64_t bits = 0;

		for (size_t k = 0; k < 5; k++)
			bits = bits << 8 | secret[i + k];
		for (int shift = 35; shift >= 0; shift -= 5)
			out[n++] = base32[bits >> shift & 31];
	}
	out[n] = '\0';
}

bool totp_secret_read(const char *text,
		      unsigned char out[static TOTP_SECRET_BYTES])
{
	uint64_t bits = 0;
	size_t n = 0;

	for (; *text; text++) {
		const char c = *text >= 'a' && *text <= 'z'
			? (char)(*text - 'a' + 'A') : *text;
		const char *at = strchr(base32, c);

		if (c == ' ')
			continue;
		if (!at || n == TOTP_SECRET_SIZE - 1)
			return false;
		bits = bits << 5 | (uint64_t)(at - base32);
		if (++n % 8)
			continue;
		for (size_t k = 0; k < 5; k++)
			out[n / 8 * 5 - 5 + k] =
				(unsigned char)(bits >> (32 - 8 * k));
	}
	return n == TOTP_SECRET_SIZE - 1;
}

static void put_escaped(struct text *out, const char *s)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz0123456789-._~";

	for (; *s; s++)
		if (strchr(plain, *s))
			text_put(out, s, 1);
		else
			text_putf(out, "%%%02X", (unsigned char)*s);
}

const char *totp_uri(struct arena *mem, const char *issuer,
		     const char *account, const char *secret_text)
{
	struct text out = { .mem = mem };

	text_puts(&out, "otpauth://totp/");
	put_escaped(&out, issuer);
	text_puts(&out, ":");
	put_escaped(&out, account);
	text_putf(&out, "?secret=%s&issuer=", secret_text);
	put_escaped(&out, issuer);
	return out.bytes;
}
