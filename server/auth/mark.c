#include "auth/mark.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define BYTES 16
#define FORM sodium_base64_VARIANT_URLSAFE_NO_PADDING

_Static_assert(sodium_base64_ENCODED_LEN(BYTES, FORM) == MARK_SIZE,
	       "22 letters");

void mark_make(const unsigned char key[static MARK_KEY_SIZE], const char *text,
	       char out[static MARK_SIZE])
{
	unsigned char hash[BYTES];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), key, MARK_KEY_SIZE);
	sodium_bin2base64(out, MARK_SIZE, hash, sizeof(hash), FORM);
}

bool mark_good(const unsigned char key[static MARK_KEY_SIZE], const char *text,
	       const char *mark)
{
	char right[MARK_SIZE];

	mark_make(key, text, right);
	return strlen(mark) == MARK_SIZE - 1 &&
	       sodium_memcmp(right, mark, MARK_SIZE - 1) == 0;
}

void mark_origin(const unsigned char key[static MARK_KEY_SIZE], const char *of,
		 const char *address, char out[static MARK_SIZE])
{
	unsigned char wide[16];
	char text[256], hex[17];

	if (inet_pton(AF_INET6, address, wide) == 1) {
		sodium_bin2hex(hex, sizeof(hex), wide, 8);
		address = hex;
	}
	snprintf(text, sizeof(text), "origin %.64s %.64s", of, address);
	mark_make(key, text, out);
}
