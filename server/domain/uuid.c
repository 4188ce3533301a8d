#include "domain/uuid.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

bool uuid_valid(const char *s)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-yxxx-xxxxxxxxxxxx";

	if (!s || strlen(s) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; form[i]; i++) {
		if (form[i] == '-' ? s[i] != '-'
				   : !isxdigit((unsigned char)s[i]))
			return false;
		if (form[i] == 'y' && !strchr("89abAB", s[i]))
			return false;
	}
	return true;
}

void uuid_named(const char *kind, const char *name, char out[static UUID_SIZE])
{
	crypto_generichash_state state;
	unsigned char h[16];

	crypto_generichash_init(&state, NULL, 0, sizeof(h));
	crypto_generichash_update(&state, (const unsigned char *)kind,
				  strlen(kind) + 1);
	crypto_generichash_update(&state, (const unsigned char *)name,
				  strlen(name));
	crypto_generichash_final(&state, h, sizeof(h));
	h[6] = (unsigned char)((h[6] & 0x0f) | 0x50);
	h[8] = (unsigned char)((h[8] & 0x3f) | 0x80);
	snprintf(out, UUID_SIZE, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
		 "%02x%02x%02x%02x%02x%02x", h[0], h[1], h[2], h[3], h[4], h[5],
		 h[6], h[7], h[8], h[9], h[10], h[11], h[12], h[13], h[14],
		 h[15]);
}
