/*
 * The subcommands of the program. Each takes the settings and its own
 * arguments, without its name, and returns the exit code: 0 done, 1 refused or
 * failed with a reason on stderr, 2 wrong usage.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "config.h"

typedef int command(const struct config *, int argc, char **argv);

command command_serve;
command command_import;
command command_pack;
command command_reindex;
command command_user;
command command_check;
command command_backup;
command command_restore;

/* fail_reason() without the place in the source that fail() puts before it. */
const char *why_failed(void);

/* Say what was wrong; return 2, and 1. */
int wrong_usage(const char *what);
int failed(void);

#endif
