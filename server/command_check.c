/*
 * `balai check`: is everything that a version needs there, and unchanged? And
 * with --url: does a server look from outside as it should?
 */
#include "command_check.h"

#include <string.h>

#include "command.h"

#define CONNECT_MOST 16

int command_check(const struct config *config, int argc, char **argv)
{
	const char *connect_to[CONNECT_MOST + 1] = { NULL };
	struct check_url how = { .connect_to = connect_to };
	size_t n = 0;

	if (!config->url_typed)
		return argc ? wrong_usage(argv[0]) : check_data(config);
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--ca") == 0 && i + 1 < argc)
			how.ca = argv[++i];
		else if (strcmp(argv[i], "--connect-to") == 0 &&
			 i + 1 < argc && n < CONNECT_MOST)
			connect_to[n++] = argv[++i];
		else
			return wrong_usage(argv[i]);
	}
	return check_url(config, &how);
}
