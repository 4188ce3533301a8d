#include "base/ident.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define TIME_BYTES 6	/* the others are chance */

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

static void ident_fill(uint64_t t, unsigned char bytes[static IDENT_BYTES])
{
	for (int i = 0; i < TIME_BYTES; i++)
		bytes[i] = (unsigned char)(t >> (40 - 8 * i));
	randombytes_buf(bytes + TIME_BYTES, IDENT_BYTES - TIME_BYTES);
	bytes[TIME_BYTES] &= 0x7f;	/* room for those after it */
}

/* By up to 2^40, of which nobody guesses one. */
static void ident_step(unsigned char bytes[static IDENT_BYTES])
{
	unsigned char step[5];
	unsigned sum = 1;

	randombytes_buf(step, sizeof(step));
	for (int i = IDENT_BYTES - 1; i >= TIME_BYTES; i--) {
		sum += bytes[i];
		if (i >= IDENT_BYTES - 5)
			sum += step[i - (IDENT_BYTES - 5)];
		bytes[i] = (unsigned char)sum;
		sum >>= 8;
	}
}

void ident_new(int64_t now, char out[static IDENT_SIZE])
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static unsigned char last[IDENT_BYTES];
	static uint64_t last_t = UINT64_MAX;
	const uint64_t t = now < 0 ? 0 : (uint64_t)now;

	pthread_mutex_lock(&lock);
	if (t == last_t)
		ident_step(last);
	else
		ident_fill(t, last);
	last_t = t;
	ident_unpack(last, out);
	pthread_mutex_unlock(&lock);
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
