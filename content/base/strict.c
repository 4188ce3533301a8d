#include "base/strict.h"

bool strict_deep(const char *s, size_t size, size_t levels)
{
	size_t depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < size; i++) {
		if (quoted && s[i] == '\\')
			i++;
		else if (s[i] == '"')
			quoted = !quoted;
		else if (!quoted && (s[i] == '[' || s[i] == '{'))
			depth++;
		else if (!quoted && depth && (s[i] == ']' || s[i] == '}'))
			depth--;
		if (depth > levels)
			return true;
	}
	return false;
}

json_t *strict_json(const char *bytes, size_t size, size_t levels)
{
	return strict_deep(bytes, size, levels) ? NULL
		: json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
}
