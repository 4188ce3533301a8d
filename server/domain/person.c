#include "domain/person.h"

#include <stdio.h>
#include <string.h>

static const struct { enum role role; const char *name; } names[] = {
	{ ROLE_AUTHOR, "author" },
	{ ROLE_HOST, "host" },
	{ ROLE_SUPERVISOR, "supervisor" },
	{ ROLE_ADMIN, "admin" },
};
#define NAMES (sizeof(names) / sizeof(*names))

const char *role_name(enum role role)
{
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].role == role)
			return names[i].name;
	return "learner";
}

enum role role_named(const char *name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].role;
	return 0;
}

bool person_is(const struct person *p, enum role role)
{
	return p && (p->roles & (unsigned)(role | ROLE_ADMIN));
}

void nip_mask(const char *nip, char out[static NIP_MASKED_SIZE])
{
	if (!nip || strlen(nip) != 18)
		out[0] = '\0';
	else
		snprintf(out, NIP_MASKED_SIZE, "%.8s ****** * %s", nip, nip + 15);
}

bool nip_parse(const char *text, char out[static 19])
{
	size_t n = 0;

	for (; *text; text++) {
		if (strchr(" .-", *text))
			continue;
		if (*text < '0' || *text > '9' || n == 18)
			return false;
		out[n++] = *text;
	}
	out[n] = '\0';
	return n == 18;
}
