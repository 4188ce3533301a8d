#include "base/ident.h"

#include <sodium.h>
#include <string.h>

static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

void ident_unpack(const unsigned char bytes[static IDENT_BYTES],
		  char out[static IDENT_SIZE])
{
	unsigned bits = 0, have = 2;	/* 130 bits of text hold 128: two zeros lead */
	size_t n = 0;

	for (size_t i = 0; i < IDENT_BYTES; i++) {
		bits = (bits << 8 | bytes[i]) & 0xfffu;
		for (have += 8; have >= 5; have -= 5)
			out[n++] = letters[bits >> (have - 5) & 31u];
	}
	out[n] = '\0';
}

void ident_pack(const char *text, unsigned char out[static IDENT_BYTES])
{
	unsigned bits = 0, have = 0;
	size_t n = 0;

	for (size_t i = 0; i < IDENT_SIZE - 1; i++) {
		bits = (bits << 5 |
			(unsigned)(strchr(letters, text[i]) - letters)) & 0xfffu;
		have += i ? 5 : 3;
		if (have < 8)
			continue;
		have -= 8;
		out[n++] = (unsigned char)(bits >> have);
	}
}

void ident_new(int64_t now, char out[static IDENT_SIZE])
{
	unsigned char bytes[IDENT_BYTES];
	const uint64_t t = now < 0 ? 0 : (uint64_t)now;

	for (int i = 0; i < 6; i++)
		bytes[i] = (unsigned char)(t >> (40 - 8 * i));
	randombytes_buf(bytes + 6, sizeof(bytes) - 6);
	ident_unpack(bytes, out);
}

const char *ident_make(struct arena *a, int64_t now)
{
	char *out = arena_alloc(a, IDENT_SIZE);

	ident_new(now, out);
	return out;
}

bool ident_valid(const char *text)
{
	return text && strlen(text) == IDENT_SIZE - 1 &&
	       strspn(text, letters) == IDENT_SIZE - 1 && text[0] <= '7';
}
