#include "http/header.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

const char *header_find(struct arena *mem, const char *lines, const char *name)
{
	const size_t n = strlen(name);

	for (const char *line = lines; *line;
	     line += strcspn(line, "\n"), line += *line == '\n')
		if (strncasecmp(line, name, n) == 0 && line[n] == ':')
			return text_trim(mem, arena_copy(mem, line + n + 1,
				strcspn(line + n + 1, "\r\n")));
	return NULL;
}
