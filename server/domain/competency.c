#include "domain/competency.h"

#include <string.h>

bool competency_kind_fits(const char *kind)
{
	return strcmp(kind, "technical") == 0 ||
	       strcmp(kind, "managerial") == 0 || strcmp(kind, "social") == 0;
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

bool competency_code_fits(const char *code)
{
	const size_t n = strlen(code);

	if (n == 0 || n > COMPETENCY_CODE_MOST || !letter(code[0]) ||
	    !letter(code[n - 1]))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!letter(code[i]) && code[i] != '.' && code[i] != '-')
			return false;
	return true;
}

int competency_level(const struct competency_shown *all, size_t n)
{
	int64_t level = 0;

	for (size_t i = 0; i < n; i++)
		if (all[i].assessed || all[i].level > level)
			level = all[i].level;
	return (int)level;
}
