#include "auth/seal.h"

#include <sodium.h>
#include <string.h>

#define FORM sodium_base64_VARIANT_ORIGINAL
#define NONCE crypto_secretbox_NONCEBYTES
#define MAC crypto_secretbox_MACBYTES

_Static_assert(SEAL_KEY_SIZE == crypto_secretbox_KEYBYTES, "one key");

const char *seal_text(const unsigned char key[static SEAL_KEY_SIZE],
		      struct arena *mem, const char *text)
{
	const size_t n = strlen(text), size = NONCE + MAC + n;
	const size_t room = sodium_base64_encoded_len(size, FORM);
	unsigned char *box = arena_alloc(mem, size);
	char *out = arena_alloc(mem, room);

	randombytes_buf(box, NONCE);
	crypto_secretbox_easy(box + NONCE, (const unsigned char *)text, n, box,
			      key);
	return sodium_bin2base64(out, room, box, size, FORM);
}

const char *seal_open(const unsigned char key[static SEAL_KEY_SIZE],
		      struct arena *mem, const char *sealed)
{
	const size_t room = strlen(sealed) / 4 * 3 + 1;
	unsigned char *box = arena_alloc(mem, room);
	char *out = arena_alloc(mem, room);
	size_t size;

	if (sodium_base642bin(box, room, sealed, strlen(sealed), NULL, &size,
			      NULL, FORM) || size < NONCE + MAC ||
	    crypto_secretbox_open_easy((unsigned char *)out, box + NONCE,
				       size - NONCE, box, key))
		return NULL;
	return out;
}
