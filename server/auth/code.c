#include "auth/code.h"

#include <sodium.h>
#include <string.h>

#define PART 5		/* four, and a hyphen or the end */

static const char letters[] = "ACDEFGHJKMNPQRTVWXY34679";

void code_new(char *out, size_t size)
{
	for (size_t i = 0; i < size - 1; i++)
		out[i] = i % PART == PART - 1 ? '-'
			: letters[randombytes_uniform(sizeof(letters) - 1)];
	out[size - 1] = '\0';
}

bool code_form(const char *typed, char *out, size_t size)
{
	size_t n = 0;

	for (; *typed; typed++) {
		const char c = *typed >= 'a' && *typed <= 'z'
			? (char)(*typed - 'a' + 'A') : *typed;

		if (strchr(" -\t\r\n", c))
			continue;
		if (!strchr(letters, c) || n == size - 1)
			return false;
		if (n % PART == PART - 1)
			out[n++] = '-';
		out[n++] = c;
	}
	out[n] = '\0';
	return n == size - 1;
}
