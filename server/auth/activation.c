#include "auth/activation.h"

#include <sodium.h>
#include <string.h>

static const char letters[] = "ACDEFGHJKMNPQRTVWXY34679";

#define HALF (ACTIVATION_LENGTH / 2)

void activation_code_new(char out[static ACTIVATION_SHOWN_SIZE])
{
	size_t n = 0;

	for (size_t i = 0; i < ACTIVATION_LENGTH; i++) {
		if (i == HALF)
			out[n++] = '-';
		out[n++] = letters[randombytes_uniform(sizeof(letters) - 1)];
	}
	out[n] = '\0';
}

bool activation_code_form(const char *typed,
			  char out[static ACTIVATION_SHOWN_SIZE])
{
	size_t n = 0;

	for (; *typed; typed++) {
		const char c = *typed >= 'a' && *typed <= 'z'
			? (char)(*typed - 'a' + 'A') : *typed;

		if (strchr(" -\t\r\n", c))
			continue;
		if (!strchr(letters, c) || n == ACTIVATION_SHOWN_SIZE - 1)
			return false;
		if (n == HALF)
			out[n++] = '-';
		out[n++] = c;
	}
	out[n] = '\0';
	return n == ACTIVATION_SHOWN_SIZE - 1;
}
