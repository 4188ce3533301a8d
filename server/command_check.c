/*
 * `balai check`: is everything that a version needs there, and unchanged?
 */
#include "command.h"
#include "command_check.h"

int command_check(const struct config *config, int argc, char **argv)
{
	if (argc)
		return wrong_usage(argv[0]);
	return check_data(config);
}
