#include "auth/secret.h"

#include <sodium.h>
#include <string.h>

#define BYTES 32
#define FORM sodium_base64_VARIANT_URLSAFE_NO_PADDING

void secret_new(char out[static SECRET_SIZE])
{
	unsigned char bytes[BYTES];

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(out, SECRET_SIZE, bytes, sizeof(bytes), FORM);
	sodium_memzero(bytes, sizeof(bytes));
}

bool secret_hash(const char *text, char out[static SECRET_HASH_SIZE])
{
	unsigned char bytes[BYTES], hash[BYTES];
	const char *end;
	size_t n;

	if (!text || strnlen(text, SECRET_SIZE) != SECRET_SIZE - 1 ||
	    sodium_base642bin(bytes, sizeof(bytes), text, SECRET_SIZE - 1, NULL,
			      &n, &end, FORM) ||
	    n != BYTES || end != text + SECRET_SIZE - 1)
		return false;
	crypto_generichash(hash, sizeof(hash), bytes, sizeof(bytes), NULL, 0);
	sodium_bin2base64(out, SECRET_HASH_SIZE, hash, sizeof(hash), FORM);
	return true;
}

bool secret_hash_same(const char *a, const char *b)
{
	return a && b && strlen(a) == SECRET_HASH_SIZE - 1 &&
	       strlen(b) == SECRET_HASH_SIZE - 1 &&
	       sodium_memcmp(a, b, SECRET_HASH_SIZE - 1) == 0;
}
